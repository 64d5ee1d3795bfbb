"""Outcomes of a complaint: a new case, part of a case, an end without one; and its people's contacts."""

from functools import cached_property

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.actions import cases, complaints, identity
from cases.choices import ComplaintOutcome, ContactRule, PersonRole
from cases.forms.outcomes import AttachForm, ConcludeForm, OpenCaseForm
from cases.forms.reveal import RevealForm
from cases.models import Case, Complaint, Person
from cases.queries import earlier_calls, joinable, safe_contact
from cases.queries.likely_cases import LikelyCase, likely_cases
from interface.search_hits import search_text
from taskforces.access.bases import ActView
from taskforces.access.permissions import Permission


class ComplaintActView(ActView):
    """An act on one complaint."""

    model = Complaint

    @cached_property
    def possible_victims(self) -> list:
        """The complaint's people who may become victims of a case."""
        rows = self.object.people.filter(role=PersonRole.POSSIBLE_VICTIM)
        return list(rows.select_related("origin_region"))

    def done_before(self, form) -> str:
        """The next URL if this form was sent before, otherwise empty."""
        return ""

    def form_invalid(self, form) -> HttpResponse:
        """A form sent twice is not an error: redirect to the result."""
        self.object = Complaint.objects.select_related("case").get(pk=self.object.pk)
        address = self.done_before(form)
        return HttpResponseRedirect(address) if address else super().form_invalid(form)

    def case_of_complaint(self) -> str:
        """The URL of the complaint's case, with a message; empty if there is none."""
        case = self.object.case
        if case is None:
            return ""
        words = _("Pengaduan %(complaint)s sudah menjadi bagian dari kasus %(case)s.")
        messages.info(self.request, words % {"complaint": self.object.number, "case": case.number})
        return reverse("cases:case-detail", args=[case.pk])

    def get_context_data(self, **kwargs) -> dict:
        """Add the way back."""
        back = reverse("cases:complaint-detail", args=[self.object.pk])
        return super().get_context_data(complaint=self.object, back_url=back, **kwargs)


class CaseOpenView(ComplaintActView):
    """*Buka kasus*: show first what the case takes over."""

    permission = Permission.CASE_OPEN
    form_class = OpenCaseForm
    template_name = "cases/case_open.html"

    def get_context_data(self, **kwargs) -> dict:
        """Add the victims and the facts the case will take over."""
        return super().get_context_data(victims=self.possible_victims, **kwargs)

    def done_before(self, form: OpenCaseForm) -> str:
        """A complaint opens only one case."""
        return self.case_of_complaint()

    def act(self, form: OpenCaseForm) -> str:
        """Open the case and go to it."""
        values = form.cleaned_data
        case = cases.open_from_complaint(
            complaint=self.object,
            kind=values["kind"],
            violence_form=values["violence_form"],
            mode=values["mode"] or "unknown",
            by=self.request.user,
        )
        messages.success(
            self.request,
            _("Kasus %(number)s dibuka. Berikutnya: skrining setiap diduga korban.") % {"number": case.number},
        )
        return reverse("cases:case-detail", args=[case.pk])


class ComplaintAttachView(ComplaintActView):
    """*Bagian dari kasus yang ada*."""

    permission = Permission.CASE_EDIT
    form_class = AttachForm
    template_name = "cases/complaint_attach.html"

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """*Cari* shows cases and joins nothing; so does Enter in the search field."""
        chosen = request.POST.get("chosen") or request.POST.get("number", "").strip()
        if "look" not in request.POST and (chosen or not search_text(request.POST, "find")):
            return super().post(request, *args, **kwargs)
        self.object = self.get_object()
        searched = joinable.search(search_text(request.POST, "find"), self.object, user=request.user)
        if searched.people is not None:
            identity.note_search(task_force=self.object.task_force, found=searched.people, by=request.user)
        return self.render_to_response(self.get_context_data(form=self.typed_form(), searched=searched))

    def typed_form(self) -> AttachForm:
        """The form with everything typed, not checked."""
        sent = self.request.POST
        typed = {"number": sent.get("number", ""), "find": sent.get("find", "")}
        kwargs = {name: value for name, value in self.get_form_kwargs().items() if name not in ("data", "files")}
        return AttachForm(**{**kwargs, "initial": {**typed, "new_victims": sent.getlist("new_victims")}})

    @cached_property
    def suggested(self) -> list[LikelyCase]:
        """Cases the complaint may belong to, likeliest first."""
        return likely_cases(self.object, user=self.request.user)

    def get_form_kwargs(self) -> dict:
        """Pass the user's cases and the complaint's people; the number may come from a pressed proposal."""
        kwargs = super().get_form_kwargs()
        if self.request.POST.get("chosen"):
            kwargs["data"] = self.request.POST.copy()
            kwargs["data"]["number"] = self.request.POST["chosen"]
        return {
            **kwargs,
            "complaint": self.object,
            "victims": self.possible_victims,
            "suggested": self.suggested,
            "cases": Case.objects.visible_to(self.request.user).filter(task_force_id=self.object.task_force_id),
        }

    def get_context_data(self, **kwargs) -> dict:
        """Add the proposals: likely cases, earlier calls of the reporter, the newest cases."""
        user, shown = self.request.user, {one.case.pk for one in self.suggested}
        newest = joinable.newest(self.object, user=user, but=shown)
        earlier = earlier_calls.of_complaint(self.object, user=user)
        return super().get_context_data(suggested=self.suggested, earlier=earlier, newest=newest, **kwargs)

    def done_before(self, form: AttachForm) -> str:
        """A complaint is part of only one case."""
        return self.case_of_complaint()

    def act(self, form: AttachForm) -> str:
        """Attach and go to the case."""
        case = cases.attach_complaint(
            case=form.cleaned_data["number"],
            complaint=self.object,
            new_victims=form.cleaned_data.get("new_victims", ()),
            by=self.request.user,
        )
        messages.success(
            self.request,
            _("Pengaduan %(complaint)s menjadi bagian dari kasus %(case)s.")
            % {"complaint": self.object.number, "case": case.number},
        )
        return reverse("cases:case-detail", args=[case.pk])


class ComplaintConcludeView(ComplaintActView):
    """*Selesaikan tanpa kasus*."""

    permission = Permission.COMPLAINT_EDIT
    form_class = ConcludeForm
    template_name = "cases/complaint_conclude.html"

    def get_initial(self) -> dict:
        """The outcome chosen on the page before."""
        return {"outcome": self.request.GET.get("hasil", "")}

    def get_form_kwargs(self) -> dict:
        """Pass the current outcome; it decides which ends are possible."""
        return {**super().get_form_kwargs(), "current": self.object.outcome}

    def done_before(self, form: ConcludeForm) -> str:
        """The complaint already has this outcome."""
        same = form.data.get("outcome") == self.object.outcome
        return reverse("cases:complaint-detail", args=[self.object.pk]) if same else ""

    def act(self, form: ConcludeForm) -> str:
        """Conclude and go back."""
        done = complaints.conclude(complaint=self.object, by=self.request.user, **form.cleaned_data)
        messages.success(
            self.request,
            _("Pengaduan %(number)s selesai: %(outcome)s.")
            % {"number": done.number, "outcome": ComplaintOutcome(done.outcome).label},
        )
        return reverse("cases:complaint-detail", args=[done.pk])


class ComplaintContactView(ComplaintActView):
    """Names and numbers of a complaint, for a reason, on this response only."""

    permission = Permission.IDENTITY_REVEAL
    form_class = RevealForm
    template_name = "cases/complaint_contact.html"

    def get_context_data(self, **kwargs) -> dict:
        """Add a list of what will be shown."""
        return super().get_context_data(will_show=Person.identity_in_words(but=identity.PAPERS), **kwargs)

    def form_valid(self, form: RevealForm) -> HttpResponse:
        """Record first, then show on this response only; no URL opens it again."""
        complaint = complaints.reveal_contact(complaint=self.object, by=self.request.user, **form.cleaned_data)
        here = reverse("cases:complaint-call", args=[complaint.pk])
        people = [
            {
                "row": row,
                "identity": identity.RevealedIdentity(row.person),
                "safe": safe_contact.line_of(row.person, role=row.role, home=row.origin_region_id),
                "phone": "" if row.person.contact_rule == ContactRule.NEVER else row.person.phone,
                "call_url": f"{here}?orang={row.position}" if safe_contact.of_person(row.person).ways_offered else "",
            }
            for row in complaint.people.select_related("person", "origin_region")
        ]
        safe = safe_contact.of_reporter(complaint)
        reporter = {
            "safe": safe_contact.line(safe),
            "phone": "" if safe.rule == ContactRule.NEVER else safe.phone,
            "call_url": here if safe.ways_offered else "",
        }
        return self.render_to_response(self.get_context_data(form=form, revealed=people, reporter=reporter))
