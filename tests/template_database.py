"""The database every test worker copies, so that tables are created once, not at the start of each run.

It is created again if its sources changed: migrations, the packages they import, third-party packages, the key ring of
its seal. ``migrate`` still runs on each copy and finds nothing to do. A server without ``fsync`` may be damaged when
the machine stops, so a template is not used after a reboot.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from psycopg import sql

from safeguards.encryption.sealing import key_ring_file

PREFIX = "tppo_template_"
UNFINISHED = f"{PREFIX}unfinished"
SAME_TABLES = "MUTANTS_TABLES"  # set by tests/mutants/copies.py
BOOT = Path("/proc/sys/kernel/random/boot_id")


def ensure_template() -> str:
    """The name of the template for this code; created if missing, while other workers wait."""
    name = PREFIX + _digest()
    with _locked():
        known = _templates()
        if name not in known:
            for old in known:
                _run("DROP DATABASE IF EXISTS {} WITH (FORCE)", old)
            _make()
            _run("ALTER DATABASE {} RENAME TO {}", UNFINISHED, name)
    return name


def _make() -> None:
    """Create the tables as Django does for a test database, under a temporary name."""
    used, test = connection.settings_dict["NAME"], connection.settings_dict["TEST"]
    called = test["NAME"]
    test["NAME"] = UNFINISHED
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    finally:
        connection.close()
        test["NAME"] = called
        connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = used


def _digest() -> str:
    """A hash of 16 letters of everything that creates tables. `make mutants` gives it while it plants faults."""
    if known := os.environ.get(SAME_TABLES):
        return known
    root = settings.BASE_DIR
    sources = [*root.glob("*/migrations/*.py"), *root.glob("safeguards/**/*.py"), root / "requirements/dev.txt"]
    parts = [path.read_bytes() for path in (*sorted(sources), key_ring_file())]
    parts += [str(path).encode() for path in sorted(sources)]
    parts += [settings.ROW_SECURITY_APPLICATION_ROLE.encode(), settings.TIME_ZONE.encode()]
    if BOOT.exists():
        parts.append(BOOT.read_bytes())
    return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()[:16]


def _templates() -> list[str]:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        return [name for (name,) in cursor.fetchall()]


def _run(statement: str, *names: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@contextmanager
def _locked() -> Iterator[None]:
    """One worker at a time; the lock is released when the process dies."""
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.VAR_DIR / "template.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
