"""Primary keys: UUIDv7, so that rows made one after the other also lie one after the other in their index."""

import uuid

from uuid_utils.compat import uuid7


def new_id() -> uuid.UUID:
    """A new key. Its first 48 bits are the time in milliseconds; the rest is random."""
    return uuid7()


def uuid_or_none(text: object) -> uuid.UUID | None:
    """The key somebody sent, or ``None`` where what they sent is no key."""
    try:
        return uuid.UUID(str(text))
    except ValueError:
        return None
