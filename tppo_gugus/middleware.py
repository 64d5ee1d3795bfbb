"""Middleware for every request: the idle lock, and pages for errors that Django leaves without one."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from safeguards.audit import record_refusal
from safeguards.errors import AccessDenied, Conflict

# session keys: epoch seconds of the last activity and of the start; whether the screen is locked
SEEN, BEGUN, LOCKED = "seen_at", "begun_at", "locked"
WRITE_EVERY = 60  # seconds between writes of the last activity, so that reading pages does not write to the database
OPEN_WHILE_LOCKED = frozenset({"lock", "unlock", "account_logout"})


class LockMiddleware:
    """Keep the screen locked until the password is given again; lock automatically after idle minutes.

    The lock is stored in the session, so that closing an overlay in the browser opens nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        """Show the lock page, or store the time of activity."""
        if not request.user.is_authenticated:
            return None
        now = int(time.time())
        if BEGUN not in request.session:
            request.session[BEGUN] = now
        elif now - request.session[BEGUN] > settings.SESSION_COOKIE_AGE:
            return self._end(request)
        seen = request.session.get(SEEN, now)
        if now - seen > settings.IDLE_LOCK_MINUTES * 60:
            request.session[LOCKED] = True
        if request.session.get(LOCKED):
            return None if request.resolver_match.view_name in OPEN_WHILE_LOCKED else self._lock(request)
        if SEEN not in request.session or now - seen >= WRITE_EVERY:
            request.session[SEEN] = now
        return None

    @staticmethod
    def _end(request: HttpRequest) -> HttpResponse:
        """Sign out: a session ends some hours after its start, even if it is in use, because it may be stolen."""
        logout(request)
        if request.headers.get("Accept", "").startswith("application/json"):
            return JsonResponse({"error": _("Sesi berakhir. Masuk lagi, draf terakhir masih ada.")}, status=401)
        if _asks_for_a_part(request):
            return HttpResponse(status=401)
        return redirect_to_login(request.get_full_path() if request.method == "GET" else request.path)

    @staticmethod
    def _lock(request: HttpRequest) -> HttpResponse:
        if request.headers.get("Accept", "").startswith("application/json"):
            return JsonResponse({"error": _("Layar terkunci. Masukkan kata sandi untuk melanjutkan.")}, status=423)
        if _asks_for_a_part(request):
            return HttpResponse(status=423)
        back = request.get_full_path() if request.method == "GET" else request.path
        return redirect(f"{reverse('lock')}?{urlencode({'next': back})}")


def _asks_for_a_part(request: HttpRequest) -> bool:
    """Whether our script (``fragment.js``) requests a part of a page; the script explains the status itself."""
    return request.headers.get("X-Requested-With") == "fetch"


class ErrorPageMiddleware:
    """Give a page to responses without one: a wrong method, and refusals of actions that no view handled."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not response.streaming and not response.content:
            page = render(request, "405.html", status=405)
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a refusal into a page; it is not a failure of the system."""
        if isinstance(exception, AccessDenied):
            match = request.resolver_match
            record_refusal("action", by=request.user, path_name=match.view_name if match else "")
            return render(request, "403.html", {"reason": str(exception)}, status=403)
        if isinstance(exception, Conflict):
            return render(request, "409.html", {"conflict": exception}, status=409)
        return None
