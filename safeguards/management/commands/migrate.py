"""``manage.py migrate``, as Django has it, on a database that knows its key ring."""

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connection

from safeguards.encryption import KeyRingError, sealing


class Command(migrate.Command):
    """Refuse to change a database beside a foreign key ring; seal it once its tables are up to date."""

    def handle(self, *args, **options):
        """Compare, migrate, seal; one sentence where the ring is not the database's."""
        if options["database"] != "default" or options["plan"] or options["check_unapplied"]:
            super().handle(*args, **options)
            return
        try:
            if sealed := sealing.read_seal():
                sealing.compare(sealed, sealing.read_key_ring(sealing.key_ring_file()))
            super().handle(*args, **options)
            if sealing.TABLE in connection.introspection.table_names():
                sealing.seal_database()
        except KeyRingError as error:
            raise CommandError(str(error)) from None
