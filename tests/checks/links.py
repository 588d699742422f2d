"""No dead link in README.md, CHANGELOG.md and docs/: every file and every heading named is there.

Links to other sites are not followed: the checks run without a network.
"""

import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from tests.checks.found import ROOT, Finding, line_of, report

CODE = re.compile(r"^(```|~~~).*?^\1|`[^`\n]*`", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"\]\(\s*<?([^)\s>]+)>?(?:\s+[\"'(][^)]*)?\)")
REFERENCE = re.compile(r"^ {0,3}\[[^\]]+\]:\s*<?(\S+?)>?(?:\s|$)", re.MULTILINE)
HTML = re.compile(r"<(?:a|img)\b[^>]*?\b(?:href|src)=[\"']([^\"']+)", re.IGNORECASE)
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*\s*$", re.MULTILINE)
ANCHOR = re.compile(r"<[^>]+\b(?:id|name)=[\"']([^\"']+)")
ELSEWHERE = re.compile(r"^(?:[a-z][a-z+.-]*:|//)", re.IGNORECASE)


def pages() -> list[Path]:
    named = [ROOT / "README.md", ROOT / "CHANGELOG.md"]
    return [page for page in named if page.exists()] + sorted((ROOT / "docs").rglob("*.md"))


def findings(page: Path) -> Iterator[Finding]:
    text = _without_code(page.read_text())
    for pattern in (INLINE, REFERENCE, HTML):
        for match in pattern.finditer(text):
            wrong = problem(page, match.group(1))
            if wrong:
                yield Finding(page, line_of(text, match.start()), wrong)


def problem(page: Path, link: str) -> str | None:
    """What is wrong with a link on a page; None if it leads somewhere."""
    if ELSEWHERE.match(link):
        return None
    name, _, anchor = unquote(link).partition("#")
    if name.startswith("/"):
        return f"{link} begins with a slash: name the file from this page"
    target = (page.parent / name).resolve() if name else page
    if not target.is_relative_to(ROOT) or not target.exists():
        return f"{link} leads nowhere"
    if anchor and target.suffix == ".md" and anchor not in anchors(target):
        return f"{link}: {target.name} has no such heading"
    return None


@cache
def anchors(page: Path) -> frozenset[str]:
    """The names of a page's headings, as the usual hosts make them, and of its explicit anchors."""
    text = page.read_text()
    names = set(ANCHOR.findall(text))
    seen: dict[str, int] = {}
    for heading in HEADING.findall(
        re.sub(r"^(```|~~~).*?^\1", "", text, flags=re.MULTILINE | re.DOTALL)
    ):
        name = _slug(heading)
        names.add(f"{name}-{seen[name]}" if name in seen else name)
        seen[name] = seen.get(name, 0) + 1
    return frozenset(names)


def _slug(heading: str) -> str:
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)  # a link counts by its text
    text = re.sub(r"[*`]|(?<!\w)_|_(?!\w)", "", text).strip().lower()
    return re.sub(r"[^\w\- ]", "", text).replace(" ", "-")


def _without_code(text: str) -> str:
    """The text with code blanked out, so that every line keeps its number."""
    return CODE.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)


if __name__ == "__main__":
    sys.exit(report(finding for page in pages() for finding in findings(page)))
