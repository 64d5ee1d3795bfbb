"""``manage.py figures``: the summary's figures as JSON, for scripts."""

import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from reports import disclosure, variants
from reports.choices import Variant
from reports.freezing import to_plain
from reports.summary_shape import Period
from safeguards import row_security
from taskforces.models import TaskForce


class Command(BaseCommand):
    help = "Angka ringkasan satu gugus tugas sebagai JSON. Sel yang disembunyikan adalah teks, bukan angka."

    def add_arguments(self, parser: CommandParser) -> None:
        """The options for region code, period (both days included) and variant."""
        parser.add_argument("--task-force", required=True, help="kode wilayah, misalnya 15.71")
        parser.add_argument("--from", dest="start", required=True, type=date.fromisoformat)
        parser.add_argument("--to", dest="end", required=True, type=date.fromisoformat)
        parser.add_argument("--variant", choices=Variant.values, default=Variant.MEMBERS)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one JSON object. Raises ``CommandError`` for an unknown task force or an impossible period."""
        task_force = TaskForce.objects.filter(region_id=options["task_force"]).select_related("region").first()
        if task_force is None:
            raise CommandError(f"Tidak ada gugus tugas untuk wilayah {options['task_force']}.")
        if options["end"] < options["start"]:
            raise CommandError("Tanggal --to lebih awal daripada --from.")
        period = Period(options["start"], options["end"])
        try:
            with transaction.atomic(), row_security.activate({"member_task_forces": [task_force.pk]}):
                summary = variants.prepare_for_scripts(task_force=task_force, period=period, variant=options["variant"])
        except disclosure.DisclosureRefused as refusal:
            raise CommandError(str(refusal)) from None
        plain = to_plain(summary)
        keys = ("task_force", "region_code", "period", "variant", "counts", "previous_counts", "tables", "services")
        self.stdout.write(json.dumps({key: plain[key] for key in keys}, ensure_ascii=False, indent=2))
