"""Folders of the embedded server: their owner, their permissions, and their place when root runs the program."""

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tppo_gugus.embedded.errors import EmbeddedDatabaseError

SERVER_ACCOUNT_FOR_ROOT = "nobody"


@dataclass(frozen=True)
class ServerAccount:
    """The account PostgreSQL runs as: ourselves, or ``nobody`` when we are root (PostgreSQL refuses root)."""

    uid: int
    gid: int
    is_borrowed: bool

    @classmethod
    def current(cls) -> "ServerAccount":
        """The account for the user running this process."""
        if os.geteuid() != 0:
            return cls(os.geteuid(), os.getegid(), is_borrowed=False)
        entry = pwd.getpwnam(SERVER_ACCOUNT_FOR_ROOT)
        return cls(entry.pw_uid, entry.pw_gid, is_borrowed=True)

    @property
    def process_arguments(self) -> dict[str, Any]:
        """Arguments for ``subprocess.run`` that make a child run as this account."""
        if not self.is_borrowed:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def is_reachable(path: Path) -> bool:
    """Whether another account may pass through every existing folder on the way to ``path``."""
    folders = [folder for folder in (path, *path.parents) if folder.exists()]
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in folders)


def make_reachable_parents(path: Path) -> None:
    """Create the missing folders above ``path`` so that others may pass through; existing ones stay unchanged."""
    missing = [folder for folder in path.parents if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)


def make_own_directory(path: Path, *, mode: int, account: ServerAccount | None = None) -> Path:
    """Make ``path`` a real folder with ``mode``, owned by us or ``account``; refuse other owners and symbolic links.

    The owner is checked before any change, so that a folder planted by another user is never used.
    """
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = path.lstat()
    owners = {os.geteuid()} | ({account.uid} if account else set())
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in owners:
        raise EmbeddedDatabaseError(f"{path} belongs to somebody else; remove it or choose another VAR_DIR.")
    if account and account.is_borrowed and found.st_uid != account.uid:
        os.chown(path, account.uid, account.gid)
    if stat.S_IMODE(found.st_mode) != mode:
        path.chmod(mode)
    return path
