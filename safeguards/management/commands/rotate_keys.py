"""``manage.py rotate_keys``: re-encrypt everything with another key."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from safeguards import row_security
from safeguards.encryption import rotation
from safeguards.encryption.key_ring import forget_key_ring, key_ring, read_key_ring, write_key_ring


class Command(BaseCommand):
    """Write with the given key from now on and re-encrypt what carries another; run again after an interruption."""

    help = "Re-encrypt every encrypted field with the active key (resumable). Run it as the owning database role."

    def add_arguments(self, parser):
        parser.add_argument("--to", type=int, metavar="ID", help="make this key of the ring the active one first")
        parser.add_argument(
            "--batch", type=int, default=rotation.BATCH_ROWS, metavar="ROWS", help="rows per transaction"
        )

    def handle(self, *args, to: int | None, batch: int, **options):
        """Old keys stay in the ring: backups made before still need them."""
        found = rotation.encrypted_models()
        if any(row_security.binds(model._meta.db_table) for model, _columns in found):
            raise CommandError(
                _("Jalankan sebagai pemilik basis data (DATABASE_ROLE=owner): peran ini tidak melihat semua.")
            )
        if to is not None:
            self._activate(to)
        for model, columns in found:
            done = sum(rotation.rotate_model(model, columns, batch_rows=batch))
            self.stdout.write(_("{table}: {count} baris").format(table=model._meta.db_table, count=done))
        for name, rotate in rotation.other_values.items():
            self.stdout.write(_("{table}: {count} baris").format(table=name, count=rotate()))
        message = _("Semua nilai kini memakai kunci {key_id}. Simpan kunci lama selama cadangan lama disimpan.")
        self.stdout.write(message.format(key_id=key_ring().active))

    def _activate(self, key_id: int) -> None:
        path = Path(settings.KEY_RING_FILE)
        ring = read_key_ring(path)
        if key_id not in ring.keys:
            raise CommandError(_("Kunci {key_id} tidak ada; buat dengan make_key_ring --add.").format(key_id=key_id))
        write_key_ring(path, ring.activated(key_id), replace_existing=True)
        forget_key_ring()
