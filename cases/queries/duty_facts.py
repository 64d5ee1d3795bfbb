"""The facts that decide duties, read for one case or for many. The case page and *Hari ini* build them here, so that
they say the same of a case."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from cases.models import Case, Complaint, Consent, RegisterEntry, Screening, Service, Victim
from cases.models.consent import standing
from cases.queries.closed import without_identity
from cases.queries.duties import CaseFacts, ServiceFacts, VictimFacts
from cases.queries.returns import returned_from
from safeguards.encryption.filled import IsFilled


def victims_of(cases: Iterable[Case], *, but: Collection[str] = ()) -> QuerySet:
    """The victims of cases in order, with ``needs_review`` and ``has_phone``, without identity except ``but``."""
    newest = Screening.objects.filter(victim=OuterRef("pk")).newest_first()
    rows = without_identity(Victim.objects.filter(case__in=cases), but=but)
    return rows.annotate(
        needs_review=Subquery(newest.values("needs_review")[:1]), has_phone=IsFilled("person__phone")
    ).order_by("case_id", "position")


def services_of(cases: Iterable[Case]) -> QuerySet:
    """The services of cases in the order they were asked for, with agency and victim, without notes."""
    rows = Service.objects.filter(victim__case__in=cases).select_related("agency", "victim")
    return rows.defer("outcome_note", "pause_note").order_by("requested_at", "pk")


def complaints_of(cases: Iterable[Case]) -> QuerySet:
    """The complaints of cases, the first one first, with what a clock needs."""
    is_from_register = Exists(RegisterEntry.objects.filter(complaint=OuterRef("pk")))
    rows = Complaint.objects.filter(case__in=cases)
    rows = rows.only("case_id", "number", "channel", "received_at", "recorded_at", "planned_on")
    return rows.annotate(is_from_register=is_from_register).order_by("received_at")


def consents_of(cases: Iterable[Case]) -> dict[UUID, list[Consent]]:
    """By victim: consents in force, then withdrawn ones, each newest first."""
    found: dict = defaultdict(list)
    for consent in Consent.objects.filter(victim__case__in=cases).defer("note").newest_first():
        found[consent.victim_id].append(consent)
    for victim_id, rows in found.items():
        in_force = {consent.pk for consent in standing(rows)}
        found[victim_id] = sorted(rows, key=lambda row: (row.pk not in in_force, row.withdrawn_at is None))
    return found


def facts_by_case(cases: list[Case]) -> dict[UUID, tuple[CaseFacts, dict[UUID, Victim]]]:
    """The facts of each case and its victims by key, in five queries however many cases there are."""
    victims, services, complaints = defaultdict(list), defaultdict(list), defaultdict(list)
    all_victims = list(victims_of(cases))
    for victim in all_victims:
        victims[victim.case_id].append(victim)
    for service in services_of(cases):
        services[service.victim.case_id].append(service)
    for complaint in complaints_of(cases):
        complaints[complaint.case_id].append(complaint)
    consents, returned = consents_of(cases), returned_from(all_victims, cases)
    return {
        case.pk: (
            facts_of(case, victims[case.pk], services[case.pk], complaints[case.pk], consents, returned),
            {victim.pk: victim for victim in victims[case.pk]},
        )
        for case in cases
    }


def facts_of(
    case: Case,
    victims: Iterable[Victim],
    services: Iterable[Service],
    complaints: list[Complaint],
    consents: Mapping[UUID, list[Consent]],
    returned: Mapping[UUID, str],
) -> CaseFacts:
    """The facts of one case from its rows; ``returned`` names by victim the earlier ended case of the same person."""
    return CaseFacts(
        kind=case.kind,
        urgency=case.urgency,
        received_at=min(map(_limits_run_from, complaints), default=case.opened_at),
        is_from_register=any(complaint.is_from_register for complaint in complaints),
        kind_is_doubtful=case.kind_is_doubtful,
        planned_on=tuple(complaint.planned_on for complaint in complaints if complaint.planned_on),
        victims=tuple(
            VictimFacts(
                id=victim.pk,
                position=victim.position,
                stage=victim.stage,
                status=victim.status,
                contact_rule=victim.person.contact_rule,
                has_phone=victim.has_phone,
                needs_review=bool(victim.needs_review),
                consent_follows=_follows(consents.get(victim.pk, [])),
                consent_withdrawn_at=_withdrawn(consents.get(victim.pk, [])),
                returned_from=returned.get(victim.pk, ""),
            )
            for victim in victims
        ),
        services=tuple(
            ServiceFacts(
                row.victim_id,
                row.service_line,
                str(row.agency),
                row.state,
                row.referral_number,
                row.due_at,
                row.ended_at,
                row.paused_at is not None,
                row.paused_until,
            )
            for row in services
        ),
    )


def _limits_run_from(complaint: Complaint) -> datetime:
    return complaint.recorded_at if complaint.is_from_register else complaint.received_at


def _withdrawn(consents: list[Consent]) -> datetime | None:
    """When the last consent ended; ``None`` while one is in force, or if none was ever given."""
    if not consents or consents[0].withdrawn_at is None:
        return None
    return max(consent.withdrawn_at for consent in consents if consent.withdrawn_at is not None)


def _follows(consents: list[Consent]) -> bool:
    """Whether only a consent that was to be asked later allows sending."""
    in_force = standing(consents)
    return bool(in_force) and all(consent.is_to_follow for consent in in_force)
