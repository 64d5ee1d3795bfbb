"""Checks that stop a start: a database of another version, or a key ring that is missing, broken or foreign.

A report written with a foreign ring could never be read with the right one.
"""

import logging
import sys
from collections.abc import Callable, Iterable
from typing import Any

import django
from django.db import DatabaseError

from safeguards.applied_migrations import OtherVersionError, check_applied_migrations
from safeguards.encryption.key_ring import KeyRingError

NOT_CONFIGURED = 78  # EX_CONFIG: a restart does not help, and deploy/systemd does not try
# Commands that neither read nor write encrypted values, and commands that check the ring themselves later.
NEED_NO_RING = frozenset(
    {
        *("backup", "check", "collectstatic", "compilemessages", "createcachetable", "dbshell", "diffsettings"),
        *("embedded_database", "findstatic", "generate_docs", "help", "load_regions", "make_key_ring", "makemessages"),
        *("makemigrations", "showmigrations", "sqlflush", "sqlmigrate", "squashmigrations", "test", "verify_audit"),
        *("check_key_ring", "demo", "flush", "generate_load", "migrate", "restore_drill", "rotate_keys"),
        "tell_demo",
    }
)
BODY = b"Layanan berhenti: berkas kunci tidak cocok. Pengelola perlu memeriksanya.\n"
OTHER_VERSION = b"Layanan berhenti: basis data dibuat oleh versi lain. Pengelola perlu memeriksanya.\n"
REFUSALS = (KeyRingError, OtherVersionError)

logger = logging.getLogger(__name__)


def stop_without_key_ring(arguments: list[str]) -> None:
    """Exit with one sentence if the command would use a key ring or a database that does not fit."""
    if len(arguments) < 2 or arguments[1].startswith("-") or arguments[1] in NEED_NO_RING or "--help" in arguments:
        return
    django.setup()
    check_or_refuse()


def check_or_refuse() -> None:
    """Exit with one sentence if this process must not work with its database."""
    try:
        check_start()
    except REFUSALS as error:
        refuse(error)


def check_start() -> None:
    """Raise one of ``REFUSALS`` if this process must not work with its database."""
    from safeguards.encryption import sealing  # noqa: PLC0415 - Django is set up only now

    sealing.take_key_ring()
    check_applied_migrations()


def refuse(error: Exception) -> None:
    """Print the reason to standard error and exit."""
    print(error, file=sys.stderr, flush=True)
    raise SystemExit(NOT_CONFIGURED)


def guarded(make_application: Callable[[], Callable]) -> Callable:
    """The WSGI application, created once its key ring is checked; behind a ``Door`` while the database is away."""
    django.setup()
    try:
        check_start()
    except REFUSALS as error:
        refuse(error)
    except DatabaseError:
        return Door(make_application())
    return make_application()


class Door:
    """Lets requests through once the check of the database succeeds, and none if it fails.

    While the database is away requests also pass: the application has a page for that, and nothing can be written.
    """

    def __init__(self, application: Callable):
        self.application, self.is_open, self.said = application, False, ""

    def __call__(self, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        """Answer one request."""
        if self.is_open or not (error := self._fault()):
            return self.application(environ, start_response)
        if str(error) != self.said:
            logger.critical("%s", error)
            self.said = str(error)
        body = OTHER_VERSION if isinstance(error, OtherVersionError) else BODY
        headers = [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")]
        start_response("503 Service Unavailable", [*headers, ("Content-Length", str(len(body)))])
        return [body]

    def _fault(self) -> Exception | None:
        from django.db import connection  # noqa: PLC0415 - as above

        try:
            check_start()
        except REFUSALS as error:
            return error
        except DatabaseError:
            connection.close()
            return None
        self.is_open = True
        return None
