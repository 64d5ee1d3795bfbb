"""A door between the process that prepares the demo and processes that load meanwhile and must wait.

Each door is a file lock. It is released when its process dies, so nobody waits for a dead process.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from django.conf import settings

OPENED = "open"
Name = Literal["tables", "stories"]  # open once the tables exist; once all stories are told


@contextmanager
def closed(name: Name) -> Iterator[None]:
    """Keep the door closed for all waiting processes until the block ends; after an error it does not open."""
    with _path(name).open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
        handle.write(OPENED)


def wait(name: Name) -> bool:
    """Wait until the door is no longer closed; returns whether it was opened properly, not by a dead process."""
    with _path(name).open("a+") as handle:
        fcntl.flock(handle, fcntl.LOCK_SH)
        handle.seek(0)
        return handle.read() == OPENED


def _path(name: Name) -> Path:
    return settings.VAR_DIR / f"{name}.door"
