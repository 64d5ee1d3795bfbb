"""``manage.py generate_load``: a separate database of any size for benchmarks. Runs as the owning database role."""

import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from safeguards.encryption import KeyRingError, sealing
from tppo_gugus.load import database, filling

SMALLEST = 600  # at least one case for each task force


class Command(BaseCommand):
    help = "Fill a separate database with realistic, encrypted and searchable cases over all 552 task forces."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the number of cases, the database, and the option to start again."""
        parser.add_argument("--cases", type=int, required=True)
        parser.add_argument("--database", default="", help=f"its name; {database.PREFIX}<cases> unless given")
        parser.add_argument("--fresh", action="store_true", help="make it anew even where it is complete")

    def handle(self, *args: Any, **options: Any) -> None:
        """Create the database; a complete one is only migrated, a half-filled one is created again."""
        cases = options["cases"]
        name = options["database"] or database.name_for(cases)
        if cases < SMALLEST:
            raise CommandError(f"At least {SMALLEST} cases, so that every task force has one.")
        if not name.startswith(database.PREFIX):
            raise CommandError(f"The name must begin with {database.PREFIX}: a database of that name is dropped.")
        try:
            sealing.ensure_key_ring()  # checks the database of the settings, which may have lost its key ring
        except KeyRingError as error:
            raise CommandError(str(error)) from None
        note = f"load of {cases} cases"
        if database.is_complete(name, note) and not options["fresh"]:
            database.use(name)
            call_command("migrate", interactive=False, verbosity=0)
            self.stdout.write(f"{name} is complete; nothing to do.")
            return
        begun = time.monotonic()
        self.stdout.write(f"Making {name} ...")
        database.create(name)
        database.use(name)
        database.build()
        filling.fill(cases, self._say)
        database.mark_complete(name, note)
        self.stdout.write(f"{cases:,} cases in {time.monotonic() - begun:.0f} s.")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
