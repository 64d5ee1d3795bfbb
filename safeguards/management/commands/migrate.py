"""``manage.py migrate``: Django's command, which also checks the key ring and the version of the database."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connection

from safeguards.applied_migrations import OtherVersionError, check_applied_migrations, note_migrations
from safeguards.encryption import KeyRingError, sealing


class Command(migrate.Command):
    """Refuse to change a database of another version or with a foreign key ring; seal it after migrating."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, migrate, seal. Raises ``CommandError`` if the database or the ring does not belong to this code."""
        if options["database"] != "default" or options["plan"] or options["check_unapplied"]:
            super().handle(*args, **options)
            return
        try:
            check_applied_migrations()
            if sealed := sealing.read_seal():
                sealing.compare(sealed, sealing.read_key_ring(sealing.key_ring_file()))
            note_migrations()
            super().handle(*args, **options)
            if sealing.TABLE in connection.introspection.table_names():
                sealing.seal_database()
        except (KeyRingError, OtherVersionError) as error:
            raise CommandError(str(error)) from None
