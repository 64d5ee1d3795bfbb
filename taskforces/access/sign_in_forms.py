"""Forms of the package in which a password or a code is typed, counted by account and network (``attempts``)."""

from collections.abc import Callable

from allauth.account import forms as account_forms
from allauth.core import context
from allauth.mfa.base import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from taskforces.access import attempts
from taskforces.access.attempts import Step


def counted(user, step: Step, look: Callable[[], str]) -> str:
    """Ask the counts before what was typed is looked at; count it where it is wrong."""
    attempts.check(context.request, user.email, step)
    try:
        return look()
    except ValidationError:
        attempts.failed(context.request, user.email, step)
        raise


class _CountedCode:
    """A recovery code is one too."""

    def clean_code(self) -> str:
        """The code, if it is right and may be tried."""
        return counted(self.user, Step.CODE, super().clean_code)


class AuthenticateForm(_CountedCode, forms.AuthenticateForm):
    """After the password."""


class ReauthenticateForm(_CountedCode, forms.ReauthenticateForm):
    """Once more, before something that touches the account's safety."""


class ChangePasswordForm(account_forms.ChangePasswordForm):
    """Whoever sits before somebody else's open session guesses no faster here than at the lock."""

    def clean_oldpassword(self) -> str:
        """The password so far, if it is right and may be tried."""
        return counted(self.user, Step.PASSWORD, super().clean_oldpassword)


class ResetPasswordForm(account_forms.ResetPasswordForm):
    """Asks for a letter. The answer is the same whether one goes out or not, and for addresses of nobody."""

    def save(self, request: HttpRequest, **options) -> str:
        """Send it, unless enough of them lie in the mailbox."""
        email = self.cleaned_data["email"]
        return super().save(request, **options) if attempts.is_letter_due(email) else email
