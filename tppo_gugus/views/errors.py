"""Error pages: what happened, what is safe, what to do now. Signed-in users keep their rail."""

import logging
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

log = logging.getLogger(__name__)


def _layout(request: HttpRequest) -> str:
    """The shell for signed-in users, the plain page for everybody else."""
    user = getattr(request, "user", None)
    return "base.html" if user is not None and user.is_authenticated else "base_plain.html"


def _page(request: HttpRequest, status: int, **context) -> HttpResponse:
    return render(request, f"{status}.html", {"layout": _layout(request), **context}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the browser sent something this site does not understand."""
    return _page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: with the reason, if there is one."""
    return _page(request, 403, reason=str(exception))


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: also for objects the user may not see."""
    return _page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when the database is gone. Neither page needs a database, a session or a context processor."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return database_gone(request)
    return HttpResponse(render_to_string("500.html"), status=500)


def database_gone(request: HttpRequest) -> HttpResponse:
    """503: nothing was half-written; the page asks to try again soon."""
    log.warning("database unreachable")
    return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "30"})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long or cookies are off: nothing was saved; "back" returns to the typed text."""
    return render(request, "403_csrf.html", {"layout": "base_plain.html"}, status=403)
