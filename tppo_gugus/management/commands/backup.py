"""``manage.py backup``: one file with the whole database, without the keys to its encrypted fields."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tppo_gugus import backup


class Command(BaseCommand):
    """Write a backup and delete the oldest ones."""

    help = "Write a backup of the database (the key ring is not in it)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the folder and the number of backups to keep."""
        parser.add_argument("--folder", type=Path, default=settings.BACKUP_DIR)
        parser.add_argument("--keep", type=int, default=30, help="backups that stay in the folder")

    def handle(self, *, folder: Path, keep: int, **options: Any) -> None:
        """Write, prune, and print what was written and what it does not contain."""
        try:
            path = backup.make_backup(folder)
        except backup.BackupError as error:
            raise CommandError(str(error)) from error
        removed = backup.prune(folder, keep=keep)
        self.stdout.write(f"{path} ({path.stat().st_size / 1e6:.1f} MB); {len(removed)} old backups deleted.")
        self.stdout.write(f"Keep {settings.KEY_RING_FILE} in another safe place: without it no name can be read again.")
