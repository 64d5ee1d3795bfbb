"""``manage.py embedded_database start|stop|status|destroy``: PostgreSQL for demos, tests and small offices."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tppo_gugus.embedded.cluster import Cluster
from tppo_gugus.embedded.errors import EmbeddedDatabaseError


class Command(BaseCommand):
    """Start, stop, check or delete the embedded server of this checkout."""

    help = "Start, stop, look at or delete the embedded PostgreSQL server."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the one argument."""
        parser.add_argument("act", choices=["start", "stop", "status", "destroy"])

    def handle(self, *, act: str, **options: Any) -> None:
        """Do the act and print the state of the server."""
        place = settings.DATABASES["default"].get("EMBEDDED")
        if place is None:
            raise CommandError("DATABASE_URL is set: the database is not embedded.")
        cluster = Cluster(Path(place["data_path"]), durable=place["durable"])
        try:
            if act != "status":
                getattr(cluster, act)()
        except EmbeddedDatabaseError as error:
            raise CommandError(str(error)) from error
        state = "runs" if cluster.is_ready() else "is stopped"
        self.stdout.write(f"PostgreSQL {state}; data {cluster.data_path}, socket {cluster.socket_directory}")
