"""``manage.py tell_demo``: the invented people of the demo and everything that happened to them so far."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tppo_gugus.demo import story


class Command(BaseCommand):
    help = "Tell the demo stories once; a second run does nothing. Runs as the application's own database role."

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell, and say how long it took."""
        if not (settings.DEMO or settings.DEBUG or settings.TESTING):
            raise CommandError("Demo people have an open password: set DEMO=true, and never where real cases are kept.")
        begun = time.monotonic()
        acts = story.tell(self.stdout.write)
        if not acts:
            self.stdout.write("The stories have been told before; nothing to do.")
            return
        self.stdout.write(f"{acts} acts told in {time.monotonic() - begun:.0f} s.")
