"""Lock what the `.in` files and package.json ask for: `make lock`, `make lock UPGRADE=1`.

A lock names versions and hashes and nothing else: no registry, no address, no path. Whoever
installs takes the packages from whichever index or mirror they are set up for.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = "3.11"  # the oldest that is supported; the locks hold for newer ones too
LOCKS = {  # in this order: dev.in is held to the versions of the first two
    "requirements/base.in": "requirements.txt",
    "requirements/embedded.in": "requirements/embedded.txt",
    "requirements/dev.in": "requirements/dev.txt",
    "requirements/node.in": "requirements/node.txt",
    "requirements/uv.in": "requirements/uv.txt",
}
ADDRESS = re.compile(r"https?://|file://|--(extra-)?index-url|--find-links")


def lock_python(*, upgrade: bool) -> None:
    for wanted, locked in LOCKS.items():
        command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes",
                   "--no-header", "--python-version", PYTHON, wanted, "--output-file", locked]  # fmt: skip
        subprocess.run([*command, "--upgrade"] if upgrade else command, cwd=ROOT, check=True)


def lock_node(*, upgrade: bool) -> None:
    """npm adds where each package came from and who asks for money; both are addresses."""
    lock = ROOT / "package-lock.json"
    if upgrade:
        lock.unlink(missing_ok=True)
    subprocess.run(["npm", "install", "--package-lock-only", "--silent"], cwd=ROOT, check=True)
    content = json.loads(lock.read_text())
    for package in content["packages"].values():
        package.pop("resolved", None)
        package.pop("funding", None)
    lock.write_text(json.dumps(content, indent=2) + "\n")


def main() -> int:
    upgrade = "--upgrade" in sys.argv
    lock_python(upgrade=upgrade)
    lock_node(upgrade=upgrade)
    locks = [*LOCKS.values(), "package-lock.json"]
    named = [lock for lock in locks if ADDRESS.search((ROOT / lock).read_text())]
    if named:
        sys.stderr.write(f"An address got into {', '.join(named)}\n")
    return 1 if named else 0


if __name__ == "__main__":
    sys.exit(main())
