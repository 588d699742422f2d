"""What the addresses of the service are called in words: each app says so beside its own, as `CALLED` in its urls."""

import functools

from django.urls import URLPattern, URLResolver, get_resolver


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
