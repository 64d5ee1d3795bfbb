"""Layanan: requested of an agency for a victim, begun, and ended. Referrals call this when they are answered."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cases import workflow
from cases.choices import PauseReason, ServiceState
from cases.events import CaseEvent
from cases.models import Case, Consent, Service, Victim
from cases.queries import owed
from interface import days
from safeguards import clock
from safeguards.audit import record
from safeguards.errors import WorkflowRefused
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.actions import notifications
from taskforces.choices import ServiceLine
from taskforces.models import Agency, User

ENDED_BY = {
    ServiceState.COMPLETED: Permission.REFERRAL_COMPLETE,
    ServiceState.PARTLY: Permission.REFERRAL_COMPLETE,
    ServiceState.DECLINED: Permission.REFERRAL_ANSWER,
    ServiceState.WITHDRAWN: Permission.REFERRAL_WITHDRAW,
}
UNDER_WAY = (ServiceState.REQUESTED, ServiceState.ACCEPTED)
CLOCK = ("due_at", "paused_for")
PAUSE = ("paused_at", "paused_by", "pause_reason", "paused_until")


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
def accept(*, referral: AnsweredReferral, started_on: date | None, by: User) -> list[Service]:
    """Begin the services of a referral its agency accepted. A paused one may be answered, and stays paused."""
    policy.check(by, Permission.REFERRAL_ANSWER, referral)
    services = list(_of_referral(referral.pk))
    for service in services:
        workflow.check_service_state(service.state, ServiceState.ACCEPTED)
        _move_clock_on(service)
        service.state, service.started_on = ServiceState.ACCEPTED, started_on
        service.save(update_fields=["state", "started_on", *CLOCK])
        _tell(CaseEvent.SERVICE_ACCEPTED, service, by)
    return services


@transaction.atomic
def end(
    *,
    referral: AnsweredReferral,
    state: str,
    of_lines: Mapping[str, str] | None = None,
    outcome_note: str = "",
    by: User,
) -> list[Service]:
    """End the services of a referral: completed or declined by its agency, or withdrawn by its sender.

    ``of_lines`` gives the state of each service line where they ended differently.
    """
    policy.check(by, ENDED_BY[ServiceState(state)], referral)
    services = list(_of_referral(referral.pk))
    for service in services:
        ended = ServiceState((of_lines or {}).get(service.service_line, state))
        workflow.check_service_state(service.state, ended)
        _lift_pause(service)
        service.state, service.ended_at, service.outcome_note = ended, clock.now(), outcome_note.strip()
        service.save(update_fields=["state", "ended_at", "outcome_note", *CLOCK, *PAUSE])
        _tell(CaseEvent.SERVICE_ENDED, service, by, state=service.state.value)
    return services


@transaction.atomic
def stop(*, consent: Consent, by: User) -> list[Service]:
    """Stop what is asked or under way on a withdrawn consent, paused or not: its agency still holds the slip.

    Its sender still has to say what was arranged.
    """
    policy.check(by, Permission.CONSENT_RECORD, consent)
    services = list(_locked().filter(consent.covers(), state__in=[state.value for state in UNDER_WAY]))
    for service in services:
        workflow.check_service_state(service.state, ServiceState.STOPPED)
        _lift_pause(service)
        service.state, service.ended_at = ServiceState.STOPPED, clock.now()
        service.save(update_fields=["state", "ended_at", *CLOCK, *PAUSE])
        record(CaseEvent.SERVICE_STOPPED, by=by, target=service.victim, details={"service_line": service.service_line})
    return services


@transaction.atomic
def pause(*, service: Service, reason: str, until_on: date | None = None, note: str = "", by: User) -> list[Service]:
    """Let a service stand still, with all others of its referral: one answer covers them, so one clock does.

    Nothing is due or late meanwhile. On ``until_on`` somebody is asked whether it goes on; nothing resumes by itself.
    The agency reads ``reason`` and the day; ``note`` stays in the case file.
    """
    policy.check(by, Permission.SERVICE_RECORD, service)
    services = _with_its_referral(service)
    reason, note = _checked_reason(reason, until_on, note)
    wanted = (by.pk, reason.value, until_on, note)
    if all((row.paused_by_id, row.pause_reason, row.paused_until, row.pause_note) == wanted for row in services):
        return services
    for row in services:
        workflow.check_pausable(row.state)
        if row.paused_by is not None:
            raise WorkflowRefused(
                _("Layanan ini sudah ditunda oleh %(name)s: %(reason)s. Yang Anda tulis tidak disimpan.")
                % {"name": row.paused_by.name, "reason": row.get_pause_reason_display().lower()}
            )
    now = clock.now()
    for row in services:
        row.paused_at, row.paused_by, row.pause_reason, row.paused_until = now, by, reason, until_on
        row.pause_note = note
        row.save(update_fields=[*PAUSE, "pause_note"])
        _tell(CaseEvent.SERVICE_PAUSED, row, by, pause_reason=reason.value, until=until_on)
    said = str(reason.label).lower()
    if until_on is not None:
        said = _("%(reason)s, sampai %(day)s") % {"reason": said, "day": days.day(until_on)}
    text = _("Rujukan %(number)s ditunda pengirim: %(why)s. Selama itu tidak perlu dijawab.")
    _tell_agency(services[0], text, why=said)
    return services


@transaction.atomic
def resume(*, service: Service, paused_at: datetime | None, by: User) -> list[Service]:
    """Let a paused service go on, with all others of its referral; the time it stood still is not counted.

    ``paused_at`` is the pause the person saw: one that a colleague began since is not lifted.
    """
    policy.check(by, Permission.SERVICE_RECORD, service)
    services = _with_its_referral(service)
    for row in services:
        workflow.check_pausable(row.state)
    paused = [row for row in services if row.paused_at is not None]
    if not paused:
        return services
    if any(row.paused_at != paused_at for row in paused):
        raise WorkflowRefused(_("Layanan ini ditunda lagi sejak halaman dibuka. Baca alasannya sebelum melanjutkan."))
    for row in paused:
        _lift_pause(row)
        row.save(update_fields=[*CLOCK, *PAUSE])
        _tell(CaseEvent.SERVICE_RESUMED, row, by)
    _tell_agency(services[0], _("Rujukan %(number)s dilanjutkan pengirim. Batas jawabannya bergeser selama ditunda."))
    return services


def _checked_reason(reason: str, until_on: date | None, note: str) -> tuple[PauseReason, str]:
    if reason not in PauseReason.values:
        raise WorkflowRefused(_("Pilih alasan penundaan."))
    if until_on is not None and until_on <= clock.today():
        raise WorkflowRefused(_("Tanggalnya harus sesudah hari ini, atau kosongkan."))
    if reason == PauseReason.OTHER and not note.strip():
        raise WorkflowRefused(_("Tulis alasannya di catatan, agar rekan Anda dapat mengikutinya."))
    return PauseReason(reason), note.strip()


def _with_its_referral(service: Service) -> list[Service]:
    """The service as it is now, and the others of its referral that go its way; held until the transaction ends.

    The case is held first, so that an answer or a withdrawn consent comes before this act or after it.
    """
    Case.objects.hold(service.victim.case_id)
    rows = _of_referral(service.referral_id) if service.referral_id else _locked().filter(pk=service.pk)
    return list(rows.select_related("victim__case", "agency", "paused_by"))


def _move_clock_on(service: Service) -> None:
    """The time it stood still before its answer is not counted. Afterwards no answer is due."""
    if service.paused_at is None or service.state != ServiceState.REQUESTED:
        return
    stood = clock.now() - service.paused_at
    service.paused_for += stood
    if service.due_at is not None:  # pragma: no branch - a constraint gives each requested service its day
        service.due_at += stood


def _lift_pause(service: Service) -> None:
    _move_clock_on(service)
    service.paused_at = service.paused_by = service.paused_until = None
    service.pause_reason = ""


def _tell_agency(service: Service, text: str, **words: str) -> None:
    """One line for the agency of a referral; a service without one was never sent to anybody."""
    if service.referral_id is None:
        return
    text %= {"number": service.referral_number, **words}
    notifications.notify_agency(agency=service.agency, text=text, path=owed.path_of(service))


def _locked() -> QuerySet[Service]:
    return Service.objects.select_for_update(of=("self",)).select_related("victim__case", "agency").order_by("pk")


def _of_referral(referral_id: UUID) -> QuerySet[Service]:
    return _locked().filter(referral_id=referral_id)


def _tell(event: CaseEvent, service: Service, by: User, **details: Any) -> None:
    record(event, by=by, target=service.victim, details={"service_line": service.service_line, **details})
