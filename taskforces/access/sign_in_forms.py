"""The package's forms for passwords and codes, with failures counted by account and network (``attempts``)."""

from collections.abc import Callable
from typing import Any

from allauth.account import forms as account_forms
from allauth.core import context
from allauth.mfa.base import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from taskforces.access import attempts
from taskforces.access.attempts import Step
from taskforces.models import User


def count_failures(user: User, step: Step, look: Callable[[], str]) -> str:
    """Check the counts before the input is checked with ``look``; count a failure."""
    attempts.check(context.request, user.email, step)
    try:
        return look()
    except ValidationError:
        attempts.failed(context.request, user.email, step)
        raise


class _CountedCode(forms.BaseAuthenticateForm):
    """A form with a one-time code or a recovery code."""

    def clean_code(self) -> str:
        """The code, if it is right and an attempt is allowed."""
        return count_failures(self.user, Step.CODE, super().clean_code)


class AuthenticateForm(_CountedCode, forms.AuthenticateForm):
    """The code after the password."""


class ReauthenticateForm(_CountedCode, forms.ReauthenticateForm):
    """The code again, before a change that affects the account's security."""


class ChangePasswordForm(account_forms.ChangePasswordForm):
    """Counts wrong old passwords, so that an intruder in an open session cannot guess faster than at the lock."""

    def clean_oldpassword(self) -> str:
        """The old password, if it is right and an attempt is allowed."""
        return count_failures(self.user, Step.PASSWORD, super().clean_oldpassword)


class ResetPasswordForm(account_forms.ResetPasswordForm):
    """Requests an e-mail. The answer is the same if none is sent, and for unknown addresses."""

    def save(self, request: HttpRequest, **options: Any) -> str:
        """Send the e-mail, unless enough were sent within the hour."""
        email = self.cleaned_data["email"]
        return super().save(request, **options) if attempts.is_letter_due(email) else email
