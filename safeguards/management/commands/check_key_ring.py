"""``manage.py check_key_ring``: is this the key ring our database was written with?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from django.utils.translation import gettext as _

from safeguards.encryption import KeyRingError, sealing


class Command(BaseCommand):
    """Compare the file with the seal in the database. KEY_RING_FILE=/its/path checks a copy."""

    help = "Say whether the key ring is the one the database was written with (KEY_RING_FILE=... tries a copy)."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one sentence and set the exit code. Without the database nothing is checked, and the web may start."""
        try:
            ring = sealing.check_key_ring()
        except KeyRingError as error:
            raise CommandError(str(error)) from None
        except OperationalError:
            self.stderr.write(_("Basis data tidak terjangkau: berkas kunci belum diperiksa."))
            return
        message = _("Berkas kunci {path} cocok dengan basis data ini; kunci yang dipakai: {key_id}.")
        self.stdout.write(message.format(path=sealing.key_ring_file(), key_id=ring.active))
