"""What `manage.py check` says about the key ring."""

import stat

from django.conf import settings
from django.core import checks
from django.db import OperationalError

from safeguards.encryption import sealing
from safeguards.encryption.key_ring import KeyRingError, read_key_ring


@checks.register(checks.Tags.security)
def check_key_ring_file(app_configs, **kwargs) -> list[checks.CheckMessage]:
    """The ring is there and whole; where rings make themselves it may still be to come.

    A warning, because commands that need no ring must run without one; what needs it refuses by itself.
    """
    path = sealing.key_ring_file()
    if settings.MAKES_OWN_SECRETS and not path.exists():
        return []
    try:
        read_key_ring(path)
    except KeyRingError as error:
        return [checks.Warning(str(error), id="safeguards.W201")]
    return []


@checks.register(checks.Tags.security, deploy=True)
def check_key_ring(app_configs, **kwargs) -> list[checks.CheckMessage]:
    """The ring is there, whole, and readable by its owner only."""
    path = sealing.key_ring_file()
    try:
        read_key_ring(path)
    except KeyRingError as error:
        return [checks.Error(str(error), id="safeguards.E201")]
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        return [checks.Error(f"{path} may be read by others: chmod 600 it.", id="safeguards.E202")]
    return []


@checks.register(checks.Tags.database)
def check_seal(app_configs, databases=None, **kwargs) -> list[checks.CheckMessage]:
    """With ``check --database default``: the ring is the one this database was written with. A new one has no seal."""
    if "default" not in (databases or ()):
        return []
    try:
        if sealed := sealing.read_seal():
            sealing.compare(sealed, read_key_ring(sealing.key_ring_file()))
    except OperationalError:
        return []  # other checks say that the database is away
    except KeyRingError as error:
        return [checks.Error(str(error), id="safeguards.E203")]
    return []
