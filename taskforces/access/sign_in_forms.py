"""The one-time code, counted by account and network like the password (``attempts``). A recovery code is one too."""

from allauth.core import context
from allauth.mfa.base import forms
from django.core.exceptions import ValidationError

from taskforces.access import attempts
from taskforces.access.attempts import Step


class _Counted:
    """Ask the counts before a code is looked at; count it where it is wrong."""

    def clean_code(self) -> str:
        """The code, if it is right and may be tried."""
        attempts.check(context.request, self.user.email, Step.CODE)
        try:
            return super().clean_code()
        except ValidationError:
            attempts.failed(context.request, self.user.email, Step.CODE)
            raise


class AuthenticateForm(_Counted, forms.AuthenticateForm):
    """After the password."""


class ReauthenticateForm(_Counted, forms.ReauthenticateForm):
    """Once more, before something that touches the account's safety."""
