"""Addresses that templates of every floor lead to without knowing who owns them."""

from django import template
from django.conf import settings
from django.shortcuts import resolve_url

register = template.Library()


@register.simple_tag
def front_page() -> str:
    """The address of the service's first page, which stands on the roof."""
    return resolve_url(settings.LOGIN_REDIRECT_URL)
