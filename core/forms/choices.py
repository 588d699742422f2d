"""Choices that everybody is offered alike: a hundred types of contact are read, sorted and drawn once."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.utils.choices import BaseChoiceIterator, normalize_choices
from django.utils.safestring import SafeString

from core.markup import attributes, escaped, joined, markup

Group = tuple[str | None, Sequence[Mapping[str, Any]], int | None]


class Choices(BaseChoiceIterator):
    """Choices for many forms: Django goes through a plain list anew for each form that is made of it."""

    def __init__(self, choices: Iterable[Any]) -> None:
        self.choices = tuple(normalize_choices(tuple(choices)))

    def __iter__(self) -> Iterator[Any]:
        return iter(self.choices)

    @cached_property
    def _drawn(self) -> SafeString:
        """With nothing chosen."""
        select = forms.Select(choices=self.choices)
        return options_of(select.optgroups("", []))

    def drawn(self, chosen: Collection[str]) -> SafeString:
        """The options of a select, those that are chosen marked."""
        whole = str(self._drawn)
        for value in chosen:
            mark = f'value="{escaped(value)}"'
            whole = whole.replace(f"{mark}>", f"{mark} selected>", 1)
        return SafeString(whole)


class Select(forms.Select):
    """A list to choose from, whose choices may be drawn already."""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        if isinstance(self.choices, Choices):
            return self.choices.drawn(value)
        return super().optgroups(name, value, attrs)


def options_of(groups: "Iterable[Group] | SafeString") -> SafeString:
    """The groups of a select's options as Django's own template draws them, which takes two templates for each option.

    An option without a group is one in a group without a name.
    """
    if isinstance(groups, SafeString):
        return groups
    return joined("", (_group(name, options) for name, options, _ in groups))


def _group(name: str | None, options: Sequence[Mapping[str, Any]]) -> SafeString:
    drawn = joined("", map(_option, options))
    return markup('\n  <optgroup label="{}">{}\n  </optgroup>', name, drawn) if name else drawn


def _option(option: Mapping[str, Any]) -> SafeString:
    return markup(
        '\n  <option value="{}"{}>{}</option>\n',
        option["value"],
        attributes(option["attrs"]),
        option["label"],
    )
