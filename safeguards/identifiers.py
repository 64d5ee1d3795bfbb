"""Primary keys: UUIDv7, so that rows made in sequence also lie in sequence in their index."""

import uuid

from uuid_utils.compat import uuid7


def new_id() -> uuid.UUID:
    """A new key. Its first 48 bits are the time in milliseconds; the rest is random."""
    return uuid7()


def uuid_or_none(text: object) -> uuid.UUID | None:
    """The text as a key, or ``None`` if it is not a valid UUID."""
    try:
        return uuid.UUID(str(text))
    except ValueError:
        return None
