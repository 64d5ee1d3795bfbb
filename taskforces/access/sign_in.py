"""Sign-in: nobody signs up, invited people only; second-factor secrets are stored encrypted."""

import base64

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.db import transaction
from django.http import HttpRequest

from safeguards.encryption import decrypt_text, encrypt_text, key_id_of, key_ring

_PURPOSE = b"mfa.authenticator"
ENCRYPTED_PARTS = {"secret", "seed"}  # of what the library stores: the TOTP secret, the recovery codes' seed


class ClosedSignupAdapter(DefaultAccountAdapter):
    """Accounts are made by invitation; the public sign-up page creates nobody."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False


class EncryptedSecondFactorAdapter(DefaultMFAAdapter):
    """Keeps TOTP secrets and recovery seeds under the key ring."""

    def encrypt(self, text: str) -> str:
        """Cipher text as base64, since the library stores it in JSON."""
        return base64.b64encode(encrypt_text(text, _PURPOSE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The clear secret. Raises if the value was not written under this key ring."""
        return decrypt_text(base64.b64decode(encrypted_text), _PURPOSE)


def reencrypt_second_factors() -> int:
    """Bring every stored second-factor secret under the active key; returns how many were not. Part of rotate_keys."""
    from allauth.mfa.models import Authenticator

    count, adapter = 0, EncryptedSecondFactorAdapter()
    with transaction.atomic():
        for row in Authenticator.objects.select_for_update().iterator():
            for name in ENCRYPTED_PARTS & row.data.keys():
                if key_id_of(base64.b64decode(row.data[name])) != key_ring().active:
                    row.data[name] = adapter.encrypt(adapter.decrypt(row.data[name]))
                    row.save(update_fields=["data"])
                    count += 1
    return count
