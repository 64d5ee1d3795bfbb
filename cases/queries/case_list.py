"""One page of the case list in three queries, whatever its length: the rows, their victims, their services."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.choices import Stage, VictimStatus
from cases.models import Case, Complaint, Service, TimeLimit, Victim
from cases.queries import words
from cases.queries.duties import (
    EMERGENCY,
    LATE,
    WAITING,
    CaseFacts,
    NextDuty,
    ServiceFacts,
    VictimFacts,
    duties_of,
)
from safeguards import clock
from safeguards.audit import AuditEvent

FIELDS = ("pk", "number", "kind", "violence_form", "stage", "urgency", "opened_at", "event_region__name")

STAGES = dict(Stage.choices)
NO_CASE = "00000000-0000-0000-0000-000000000000"  # stands in an address until a case's own key does


@dataclass(frozen=True)
class CaseRow:
    """One line of the list, in words. Without a ``state`` the nearest deadline is said in relative words."""

    address: str
    number: str
    about: str
    victims: str
    stage: str
    duty: str
    shape: str
    state: str
    due_at: datetime | None
    changed_at: datetime


def fetch(keys: QuerySet) -> list[dict]:
    """The cases of a page with the moment of their first complaint and of their last change, newest first."""
    received = Complaint.objects.filter(case=OuterRef("pk")).order_by("received_at").values("received_at")[:1]
    changed = AuditEvent.objects.filter(root_id=OuterRef("pk")).order_by("-at").values("at")[:1]
    rows = Case.objects.filter(pk__in=keys).annotate(received_at=Subquery(received), changed_at=Subquery(changed))
    return list(rows.order_by("-opened_at", "-id").values(*FIELDS, "received_at", "changed_at"))


def rows_of(cases: Iterable[dict]) -> list[CaseRow]:
    """The lines of a page, each with its nearest duty."""
    cases = list(cases)
    ids = [case["pk"] for case in cases]
    victims, confirmed, children = _victims(ids)
    services = _services(ids)
    now = clock.now()
    limits = TimeLimit.objects.lengths(clock.today()) if cases else {}
    pattern = reverse("cases:case-detail", args=[NO_CASE])
    rows = []
    for case in cases:
        facts = CaseFacts(
            kind=case["kind"],
            urgency=case["urgency"],
            received_at=case["received_at"] or case["opened_at"],
            victims=tuple(victims[case["pk"]]),
            services=tuple(services[case["pk"]]),
        )
        found = duties_of(facts, limits, now)
        kind = words.kind(case["kind"], case["violence_form"], is_confirmed=case["pk"] in confirmed)
        rows.append(
            CaseRow(
                address=pattern.replace(NO_CASE, str(case["pk"])),
                number=case["number"],
                about=", ".join(filter(None, (kind, case["event_region__name"]))),
                victims=words.victim_count(len(facts.victims), children[case["pk"]]),
                stage=str(STAGES[case["stage"]]),
                changed_at=case["changed_at"] or case["opened_at"],
                **_state(found[0] if found else None),
            )
        )
    return rows


def _state(duty: NextDuty | None) -> dict:
    """Shape and words of the nearest duty; a deadline without words of its own is said by the page."""
    if duty is None:
        return {"duty": "", "shape": "done", "state": _("Tidak ada"), "due_at": None}
    shape, state = {
        EMERGENCY: ("urgent", _("Darurat")),
        LATE: ("late", ""),
        WAITING: ("pause", _("Menunggu jawaban")),
    }.get(duty.rank, ("ring", "" if duty.due_at else _("Perlu dilakukan")))
    return {"duty": duty.title, "shape": shape, "state": state, "due_at": duty.due_at}


def _victims(case_ids: list[UUID]) -> tuple[dict, set, dict]:
    """Facts of the victims by case, cases with a confirmed victim, and how many children each has."""
    facts, confirmed, children = defaultdict(list), set(), defaultdict(int)
    rows = Victim.objects.filter(case__in=case_ids).order_by("case_id", "position")
    for pk, case_id, position, stage, status, is_child in rows.values_list(
        "pk", "case_id", "position", "stage", "status", "is_child"
    ):
        facts[case_id].append(VictimFacts(pk, position, stage, status))
        children[case_id] += is_child
        if status == VictimStatus.CONFIRMED:
            confirmed.add(case_id)
    return facts, confirmed, children


def _services(case_ids: list[UUID]) -> dict[UUID, list[ServiceFacts]]:
    found = defaultdict(list)
    rows = Service.objects.filter(victim__case__in=case_ids).order_by("requested_at")
    for case_id, *rest in rows.values_list(
        "victim__case_id", "victim_id", "service_line", "agency__short_name", "state", "referral_number", "due_at"
    ):
        found[case_id].append(ServiceFacts(*rest))
    return found
