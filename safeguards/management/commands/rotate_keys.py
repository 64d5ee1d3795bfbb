"""``manage.py rotate_keys``: re-encrypt everything with another key."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from safeguards import row_security
from safeguards.encryption import rotation, sealing
from safeguards.encryption.key_ring import KeyRing, KeyRingError, forget_key_ring, read_key_ring, write_key_ring


class Command(BaseCommand):
    """Write with the given key from now on and re-encrypt all other values. Run it again after an interruption."""

    help = "Re-encrypt every encrypted field with the active key (resumable). Run it as the owning database role."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", type=int, metavar="ID", help="make this key of the ring the active one first")
        parser.add_argument(
            "--batch", type=int, default=rotation.BATCH_ROWS, metavar="ROWS", help="rows per transaction"
        )

    def handle(self, *args: Any, to: int | None, batch: int, **options: Any) -> None:
        """Keep old keys in the ring: older backups and sentences of the audit still need them."""
        found = rotation.encrypted_models()
        if any(row_security.binds(model._meta.db_table) for model, _columns in found):
            raise CommandError(
                _("Jalankan sebagai pemilik basis data (DATABASE_ROLE=owner): peran ini tidak melihat semua.")
            )
        try:
            ring = self._activated(to)
        except KeyRingError as error:
            raise CommandError(str(error)) from None
        unreadable = 0
        for model, columns in found:
            done = rotation.Done()
            for _batch in rotation.rotate_model(model, columns, batch_rows=batch, done=done):
                pass
            unreadable += done.unreadable
            self.stdout.write(_("{table}: {count} baris").format(table=model._meta.db_table, count=done.rows))
        for name, rotate in rotation.other_values.items():
            self.stdout.write(_("{table}: {count} baris").format(table=name, count=rotate()))
        message = _(
            "Semua nilai kini memakai kunci {key_id}. Kunci lama tetap di berkas: cadangan dan audit memerlukannya."
        )
        self.stdout.write(message.format(key_id=ring.active))
        if unreadable:
            message = _("{count} nilai tidak terbaca dan dibiarkan seperti adanya; letaknya ada di audit dan log.")
            self.stderr.write(message.format(count=unreadable))

    def _activated(self, key_id: int | None) -> KeyRing:
        """The ring to write with. It is sealed into the database first: no process without the key may then start."""
        path = sealing.key_ring_file()
        ring = read_key_ring(path)
        if key_id is not None and key_id not in ring.keys:
            raise CommandError(_("Kunci {key_id} tidak ada; buat dengan make_key_ring --add.").format(key_id=key_id))
        ring = ring if key_id is None else ring.activated(key_id)
        sealing.seal_key(ring, ring.active)
        write_key_ring(path, ring, replace_existing=True)
        forget_key_ring()
        return ring
