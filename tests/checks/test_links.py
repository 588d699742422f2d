"""A link that leads nowhere is found, and one that leads somewhere is not."""

from pathlib import Path

import pytest

from tests.checks import links


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(links, "ROOT", tmp_path)
    (tmp_path / "there.md").write_text("# The *first* one's `name`\n\n## Twice\n\n## Twice\n")
    return tmp_path / "page.md"


@pytest.mark.parametrize(
    "link",
    [
        "there.md",
        "./there.md#the-first-ones-name",
        "there.md#twice",
        "there.md#twice-1",
        "#own-heading",
        "mailto:somebody@example.org",
        "https://example.org/not-followed",
    ],
)
def test_a_link_that_leads_somewhere(page: Path, link: str) -> None:
    page.write_text(f"# Own heading\n\nSee [this]({link}).\n")

    assert list(links.findings(page)) == []


@pytest.mark.parametrize(
    "link", ["gone.md", "there.md#gone", "there.md#twice-2", "#gone", "../outside.md", "/there.md"]
)
@pytest.mark.parametrize(
    "form", ["[a]({})", "![a]({})", "[a]({} 'title')", '<a href="{}">a</a>', "[a]: {}"]
)
def test_a_link_that_leads_nowhere(page: Path, link: str, form: str) -> None:
    page.write_text(f"# Own heading\n\n{form.format(link)}\n")

    assert [finding.line for finding in links.findings(page)] == [3]


def test_code_is_no_link(page: Path) -> None:
    page.write_text("`[a](gone.md)`\n\n```\n[a](gone.md)\n```\n")

    assert list(links.findings(page)) == []
