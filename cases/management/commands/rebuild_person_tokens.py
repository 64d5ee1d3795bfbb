"""``manage.py rebuild_person_tokens``: rebuild the search tokens of people and callers after the rules changed."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cases.linking import detection
from cases.matching import caller_tokens, person_tokens, police_reports
from cases.models import ComplaintTokens, PersonTokens
from safeguards import row_security


class Command(BaseCommand):
    """Renew tokens of earlier rules; after an interruption it resumes."""

    help = "Renew search tokens of persons and complaints made by earlier rules (resumable). Run it as the owning role."

    def add_arguments(self, parser):
        parser.add_argument("--batch", type=int, default=500, metavar="ROWS", help="people per transaction")
        parser.add_argument("--all", action="store_true", help="also those of the present rules, after a new index key")

    def handle(self, *args, batch: int, all: bool, **options):
        """While it runs, people not yet renewed can be found by file number only."""
        if row_security.binds("cases_person"):
            raise CommandError(
                _("Jalankan sebagai pemilik basis data (DATABASE_ROLE=owner): peran ini tidak melihat semua.")
            )
        if all:
            PersonTokens.objects.update(version=0)
            ComplaintTokens.objects.update(version=0)
            police_reports.rebuild()
        renewed = 0
        for count in person_tokens.rebuild(batch_rows=batch, also=detection.refresh_phones):
            renewed += count
            if options["verbosity"] > 1:
                self.stdout.write(_("{count} orang").format(count=renewed))
        calls = sum(caller_tokens.rebuild(batch_rows=batch))
        words = _("Token pencarian {people} orang dan {calls} pengaduan, penyerahan, atau pesan diperbarui.")
        self.stdout.write(words.format(people=renewed, calls=calls))
