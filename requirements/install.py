"""Install lock files into this Python's environment: `python requirements/install.py LOCK...`

uv does it several times faster, so it is tried first, with pip's own settings (index, proxy,
certificates) handed on. pip does it wherever uv cannot be had or does not get through. Both refuse
whatever differs from the hashes in the lock.
"""

import ast
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
LOCKED = ["--no-deps", "--require-hashes"]  # a lock names every dependency itself

# What pip calls it, what uv calls it, and what stands between two values.
SETTINGS = {
    "index-url": ("UV_DEFAULT_INDEX", " "),
    "extra-index-url": ("UV_INDEX", " "),
    "find-links": ("UV_FIND_LINKS", ","),
    "no-index": ("UV_NO_INDEX", " "),
    "trusted-host": ("UV_INSECURE_HOST", " "),
    "cert": ("SSL_CERT_FILE", " "),
    "client-cert": ("SSL_CLIENT_CERT", " "),
    "proxy": ("ALL_PROXY", " "),
}


def pip(*arguments: str) -> bool:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments]
    return subprocess.run(command, check=False).returncode == 0


def uv(*arguments: str) -> bool:
    command = [sys.executable, "-m", "uv", "--quiet", *arguments]
    return subprocess.run(command, env=uv_environment(), check=False).returncode == 0


def uv_environment() -> dict[str, str]:
    """The caller's environment with pip's settings in uv's words; what is set for uv stays."""
    told = {
        "UV_HTTP_TIMEOUT": "15",
        "UV_HTTP_RETRIES": "1",  # then it is pip's turn
        # Safe: only what has the locked hash is taken, whichever index offers it.
        "UV_INDEX_STRATEGY": "unsafe-best-match",
    }
    for name, value in pip_settings().items():
        if name in SETTINGS:
            variable, separator = SETTINGS[name]
            told[variable] = separator.join(value.split())
    return told | os.environ


def pip_settings() -> dict[str, str]:
    """As `pip config list` shows them: the files first, then the environment, which wins."""
    command = [sys.executable, "-m", "pip", "config", "list"]
    listed = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    settings = {}
    for line in sorted(listed.splitlines(), key=lambda line: line.startswith(":env:")):
        key, _, value = line.partition("=")
        settings[key.rpartition(".")[2]] = str(ast.literal_eval(value))
    return settings


def has_uv() -> bool:
    """With the locked uv; installed beside the packages if need be."""
    return pip("install", "-qq", *LOCKED, "-r", str(HERE / "uv.txt"))


def main(locks: list[str]) -> int:
    files = [word for lock in locks for word in ("-r", lock)]
    if has_uv() and uv(
        "pip", "install", "--compile-bytecode", "--python", sys.executable, *LOCKED, *files
    ):
        return 0
    sys.stderr.write("uv could not install the packages; pip does it now, which takes longer.\n")
    return 0 if pip("install", "--quiet", *LOCKED, *files) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
