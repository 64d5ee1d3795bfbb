"""Two opened identities stay open for a quarter of an hour: a form that comes back with an error asks no new reason."""

from collections.abc import Iterable
from uuid import UUID

from django.core import signing

SALT = "cases.merging.opened"
OPEN_FOR = 15 * 60  # seconds


def token_of(user, keys: Iterable[UUID]) -> str:
    """What a page sends back to show that this person opened these."""
    return signing.dumps(_seal(user, keys), salt=SALT)


def was_opened(token: str, user, keys: Iterable[UUID]) -> bool:
    """Whether this person opened these a short while ago."""
    try:
        return signing.loads(token, salt=SALT, max_age=OPEN_FOR) == _seal(user, keys)
    except signing.BadSignature:
        return False


def _seal(user, keys: Iterable[UUID]) -> list[str]:
    """Who opened what."""
    return [str(user.pk), *sorted(str(key) for key in keys)]
