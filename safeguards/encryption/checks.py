"""What ``manage.py check`` says about the key ring."""

import stat
from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.db import OperationalError

from safeguards.encryption import sealing
from safeguards.encryption.key_ring import KeyRingError, MissingKeyRingError, read_key_ring

MOST_ACCESS = 0o640  # the most the file's mode may allow


@checks.register(checks.Tags.security)
def check_key_ring_file(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Warn if the key ring is missing or damaged; where it is made automatically, it may still be missing.

    Only a warning, because commands that need no ring must run without one. Code that needs the ring refuses itself.
    """
    try:
        read_key_ring(sealing.key_ring_file())
    except KeyRingError as error:
        is_to_come = settings.MAKES_OWN_SECRETS and isinstance(error, MissingKeyRingError)
        return [] if is_to_come else [checks.Warning(str(error), id="safeguards.W201")]
    return []


@checks.register(checks.Tags.security, deploy=True)
def check_key_ring(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """The ring exists and is valid. Only its owner and its group (the web server's, deploy/README.md) may read it."""
    path = sealing.key_ring_file()
    try:
        read_key_ring(path)
    except KeyRingError as error:
        return [checks.Error(str(error), id="safeguards.E201")]
    if stat.S_IMODE(path.stat().st_mode) & ~MOST_ACCESS:
        message = f"{path} may be read by everybody or changed by others than its owner: chmod 0640 or 0600 it."
        return [checks.Error(message, id="safeguards.E202")]
    return []


@checks.register(checks.Tags.database)
def check_seal(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """With ``check --database default``: the ring matches the seal of this database. A new database has no seal."""
    if "default" not in (databases or ()):
        return []
    try:
        if sealed := sealing.read_seal():
            sealing.compare(sealed, read_key_ring(sealing.key_ring_file()))
    except OperationalError:
        return []  # other checks report that the database cannot be reached
    except KeyRingError as error:
        return [checks.Error(str(error), id="safeguards.E203")]
    return []
