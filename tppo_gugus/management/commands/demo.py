"""``manage.py demo``: prepare and serve the demo. ``make demo`` calls it."""

from argparse import ArgumentParser
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from safeguards.applied_migrations import OtherVersionError
from tppo_gugus.demo import preparation, serving, trouble
from tppo_gugus.demo.processes import ChildError
from tppo_gugus.embedded.errors import EmbeddedDatabaseError


class Command(BaseCommand):
    """Prepare the demo if needed, then serve it until Ctrl-C."""

    help = "Prepare and serve the demo with invented people."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the port and the option to prepare without serving."""
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--prepare-only", action="store_true")

    def handle(self, *, port: int, prepare_only: bool, **options: Any) -> None:
        """Prepare and serve; refuse with settings that are not a demo's."""
        if not settings.DEMO:
            raise CommandError("The demo fills the database with invented people; set DEMO=true (make demo does).")
        if not prepare_only and (reason := serving.why_not(port)):
            raise CommandError(reason)
        place = settings.VAR_DIR
        try:
            trouble.check_room(place)
            if prepare_only:
                preparation.prepare()
                return
            with serving.supervised(port) as supervisor:
                preparation.prepare(partial(serving.load_early, supervisor))
                serving.serve(port, supervisor)
        except KeyboardInterrupt:
            self.stdout.write("\nStopped.")
        except (OSError, DatabaseError, ChildError, EmbeddedDatabaseError, OtherVersionError, RuntimeError) as error:
            if not (sentence := trouble.sentence_of(error, place)):
                raise
            raise CommandError(sentence) from error
        finally:
            if cluster := preparation.embedded_cluster():
                cluster.stop()
