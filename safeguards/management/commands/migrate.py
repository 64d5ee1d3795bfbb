"""``manage.py migrate``, as Django has it, on a database that knows its key ring and the code that made it."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connection

from safeguards.applied_migrations import OtherVersionError, check_applied_migrations, note_migrations
from safeguards.encryption import KeyRingError, sealing


class Command(migrate.Command):
    """Refuse to change a database of another version or beside a foreign key ring; seal it once it is up to date."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, migrate, seal; one sentence where the database or the ring is another's."""
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
