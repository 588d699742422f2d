"""System checks of the whole house: no URL without a stated permission (design section 4)."""

from collections.abc import Callable, Collection, Container, Iterator, Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.module_loading import autodiscover_modules

from config.celery import app
from config.policy import POLICY
from offenders.deadlines import Kind, all_kinds
from people.choices import Permission

View = Callable[..., Any]
# How the jobs that raise and cure flags are called, after the app's name.
SWEEPS = "flag_"


def named_views(
    patterns: Sequence[URLPattern | URLResolver], namespace: str = ""
) -> Iterator[tuple[str, View]]:
    """Every URL as (name with namespace, view); the name is empty where the URL has none."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from named_views(pattern.url_patterns, inner)
        else:
            yield (f"{namespace}{pattern.name}" if pattern.name else ""), pattern.callback


def disagreements(
    views: Sequence[tuple[str, View]], policy: dict[str, Permission]
) -> list[CheckMessage]:
    """Where the URLconf, the views and the policy do not say the same."""
    found: list[CheckMessage] = []
    for name, view in views:
        stated = getattr(view, "permission", None)
        if not name or name not in policy:
            found.append(
                Error(
                    f"The URL {name or view.__name__!r} is not in config/policy.py",
                    hint="Add it there with the permission that it needs.",
                    id="config.E001",
                )
            )
        elif stated != policy[name]:
            found.append(
                Error(
                    f"{name}: the policy says {policy[name].value}, the view says {stated or 'nothing'}",
                    hint="Decorate the view with people.http.requires(...), or correct the policy.",
                    id="config.E002",
                )
            )
    names = {name for name, _ in views}
    found += [
        Error(f"config/policy.py lists {name}, which is no URL", id="config.E003")
        for name in sorted(policy.keys() - names)
    ]
    return found


@register()
def every_url_states_its_permission(
    app_configs: object = None, **kwargs: object
) -> list[CheckMessage]:
    views = list(named_views(get_resolver().url_patterns))
    return list(disagreements(views, POLICY))


@register()
def navigation_exists(app_configs: object = None, **kwargs: object) -> list[CheckMessage]:
    names = {name for name, _ in named_views(get_resolver().url_patterns)}
    return [
        Error(f"settings.NAVIGATION names {name}, which is no URL", id="config.E004")
        for _, name in settings.NAVIGATION
        if name not in names
    ]


def unswept(
    kinds: Collection[Kind], scheduled: Collection[str], known: Container[str]
) -> list[CheckMessage]:
    """Where the kinds of deadline and the timetable do not say the same: flags that no job would raise."""
    jobs = {kind.job for kind in kinds}
    found: list[CheckMessage] = [
        Error(
            f"The kind {kind.code} names the job {kind.job or '(none)'}, which is not in the timetable",
            hint="Add it to the timetable in config/celery.py, or name the job that sweeps the kind.",
            id="config.E005",
        )
        for kind in kinds
        if kind.job not in scheduled
    ]
    found += [
        Error(f"The timetable names {name}, which is no task", id="config.E006")
        for name in sorted(scheduled)
        if name not in known
    ]
    found += [
        Error(f"The job {name} sweeps nothing: no kind of deadline names it", id="config.E007")
        for name in sorted(scheduled)
        if name.partition(".")[2].startswith(SWEEPS) and name not in jobs
    ]
    return found


@register()
def every_kind_is_swept(app_configs: object = None, **kwargs: object) -> list[CheckMessage]:
    autodiscover_modules("tasks")  # a web process knows no tasks by itself
    return unswept(
        all_kinds(), {entry["task"] for entry in app.conf.beat_schedule.values()}, app.tasks
    )


def insist() -> None:
    """Refuse to serve over a failed check: a WSGI server, unlike manage.py, runs none by itself."""
    errors = [message for message in run_checks() if message.is_serious()]
    if errors:
        raise ImproperlyConfigured("\n".join(str(error) for error in errors))
