"""The options of a select, for the template of Django's own that we draw in one go."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.forms.utils import flatatt
from django.utils.safestring import SafeString

from core.markup import joined, markup

register = template.Library()


@register.filter
def select_options(choices: Iterable[Mapping[str, Any]]) -> SafeString:
    """The options of a select as Django's own template draws them, which takes two templates for each: a list of types of
    contact has a hundred."""
    return joined(
        "",
        (
            markup(
                '\n  <option value="{}"{}>{}</option>\n',
                option["value"],
                flatatt(option["attrs"]) if option["attrs"] else "",
                option["label"],
            )
            for option in choices
        ),
    )
