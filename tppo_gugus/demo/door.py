"""A door between the process that prepares the demo and those that load beside it and must not begin yet.

Each door is a file lock. It falls with the process that holds it, so nobody waits for a dead one.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from django.conf import settings

OPENED = "open"
Name = Literal["tables", "stories"]  # open when the tables are there; when everything has been told


@contextmanager
def closed(name: Name) -> Iterator[None]:
    """Keep the door closed for all who wait, until the block ends; an error leaves it fallen, not opened."""
    with _path(name).open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
        handle.write(OPENED)


def wait(name: Name) -> bool:
    """Wait until nobody keeps the door closed; returns whether it was opened, and did not fall with its holder."""
    with _path(name).open("a+") as handle:
        fcntl.flock(handle, fcntl.LOCK_SH)
        handle.seek(0)
        return handle.read() == OPENED


def _path(name: Name) -> Path:
    return settings.VAR_DIR / f"{name}.door"
