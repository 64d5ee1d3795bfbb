"""Django's PostgreSQL backend with an embedded server that starts by itself."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.postgresql.client import DatabaseClient as PostgresClient
from psycopg import OperationalError

from tppo_gugus.embedded.binaries import find_binaries
from tppo_gugus.embedded.cluster import Cluster


class DatabaseClient(PostgresClient):
    """``manage.py dbshell`` with the embedded server's own psql."""

    executable_name = "psql"

    @classmethod
    def settings_to_cmd_args_env(cls, settings_dict: dict[str, Any], parameters: Iterable[str]) -> tuple[Any, Any]:
        """Start the server and use the full path of psql."""
        _cluster(settings_dict).start()
        arguments, environment = super().settings_to_cmd_args_env(settings_dict, parameters)
        return [str(find_binaries() / "psql"), *arguments[1:]], environment


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that starts its server. For a running server this costs one file check."""

    client_class = DatabaseClient

    def get_connection_params(self) -> dict[str, Any]:
        """Start the server if its socket is missing, then return the parameters (the worker uses this too)."""
        cluster = _cluster(self.settings_dict)
        if not cluster.socket_file.exists():
            cluster.start()
        return super().get_connection_params()

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect; if a killed server left its socket, start it again and connect once more."""
        try:
            return super().get_new_connection(conn_params)
        except OperationalError:
            cluster = _cluster(self.settings_dict)
            if cluster.is_ready():  # it is running and refused for another reason
                raise
            cluster.start()
            return super().get_new_connection(conn_params)


def _cluster(settings_dict: dict[str, Any]) -> Cluster:
    """The server of one entry in ``DATABASES``."""
    place = settings_dict["EMBEDDED"]
    return Cluster(Path(place["data_path"]), durable=place["durable"])
