"""Explain failures during the preparation of the demo in one or two sentences that say what to do."""

import errno
import shutil
from pathlib import Path

from django.core.management.base import CommandError
from django.db import DatabaseError, OperationalError
from psycopg import errors

from safeguards.applied_migrations import OtherVersionError
from tppo_gugus.demo.processes import ChildError
from tppo_gugus.embedded.errors import EmbeddedDatabaseError

MEGABYTES_NEEDED = 400  # for a complete demo and its write-ahead log
LEAST_FREE = 2_000_000  # bytes; with less free space, any failure is caused by the full disk
FULL = (
    "The disk is full at {place}. Make room (the demo needs about {needed} MB), then type the same command again; "
    "what is finished stays."
)
FULL_WORDS = ("No space left on device", "File too large")  # messages of other programs


def check_room(place: Path) -> None:
    """Raise CommandError if the disk under ``place`` has no demo yet and no room for one."""
    free = shutil.disk_usage(place).free // 1_000_000
    if free < MEGABYTES_NEEDED and not (place / "postgres" / "PG_VERSION").exists():
        raise CommandError(
            f"Only {free} MB are free at {place}, and the demo needs about {MEGABYTES_NEEDED} MB. Make room, or choose "
            "another place: VAR_DIR=/path/with/room make demo"
        )


def sentence_of(error: BaseException, place: Path) -> str:
    """Return what to do about an error; empty for unexpected ones."""
    if is_full(error) or shutil.disk_usage(place).free < LEAST_FREE:
        return FULL.format(place=place, needed=MEGABYTES_NEEDED)
    if isinstance(error, (ChildError, EmbeddedDatabaseError, OtherVersionError, RuntimeError)):
        return str(error)
    if isinstance(error, PermissionError):
        return f"This account may not use {error.filename}. Use the account it belongs to, or let it in."
    if isinstance(error, OperationalError):
        reason = str(error).strip().splitlines()[0]
        return f"The database stopped ({reason}). Type the same command again: it goes on."
    return ""


def is_full(error: BaseException) -> bool:
    """Whether a full disk caused an error, also in another program."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return True
    if isinstance(error.__cause__, errors.DiskFull):
        return True
    is_told = isinstance(error, (DatabaseError, EmbeddedDatabaseError, RuntimeError))
    return is_told and says_full(str(error))


def says_full(text: str) -> bool:
    """Whether another program's message means a full disk."""
    return any(words in text for words in FULL_WORDS)
