"""The key ring: a JSON file outside the database and its backups.

``{"active": 1, "keys": {"1": "<base64, 32 bytes>"}, "index_key": "<base64, 32 bytes>"}``. Values are written with the
active key and read with the key whose id they carry. ``index_key`` makes the search tokens (``safeguards.tokens``).
"""

import base64
import json
import os
import secrets
import tempfile
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

KEY_BYTES = 32
HIGHEST_KEY_ID = 255  # a value carries its key id in one byte
RECHECK_SECONDS = 1.0  # how long a process may still use the file as it was


class KeyRingError(Exception):
    """The key ring is missing or damaged. The message names the file and the cure, never a key."""


@dataclass(frozen=True, repr=False)
class KeyRing:
    """Keys by id, the id to write with, and the key of the search tokens."""

    active: int
    keys: dict[int, bytes]
    index_key: bytes
    ciphers: dict[int, AESGCM] = field(init=False, compare=False)

    def __post_init__(self):
        if self.active not in self.keys:
            raise KeyRingError(f"the active key {self.active} is not in the key ring")
        for key_id, key in self.keys.items():
            if not 1 <= key_id <= HIGHEST_KEY_ID or len(key) != KEY_BYTES:
                raise KeyRingError(f"key {key_id} must have an id of 1 to {HIGHEST_KEY_ID} and {KEY_BYTES} bytes")
        if len(self.index_key) != KEY_BYTES:
            raise KeyRingError(f"the index key must have {KEY_BYTES} bytes")
        object.__setattr__(self, "ciphers", {key_id: AESGCM(key) for key_id, key in self.keys.items()})

    def __repr__(self) -> str:
        return f"<KeyRing active={self.active} keys={sorted(self.keys)}>"

    @classmethod
    def generate(cls) -> "KeyRing":
        """A ring with one fresh key."""
        return cls(active=1, keys={1: secrets.token_bytes(KEY_BYTES)}, index_key=secrets.token_bytes(KEY_BYTES))

    def with_new_key(self) -> "KeyRing":
        """This ring and one key more, which waits: nothing is written with it before ``activated``."""
        key_id = max(self.keys) + 1
        return replace(self, keys={**self.keys, key_id: secrets.token_bytes(KEY_BYTES)})

    def activated(self, key_id: int) -> "KeyRing":
        """This ring, writing with another of its keys."""
        return replace(self, active=key_id)

    def to_json(self) -> str:
        """The text of the file."""
        keys = {str(key_id): base64.b64encode(key).decode() for key_id, key in sorted(self.keys.items())}
        content = {"active": self.active, "keys": keys, "index_key": base64.b64encode(self.index_key).decode()}
        return json.dumps(content, indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "KeyRing":
        """Read the text of the file."""
        try:
            content = json.loads(text)
            keys = {int(key_id): base64.b64decode(key, validate=True) for key_id, key in content["keys"].items()}
            index_key = base64.b64decode(content["index_key"], validate=True)
            return cls(active=int(content["active"]), keys=keys, index_key=index_key)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise KeyRingError("the key ring is not a JSON file of the expected form") from None


def write_key_ring(path: Path, ring: KeyRing, *, replace_existing: bool = False) -> bool:
    """Write the file whole or not at all, readable by its owner only; ``False`` where another one is there already."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # made with mode 0600
    try:
        with os.fdopen(handle, "w") as file:
            file.write(ring.to_json())
            file.flush()
            os.fsync(file.fileno())
        if replace_existing:
            os.replace(temporary, path)
            return True
        os.link(temporary, path)  # atomic, and fails where another process was first
    except FileExistsError:
        return False
    finally:
        Path(temporary).unlink(missing_ok=True)
    return True


def read_key_ring(path: Path) -> KeyRing:
    """Read the file; demo, development and tests make it where it is missing."""
    if not path.exists():
        if not settings.MAKES_OWN_SECRETS:
            raise KeyRingError(f"no key ring at {path}; restore it from where keys are kept, or run make_key_ring")
        write_key_ring(path, KeyRing.generate())
    try:
        return KeyRing.from_json(path.read_text())
    except KeyRingError as error:
        raise KeyRingError(f"{path}: {error}") from None
    except OSError as error:
        raise KeyRingError(f"cannot read the key ring at {path}: {error.strerror}") from None


@dataclass
class _Remembered:
    """The ring in use, where it was read from, the file's state then, and when that was last compared (seconds)."""

    setting: Path | str
    path: Path
    stamp: tuple[int, int]
    compared_at: float
    ring: KeyRing


_remembered: _Remembered | None = None


def key_ring() -> KeyRing:
    """The ring of ``settings.KEY_RING_FILE``, read again within a second of the file's change."""
    global _remembered
    setting, now, known = settings.KEY_RING_FILE, time.monotonic(), _remembered
    if known is not None and (known.setting is setting or known.setting == setting):  # asked for every value
        if now - known.compared_at < RECHECK_SECONDS:
            return known.ring
        if _stamp(known.path) == known.stamp:
            known.compared_at = now
            return known.ring
    path = Path(setting)
    ring = read_key_ring(path)
    _remembered = _Remembered(setting, path, _stamp(path), now, ring)
    return ring


def forget_key_ring() -> None:
    """Read the file at the next use, whatever the clock says."""
    global _remembered
    _remembered = None


def _stamp(path: Path) -> tuple[int, int]:
    """Changes whenever the file is replaced or written; zeros where it is gone."""
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_ino)
