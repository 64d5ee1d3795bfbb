"""`/sehat/`: says to load balancers and supervisors whether this process can reach its database, and nothing else."""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

PATH = "/sehat/"


class HealthMiddleware:
    """Answer the health question before any other middleware, so that it needs no session, host name or TLS."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return 200 `sehat` or 503 `sakit` on our path; pass everything else on."""
        if request.path != PATH:
            return self.get_response(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
        well = database_answers()
        return HttpResponse(
            "sehat\n" if well else "sakit\n",
            status=200 if well else 503,
            content_type="text/plain; charset=utf-8",
            headers={"Cache-Control": "no-store"},
        )


def database_answers() -> bool:
    """Ask the database for one row; a dropped connection is thrown away so that the next question makes a new one."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError:
        connection.close()
        return False
