"""Addresses in templates; of every floor, without knowing who owns them."""

from typing import Any

from django import template
from django.conf import settings
from django.shortcuts import resolve_url
from django.template import defaulttags
from django.template.base import Parser, Token
from django.utils.html import conditional_escape

from core.addresses import address

register = template.Library()


@register.simple_tag
def front_page() -> str:
    """The address of the service's first page, which stands on the roof."""
    return resolve_url(settings.LOGIN_REDIRECT_URL)


class _AddressNode(defaulttags.URLNode):
    def render(self, context: template.Context) -> str:
        if self.kwargs or self.asvar:
            return super().render(context)
        said: Any = address(
            self.view_name.resolve(context), *(one.resolve(context) for one in self.args)
        )
        return conditional_escape(said) if context.autoescape else str(said)


@register.tag
def url(parser: Parser, token: Token) -> template.Node:
    """Django's own tag, by `core.addresses.address`."""
    node = defaulttags.url(parser, token)
    return _AddressNode(node.view_name, node.args, node.kwargs, node.asvar)
