"""The options of a select, for the template of Django's own that we draw in one go."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.forms.utils import flatatt
from django.utils.safestring import SafeString

from core.markup import joined, markup

register = template.Library()


Option = Mapping[str, Any]


@register.filter
def drawn_options(groups: Iterable[tuple[str | None, Sequence[Option], int]]) -> SafeString:
    """The groups of a select's options as Django's own template draws them, which takes two templates for each option.

    An option without a group is one in a group without a name; a list of types of contact has a hundred.
    """
    return joined("", (_group(name, options) for name, options, _ in groups))


def _group(name: str | None, options: Sequence[Option]) -> SafeString:
    drawn = joined("", map(_option, options))
    return markup('\n  <optgroup label="{}">{}\n  </optgroup>', name, drawn) if name else drawn


def _option(option: Option) -> SafeString:
    return markup(
        '\n  <option value="{}"{}>{}</option>\n',
        option["value"],
        flatatt(option["attrs"]) if option["attrs"] else "",
        option["label"],
    )
