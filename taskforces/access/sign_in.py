"""Sign-in: nobody signs up, invited people only; second-factor secrets are stored encrypted."""

import base64

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from safeguards.encryption import decrypt_text, encrypt_text

_PURPOSE = b"mfa.authenticator"


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
