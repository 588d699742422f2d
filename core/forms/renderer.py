"""How Django's own controls are drawn: the usual ones in one go, the others by their templates."""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.safestring import SafeString

from core.forms.choices import options_of
from core.markup import attributes, markup

Widget = Mapping[str, Any]


def _input(widget: Widget) -> SafeString:
    value = widget["value"]
    return markup(
        '<input type="{}" name="{}"{}{}>',
        widget["type"],
        widget["name"],
        "" if value is None else markup(' value="{}"', value),
        attributes(widget["attrs"]),
    )


def _textarea(widget: Widget) -> SafeString:
    return markup(
        '<textarea name="{}"{}>\n{}</textarea>',
        widget["name"],
        attributes(widget["attrs"]),
        widget["value"] or "",
    )


def _select(widget: Widget) -> SafeString:
    return markup(
        '<select name="{}"{}>{}\n</select>',
        widget["name"],
        attributes(widget["attrs"]),
        options_of(widget["optgroups"]),
    )


DRAWN: Mapping[str, Callable[[Widget], SafeString]] = {
    "django/forms/widgets/hidden.html": _input,
    "django/forms/widgets/number.html": _input,
    "django/forms/widgets/password.html": _input,
    "django/forms/widgets/select.html": _select,
    "django/forms/widgets/text.html": _input,
    "django/forms/widgets/textarea.html": _textarea,
}


class Renderer(TemplatesSetting):
    """Django's renderer, but for the controls above: a form of eleven took forty templates."""

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        draw = DRAWN.get(template_name)
        if draw:
            return draw(context["widget"])
        return str(super().render(template_name, context, request))
