"""Acts on a referral, each a form on its page: accept, decline, complete, withdraw, settle, ask."""

from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse

from referrals import workflow
from referrals.actions import referrals as actions
from referrals.forms import AcceptForm, AskForm, CompleteForm, DeclineForm, SettleForm, WithdrawForm
from referrals.models import Closure, Referral
from referrals.views.pages import render_referral, was_opened
from taskforces.access import policy
from taskforces.access.bases import ActView
from taskforces.access.permissions import Permission


class ReferralActView(ActView):
    """An act on one referral. Its form is on the referral's page, which shows it again with the input if refused."""

    model = Referral
    said = ""  # template of the message: what happened and what happens next

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Redirect to the referral's page, which has the form, or says that the referral was closed meanwhile."""
        rows = Closure.objects.visible_to(request.user)
        if not rows.filter(referral_id=self.kwargs["pk"]).exists():
            self.get_object()  # 404 if the user may not see it
        return HttpResponseRedirect(reverse("referrals:referral-detail", args=[self.kwargs["pk"]]))

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Act. If the consent was withdrawn while the page was open, show a message and do nothing."""
        try:
            return super().post(request, *args, **kwargs)
        except (Http404, Referral.DoesNotExist):
            closure = Closure.objects.visible_to(request.user).filter(referral_id=self.kwargs["pk"]).first()
            if closure is None:
                raise
            messages.error(request, workflow.closed_words(closure.number))
            return HttpResponseRedirect(reverse("referrals:referral-detail", args=[closure.referral_id]))

    def act(self, form) -> str:
        """Perform the action and set the message."""
        referral = self.perform(self.object, form.cleaned_data)
        sentence = render_to_string(f"referrals/said/{self.said}.txt", {"referral": referral})
        messages.success(self.request, " ".join(sentence.split()))
        return actions.path_of(referral)

    def perform(self, referral: Referral, cleaned: dict) -> Referral:
        """Call the action."""
        raise ImproperlyConfigured(f"{type(self).__name__} names no action")

    def form_invalid(self, form) -> HttpResponse:
        """The page again. If this browser has no recorded opening of the slip, redirect to the page that records it."""
        if not Referral.objects.visible_to(self.request.user).filter(pk=self.object.pk).exists():
            raise Http404  # closed in the meantime; ``post`` sets the message
        at_agency = policy.can(self.request.user, Permission.REFERRAL_ANSWER, self.object)
        if at_agency and not was_opened(self.request, self.object):
            errors = [error for found in form.errors.values() for error in found]
            messages.error(self.request, " ".join(errors[:1]))
            return HttpResponseRedirect(actions.path_of(self.object))
        return render_referral(self.request, self.object, may_record=False, form=form, status=422)


class AcceptView(ReferralActView):
    """Accept for the agency."""

    permission = Permission.REFERRAL_ANSWER
    form_class = AcceptForm
    said = "accepted"

    def perform(self, referral: Referral, cleaned: dict) -> Referral:
        """Accept with the day of the first service."""
        return actions.accept(referral=referral, first_service_on=cleaned["first_service_on"], by=self.request.user)


class DeclineView(ReferralActView):
    """Decline for the agency."""

    permission = Permission.REFERRAL_ANSWER
    form_class = DeclineForm
    said = "declined"

    def perform(self, referral: Referral, cleaned: dict) -> Referral:
        """Decline with the reason."""
        return actions.decline(referral=referral, by=self.request.user, **cleaned)


class CompleteView(ReferralActView):
    """Report the outcome."""

    permission = Permission.REFERRAL_COMPLETE
    form_class = CompleteForm
    said = "completed"

    def get_form_kwargs(self) -> dict:
        """Pass the service lines; each has an outcome of its own."""
        return {**super().get_form_kwargs(), "service_lines": self.object.service_lines}

    def perform(self, referral: Referral, cleaned: dict) -> Referral:
        """Complete with outcome and note."""
        return actions.complete(referral=referral, by=self.request.user, **cleaned)


class WithdrawView(ReferralActView):
    """Withdraw for the sender."""

    permission = Permission.REFERRAL_WITHDRAW
    form_class = WithdrawForm
    said = "withdrawn"

    def perform(self, referral: Referral, cleaned: dict) -> Referral:
        """Withdraw, without further input."""
        return actions.withdraw(referral=referral, by=self.request.user)


class SettleView(ReferralActView):
    """Record what was arranged after a withdrawn consent."""

    permission = Permission.REFERRAL_WITHDRAW
    form_class = SettleForm
    said = "settled"

    def perform(self, referral: Referral, cleaned: dict) -> Referral:
        """Settle with the note for the case file."""
        return actions.settle(referral=referral, note=cleaned["note"], by=self.request.user)


class AskView(ReferralActView):
    """Write to the other side."""

    permission = Permission.REFERRAL_VIEW
    form_class = AskForm
    said = "asked"

    def perform(self, referral: Referral, cleaned: dict) -> Referral:
        """Write the message."""
        return actions.ask(referral=referral, text=cleaned["text"], by=self.request.user).referral
