"""Under which account PostgreSQL runs: it refuses to run as root.

An ordinary user runs it as themselves. Root on Linux runs it in a user namespace, where root is
mapped to an ordinary user: the files stay root's, and no account, mode or owner is changed. Where
user namespaces are not to be had (most containers) it runs as `nobody`, with its data outside the
tree, because the folders above the tree may be closed to `nobody`.
"""

import functools
import os
import shutil
import subprocess
from dataclasses import dataclass

NOBODY = 65534
NAMESPACE = ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}")


@dataclass(frozen=True)
class Account:
    prefix: tuple[str, ...] = ()
    uid: int | None = None  # None: the caller's own

    @property
    def owner(self) -> int:
        return os.geteuid() if self.uid is None else self.uid


@functools.cache
def account() -> Account:
    if os.geteuid() != 0:
        return Account()
    if shutil.which("unshare") and _succeeds([*NAMESPACE, "true"]):
        return Account(prefix=(*NAMESPACE, "--"))
    return Account(uid=NOBODY)


def _succeeds(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
