"""The seal: the keys a database was written with. Another key ring is refused before it reads or writes.

Each key leaves a fingerprint: an HMAC under the key, which reveals nothing about it. The index key has the id 0. The
owner writes the seal: ``migrate`` when a ring is first used with a database, ``rotate_keys`` with each new key. The
application's role only reads it. A key in the seal is always needed: rows of the audit are never encrypted again.
"""

import hmac
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import ProgrammingError, connection, transaction

from safeguards.encryption.key_ring import (
    ForeignKeyRingError,
    KeyRing,
    KeyRingError,
    MissingKeyRingError,
    forget_key_ring,
    key_ring,
    read_key_ring,
    stamp_of,
    write_key_ring,
)
from safeguards.encryption.proof import Asked, holds_encrypted_values, prove

TABLE = "safeguards_keyringseal"
INDEX_KEY = 0  # the id of the index key in the seal
SELECT = f"SELECT key_id, fingerprint FROM {TABLE}"  # noqa: S608 - a constant
INSERT = f"INSERT INTO {TABLE} (key_id, fingerprint, sealed_at) VALUES (%s, %s, now()) ON CONFLICT DO NOTHING"  # noqa: S608
STAYS_SOUND_SECONDS = 5.0


class UnsealedError(KeyRingError):
    """The database is not tied to any key ring yet."""

    word = "belum disegel"


def key_ring_file() -> Path:
    """The path of the key ring, from the settings."""
    return Path(settings.KEY_RING_FILE)


def fingerprints(ring: KeyRing) -> dict[int, bytes]:
    """A fingerprint of each key, 32 bytes, by its id."""
    keys = {**ring.keys, INDEX_KEY: ring.index_key}
    return {key_id: hmac.digest(key, b"key ring seal:%d" % key_id, "sha256") for key_id, key in keys.items()}


def check_key_ring() -> KeyRing:
    """The ring in the file if it is the one of our database; otherwise raise ``KeyRingError`` with one sentence.

    A database that cannot be reached raises ``OperationalError``.
    """
    ring = read_key_ring(key_ring_file())
    compare(read_seal(), ring)
    return ring


def take_key_ring() -> KeyRing:
    """Load and check the ring this process uses from now on (``check_key_ring`` only checks the file).

    A ring that does not match is not kept: once the right file is in place, the next call uses that one.
    """
    forget_key_ring()
    try:
        ring = key_ring()
        compare(read_seal(), ring)
    except KeyRingError:
        forget_key_ring()
        raise
    return ring


def read_seal() -> dict[int, bytes]:
    """The fingerprints in our database; empty if it was never sealed or has no such table yet."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            return seal_in(cursor)
    except ProgrammingError:  # before the first migrate
        return {}


def seal_in(database: Asked) -> dict[int, bytes]:
    """The fingerprints a database holds, through any connection."""
    database.execute(SELECT)
    return {key_id: bytes(fingerprint) for key_id, fingerprint in database.fetchall()}


def compare(sealed: Mapping[int, bytes], ring: KeyRing, *, activating: int | None = None) -> None:
    """Raise ``KeyRingError`` unless the ring has every sealed key, and writes with one (or the one being activated)."""
    if not sealed:
        raise UnsealedError(
            "The database is not tied to a key ring yet: run `manage.py migrate` with the ring of its values in place."
        )
    ours, path = fingerprints(ring), key_ring_file()
    differing = [key_id for key_id, seen in sealed.items() if not hmac.compare_digest(ours.get(key_id, seen), seen)]
    if differing:
        raise ForeignKeyRingError(
            f"{path} is not the key ring this database was written with ({_named(differing)} differs): "
            "put the right one back."
        )
    missing = sorted(sealed.keys() - ours.keys())
    if missing:
        raise ForeignKeyRingError(
            f"{path} lacks {_named(missing)}, with which this database was written: put back the ring that has it."
        )
    if ring.active not in {*sealed, activating}:
        raise ForeignKeyRingError(
            f"{path} writes with key {ring.active}, which this database does not know: run "
            f"`manage.py rotate_keys --to {ring.active}`, or put the right ring back."
        )


def seal_database() -> None:
    """Tie our database to the ring. A sealed database is compared; otherwise the ring is proved on its values first.

    Needs the owning role. A missing ring is made only where that is allowed and nothing encrypted exists.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {TABLE} IN SHARE ROW EXCLUSIVE MODE")
        ring = ensure_key_ring()
        sealed = seal_in(cursor)
        if sealed:
            compare(sealed, ring)
            return
        prove(cursor, ring)
        _write(cursor, ring, {key_id for key_id in ring.keys if key_id <= ring.active} | {INDEX_KEY})


def seal_key(ring: KeyRing, key_id: int) -> None:
    """Add one key to the seal, before anything is written with it. Needs the owning role."""
    with transaction.atomic(), connection.cursor() as cursor:
        compare(seal_in(cursor), ring, activating=ring.active)
        _write(cursor, ring, {key_id})


def ensure_key_ring() -> KeyRing:
    """The ring in the file. Demo, development and tests make a missing one, unless encrypted values already exist."""
    path = key_ring_file()
    try:
        return read_key_ring(path)
    except MissingKeyRingError:
        if not settings.MAKES_OWN_SECRETS:
            raise
    with connection.cursor() as cursor:
        if read_seal() or holds_encrypted_values(cursor):
            raise MissingKeyRingError(
                f"There is no key ring at {path}, and the database was written with one: put it back."
            )
    write_key_ring(path, KeyRing.generate())
    forget_key_ring()
    return read_key_ring(path)


class KeyRingWatch:
    """Checks repeatedly whether the file is still the right ring; a good answer is kept for some seconds."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sound: tuple[object, tuple[int, int]] | None = None
        self._until = 0.0

    def fault(self) -> KeyRingError | None:
        """What is wrong with the file as it is now, or with the ring in use. Database errors are raised."""
        state = (settings.KEY_RING_FILE, stamp_of(key_ring_file()))
        with self._lock:
            if state == self._sound and time.monotonic() < self._until:
                return None
        try:
            sealed = read_seal()
            compare(sealed, read_key_ring(key_ring_file()))
            compare(sealed, key_ring())
        except KeyRingError as error:
            return error
        with self._lock:
            self._sound, self._until = state, time.monotonic() + STAYS_SOUND_SECONDS
        return None


def _write(cursor: Any, ring: KeyRing, key_ids: set[int]) -> None:
    ours = fingerprints(ring)
    cursor.executemany(INSERT, [(key_id, ours[key_id]) for key_id in sorted(key_ids)])


def _named(key_ids: list[int]) -> str:
    """The keys as the error message names them."""
    numbers = ", ".join(str(key_id) for key_id in sorted(key_ids) if key_id != INDEX_KEY)
    return f"key {numbers}" if numbers else "the index key"
