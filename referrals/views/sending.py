"""Send a referral: the form beside the slip, exactly as the receiver will read it."""

from uuid import uuid5

from django.contrib import messages
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _

from cases.actions import consents, drafts
from cases.models import Victim
from cases.models.consent import standing
from cases.words import among_others
from cases.workflow import ENDED
from referrals import queries, slip
from referrals.actions import referrals as actions
from referrals.choices import SlipExtra
from referrals.forms import NEW_CONSENT, REASON, SendForm, new_consent_choices
from referrals.models import Referral
from safeguards import clock
from safeguards.errors import WorkflowRefused
from safeguards.identifiers import new_id
from taskforces.access import policy
from taskforces.access.bases import ActView
from taskforces.access.permissions import Permission
from taskforces.choices import ServiceLine
from taskforces.models import Agency

PARTS = {"instansi": "referrals/parts/agencies.html", "pratinjau": "referrals/parts/preview.html"}
PREVIEWED = "slip_previews"  # session: victim -> identity kinds whose preview was recorded


class SendView(ActView):
    """Write a referral, see the slip, send it."""

    permission = Permission.REFERRAL_SEND
    model = Victim
    form_class = SendForm
    kept_as = SendForm.kept_as
    template_name = "referrals/referral_send.html"

    def get_object(self) -> Victim:
        """The victim with the related rows that the slip uses."""
        related = ("person", "case", "task_force__region", "origin_region__parent")
        return Victim.objects.select_related(*related).get(pk=super().get_object().pk)

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """The form, from a draft or with its initial values."""
        self.object = self.get_object()
        kept = drafts.load(key=self.draft_key, by=request.user, was_sent=self.was_sent)
        return self.show(
            self.typed_form(_as_post(kept.fields) if kept else self.beginning), saved_at=kept and kept.saved_at
        )

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Save a draft, or send."""
        if "save_draft" not in request.POST:
            return super().post(request, *args, **kwargs)
        self.object = self.get_object()
        fields = {name: request.POST.getlist(name) for name in request.POST if name != "csrfmiddlewaretoken"}
        try:
            drafts.save(key=self.draft_key, fields=fields, by=request.user)
        except WorkflowRefused as refusal:  # the text is too long for a draft
            messages.warning(request, str(refusal))
            return self.show(self.typed_form(request.POST))
        messages.success(request, render_to_string("referrals/said/draft_kept.txt"))
        return HttpResponseRedirect(reverse("referrals:referral-send", args=[self.object.pk]))

    def was_sent(self, form_key) -> bool:
        """Whether this form has already become a referral."""
        return Referral.objects.filter(victim=self.object, submission_key=form_key).exists()

    # --- The form -----------------------------------------------------------------------------------------------------
    @property
    def draft_key(self) -> str:
        return self.kept_as.key(self.object.pk)

    @cached_property
    def subject(self) -> slip.Subject:
        return queries.subject_of(self.object)

    @cached_property
    def consents(self) -> list:
        """Consents that are not withdrawn, newest first."""
        return standing(self.object.consents.newest_first())

    @cached_property
    def all_offers(self) -> list:
        return queries.offers(self.object.task_force_id)

    @property
    def beginning(self) -> QueryDict:
        """Initial values: the newest consent, a new submission key, and the others chosen before (``?dengan=``).

        After a referral that was declined its values stand there again: to be completed for the same agency, or to be
        sent to another one.
        """
        chosen = [key for key in self.request.GET.getlist("dengan") if key in self.others]
        consent = str(self.consents[0].pk) if self.consents else ""
        values = {"submission_key": str(new_id()), "consent": consent, "others": chosen}
        return _as_post({**values, **(self.as_declined if not chosen else {})})

    @cached_property
    def declined(self) -> Referral | None:
        """The referral that was declined before this one."""
        return queries.last_declined(self.object, self.request.user)

    @property
    def as_declined(self) -> dict:
        """The values of the declined referral; its agency too where it only asked for more facts."""
        if self.declined is None:
            return {}
        before = slip.Slip.from_json(self.declined.slip)
        extras = [row for row in before.rows if row.key in SlipExtra.values and row.reason]
        return {
            "service_lines": list(self.declined.service_lines),
            "agency": str(self.declined.agency_id) if self.declined.asks_for_more else "",
            "need": next((row.value for row in before.rows if row.key == slip.Fact.NEED), ""),
            "extras": [row.key for row in extras],
            **{REASON + row.key: row.reason for row in extras},
        }

    @cached_property
    def others(self) -> dict[str, Victim]:
        """The other victims of the case with open services, by key; each gets a slip of its own."""
        rows = Victim.objects.visible_to(self.request.user).filter(case=self.object.case_id)
        rows = rows.exclude(pk=self.object.pk).exclude(stage__in=ENDED)
        rows = rows.select_related("person", "case", "task_force__region", "origin_region__parent")
        return {str(row.pk): row for row in rows.order_by("position")}

    def get_form(self, form_class=None) -> SendForm:
        """The form with the sent values."""
        return self.build_form(self.request.POST)

    def typed_form(self, data: QueryDict) -> SendForm:
        """The form with the values typed so far and without errors, for a draft and a preview."""
        form = self.build_form(data)
        form.full_clean()
        form._errors = ErrorDict()
        return form

    def build_form(self, data: QueryDict) -> SendForm:
        """The form for this victim. It offers agencies that fit or were chosen before, and consents not withdrawn."""
        asked = [line for line in data.getlist("service_lines") if line in ServiceLine.values]
        fit = queries.fitting(self.all_offers, asked)
        others = [o for o in self.all_offers if str(o.agency.pk) == data.get("agency")]
        shown = {str(o.agency.pk): o for o in [*others, *fit]}
        shown = {key: shown[key] for key in sorted(shown, key=lambda key: shown[key] not in fit)}
        form = SendForm(
            data,
            subject=self.subject,
            agency_choices=[(key, format_html("<strong>{}</strong>", offer.agency)) for key, offer in shown.items()],
            agency_lines={str(o.agency.pk): set(o.service_lines) for o in self.all_offers},
            other_choices=[(key, among_others(row)) for key, row in self.others.items()],
            consent_choices=[
                *((str(c.pk), c.get_given_by_display()) for c in self.consents),
                *new_consent_choices(is_child=self.object.is_child, beside_others=bool(self.consents)),
            ],
        )
        form.fields["agency"].option_hints = _hints("agency", "offer", shown)
        form.fields["consent"].option_hints = _hints("consent", "consent", {str(c.pk): c for c in self.consents})
        return form

    # --- The slip -----------------------------------------------------------------------------------------------------
    def slip_of(self, form: SendForm) -> slip.Slip:
        """The slip from the valid values so far."""
        cleaned = getattr(form, "cleaned_data", {})
        lines = slip.in_order(cleaned.get("service_lines", []))
        due, agency = cleaned.get("answer_due_at"), self.agency_of(form)
        if due is None and agency and lines:
            due = queries.promised_by(agency, lines, clock.now())
        return slip.compose(
            subject=self.subject,
            sender=queries.sender_of(self.request.user, self.object.task_force_id),
            service_lines=lines,
            need=cleaned.get("need", ""),
            consent=self.consent_words_of(cleaned),
            extras=cleaned.get("reasons", {}),
            answer_due_at=due,
        )

    def agency_of(self, form: SendForm) -> Agency | None:
        """The agency chosen so far."""
        chosen = getattr(form, "cleaned_data", {}).get("agency")
        return next((o.agency for o in self.all_offers if str(o.agency.pk) == chosen), None)

    def consent_words_of(self, cleaned: dict):
        """Giver and day of the consent chosen so far."""
        value = cleaned.get("consent", "")
        if value.startswith(NEW_CONSENT):
            return value.removeprefix(NEW_CONSENT), cleaned.get("consent_given_on")
        return next(((c.given_by, c.given_on) for c in self.consents if str(c.pk) == value), None)

    def uncover(self, composed: slip.Slip, *, committed: bool) -> bool:
        """Whether identity on the slip may be shown here; the first showing of each kind is recorded.

        A page that answers with an error is rolled back together with the record, so identity stays hidden there.
        """
        kinds = sorted(row.key for row in composed.rows if row.key in slip.IDENTIFYING_EXTRAS)
        if not kinds:
            return True
        if not policy.can(self.request.user, Permission.IDENTITY_REVEAL, self.object):
            return False
        seen = self.request.session.get(PREVIEWED, {})
        if set(kinds) <= set(seen.get(str(self.object.pk), [])):
            return True
        if committed:
            actions.preview(victim=self.object, extras=kinds, by=self.request.user)
            self.request.session[PREVIEWED] = {**seen, str(self.object.pk): kinds}
        return committed

    # --- The page -----------------------------------------------------------------------------------------------------
    def show(self, form: SendForm, *, template: str = "", saved_at=None) -> HttpResponse:
        """The page, or one part of it."""
        context = self.get_context_data(form=form, saved_at=saved_at)
        return render(self.request, template or self.template_name, context)

    def get_context_data(self, **kwargs) -> dict:
        """Add the slip as the receiver will read it."""
        form = kwargs["form"]
        composed = self.slip_of(form)
        return super().get_context_data(
            slip=composed,
            covered=not self.uncover(composed, committed=not form.errors),
            receiver=self.agency_of(form),
            draft_key=self.draft_key,
            summary=slip.summary_words(self.subject),
            preview_url=reverse("referrals:referral-preview", args=[self.object.pk]),
            declined=self.declined,
            **kwargs,
        )

    def act(self, form: SendForm) -> str:
        """Record a new consent if there is one, send, and discard the draft."""
        cleaned, user = form.cleaned_data, self.request.user
        key = cleaned["submission_key"]
        referral = actions.sent_with(victim=self.object, submission_key=key)
        if referral is None:
            referral = self.send(self.object, cleaned, key, user)
            self.send_to_others(cleaned, key, user)
        drafts.discard(key=self.draft_key, by=user)
        messages.success(self.request, render_to_string("referrals/said/sent.txt", {"referral": referral}).strip())
        if others := cleaned.get("others"):
            words = "; ".join(among_others(self.others[each]) for each in others)
            messages.success(
                self.request, _("Dikirim juga untuk %(who)s, masing-masing dengan slipnya.") % {"who": words}
            )
            return reverse("cases:case-detail", args=[self.object.case_id]) + "#layanan"
        return actions.path_of(referral)

    def send_to_others(self, cleaned: dict, key, user) -> None:
        """The same referral for each other person ticked. One that is refused takes all of them back."""
        for each in cleaned.get("others", []):
            other = self.others[each]
            try:
                self.send(other, cleaned, uuid5(key, each), user)
            except WorkflowRefused as refusal:
                raise WorkflowRefused(f"{other}: {refusal}") from None

    def send(self, victim: Victim, cleaned: dict, key, user) -> Referral:
        """Send the referral of one victim with the cleaned values."""
        return actions.send(
            victim=victim,
            agency=next(o.agency for o in self.all_offers if str(o.agency.pk) == cleaned["agency"]),
            service_lines=cleaned["service_lines"],
            need=cleaned["need"],
            urgency=self.object.case.urgency,
            consent=self.consent_to_use(victim, cleaned, user),
            extras=cleaned["reasons"],
            answer_due_at=cleaned["answer_due_at"],
            submission_key=key,
            by=user,
        )

    def consent_to_use(self, victim: Victim, cleaned: dict, user):
        """The chosen consent, or a new one that is recorded now. Another victim needs one of her own.

        Raises ``WorkflowRefused`` where the other victim has none: nobody's consent speaks for somebody else.
        """
        value = cleaned["consent"]
        if value.startswith(NEW_CONSENT):
            giver = value.removeprefix(NEW_CONSENT)
            return consents.record(victim=victim, given_by=giver, given_on=cleaned["consent_given_on"], by=user)
        if victim == self.object:
            return next(c for c in self.consents if str(c.pk) == value)
        own = standing(victim.consents.newest_first())
        if not own:
            raise WorkflowRefused(
                _("belum ada persetujuan. Catat dahulu, atau pilih “Catat baru” di sini untuk semua.")
            )
        return own[0]


class PreviewView(SendView):
    """The slip from the values typed so far: the whole page without JavaScript, else the requested part."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Show it; nothing is sent or saved."""
        self.object = self.get_object()
        return self.show(self.typed_form(request.POST), template=PARTS.get(request.GET.get("bagian", ""), ""))


def _as_post(fields: dict) -> QueryDict:
    """Plain values in the form of POST data."""
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def _hints(template: str, name: str, things: dict) -> dict[str, str]:
    """The hint beside each choice."""
    return {
        key: render_to_string(f"referrals/parts/hint_{template}.html", {name: thing}) for key, thing in things.items()
    }
