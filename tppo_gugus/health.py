"""``/sehat/``: says to load balancers and supervisors whether this process can do its work, and nothing else.

It can where the database answers and the key ring file is the one the database was written with.
"""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from safeguards.encryption.sealing import KeyRingWatch

PATH = "/sehat/"
WELL = "sehat"
_key_ring = KeyRingWatch()


class HealthMiddleware:
    """Answer the health question before any other middleware, so that it needs no session, host name or TLS."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """200 ``sehat``, or 503 ``sakit`` with the ring's word, on our path; pass everything else on."""
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
    """``sehat``, ``sakit`` where the database is away, or what is wrong with the key ring: missing, broken, foreign."""
    try:
        if not database_answers():
            return "sakit"
        fault = _key_ring.fault()
    except DatabaseError:
        return "sakit"
    return f"sakit: kunci {fault.word}" if fault else WELL


def database_answers() -> bool:
    """Ask the database for one row; a dropped connection is thrown away so that the next question makes a new one."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError:
        connection.close()
        return False
