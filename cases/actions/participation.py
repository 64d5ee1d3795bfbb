"""Participation: agencies work on a case from an accepted referral until its consent is withdrawn."""

from uuid import UUID

from django.db import transaction

from cases.choices import ServiceState
from cases.events import CaseEvent
from cases.models import Case, Participation, Service
from safeguards import clock
from safeguards.audit import record
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.models import Agency, User


@transaction.atomic
def admit(*, case_id: UUID, agency: Agency, by: User) -> Participation:
    """Record that an agency takes part from now on. This opens no file: agencies read slips only."""
    case = Case.objects.select_for_update().get(pk=case_id)
    seat = Participation(task_force_id=case.task_force_id, case=case, agency=agency, since=clock.now())
    policy.check(by, Permission.REFERRAL_ANSWER, seat)
    present = Participation.objects.filter(case=case, agency=agency).first()
    if present is not None and present.until is None:
        return present
    if present is not None:
        present.until = None
        present.save(update_fields=["until"])
        seat = present
    else:
        seat.save()
    record(CaseEvent.PARTICIPATION_ADMITTED, by=by, target=case, details={"agency": str(agency)})
    return seat


@transaction.atomic
def leave(*, case_id: UUID, agency: Agency, by: User) -> Participation | None:
    """End an agency's participation unless it still serves somebody in the case; returns the ended row."""
    case = Case.objects.select_for_update().get(pk=case_id)
    policy.check(by, Permission.CONSENT_RECORD, case)
    seat = Participation.objects.filter(case=case, agency=agency, until__isnull=True).first()
    serves = Service.objects.filter(victim__case=case, agency=agency, state=ServiceState.ACCEPTED)
    if seat is None or serves.exists():
        return None
    seat.until = clock.now()
    seat.save(update_fields=["until"])
    record(CaseEvent.PARTICIPATION_ENDED, by=by, target=case, details={"agency": str(agency)})
    return seat
