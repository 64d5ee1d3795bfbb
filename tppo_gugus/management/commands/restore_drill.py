"""``manage.py restore_drill``: restore the newest backup as a copy, compare it, decrypt values, drop it."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tppo_gugus import backup


class Command(BaseCommand):
    """Prove that a backup can be restored."""

    help = "Restore the newest backup into a database of its own; compare rows, audit and key ring; drop it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare which backup."""
        parser.add_argument("--folder", type=Path, default=settings.BACKUP_DIR)
        parser.add_argument("--file", type=Path, default=None, help="this backup instead of the newest")

    def handle(self, *, folder: Path, file: Path | None, **options: Any) -> None:
        """Restore, check, and fail loudly if the backup is empty, incomplete, or of another key ring."""
        begun = time.monotonic()
        try:
            path = file or backup.newest_backup(folder)
            with backup.restored(path) as database:
                found = backup.examine(database, path)
        except backup.BackupError as error:
            raise CommandError(str(error)) from error
        if not found.rows.get("django_migrations"):
            raise CommandError(f"{path} was restored but holds no tables of this project.")
        seconds = time.monotonic() - begun
        self.stdout.write(
            f"{path}: {sum(found.rows.values())} rows in {len(found.rows)} tables restored in {seconds:.1f} s; "
            f"{found.opened.count} encrypted values opened; the audit holds."
        )
        if not found.were_counted:
            self.stderr.write("The rows of its source were not written down with it and could not be compared.")
        if found.opened.unreadable_in:
            self.stderr.write(f"Some values could not be read: {', '.join(found.opened.unreadable_in)}.")
