"""``manage.py tell_demo``: create the invented people of the demo and their stories so far."""

import time
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tppo_gugus import starting
from tppo_gugus.demo import door, side_by_side

LINES = 100  # most lines of progress


class Command(BaseCommand):
    help = "Tell the demo stories once; a second run does nothing. Runs as the application's own database role."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell the stories; print the progress and the time taken."""
        if not (settings.DEMO or settings.DEBUG or settings.TESTING):
            raise CommandError("Demo people have an open password: set DEMO=true, and never where real cases are kept.")
        import_module(settings.ROOT_URLCONF)  # stories use page URLs; load them while another process builds the tables
        door.wait("tables")
        starting.check_or_refuse()
        begun = time.monotonic()
        acts = side_by_side.tell(self._progress)
        if not acts:
            self.stdout.write("The stories have been told before; nothing to do.")
            return
        self.stdout.write(f"{acts} acts told in {time.monotonic() - begun:.0f} s.")

    def _progress(self, begun: int, known: int) -> None:
        """Print how many stories have begun, at most a hundred times."""
        step = begun * LINES // known
        if step != getattr(self, "_step", None):
            self._step = step
            self.stdout.write(f"{begun} of {known}")
            self.stdout.flush()
