"""The intake page of a complaint, and the same page to complete it later."""

from functools import cached_property

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions import complaints, drafts, emergencies, hand_overs
from cases.choices import Channel, ComplaintOutcome, HandOverWay, Risk, Urgency
from cases.forms.intake.amendment import Amendment, stored_facts, stored_people
from cases.forms.intake.call import Intake, new_initial
from cases.forms.intake.folds import channel_words, event_words, folds_of, plan_words
from cases.forms.intake.reporter import join_reporter
from cases.forms.intake.risks import with_asked
from cases.forms.intake.shorthand import LINE, LIST, Understood, take, understand
from cases.forms.intake.unreadable import into_story, keep_doubted_ages
from cases.forms.outcomes import WITHOUT_STORY, NextStepForm
from cases.forms.person_forms import COUNT, MOST_PEOPLE, blocks_of, people_in
from cases.models import Complaint, Draft
from cases.models.draft import DraftForm
from cases.queries.calls import last_channel_of
from cases.queries.likely import Suggestions
from cases.queries.on_duty import desk_of
from cases.views.likely import PRESSED, AsksWhoIsKnown, earlier_of, of_intake, say_what_stays, with_choice, with_codes
from cases.views.typed import KeepsTyped
from interface.form_fields import MomentField
from safeguards import clock
from safeguards.errors import Conflict
from safeguards.identifiers import new_id, uuid_or_none
from taskforces.access.bases import ActView, ForOwnTaskForce
from taskforces.access.permissions import Permission

# The next page of outcomes that need more answers; the others are concluded at once.
PAGE_OF_OUTCOME = {
    ComplaintOutcome.NEW_CASE: "cases:case-open",
    ComplaintOutcome.EXISTING_CASE: "cases:complaint-attach",
    ComplaintOutcome.OTHER_REGION: "cases:complaint-hand-over",
}


class IntakeView(KeepsTyped, ActView):
    """Base of logging and amending: blocks of people, doubts shown once, drafts."""

    template_name = "cases/complaint_form.html"
    kept_as: DraftForm
    draft_key = ""

    def post_checked(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """*Tambah orang* and *Buang draf* are submit buttons too, so that the page needs no script."""
        self.object = self.get_object()
        if "discard_draft" in request.POST:
            drafts.discard(key=self.draft_key, by=request.user)
            return HttpResponseRedirect(request.path)
        if "add_person" in request.POST:
            return self.keep_and_show(new_person=True)
        if {"set_urgency", "set_channel", "all_risks", *PRESSED} & set(request.POST):
            return self.keep_and_show()
        return super().post_checked(request, *args, **kwargs)

    def answer(self, form: Intake) -> HttpResponse | None:
        """A response to show before acting: a doubt that was not seen yet."""
        if not form.has_new_warnings:
            return None
        return self.render_to_response(self.get_context_data(form=form, warnings=form.warnings))

    def form_valid(self, form: Intake) -> HttpResponse:
        """Act, unless ``answer`` has something to show first."""
        return self.answer(form) or super().form_valid(form)

    @cached_property
    def typed(self):
        """The sent data, changed by the pressed button, such as *Tambah orang*."""
        data = self.request.POST.copy()
        if "as_emergency" in data:
            data["narrative"] = "\n".join(filter(None, [data.get("narrative", ""), data.get(LINE, "")]))
        if data.get("set_urgency") in Urgency.values:
            data["urgency"] = data["set_urgency"]
        if data.get("set_channel") in Channel.values:
            data["channel"] = data["set_channel"]
        if "all_risks" in data:
            with_asked(data, " ".join(Risk.values))
        with_choice(data, self.request.POST)
        if "add_person" in data:
            data[COUNT] = min(blocks_of(data) + 1, MOST_PEOPLE)
        return data

    @cached_property
    def kept(self) -> drafts.Kept | None:
        """The draft of this form, when the page is opened."""
        return drafts.load(key=self.draft_key, by=self.request.user) if self.request.method == "GET" else None

    def keep_and_show(self, *, new_person: bool = False, **context) -> HttpResponse:
        """Show the page with everything typed, and save it as a draft; an added block gets the focus."""
        kept = fields_in(self.typed)
        drafts.save(key=self.draft_key, fields=kept, by=self.request.user)
        fields = initial_in(kept)
        form = self.form_of(initial=fields, people=self.blocks_in(fields))
        last = len(form.people.forms) if new_person else None
        return self.render_to_response(self.get_context_data(form=form, new_person=last, **context))

    def blocks_in(self, fields) -> list[dict]:
        """The blocks of people in a draft."""
        return people_in(fields)

    def get_context_data(self, **kwargs) -> dict:
        """Add the sections of the page with their lines."""
        context = super().get_context_data(**kwargs)
        form = context["form"]
        with_codes(form.people.forms, user=self.request.user)
        return {
            "folds": folds_of(form, fresh=self.object is None),
            "event_words": event_words(form),
            "plan_words": plan_words(form),
            "draft_key": self.draft_key,
            "restored_at": self.kept.saved_at if self.kept else None,
            "start": _aware(form.facts["received_at"].value()),
            "channel_words": channel_words(form),
            **context,
        }


class ComplaintLogView(ForOwnTaskForce, AsksWhoIsKnown, IntakeView):
    """*Catat pengaduan*. Every call has its own URL and draft, by the key of its form."""

    permission = Permission.COMPLAINT_LOG
    kept_as = Intake.kept_as
    is_second_try = False

    @cached_property
    def form_key(self) -> str:
        """The key of this call's form: from the URL, from the sent form, or a new one."""
        return str(self.kwargs.get("key") or uuid_or_none(self.request.POST.get("submission_key")) or new_id())

    @property
    def draft_key(self) -> str:
        """Each call has its own draft."""
        return self.kept_as.key(self.form_key)

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Redirect to the complaint if the call was logged, so that the back button does not create a second one."""
        earlier = self._already_saved(self.kwargs.get("key"))
        if earlier is None:
            return super().get(request, *args, **kwargs)
        drafts.discard(key=self.draft_key, by=request.user)
        return HttpResponseRedirect(reverse("cases:complaint-detail", args=[earlier.pk]))

    def post_checked(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Read an unread shorthand line before saving, except in an emergency."""
        self.object = self.get_object()
        if "hand_over" in request.POST:
            drafts.save(key=self.draft_key, fields=fields_in(self.typed), by=request.user)
            draft = Draft.objects.visible_to(request.user).get(key=self.draft_key)
            return HttpResponseRedirect(reverse("cases:draft-hand-over", args=[draft.pk]))
        if "take_shorthand" in request.POST:
            self.typed = take(self.typed, self.understood, request.POST.getlist("ambil"))
            return self.keep_and_show()
        others = {"add_person", "discard_draft", "as_emergency", "set_urgency", "set_channel", "all_risks", *PRESSED}
        if self.typed.get(LINE, "").strip() and not others & set(request.POST):
            return self.keep_and_show(understood=self.understood)
        return super().post_checked(request, *args, **kwargs)

    @property
    def understood(self) -> Understood:
        """The shorthand line, read against the answers of the page."""
        return understand(self.typed, today=clock.today(), near=self.task_force.region_id or "")

    def get_form(self, form_class=None) -> Intake:
        """The form with sent data, with a draft, or new."""
        if self.request.method == "POST":
            self.typed = join_reporter(self.typed, is_new=True)
            return self.form_of(self.typed)
        fields = {**initial_in(self.kept.fields), "submission_key": self.form_key} if self.kept else None
        form = (
            self.form_of(initial=fields, people=self.blocks_in(fields))
            if fields
            else self.form_of(initial=new_initial(key=self.form_key))
        )
        form.facts.fields[LINE].widget.attrs["autofocus"] = True  # the caller is already speaking
        return form

    def form_of(self, data=None, **options) -> Intake:
        """The page's form with the user's region. A wrong number or an emergency needs no story."""
        form = Intake(data, near=self.task_force.region_id or "", **options)
        if data is not None and (self.is_emergency or data.get("outcome") in WITHOUT_STORY):
            form.facts.fields["narrative"].required = False
        if self.is_emergency:
            form.facts.set_longest_story(None)  # an emergency also accepts a long story
        return form

    @property
    def is_emergency(self) -> bool:
        """Whether *Simpan dan nyatakan darurat* was pressed, the second of the two keys."""
        return "as_emergency" in self.request.POST

    def get_context_data(self, **kwargs) -> dict:
        """Add the outcomes, the emergency helpers, and the drafts of calls."""
        data = self.request.POST if self.request.method == "POST" else None
        unfinished = Draft.objects.visible_to(self.request.user).calls().exclude(key=self.draft_key)
        return {
            "form_key": self.form_key,
            "unfinished": unfinished.count() if data is None else 0,
            "desk": desk_of([self.task_force.pk]),
            "last_channel": last_channel_of(self.request.user, self.task_force.pk),
            **super().get_context_data(next_step=NextStepForm(data), **kwargs),
        }

    def answer(self, form: Intake) -> HttpResponse | None:
        """A page saved before with other answers is another complaint: ask, with a new key."""
        if self.is_emergency:
            keep_doubted_ages(form)
            return None  # a doubt may wait
        earlier = self._already_saved(form.facts.cleaned_data["submission_key"])
        if earlier is None or earlier.narrative == form.facts.cleaned_data["narrative"]:
            return super().answer(form) or (self.point_out(form) if earlier is None else None)
        messages.warning(
            self.request,
            _("Halaman ini sudah tersimpan sebagai %(number)s. Simpan lagi bila ini pengaduan lain.")
            % {"number": earlier.number},
        )
        self.form_key = self.typed["submission_key"] = str(new_id())
        return self.render_to_response(self.get_context_data(form=self.form_of(self.typed)))

    def point_out(self, form: Intake) -> HttpResponse | None:
        """Show known people and a colleague's same call."""
        likely = of_intake(form, task_force=self.task_force, user=self.request.user)
        return self.ask_who_is_known(form, likely, self.task_force)

    def act(self, form: Intake) -> str:
        """Log the complaint, delete the draft, and go to the page for the chosen *Hasil pengaduan*."""
        say_what_stays(form.people.filled, self.request)
        complaint = complaints.log(
            task_force=self.task_force,
            details=form.details(),
            people=form.people.items,
            submission_key=form.facts.cleaned_data["submission_key"],
            by=self.request.user,
        )
        drafts.discard(key=self.draft_key, by=self.request.user)
        return self._next_page(complaint)

    def form_invalid(self, form: Intake) -> HttpResponse:
        """In an emergency move invalid answers into the story, once, so that nothing blocks saving."""
        if self.is_emergency and not self.is_second_try:
            self.is_second_try = True
            self.typed = into_story(self.typed, form)
            again = self.form_of(self.typed)
            return self.form_valid(again) if again.is_valid() else super().form_invalid(again)
        return super().form_invalid(form)

    def _next_page(self, complaint: Complaint) -> str:
        saved = _("Pengaduan %(number)s tersimpan.") % {"number": complaint.number}
        if self.is_emergency:
            messages.success(self.request, saved)
            return emergencies.path_of(emergencies.declare(complaint=complaint, by=self.request.user))
        step = NextStepForm(self.request.POST)
        step.is_valid()  # a too long office is asked for again on the hand-over page
        wanted = step.cleaned_data.get("outcome", "")
        if complaint.outcome != ComplaintOutcome.PENDING or not wanted:
            messages.success(self.request, f"{saved} {_('Berikutnya: buka kasus, atau pilih hasil lain.')}")
            return reverse("cases:complaint-detail", args=[complaint.pk])
        if wanted == ComplaintOutcome.OTHER_REGION and step.cleaned_data.get("to_office"):
            return self._hand_over(complaint, step, saved)
        if wanted in PAGE_OF_OUTCOME:
            messages.success(self.request, saved)
            return reverse(PAGE_OF_OUTCOME[wanted], args=[complaint.pk])
        complaints.conclude(complaint=complaint, outcome=wanted, by=self.request.user)
        messages.success(self.request, f"{saved} {_('Hasilnya')}: {ComplaintOutcome(wanted).label}.")
        return reverse("cases:complaint-detail", args=[complaint.pk])

    def _hand_over(self, complaint: Complaint, step: NextStepForm, saved: str) -> str:
        values = step.cleaned_data
        made = hand_overs.hand_over(
            complaint=complaint,
            to_office=values["to_office"],
            way=values.get("way") or HandOverWay.PHONE,
            by=self.request.user,
        )
        messages.success(self.request, f"{saved} {_('Diserahkan. Mintalah tanda terimanya.')}")
        return reverse("cases:handover-detail", args=[made.pk])

    def _already_saved(self, submission_key) -> Complaint | None:
        if not submission_key:
            return None
        return Complaint.objects.visible_to(self.request.user).filter(submission_key=submission_key).first()


class ComplaintAmendView(IntakeView):
    """*Ubah atau lengkapi*: the same page with stored values; identity stays hidden."""

    permission = Permission.COMPLAINT_EDIT
    kept_as = Amendment.kept_as
    model = Complaint

    @property
    def draft_key(self) -> str:
        """Each complaint has its own draft."""
        return self.kept_as.key(self.kwargs["pk"])

    def get_form(self, form_class=None) -> Amendment:
        """The form with sent data, with a draft, or with stored values."""
        if self.request.method == "POST":
            self.typed = join_reporter(self.typed, is_new=False)
            return self.form_of(self.typed)
        if self.kept and str(self.kept.fields.get("version")) == str(self.object.version):
            fields = initial_in(self.kept.fields)
            return self.form_of(initial=fields, people=self.blocks_in(fields))
        self.kept = None
        return self.form_of(initial=stored_facts(self.object))

    def form_of(self, data=None, *, initial=None, people=None) -> Amendment:
        """The page's form; blocks of stored people mark hidden answers."""
        people = self._stored_people if people is None else people
        return Amendment(
            data,
            initial=initial if data is None else stored_facts(self.object),
            people=people,
            complaint=self.object,
            near=self.object.task_force.region_id or "",
        )

    def act(self, form: Amendment) -> str:
        """Amend and go back to the complaint."""
        complaints.amend(
            complaint=self.object,
            details=form.details(),
            people=form.people.items,
            version=form.facts.cleaned_data["version"],
            by=self.request.user,
        )
        drafts.discard(key=self.draft_key, by=self.request.user)
        messages.success(self.request, _("Perubahan %(number)s tersimpan.") % {"number": self.object.number})
        return reverse("cases:complaint-detail", args=[self.object.pk])

    def get_context_data(self, **kwargs) -> dict:
        """Add earlier calls of the reporter, shown beside the page."""
        context = super().get_context_data(**kwargs)
        earlier = earlier_of(self.object, context["form"], user=self.request.user)
        return {**context, "beside": Suggestions(earlier=earlier)}

    @cached_property
    def _stored_people(self) -> list[dict]:
        return stored_people(self.object)

    def blocks_in(self, fields) -> list[dict]:
        """The blocks of a draft, each with its stored and hidden answers."""
        stored = {str(block["id"]): block["stored"] for block in self._stored_people}
        return [{**block, "stored": stored.get(str(block.get("id", "")), ())} for block in people_in(fields)]

    def conflict(self, form: Amendment, conflict: Conflict) -> HttpResponse:
        """Show the 409 page: the user may overwrite the colleague's values or accept them."""
        form.renew_versions()
        context = self.get_context_data(form=form, conflict=conflict, retry_version=self.object.version)
        return render(self.request, "409.html", context, status=409)


NOT_KEPT = {
    "csrfmiddlewaretoken", "add_person", "read_shorthand", "take_shorthand", "ambil", "hand_over", "set_urgency",
    "set_channel", "all_risks",
}  # fmt: skip


def fields_in(data) -> dict:
    """Sent data in the format of a draft: field to value, or to a list for tick boxes."""
    given = {name: data.getlist(name) for name in data if name not in NOT_KEPT}
    return {name: values if len(values) > 1 else values[0] for name, values in given.items() if values}


def initial_in(fields) -> dict:
    """A draft as initial values: one text each, lists only for tick boxes."""
    texts = {
        name: [str(one) for one in (value if isinstance(value, list) else [value])] for name, value in fields.items()
    }
    return {name: said if name.endswith(LIST) else said[-1] for name, said in texts.items() if said}


def _aware(moment):
    """A moment from a form or from sent text, with its time zone; ``None`` if it is not a moment."""
    if isinstance(moment, str):
        try:
            return MomentField().clean(moment)
        except ValidationError:
            return None
    return timezone.make_aware(moment) if moment and timezone.is_naive(moment) else moment
