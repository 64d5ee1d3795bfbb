"""The complaint register and one complaint."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import words, workflow
from cases.choices import ComplaintOutcome, PersonRole, RiskAnswer
from cases.filters.complaints import ComplaintFilter
from cases.forms.outcomes import KEYS, ends_after
from cases.intake import risk_prompts
from cases.linking import shared_values
from cases.models import Complaint, ComplaintPerson
from cases.queries import returns, safe_contact
from cases.queries.closed import stored_of, with_stored, without_identity
from cases.queries.on_duty import desk_of
from cases.queries.public_thread import thread_of
from cases.reading import ages
from cases.reading.dates import Span, days_in_words
from cases.reading.planned_days import is_near
from cases.shorthand import read
from safeguards import clock
from safeguards.audit import AuditEvent
from safeguards.audit.sentences import with_actor
from safeguards.encryption import Unreadable, readable
from taskforces.access import policy
from taskforces.access.bases import ScopedDetailView
from taskforces.access.permissions import Permission
from taskforces.choices import SavedList
from taskforces.listing import FilteredList
from taskforces.regions import label_of

SHOWN_EVENTS = 20


def page_of_register(keys: Sequence[UUID]) -> QuerySet:
    """The rows of one page, without the encrypted narrative."""
    people = ComplaintPerson.objects.only("complaint_id", "role", "age", "position")
    return (
        Complaint.objects.filter(pk__in=keys)
        .with_additions()
        .defer("narrative", "event_place", "reporter_name", "reporter_phone")
        .select_related("event_region", "case")
        .prefetch_related(Prefetch("people", queryset=people))
        .order_by("-received_at", "-pk")
    )


class ComplaintListView(FilteredList):
    """*Pengaduan*: newest first, filtered by the URL."""

    permission = Permission.COMPLAINT_VIEW
    model = Complaint
    of_list = SavedList.COMPLAINTS
    filterset_class = ComplaintFilter
    first_filters = ("hasil", "kanal", "mendesak", "masa")
    fetch_rows = staticmethod(page_of_register)
    template_name = "cases/complaint_list.html"

    def get_queryset(self) -> QuerySet:
        """In a stable order; folded reports have a separate list."""
        return super().get_queryset().folded(self.shows_folded).order_by("-received_at", "-pk")

    @property
    def shows_folded(self) -> bool:
        """Whether the list is the one of folded reports."""
        return "beruntun" in self.request.GET

    def get_context_data(self, **kwargs) -> dict:
        """Add the rows in words."""
        context = super().get_context_data(**kwargs)
        rows = [
            {"complaint": complaint, "about": words.counted(complaint.people.all())}
            for complaint in context["page_obj"]
        ]
        folded = Complaint.objects.visible_to(self.request.user).folded(True)
        context["folded"] = 0 if self.shows_folded else folded.count()
        if self.shows_folded:  # filtering the folded list stays in it
            context["kept_filters"] = [*context["kept_filters"], ("beruntun", "1")]
        return {**context, "rows": rows, "shows_folded": self.shows_folded}


class ComplaintDetailView(ScopedDetailView):
    """One complaint: facts, people as codes, outcome, history."""

    permission = Permission.COMPLAINT_VIEW
    model = Complaint
    template_name = "cases/complaint_detail.html"
    context_object_name = "complaint"

    def get_queryset(self) -> QuerySet:
        """With the relations of the page."""
        with_rows = ("event_region", "case", "recorded_by", "task_force", "public_report")
        return super().get_queryset().select_related(*with_rows)

    def get_context_data(self, **kwargs) -> dict:
        """Add everything the page shows, without names."""
        complaint = self.object
        people = list(people_of(complaint))
        others = other_cases_of(complaint, people)
        may_merge = policy.can(self.request.user, Permission.PERSON_MERGE, complaint)
        events = AuditEvent.objects.filter(root_id=complaint.pk).order_by("-id")[:SHOWN_EVENTS]
        allowed = workflow.NEXT_OUTCOMES[ComplaintOutcome(complaint.outcome)]
        may_call = policy.can(self.request.user, Permission.IDENTITY_REVEAL, complaint)
        return super().get_context_data(
            facts=facts_of(complaint),
            reporter=reporter_of(complaint, people),
            dangers=dangers_of(complaint, people),
            people=[
                {
                    **person_card(complaint, row, may_call=may_call),
                    "others": others.get(row.person_id, []) if row.role == PersonRole.POSSIBLE_VICTIM else [],
                    "similar_url": reverse("cases:person-similar", args=[row.person_id]) if may_merge else "",
                }
                for row in people
            ],
            links=links_of(complaint, self.request.user),
            reporter_safe=reporter_line(complaint, may_call=may_call),
            may_open=ComplaintOutcome.NEW_CASE in allowed,
            may_hand_over=ComplaintOutcome.OTHER_REGION in allowed,
            may_declare=ComplaintOutcome.EMERGENCY in allowed or complaint.outcome == ComplaintOutcome.EMERGENCY,
            ends=[
                {"value": value, "label": label, "key": KEYS[value]} for value, label in ends_after(complaint.outcome)
            ],
            emergency=complaint.emergencies.first(),
            unanswered=complaint.contact_attempts.unanswered_of(self.request.user),
            hand_over=complaint.hand_overs.standing().first(),
            desk=desk_of([complaint.task_force_id]),
            public=thread_of(complaint, user=self.request.user),
            events=[{"at": event.at, "text": with_actor(event)} for event in events],
            **kwargs,
        )


def people_of(complaint: Complaint) -> QuerySet:
    """The people of a complaint, without identity except the number, which is shown masked."""
    return with_stored(without_identity(complaint.people.select_related("origin_region"), but=("phone",)))


def facts_of(complaint: Complaint) -> list[dict]:
    """Time and place, each with its label."""
    day = _("Tidak diketahui") if complaint.event_date_is_unknown else ""
    return [
        {
            "label": _("Tanggal kejadian"),
            "value": event_days(complaint) or day or _("Belum diisi"),
        },
        *([{"label": _("Rencana berangkat"), "value": plan_of(complaint)}] if complaint.planned_on else []),
        {"label": _("Wilayah"), "value": label_of(complaint.event_region) or _("Belum diisi")},
        *([{"label": _("Negara"), "value": complaint.event_country}] if complaint.event_country else []),
        {"label": _("Tempat kejadian"), "value": complaint.event_place or _("Belum diisi")},
    ]


def plan_of(complaint: Complaint) -> str:
    """The planned day with how far it is: ``Rabu, 11 Februari 2026 (besok)``; empty if none is known."""
    return words.planned(complaint.planned_on, clock.today())


def dangers_of(complaint: Complaint, people: Iterable[ComplaintPerson]) -> dict:
    """The answers about danger, and the questions the story still makes relevant."""
    answers = risk_prompts.answers_in(complaint.risks)
    near = complaint.task_force.region_id or ""
    known = [row.age for row in people if row.role == PersonRole.POSSIBLE_VICTIM]
    ages = tuple(age for age in known if age is not None) + ages_told(complaint, None in known)
    told = risk_prompts.CallFacts(
        text=f"{readable(complaint.narrative)}\n{readable(complaint.event_place)}",
        ages=ages,
        country=complaint.event_country,
        is_far=bool(near and complaint.event_region_id) and not complaint.event_region_id.startswith(near[:5]),
        is_leaving=is_near(complaint.planned_on, clock.today()),
    )
    asked = risk_prompts.relevant(told, answers).prompts
    given = [
        {"label": prompt.risk.label, "value": RiskAnswer(answers[prompt.risk]).label}
        for prompt in asked
        if prompt.risk in answers
    ]
    if isinstance(complaint.risks, Unreadable):
        given.append({"label": _("Jawaban yang tersimpan"), "value": complaint.risks})
    return {
        "there": [risk.label for risk in risk_prompts.affirmed(answers)],
        "answers": given,
        "unasked": [prompt.question for prompt in asked if prompt.risk.value not in answers],
    }


def ages_told(complaint: Complaint, is_missing: bool) -> tuple[int, ...]:
    """Ages from the story if a victim's age is missing: *di bawah 18*, or 21 years for an old event."""
    if not is_missing:
        return ()
    day, near = timezone.localdate(complaint.received_at), complaint.task_force.region_id or ""
    event = Span(complaint.event_on, complaint.event_until or complaint.event_on) if complaint.event_on else None
    return tuple(read(complaint.narrative, today=day, near=near, event=event).ages)


def event_days(complaint: Complaint) -> str:
    """The time of the event: ``5 Januari 2026``, or ``1–10 Januari 2026, perkiraan``."""
    until = complaint.event_until or complaint.event_on
    return days_in_words(Span(complaint.event_on, until) if complaint.event_on else None)


def reporter_of(complaint: Complaint, people: Iterable[ComplaintPerson]) -> list[dict]:
    """The reporter without a name, with a masked number; a victim who reports stands as a code."""
    codes = [f"{complaint.number}/{row.position}" for row in people if row.is_reporter]
    who = ", ".join([str(complaint.get_reporter_kind_display()), *codes])
    if complaint.reporter_is_anonymous:
        named = _("Tidak ingin disebut namanya")
    else:
        named = _("Tersimpan, disembunyikan") if complaint.reporter_name else _("Belum diisi")
    return [
        {"label": _("Siapa"), "value": who},
        {"label": _("Nama"), "value": named},
    ]


def reporter_line(complaint: Complaint, *, may_call: bool, people: Iterable[ComplaintPerson] | None = None) -> dict:
    """The safe-contact line of the reporter's number, and the URL to use it. ``people`` as in ``of_reporter``."""
    safe = safe_contact.line(safe_contact.of_reporter(complaint, people))
    url = reverse("cases:complaint-call", args=[complaint.pk])
    return {**safe, "call_url": url if may_call and safe["may_use"] else ""}


def links_of(complaint: Complaint, user) -> list:
    """Links of the complaint to other files, for users who may know of them; otherwise nothing is queried."""
    return shared_values.links_of_complaint(complaint) if policy.can(user, Permission.LINK_VIEW, complaint) else []


def other_cases_of(complaint: Complaint, people: list[ComplaintPerson]) -> dict:
    """By person: cases in which a possible victim of this complaint is already a victim."""
    keys = {row.person_id for row in people if row.role == PersonRole.POSSIBLE_VICTIM}
    if not keys:
        return {}
    return returns.other_cases(
        keys,
        task_force_id=complaint.task_force_id,
        case_id=complaint.case_id,
        on=timezone.localdate(complaint.received_at),
    )


def person_card(complaint: Complaint, row: ComplaintPerson, *, may_call: bool = False) -> dict:
    """A person as a code, with the safe-contact line of their number."""
    safe = (
        safe_contact.line_of(row.person, role=row.role, home=row.origin_region_id)
        if row.role not in safe_contact.SUSPECTED or row.person.phone
        else None
    )
    url = reverse("cases:complaint-call", args=[complaint.pk])
    return {
        "code": f"{complaint.number}/{row.position}",
        "role": row.get_role_display(),
        "known": row.is_known,
        "is_reporter": row.is_reporter,
        "is_child": row.role == PersonRole.POSSIBLE_VICTIM and ages.is_child(row.age),
        "age_unknown": row.age is None,
        "described": words.described(row),
        "has_identity": bool(set(stored_of(row)) - {"phone"}),
        "safe": safe,
        "call_url": f"{url}?orang={row.position}" if may_call and safe and safe["may_use"] else "",
    }
