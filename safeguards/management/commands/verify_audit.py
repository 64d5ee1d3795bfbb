"""``manage.py verify_audit``: check that the audit is still as it was written."""

import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from safeguards import row_security
from safeguards.audit import verification


class Command(BaseCommand):
    """Recompute every chain. If one is broken, exit with 1 and name its first broken row."""

    help = "Verify the hash chains of the audit. Run it as the owning database role, from a timer."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--heads",
            type=Path,
            metavar="FILE",
            help="compare with the chain heads kept in FILE, then write the new ones; keep FILE on another machine, "
            "since only it shows a tail that was cut off",
        )

    def handle(self, *args: Any, heads: Path | None, **options: Any) -> None:
        """Verify and compare; update the recorded heads only if both succeed."""
        started = time.monotonic()
        if row_security.binds("safeguards_auditevent"):
            raise CommandError(
                _("Jalankan sebagai pemilik basis data (DATABASE_ROLE=owner): peran ini tidak melihat semua.")
            )
        with transaction.atomic():
            faults = verification.find_faults()
            if heads and heads.exists():
                faults += verification.find_lost_heads(verification.read_heads(heads))
            count, newest = verification.count_rows(), verification.current_heads()
        if faults:
            raise CommandError("\n".join(str(fault) for fault in faults))
        if heads:
            verification.write_heads(heads, newest)
        message = _("{count} baris dalam {streams} rantai utuh ({seconds:.1f} detik).")
        self.stdout.write(message.format(count=count, streams=len(newest), seconds=time.monotonic() - started))
