"""`manage.py restore_drill`: restore the newest backup beside the database, compare, and drop it again."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tppo_gugus import backup


class Command(BaseCommand):
    """Prove that a backup can be restored."""

    help = "Restore the newest backup into a database of its own, count its rows, and drop it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare which backup."""
        parser.add_argument("--folder", type=Path, default=settings.BACKUP_DIR)
        parser.add_argument("--file", type=Path, default=None, help="this backup instead of the newest")

    def handle(self, *, folder: Path, file: Path | None, **options: Any) -> None:
        """Restore, count, and fail loudly where the backup is empty or unreadable."""
        begun = time.monotonic()
        try:
            path = file or backup.newest_backup(folder)
            with backup.restored(path) as database:
                rows = backup.count_rows(database)
        except backup.BackupError as error:
            raise CommandError(str(error)) from error
        if not rows.get("django_migrations"):
            raise CommandError(f"{path} was restored but holds no tables of this project.")
        seconds = time.monotonic() - begun
        self.stdout.write(f"{path}: {sum(rows.values())} rows in {len(rows)} tables restored in {seconds:.1f} s.")
