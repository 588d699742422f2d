"""The decisions are numbered from 1, each number once: "decision 18" is one page."""

from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "docs/adr"
PAGES = sorted(FOLDER.glob("*.md"))


def test_each_number_is_used_once_and_none_is_left_out():
    numbers = [int(page.name[:4]) for page in PAGES]
    assert numbers == list(range(1, len(PAGES) + 1))


def test_each_page_says_its_number_in_its_heading():
    headings = {page.name: page.read_text().partition(".")[0] for page in PAGES}
    assert headings == {page.name: f"# {int(page.name[:4])}" for page in PAGES}
