"""What the content security policy would refuse is found in a template, and nothing else is."""

from pathlib import Path

import pytest

from tests.checks import template_format, templates


def findings(path: Path, text: str) -> list[int]:
    page = path / "page.html"
    page.write_text(text)
    return [finding.line for finding in templates.findings(page)]


@pytest.mark.parametrize(
    "text",
    [
        '<p class="a" style="color: red">',
        "<style>p {}</style>",
        "<script>start()</script>",
        '<button type="button"\nonclick="start()">',
        '<p {% if 2 > 1 %}class="a"{% endif %} style="color: red">',
        '<a href="javascript:start()">',
        '<script src="https://example.org/a.js"></script>',
        '<img alt="" src="//example.org/a.png">',
        "{{ text|safe }}",
        "{% autoescape off %}{{ text }}{% endautoescape %}",
        '<form method="post"><button>Save</button></form>',
        "{% if %}{% endif %}",
        "{% no_such_tag %}",
        f"<p>{'word ' * 32}</p>",
        "{% if a and b or c == d %}x{% endif %}",
        "{% if a == b %}x{% endif %}" * 5,
    ],
)
def test_what_is_refused(tmp_path: Path, text: str) -> None:
    assert len(findings(tmp_path, text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        '<p class="style">A style = a look, onset = start</p>',
        '<script type="module" src="/assets/app.js"></script>',
        '<a href="https://example.org/">elsewhere</a>',
        '{# <p style="x"> #}<!-- <style> -->{% comment %}<script>{% endcomment %}',
        "{# safe: made by our own chart tag #}\n{{ text|safe }}",
        '<form method="post">{% csrf_token %}</form>',
        '<form method="get"></form>',
        "{{ text|default:'a > b' }}",
        f"<p>{'x' * 153}</p>",
        "{% if a and b == c %}x{% endif %}",
        "{% if a == 'this and that or this and that' %}x{% endif %}",
        "{% if a == b %}x{% endif %}" * 4,
        "{# logic: one template for every kind #}" + "{% if a == b %}x{% endif %}" * 4,
        "{% if a %}x{% endif %}" * 6,
    ],
)
def test_what_is_fine(tmp_path: Path, text: str) -> None:
    assert findings(tmp_path, text) == []


def test_the_formatter_really_reads(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.html"
    page.write_text("{% if a%}x{% endif %}\n")

    assert template_format.run([page]) == 1
    assert "page.html" in capfd.readouterr().err
    assert template_format.run([page], fix=True) == 1
    assert page.read_text() == "{% if a %}x{% endif %}\n"
    assert template_format.run([page]) == 0


def test_the_line_is_named(tmp_path: Path) -> None:
    assert findings(tmp_path, "<p>\n</p>\n\n<p style='x'></p>\n") == [4]
