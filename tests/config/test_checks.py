"""The service refuses to start over a URL whose permission is not written down."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.urls.resolvers import RoutePattern

from config import checks, policy
from offenders.deadlines import Kind, kind
from people.choices import Permission
from people.http import requires


def plain(request: object) -> HttpResponse:
    return HttpResponse()


case_view = requires(Permission.VIEW_CASE)(plain)


def ids(views: list[tuple[str, object]], listed: dict[str, Permission]) -> list[str | None]:
    return [error.id for error in checks.disagreements(views, listed)]  # type: ignore[arg-type]


DISAGREEMENTS = [
    ([("a", case_view)], {"a": Permission.VIEW_CASE}, []),
    ([("a", case_view)], {}, ["config.E001"]),
    ([("", case_view)], {"": Permission.VIEW_CASE}, ["config.E001"]),
    ([("a", plain)], {"a": Permission.VIEW_CASE}, ["config.E002"]),
    ([("a", case_view)], {"a": Permission.ANYONE}, ["config.E002"]),
    ([], {"a": Permission.VIEW_CASE}, ["config.E003"]),
]


@pytest.mark.parametrize(("views", "listed", "expected"), DISAGREEMENTS)
def test_disagreements(
    views: list[tuple[str, object]], listed: dict[str, Permission], expected: list[str]
) -> None:
    assert ids(views, listed) == expected


def test_names_are_found_in_nested_namespaces() -> None:
    inner = URLResolver(RoutePattern("b/"), [path("c/", plain, name="c")], namespace="in")
    outer: list[URLPattern | URLResolver] = [
        URLResolver(RoutePattern("a/"), [inner, path("d/", plain)], namespace="out"),
    ]
    assert [name for name, _ in checks.named_views(outer)] == ["out:in:c", ""]


def test_the_house_as_it_stands_passes() -> None:
    # pytest-django's own marker for undefined template variables is no string, which Django reports.
    found = [error for error in run_checks() if error.is_serious() and error.id != "templates.E002"]
    assert found == []


def test_every_permission_is_asked_for_somewhere() -> None:
    """A permission that no URL asks for would be a hole in the table, or dead."""
    assert set(Permission) == set(policy.POLICY.values())


def test_the_service_does_not_start_over_an_unlisted_url(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(policy.POLICY, "people:users")
    with pytest.raises(ImproperlyConfigured, match="people:users"):
        checks.insist()


def test_the_navigation_names_urls(settings: object) -> None:
    settings.NAVIGATION = [("Nowhere", "people:nowhere")]  # type: ignore[attr-defined]
    assert [error.id for error in checks.navigation_exists()] == ["config.E004"]


HOME_VISIT, AT_LARGE = kind("home_visit"), kind("at_large")
BOTH = {HOME_VISIT.job, AT_LARGE.job}
SWEPT: list[tuple[list[Kind], set[str], set[str], list[str]]] = [
    ([HOME_VISIT, AT_LARGE], BOTH, BOTH, []),
    ([HOME_VISIT, AT_LARGE], {HOME_VISIT.job}, BOTH, ["config.E005"]),
    ([replace(HOME_VISIT, job="")], set(), BOTH, ["config.E005"]),
    ([HOME_VISIT, AT_LARGE], BOTH, {AT_LARGE.job}, ["config.E006"]),
    ([HOME_VISIT], BOTH, BOTH, ["config.E007"]),
    # Another scheduled job that sweeps nothing is not one of those that must.
    ([HOME_VISIT], {HOME_VISIT.job, "core.send"}, {HOME_VISIT.job, "core.send"}, []),
]


@pytest.mark.parametrize(("kinds", "scheduled", "known", "expected"), SWEPT)
def test_every_kind_has_a_job_and_every_job_a_kind(
    kinds: list[Kind], scheduled: set[str], known: set[str], expected: list[str]
) -> None:
    assert [error.id for error in checks.unswept(kinds, scheduled, known)] == expected


def test_the_service_does_not_start_with_a_kind_that_no_job_sweeps(
    a_kind: Callable[[Kind], Kind],
) -> None:
    a_kind(replace(AT_LARGE, code="nobody_sweeps", job="offenders.flag_nothing"))
    with pytest.raises(ImproperlyConfigured, match=r"nobody_sweeps.*offenders\.flag_nothing"):
        checks.insist()


def test_every_url_ends_in_a_slash_or_names_a_file() -> None:
    """One address for each page: a second spelling would be a second entry in the log."""
    routes = [route for route in _routes(get_resolver()) if route]
    assert [route for route in routes if not route.endswith(("/", ".csv"))] == []


def _routes(resolver: URLResolver, before: str = "") -> list[str]:
    found = []
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        found += _routes(pattern, route) if isinstance(pattern, URLResolver) else [route]
    return found
