"""Middleware for every request: second factor, row-security context, and no copies in caches."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pghistory
from allauth.account.adapter import get_adapter
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from safeguards import row_security
from taskforces.access import policy, scoping

SEEN_LATELY = timedelta(minutes=1)
# Pages that users without a second factor may still open, by URL name.
SECOND_FACTOR_EXEMPT = frozenset(
    {
        "mfa_activate_totp",
        "mfa_index",
        "mfa_generate_recovery_codes",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
        "account_logout",
        "account_reauthenticate",
        "mfa_reauthenticate",
        "health",
        "lock",
        "unlock",
    }
)


class SeenMiddleware:
    """Note when and where a session was last used, once a minute, for the page *Perangkat yang sedang masuk*."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and request.session.session_key and not self._was_seen_lately(request):
            UserSession.objects.create_from_request(request)
        return self.get_response(request)

    def _was_seen_lately(self, request: HttpRequest) -> bool:
        seen = UserSession.objects.filter(
            session_key=request.session.session_key,
            user_id=request.user.pk,
            last_seen_at__gt=timezone.now() - SEEN_LATELY,
        )
        place = seen.values_list("ip", "user_agent").first()
        agent = request.META.get("HTTP_USER_AGENT", "")[: UserSession._meta.get_field("user_agent").max_length]
        return place == (get_adapter().get_client_ip(request), agent)


class SecondFactorMiddleware:
    """Users whose role can see identity must set up a second factor before they can open any other page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Decide after the address is resolved, because the exempt pages are listed by name."""
        if not settings.FORCE_SECOND_FACTOR or not request.user.is_authenticated:
            return None
        if getattr(request.resolver_match, "url_name", "") in SECOND_FACTOR_EXEMPT or request.path.startswith(
            settings.STATIC_URL
        ):
            return None
        if policy.sees_identity(request.user) and not is_mfa_enabled(request.user):
            return redirect("mfa_activate_totp")
        return None


class RowSecurityMiddleware:
    """Run each request in one transaction, in which PostgreSQL knows the user; a failed request is rolled back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(settings.STATIC_URL):
            return self.get_response(request)
        with (
            transaction.atomic(),
            row_security.activate(scoping.row_security_context(request.user)),
            pghistory.context(user=str(request.user.pk or "")),
        ):
            response = self.get_response(request)
            if response.status_code >= 400:
                transaction.set_rollback(True)
        return response


class NoStoreMiddleware:
    """Tell browsers and proxies not to store pages of signed-in users."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            response["Cache-Control"] = "no-store, private"
        return response
