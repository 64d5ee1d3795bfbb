"""What `manage.py check --deploy` says about the key ring."""

import stat
from pathlib import Path

from django.conf import settings
from django.core import checks

from safeguards.encryption.key_ring import KeyRingError, key_ring


@checks.register(checks.Tags.security, deploy=True)
def check_key_ring(app_configs, **kwargs) -> list[checks.CheckMessage]:
    """The ring is there, whole, and readable by its owner only."""
    try:
        key_ring()
    except KeyRingError as error:
        return [checks.Error(str(error), id="safeguards.E201")]
    if stat.S_IMODE(Path(settings.KEY_RING_FILE).stat().st_mode) & 0o077:
        message = f"{settings.KEY_RING_FILE} may be read by others: chmod 600 it."
        return [checks.Error(message, id="safeguards.E202")]
    return []
