"""``manage.py generate_docs [--check]``: the pages of ``docs/generated/``."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from tppo_gugus import generated_docs


class Command(BaseCommand):
    """Write the generated pages, or fail if they are stale."""

    help = "Write docs/generated/ from the code; --check only compares."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the option to compare only."""
        parser.add_argument("--check", action="store_true")

    def handle(self, *, check: bool, **options: Any) -> None:
        """Compare, or write and print what changed; the pages use the Indonesian words of the interface."""
        with translation.override(settings.LANGUAGE_CODE):
            found = generated_docs.stale() if check else generated_docs.write()
        names = ", ".join(str(path.relative_to(settings.BASE_DIR)) for path in found) or "nothing"
        if check and found:
            raise CommandError(f"Stale: {names}. Run `manage.py generate_docs` and commit what it writes.")
        self.stdout.write("Generated pages are up to date." if check else f"Written: {names}.")
