"""Two opened identities stay open for a quarter of an hour, so that a form with an error needs no new reason."""

from collections.abc import Iterable
from uuid import UUID

from django.core import signing

SALT = "cases.merging.opened"
OPEN_FOR = 15 * 60  # seconds


def token_of(user, keys: Iterable[UUID]) -> str:
    """A token that proves that this user opened these identities."""
    return signing.dumps(_seal(user, keys), salt=SALT)


def was_opened(token: str, user, keys: Iterable[UUID]) -> bool:
    """Whether this user opened these identities within ``OPEN_FOR``."""
    try:
        return signing.loads(token, salt=SALT, max_age=OPEN_FOR) == _seal(user, keys)
    except signing.BadSignature:
        return False


def _seal(user, keys: Iterable[UUID]) -> list[str]:
    """The content of the token: the user and the persons."""
    return [str(user.pk), *sorted(str(key) for key in keys)]
