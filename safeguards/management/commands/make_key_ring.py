"""``manage.py make_key_ring``: the keys of the encrypted fields."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from safeguards.encryption.key_ring import KeyRing, KeyRingError, read_key_ring, write_key_ring


class Command(BaseCommand):
    """Make the key ring, or add a key that waits for ``rotate_keys --to``."""

    help = "Make the key ring file. Without it nothing encrypted can be read: keep a copy apart from the backups."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--add",
            action="store_true",
            help="add a key to the existing ring without using it yet; copy the file to every machine, then run "
            "rotate_keys --to ID",
        )

    def handle(self, *args: Any, add: bool, **options: Any) -> None:
        """Never overwrite a ring: everything it encrypted would be lost."""
        path = Path(settings.KEY_RING_FILE)
        try:
            if add:
                self._add_key(path)
            elif write_key_ring(path, KeyRing.generate()):
                self.stdout.write(_("Berkas kunci dibuat: {path}").format(path=path))
            else:
                raise CommandError(_("Berkas kunci sudah ada di {path}; tidak ditimpa.").format(path=path))
        except KeyRingError as error:
            raise CommandError(str(error)) from None

    def _add_key(self, path: Path) -> None:
        ring = read_key_ring(path).with_new_key()
        write_key_ring(path, ring, replace_existing=True)
        message = _("Kunci {key_id} ditambahkan dan belum dipakai. Salin berkas, lalu: rotate_keys --to {key_id}")
        self.stdout.write(message.format(key_id=max(ring.keys)))
