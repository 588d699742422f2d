"""Every template parses, is short of lines and of logic, and says nothing that the content security policy refuses."""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from django.template import TemplateSyntaxError, engines

from tests.checks.found import APPS, ROOT, Finding, line_of, report

HIDDEN = re.compile(
    r"{#.*?#}|{%\s*comment\b.*?endcomment\s*%}|<!--.*?-->|{% *verbatim *%}.*?endverbatim", re.DOTALL
)
INSIDE = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
MARKUP = {
    r"<[^>]*\sstyle\s*=": "inline style: use a class",
    r"<style\b": "<style>: use assets/scss",
    r"<script\b(?![^>]*\ssrc\s*=)": "inline script: use assets/js",
    r"<[^>]*\son[a-z]+\s*=": "inline event handler: use assets/js",
    r"=\s*[\"']?\s*javascript:": "javascript: address",
    r"<(?:script|img|link|iframe)\b[^>]*\s(?:src|href)\s*=\s*[\"']?(?:https?:)?//": "fetched from another site",
}
UNESCAPED = re.compile(r"\|\s*safe(?:seq)?\b|{%\s*autoescape\s+off\s*%}")
REASON = re.compile(r"{#\s*safe:\s*\S")
POST = re.compile(r"<form\b[^>]*\smethod\s*=\s*[\"']?post", re.IGNORECASE)
LINE = 160
# What is decided in a template is decided without a type and without a test: a selector decides, in a row with a name.
COMPARED, CHAIN = 4, 2
DECISION = re.compile(r"{%-?\s*(?:if|elif)\b(.*?)%}")
COMPARISON = re.compile(r"==|!=|<=?|>=?|\b(?:and|or|in|is)\b")
STRING = re.compile(r"\"[^\"]*\"|'[^']*'")
TOLD = "let a selector decide, or say why as {# logic: ... #}"
LOGIC_REASON = re.compile(r"{#\s*logic:\s*\S")


def templates() -> list[Path]:
    folders = [ROOT / "templates", *(ROOT / app / "templates" for app in APPS)]
    return sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())


def findings(path: Path) -> Iterator[Finding]:
    text = path.read_text()
    visible = HIDDEN.sub(_blank, text)
    markup = INSIDE.sub(_blank, visible)  # a `>` in a template tag ends no HTML tag
    for pattern, what in MARKUP.items():
        for match in re.finditer(pattern, markup, re.IGNORECASE):
            yield Finding(path, line_of(text, match.end()), what)
    yield from _unescaped(path, text, visible)
    for match in POST.finditer(markup):
        form = visible[match.start() : visible.find("</form", match.start())]
        if "csrf_token" not in form:
            yield Finding(
                path, line_of(text, match.start()), "a form that posts without csrf_token"
            )
    yield from _long(path, text)
    yield from _decides(path, visible)
    yield from _unparsable(path, text)


def _long(path: Path, text: str) -> Iterator[Finding]:
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > LINE:
            yield Finding(path, number, f"{len(line)} columns: a line has {LINE}")


def _decides(path: Path, visible: str) -> Iterator[Finding]:
    """One `{% if %}` that compares much, or a template that compares often."""
    if LOGIC_REASON.search(path.read_text()):
        return
    compared = 0
    for match in DECISION.finditer(visible):
        number = len(COMPARISON.findall(STRING.sub("", match[1])))
        compared += number > 0
        if number > CHAIN:
            yield Finding(path, line_of(visible, match.start()), f"compares {number} times: {TOLD}")
    if compared > COMPARED:
        yield Finding(path, 1, f"{compared} comparisons where {COMPARED} are enough: {TOLD}")


def _unescaped(path: Path, text: str, visible: str) -> Iterator[Finding]:
    lines = text.splitlines()
    for match in UNESCAPED.finditer(visible):
        number = line_of(text, match.start())
        if not any(REASON.search(line) for line in lines[max(0, number - 2) : number]):
            yield Finding(path, number, "not escaped: give the reason here, as {# safe: ... #}")


def _unparsable(path: Path, text: str) -> Iterator[Finding]:
    try:
        engines["django"].from_string(text)
    except TemplateSyntaxError as error:
        token = getattr(error, "token", None)
        yield Finding(path, getattr(token, "lineno", 1), f"does not parse: {error}")


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    sys.exit(report(finding for path in templates() for finding in findings(path)))
