"""Sign-in: only by invitation, without sign-up; failures are counted; second-factor secrets are encrypted."""

import base64
import json
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from safeguards.encryption import DecryptionError, decrypt_text, encrypt_text, key_id_of, key_ring
from safeguards.encryption.proof import SAMPLE
from safeguards.encryption.unreadable import record_once
from taskforces.access import attempts, known_devices
from taskforces.models import User

_PURPOSE = b"mfa.authenticator"
ENCRYPTED_PARTS = {"secret", "seed"}  # keys in the library's JSON: the TOTP secret, the seed of the recovery codes


class ClosedSignupAdapter(DefaultAccountAdapter):
    """Accounts are made by invitation; the public sign-up page is closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Always ``False``."""
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Always ``False``: an AJAX answer has status 400, which would roll back the notification of a failure."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse to check a password after too many failures. The package's own rate limits are switched off."""
        attempts.check(request, _login_in(credentials, request), attempts.Step.PASSWORD)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the failure."""
        attempts.failed(request, _login_in(credentials, request), attempts.Step.PASSWORD)

    def post_login(self, request: HttpRequest, user: User, **options: Any) -> HttpResponse:
        """After a complete sign-in, remember this device and this network."""
        response = super().post_login(request, user, **options)
        attempts.succeeded(request, user)
        known_devices.remember(request, response, user)
        return response

    def set_password(self, user: User, password: str) -> None:
        """Set the password and forget the failed guesses of the old one."""
        super().set_password(user, password)
        attempts.forget(user)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link in the e-mail leads to our site, whatever host the request named."""
        path = urlsplit(super().get_reset_password_from_key_url(key)).path
        return f"{settings.SITE_URL.rstrip('/')}{path}"


class EncryptedSecondFactorAdapter(DefaultMFAAdapter):
    """Encrypts TOTP secrets and recovery seeds with the key ring."""

    def encrypt(self, text: str) -> str:
        """Cipher text as base64, because the library stores it in JSON."""
        return base64.b64encode(encrypt_text(text, _PURPOSE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The clear secret. Raises ``DecryptionError`` if the value was not written under this key ring."""
        return decrypt_text(base64.b64decode(encrypted_text), _PURPOSE)


def _login_in(credentials: dict, request: HttpRequest) -> str:
    """The account a password was typed for: the typed one, or the signed-in user's."""
    return str(credentials.get("email") or getattr(request.user, "email", ""))


def reencrypt_second_factors() -> int:
    """Re-encrypt second-factor secrets with the active key, as part of rotate_keys. Returns how many were changed.

    A secret that cannot be read is recorded and left as it is; its owner must set up a new second factor.
    """
    from allauth.mfa.models import Authenticator  # noqa: PLC0415 - settings name this module before models load

    count, adapter = 0, EncryptedSecondFactorAdapter()
    with transaction.atomic():
        for row in Authenticator.objects.select_for_update().iterator():
            for name in ENCRYPTED_PARTS & row.data.keys():
                stored = base64.b64decode(row.data[name])
                if key_id_of(stored) == key_ring().active:
                    continue
                try:
                    row.data[name] = adapter.encrypt(adapter.decrypt(row.data[name]))
                except DecryptionError:
                    record_once(stored, row._meta.db_table, name, row.pk)
                    continue
                row.save(update_fields=["data"])
                count += 1
    return count


def second_factor_samples(database: Any) -> list[tuple[bytes, bytes]]:
    """Some stored secrets with their purpose, to test a key ring. ``database`` is any cursor."""
    from allauth.mfa.models import Authenticator  # noqa: PLC0415 - settings name this module before models load

    table = Authenticator._meta.db_table
    database.execute("SELECT to_regclass(%s) IS NOT NULL", [table])
    if database.fetchall() != [(True,)]:
        return []
    database.execute(f"SELECT data FROM {table} LIMIT {SAMPLE}")  # noqa: S608 - a name of the library
    rows = [json.loads(data) if isinstance(data, str) else data for (data,) in database.fetchall()]
    values = (data[name] for data in rows for name in sorted(ENCRYPTED_PARTS & data.keys()))
    return [(base64.b64decode(value), _PURPOSE) for value in values]
