"""Devices that signed in before have a signed cookie, so that failures from elsewhere do not lock out their users.

The cookie gives no access: password and one-time code are still needed. It only decides which count a failure belongs
to (``attempts``). It is bound to the account and its password: after a new password, no device is known.
"""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from taskforces.models import User

COOKIE = "perangkat"
SALT = "taskforces.known-device"
MOST_ACCOUNTS = 8  # per device, because several people share an office computer


def device_of(request: HttpRequest, login: str) -> str:
    """The name of this device if the typed account knows it; otherwise empty."""
    entries = _read(request)
    if not entries:
        return ""
    user = User.objects.filter(email=login.strip().lower()).first()
    if user is None:
        return ""
    device, proof = entries.get(str(user.pk), ("", ""))
    return device if device and constant_time_compare(proof, _proof(user, device)) else ""


def remember(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Make this device known to the account for ``KNOWN_DEVICE_DAYS``."""
    device = device_of(request, user.email) or secrets.token_hex(8)
    others = [(key, entry) for key, entry in _read(request).items() if key != str(user.pk)]
    entries = dict([*others, (str(user.pk), (device, _proof(user, device)))][-MOST_ACCOUNTS:])
    response.set_cookie(
        COOKIE,
        signing.dumps(entries, salt=SALT),
        max_age=_lifetime(),
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> dict:
    """The entries of the cookie by account; empty if the cookie is not ours or too old."""
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=_lifetime())
    except signing.BadSignature:
        return {}


def _proof(user: User, device: str) -> str:
    """A proof that only this installation can write; it changes with the password."""
    return salted_hmac(SALT, f"{user.pk}:{device}:{user.password}", algorithm="sha256").hexdigest()[:32]


def _lifetime() -> int:
    return settings.KNOWN_DEVICE_DAYS * 86_400
