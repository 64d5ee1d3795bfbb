"""The key ring: a JSON file outside the database and its backups.

``{"active": 1, "keys": {"1": "<base64, 32 bytes>"}, "index_key": "<base64, 32 bytes>"}``. Values are written with the
active key and read with the key whose id they carry. ``index_key`` makes the search tokens (``safeguards.tokens``).
"""

import base64
import json
import logging
import os
import secrets
import stat
import tempfile
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

KEY_BYTES = 32
HIGHEST_KEY_ID = 255  # a value carries its key id in one byte
RECHECK_SECONDS = 1.0  # how long a process may still use the file as it was

logger = logging.getLogger(__name__)


class KeyRingError(Exception):
    """The key ring cannot be used: it is damaged, or see the subclass. The message names file and remedy, never a key.

    ``word`` says the same in one Indonesian word, for health checks.
    """

    word = "rusak"


class MissingKeyRingError(KeyRingError):
    """There is no file."""

    word = "hilang"


class ForeignKeyRingError(KeyRingError):
    """The ring is valid, but it is not the one the values were written with, or it lacks one of those keys."""

    word = "asing"


@dataclass(frozen=True, repr=False)
class KeyRing:
    """Keys by id, the id to write with, and the key of the search tokens."""

    active: int
    keys: dict[int, bytes]
    index_key: bytes
    ciphers: dict[int, AESGCM] = field(init=False, compare=False)

    def __post_init__(self) -> None:
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
        """A copy of this ring with one more key. Nothing is written with that key before ``activated``."""
        key_id = max(self.keys) + 1
        return replace(self, keys={**self.keys, key_id: secrets.token_bytes(KEY_BYTES)})

    def activated(self, key_id: int) -> "KeyRing":
        """A copy of this ring that writes with another of its keys."""
        return replace(self, active=key_id)

    def continues(self, earlier: "KeyRing") -> bool:
        """Whether this ring can still read and find everything the earlier ring can."""
        kept = all(self.keys.get(key_id) == key for key_id, key in earlier.keys.items())
        return kept and self.index_key == earlier.index_key

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
    """Write the file whole or not at all. Returns ``False`` if a file exists and may not be replaced.

    Only the owner can read a new file. A replaced file keeps its mode, and its group where that is allowed, so that a
    web server that reads it through its group can still read it. Raises ``KeyRingError`` if nothing can be written.
    """
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # made with mode 0600
        with os.fdopen(handle, "w") as file:
            file.write(ring.to_json())
            file.flush()
            os.fsync(file.fileno())
            if replace_existing:
                _keep_access(path, file.fileno())
        return _put(temporary, path, replace_existing=replace_existing)
    except OSError as error:
        raise KeyRingError(f"The key ring at {path} cannot be written: {error.strerror}.") from None
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)


def _put(temporary: str, path: Path, *, replace_existing: bool) -> bool:
    """Give the written file its name. Returns ``False`` if that name is taken and may not be replaced."""
    if replace_existing:
        os.replace(temporary, path)
        return True
    try:
        os.link(temporary, path)  # atomic, and fails if another process was first
    except FileExistsError:
        return False
    return True


def _keep_access(path: Path, handle: int) -> None:
    """Give the new file the owner, group and mode of the old one. Nobody else gets access."""
    try:
        found = path.stat()
    except OSError:
        return
    try:
        os.fchown(handle, found.st_uid, found.st_gid)
    except PermissionError:
        if found.st_gid != os.fstat(handle).st_gid:
            return  # the group cannot be kept, so the file stays readable by its owner only
    os.fchmod(handle, stat.S_IMODE(found.st_mode))


def read_key_ring(path: Path) -> KeyRing:
    """Read the file. A missing file is never made here, because values may exist that need it (``sealing``)."""
    try:
        return KeyRing.from_json(path.read_text())
    except FileNotFoundError:
        raise MissingKeyRingError(
            f"There is no key ring at {path}: put it back from where keys are kept; "
            "only a new installation makes one, with make_key_ring."
        ) from None
    except KeyRingError as error:
        raise KeyRingError(f"{path}: {error}; put the right file back from where keys are kept.") from None
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not a text file"
        raise KeyRingError(f"The key ring at {path} cannot be read: {reason}.") from None


@dataclass
class _Remembered:
    """The ring in use, its path, the file's stamp when it was read, and when that was last compared (seconds)."""

    setting: Path | str
    path: Path
    stamp: tuple[int, int]
    compared_at: float
    ring: KeyRing


_remembered: _Remembered | None = None


def key_ring() -> KeyRing:
    """The ring of ``settings.KEY_RING_FILE``. A changed file is used within a second if it continues the ring in use.

    With any other file the process keeps its ring, because values written with a foreign ring would be lost.
    """
    global _remembered
    setting, now, known = settings.KEY_RING_FILE, time.monotonic(), _remembered
    if known is not None and not (known.setting is setting or known.setting == setting):  # runs for every value
        known = None
    if known is not None:
        if now - known.compared_at < RECHECK_SECONDS:
            return known.ring
        if stamp_of(known.path) == known.stamp:
            known.compared_at = now
            return known.ring
    path = Path(setting)
    stamp = stamp_of(path)
    ring = read_key_ring(path) if known is None else _following(known.ring, path)
    _remembered = _Remembered(setting, path, stamp, now, ring)
    return ring


def _following(used: KeyRing, path: Path) -> KeyRing:
    """The ring in the changed file, or the ring in use if the file does not continue it."""
    try:
        found = read_key_ring(path)
    except KeyRingError as error:
        logger.error("the key ring in use is kept: %s", error)
        return used
    if found.continues(used):
        return found
    logger.error("the key ring in use is kept: %s holds another one; put the right file back", path)
    return used


def forget_key_ring() -> None:
    """Make the next use read the file again."""
    global _remembered
    _remembered = None


def stamp_of(path: Path) -> tuple[int, int]:
    """A value that changes whenever the file is replaced or written; zeros if the file is missing."""
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_ino)
