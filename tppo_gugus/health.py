"""``/sehat/``: tells load balancers and supervisors whether this process can work, and nothing else.

It can if the database answers and the key ring file is the one the database was written with.
"""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from safeguards.encryption.sealing import KeyRingWatch

PATH = "/sehat/"
WELL = "sehat"
_key_ring = KeyRingWatch()


class HealthMiddleware:
    """Answer health checks before any other middleware, so that they need no session, host name or TLS."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """On our path answer 200 ``sehat``, or 503 with the reason; pass everything else on."""
        if request.path != PATH:
            return self.get_response(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
        state = how_it_is()
        return HttpResponse(
            f"{state}\n",
            status=200 if state == WELL else 503,
            content_type="text/plain; charset=utf-8",
            headers={"Cache-Control": "no-store"},
        )


def how_it_is() -> str:
    """``sehat``, ``sakit`` if the database is away, or the fault of the key ring: missing, broken, foreign."""
    try:
        if not database_answers():
            return "sakit"
        fault = _key_ring.fault()
    except DatabaseError:
        return "sakit"
    return f"sakit: kunci {fault.word}" if fault else WELL


def database_answers() -> bool:
    """Query one row; a dropped connection is closed, so that the next check opens a new one."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError:
        connection.close()
        return False
