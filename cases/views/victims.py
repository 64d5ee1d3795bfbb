"""Acts on one victim: the facts, the stage, consent, and the identity."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import words, workflow
from cases.actions import consents, identity, victims
from cases.choices import Stage
from cases.forms.reveal import RevealForm
from cases.forms.victims import ConsentForm, StageForm, VictimEditForm
from cases.models import Case, Consent, EndingRequest, Person, StageChange, Victim
from cases.queries import case_file, owed, safe_contact
from cases.queries.closed import stored_of, with_stored, without_identity
from cases.queries.duties import NextDuty
from cases.views.case_detail import act_of
from cases.views.typed import KeepsTyped
from safeguards.errors import WorkflowRefused
from taskforces.access import policy
from taskforces.access.bases import ActView
from taskforces.access.permissions import Permission
from taskforces.models import User


class VictimAct(KeepsTyped, ActView):
    """An act on one victim; afterwards the case page is shown."""

    model = Victim

    def visible(self) -> QuerySet:
        """Victims the reader may see, with the relations of every page, without identity."""
        rows = Victim.objects.visible_to(self.request.user)
        return without_identity(rows.select_related("case", "origin_region", "status_decided_by_agency"))

    def get_object(self) -> Victim:
        """The victim of the URL, fetched through ``visible_to``."""
        victim = self.visible().filter(pk=self.kwargs["pk"]).first()
        if victim is None:
            raise Http404
        policy.check(self.request.user, self.permission, victim)
        return victim

    def back_url(self) -> str:
        """The URL of the case page, at its victims."""
        return reverse("cases:case-detail", args=[self.object.case_id]) + "#korban"

    def get_context_data(self, **kwargs) -> dict:
        """Add the victim in words, the way back, and the colleague's version if there is a conflict."""
        context = super().get_context_data(
            victim=self.object,
            case=self.object.case,
            about=words.described(self.object, long=True),
            back_url=self.back_url(),
            **kwargs,
        )
        if "conflict" in kwargs:
            now = Victim.objects.values_list("version", "person__version").get(pk=self.object.pk)
            context["retry_version"], context["retry_person_version"] = now
        return context


def open_duties(victim: Victim, user: User) -> list[dict]:
    """What the file still asks for about a victim before services end, each with where it is done."""
    case = Case.objects.visible_to(user).select_related("event_region", "responsible").get(pk=victim.case_id)
    own = [duty for duty in case_file.read(case).duties if duty.victim_id in (None, victim.pk)]
    return [{"title": duty.title, "note": duty.note, "url": _place_of(duty, case)} for duty in own]


def _place_of(duty: NextDuty, case: Case) -> str:
    """The page on which a duty is done; a section of the case where it has none of its own."""
    _verb, url = act_of(duty, case.pk)
    return reverse("cases:case-detail", args=[case.pk]) + url if url.startswith("#") else url


class VictimEditView(VictimAct):
    """Correct what is known about a victim. Identity can be written here without being read."""

    permission = Permission.CASE_EDIT
    form_class = VictimEditForm
    template_name = "cases/victim_form.html"
    success_message = gettext_lazy("Data korban disimpan.")

    def visible(self) -> QuerySet:
        """With the names of the identity fields that have a value."""
        return with_stored(super().visible())

    def get_form_kwargs(self) -> dict:
        """Pass the stored facts; for identity fields only whether they have a value."""
        near = self.object.case.event_region_id or ""
        return {**super().get_form_kwargs(), "victim": self.object, "stored": stored_of(self.object), "near": near}

    def form_valid(self, form: VictimEditForm) -> HttpResponse:
        """Show warnings on the first submit; the second submit saves anyway."""
        case = self.object.case
        event_day = case.event_on or case.reported_on
        form.check_birth(event_day, is_known=case.event_on is not None)
        if form.errors:
            return self.form_invalid(form)
        doubts = form.doubts(event_day)
        if doubts and not form.cleaned_data["warnings_seen"]:
            return self.render_to_response(self.get_context_data(form=form, doubts=doubts))
        return super().form_valid(form)

    def act(self, form: VictimEditForm) -> str:
        """Save what changed."""
        opened_at = {name: form.cleaned_data[name] for name in ("version", "person_version")}
        victims.edit(victim=self.object, changes=form.changes(), **opened_at, by=self.request.user)
        return self.back_url()


class VictimStageView(VictimAct):
    """Move a victim to a possible next stage."""

    permission = Permission.VICTIM_MOVE_STAGE
    form_class = StageForm
    template_name = "cases/victim_stage.html"

    def get_form_kwargs(self) -> dict:
        """Pass whether the user may end services; only the supervisor may."""
        may_end = policy.can(self.request.user, Permission.VICTIM_END_SERVICE, self.object)
        return {**super().get_form_kwargs(), "victim": self.object, "may_end": may_end}

    def get_context_data(self, **kwargs) -> dict:
        """Add the steps so far, the open referrals that prevent an end, and what else is open before one."""
        steps = StageChange.objects.filter(victim=self.object).select_related("changed_by").order_by("-changed_at")
        may_end_next = Stage.TERMINATION in workflow.NEXT_STAGES[Stage(self.object.stage)]
        return super().get_context_data(
            steps=steps,
            owed=owed.of_victim(self.object),
            open_duties=open_duties(self.object, self.request.user) if may_end_next else [],
            ending=EndingRequest.objects.filter(victim=self.object).select_related("asked_by").last(),
            **kwargs,
        )

    def form_invalid(self, form: StageForm) -> HttpResponse:
        """A form sent twice is not an error: the victim is already at the stage."""
        if form.data.get("to") == self.object.stage and form.data.get("since") != self.object.stage:
            return HttpResponseRedirect(self.back_url())
        return super().form_invalid(form)

    def act(self, form: StageForm) -> str:
        """Move the victim, with a message about the new stage."""
        values = form.cleaned_data
        victim = victims.move(
            victim=self.object,
            to=values["to"],
            note=values["note"],
            termination_reason=values.get("termination_reason", ""),
            by=self.request.user,
        )
        following = ", ".join(str(stage.label) for stage in Stage if stage in workflow.NEXT_STAGES[victim.stage])
        text = _("%(victim)s kini pada tahap %(stage)s.") % {"victim": victim, "stage": victim.get_stage_display()}
        if following:
            text += " " + _("Berikutnya: %(stages)s.") % {"stages": following}
        messages.success(self.request, text)
        return self.back_url()


class ConsentView(VictimAct):
    """Record a consent."""

    permission = Permission.CONSENT_RECORD
    form_class = ConsentForm
    template_name = "cases/consent.html"
    success_message = gettext_lazy("Persetujuan dicatat.")

    def get_context_data(self, **kwargs) -> dict:
        """Add the consents so far."""
        rows = Consent.objects.filter(victim=self.object).select_related("recorded_by").newest_first()
        return super().get_context_data(consents=rows, **kwargs)

    def act(self, form: ConsentForm) -> str:
        """Record it."""
        consents.record(victim=self.object, **form.cleaned_data, by=self.request.user)
        return self.back_url()


class ConsentWithdrawView(ActView):
    """Withdraw a consent: a button on the page of consents."""

    permission = Permission.CONSENT_RECORD
    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Withdraw the consent of the URL."""
        rows = Consent.objects.visible_to(request.user).select_related("victim")
        consent = rows.filter(pk=self.kwargs["pk"]).first()
        if consent is None:
            raise Http404
        case_url = reverse("cases:case-detail", args=[consent.victim.case_id]) + "#korban"
        try:
            consents.withdraw(consent=consent, by=request.user)
        except WorkflowRefused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(reverse("cases:consent-record", args=[consent.victim_id]))
        messages.success(request, self.said(consent))
        return HttpResponseRedirect(case_url)

    def said(self, consent: Consent) -> str:
        """The message: which referrals were closed, and what is left to do about them."""
        rows = [row for row in owed.of_victim(consent.victim) if row.is_stopped]
        if not rows:
            return _("Penarikan persetujuan dicatat.")
        numbers = ", ".join(row.number for row in rows)
        return _("Penarikan persetujuan dicatat. Ditutup bagi instansinya: %(numbers)s. Catat kelanjutannya.") % {
            "numbers": numbers
        }


class IdentityRevealView(VictimAct):
    """Ask why, record it, and show the identity on that one response. A fresh look asks again."""

    permission = Permission.IDENTITY_REVEAL
    form_class = RevealForm
    template_name = "cases/identity_reveal.html"

    def get_context_data(self, **kwargs) -> dict:
        """Add a list of what will be shown."""
        return super().get_context_data(will_show=Person.identity_in_words(), **kwargs)

    def form_valid(self, form: RevealForm) -> HttpResponse:
        """Record, then show; no URL opens the identity."""
        try:
            found = identity.reveal(
                person=self.object.person,
                victim=self.object,
                reason=form.cleaned_data["reason"],
                other_reason=form.cleaned_data["other_reason"],
                by=self.request.user,
            )
        except WorkflowRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        context = self.get_context_data(
            form=form,
            identity=found,
            safe=safe_contact.line_of(self.object.person, home=self.object.origin_region_id),
        )
        self.template_name = "cases/identity_shown.html"
        return self.render_to_response(context)
