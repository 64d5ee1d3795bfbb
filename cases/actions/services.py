"""Layanan: requested of an agency for a victim, begun, and ended. Referrals call this when they are answered."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from cases import workflow
from cases.choices import ServiceState
from cases.events import CaseEvent
from cases.models import Consent, Service, Victim
from safeguards import clock
from safeguards.audit import record
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.choices import ServiceLine
from taskforces.models import Agency, User

ENDED_BY = {
    ServiceState.COMPLETED: Permission.REFERRAL_COMPLETE,
    ServiceState.DECLINED: Permission.REFERRAL_ANSWER,
    ServiceState.WITHDRAWN: Permission.REFERRAL_WITHDRAW,
}
UNDER_WAY = (ServiceState.REQUESTED, ServiceState.ACCEPTED)


class AnsweredReferral(Protocol):
    """The part of a referral this module needs; the referrals app lies above this one."""

    pk: UUID
    task_force_id: UUID
    agency_id: UUID


@transaction.atomic
def request(
    *,
    victim: Victim,
    service_lines: Collection[str],
    agency: Agency,
    referral_id: UUID | None,
    referral_number: str,
    due_at: datetime | None,
    consent: Consent | None = None,
    by: User,
) -> list[Service]:
    """Record one requested service per line. A second call for the same referral returns the same rows.

    ``consent`` is the basis of the sharing: when it is withdrawn, the service stops.
    """
    policy.check(by, Permission.SERVICE_RECORD, victim)
    victim = Victim.objects.select_for_update(of=("self",)).select_related("case").get(pk=victim.pk)
    present = {row.service_line: row for row in _of_referral(referral_id)} if referral_id else {}
    services = []
    for line in map(ServiceLine, service_lines):
        if line in present:
            services.append(present[line])
            continue
        service = Service.objects.create(
            task_force_id=victim.task_force_id,
            victim=victim,
            service_line=line,
            agency=agency,
            referral_id=referral_id,
            referral_number=referral_number,
            consent=consent,
            requested_at=clock.now(),
            requested_by=by,
            due_at=due_at,
        )
        details = {"service_line": line.value, "agency": str(agency)}
        record(CaseEvent.SERVICE_REQUESTED, by=by, target=victim, details=details)
        services.append(service)
    return services


@transaction.atomic
def accept(*, referral: AnsweredReferral, started_on: date, by: User) -> list[Service]:
    """Begin the services of an accepted referral."""
    policy.check(by, Permission.REFERRAL_ANSWER, referral)
    services = list(_of_referral(referral.pk))
    for service in services:
        workflow.check_service_state(service.state, ServiceState.ACCEPTED)
        service.state, service.started_on = ServiceState.ACCEPTED, started_on
        service.save(update_fields=["state", "started_on"])
        _tell(CaseEvent.SERVICE_ACCEPTED, service, by)
    return services


@transaction.atomic
def end(*, referral: AnsweredReferral, state: str, outcome_note: str = "", by: User) -> list[Service]:
    """End the services of a referral: completed or declined by its agency, or withdrawn by its sender."""
    policy.check(by, ENDED_BY[ServiceState(state)], referral)
    services = list(_of_referral(referral.pk))
    for service in services:
        workflow.check_service_state(service.state, state)
        service.state, service.ended_at, service.outcome_note = ServiceState(state), clock.now(), outcome_note.strip()
        service.save(update_fields=["state", "ended_at", "outcome_note"])
        _tell(CaseEvent.SERVICE_ENDED, service, by, state=service.state.value)
    return services


@transaction.atomic
def stop(*, consent: Consent, by: User) -> list[Service]:
    """Stop requested and running services of a withdrawn consent. The sender still has to say what was arranged."""
    policy.check(by, Permission.CONSENT_RECORD, consent)
    services = list(_locked().filter(consent.covers(), state__in=[state.value for state in UNDER_WAY]))
    for service in services:
        workflow.check_service_state(service.state, ServiceState.STOPPED)
        service.state, service.ended_at = ServiceState.STOPPED, clock.now()
        service.save(update_fields=["state", "ended_at"])
        record(CaseEvent.SERVICE_STOPPED, by=by, target=service.victim, details={"service_line": service.service_line})
    return services


def _locked() -> QuerySet[Service]:
    return Service.objects.select_for_update(of=("self",)).select_related("victim__case", "agency").order_by("pk")


def _of_referral(referral_id: UUID) -> QuerySet[Service]:
    return _locked().filter(referral_id=referral_id)


def _tell(event: CaseEvent, service: Service, by: User, **details: Any) -> None:
    record(event, by=by, target=service.victim, details={"service_line": service.service_line, **details})
