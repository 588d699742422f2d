"""Every template is written as djade writes it; `--fix` has djade write it so.

djade puts in order what stands in Django's tags, and alone among the formatters of templates leaves every byte of the
pages as it is: one that indents HTML moves text to other lines, and a space then stands in a link or between two tags.
"""

import subprocess
import sys
from pathlib import Path

from tests.checks.templates import templates

DJADE = [str(Path(sys.executable).parent / "djade"), "--target-version", "5.2"]


def run(pages: list[Path], *, fix: bool = False) -> int:
    """0 if every page is as it should be; which is not is on the screen."""
    mode = [] if fix else ["--check"]
    return subprocess.run([*DJADE, *mode, *map(str, pages)], check=False).returncode


if __name__ == "__main__":
    found = [page for page in templates() if page.suffix == ".html"]
    sys.exit(run(found, fix="--fix" in sys.argv) if found else "No template was found")
