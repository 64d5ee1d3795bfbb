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
    """An act on one referral. Its form stands on the referral's page, where it stays with what was typed if refused."""

    model = Referral
    said = ""  # template of the sentence that says what happened and what happens next

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """The form stands on the referral's page, which also says that a referral was closed meanwhile."""
        rows = Closure.objects.visible_to(request.user)
        if not rows.filter(referral_id=self.kwargs["pk"]).exists():
            self.get_object()  # 404 for whoever may not know of it
        return HttpResponseRedirect(reverse("referrals:referral-detail", args=[self.kwargs["pk"]]))

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Act; somebody whose page was open when the consent was withdrawn is told so, and nothing is done."""
        try:
            return super().post(request, *args, **kwargs)
        except (Http404, Referral.DoesNotExist):
            closure = Closure.objects.visible_to(request.user).filter(referral_id=self.kwargs["pk"]).first()
            if closure is None:
                raise
            messages.error(request, workflow.closed_words(closure.number))
            return HttpResponseRedirect(reverse("referrals:referral-detail", args=[closure.referral_id]))

    def act(self, form) -> str:
        """Do it and say so."""
        referral = self.perform(self.object, form.cleaned_data)
        sentence = render_to_string(f"referrals/said/{self.said}.txt", {"referral": referral})
        messages.success(self.request, " ".join(sentence.split()))
        return actions.path_of(referral)

    def perform(self, referral: Referral, cleaned: dict) -> Referral:
        """Call the action."""
        raise ImproperlyConfigured(f"{type(self).__name__} names no action")

    def form_invalid(self, form) -> HttpResponse:
        """The page again; a slip that was never opened with a record stays shut, so the page is opened first."""
        if not Referral.objects.visible_to(self.request.user).filter(pk=self.object.pk).exists():
            raise Http404  # closed while this was sent: ``post`` says so
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
        """With the day of the first service."""
        return actions.accept(referral=referral, first_service_on=cleaned["first_service_on"], by=self.request.user)


class DeclineView(ReferralActView):
    """Decline for the agency."""

    permission = Permission.REFERRAL_ANSWER
    form_class = DeclineForm
    said = "declined"

    def perform(self, referral: Referral, cleaned: dict) -> Referral:
        """With the reason."""
        return actions.decline(referral=referral, by=self.request.user, **cleaned)


class CompleteView(ReferralActView):
    """Report the outcome."""

    permission = Permission.REFERRAL_COMPLETE
    form_class = CompleteForm
    said = "completed"

    def perform(self, referral: Referral, cleaned: dict) -> Referral:
        """With what the sender reads."""
        return actions.complete(referral=referral, by=self.request.user, **cleaned)


class WithdrawView(ReferralActView):
    """Take it back."""

    permission = Permission.REFERRAL_WITHDRAW
    form_class = WithdrawForm
    said = "withdrawn"

    def perform(self, referral: Referral, cleaned: dict) -> Referral:
        """Nothing more is asked."""
        return actions.withdraw(referral=referral, by=self.request.user)


class SettleView(ReferralActView):
    """Say what was arranged after a withdrawn consent."""

    permission = Permission.REFERRAL_WITHDRAW
    form_class = SettleForm
    said = "settled"

    def perform(self, referral: Referral, cleaned: dict) -> Referral:
        """With the note that goes into the file."""
        return actions.settle(referral=referral, note=cleaned["note"], by=self.request.user)


class AskView(ReferralActView):
    """Write to the other side."""

    permission = Permission.REFERRAL_VIEW
    form_class = AskForm
    said = "asked"

    def perform(self, referral: Referral, cleaned: dict) -> Referral:
        """One message."""
        return actions.ask(referral=referral, text=cleaned["text"], by=self.request.user).referral
