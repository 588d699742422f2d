"""The addresses of the service: written for a page, and what each is called in words (`CALLED` in an app's urls)."""

import functools
from uuid import UUID

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, get_script_prefix, reverse

_STAND_INS = tuple(UUID(int=number) for number in range(1, 4))


def address(name: str, *of: object) -> str:
    """The address of a view about these things, as `reverse` says it.

    Where they are UUIDs Django is asked once for each name: a list says a hundred addresses, and `reverse` took a
    tenth of its page.
    """
    if not all(isinstance(one, UUID) for one in of):
        return reverse(name, args=of)
    return _pattern(settings.ROOT_URLCONF, get_script_prefix(), name, len(of)).format(*of)


@functools.cache
def _pattern(_urlconf: str, _prefix: str, name: str, count: int) -> str:
    """The address with {0}, {1} for its UUIDs; the addresses' module and the prefix are what else `reverse` goes by."""
    said: str = reverse(name, args=_STAND_INS[:count])
    for place, stand_in in enumerate(_STAND_INS[:count]):
        said = said.replace(str(stand_in), f"{{{place}}}")
    return said


@functools.cache
def called() -> dict[str, str]:
    """What a person did, by the name of the URL ("visits:visit")."""
    return {
        f"{resolver.namespace}:{name}": words
        for resolver in _apps(get_resolver().url_patterns)
        for name, words in getattr(resolver.urlconf_module, "CALLED", {}).items()
    }


def _apps(patterns: list[URLPattern | URLResolver]) -> list[URLResolver]:
    return [each for each in patterns if isinstance(each, URLResolver) and each.namespace]
