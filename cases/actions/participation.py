"""Taking part: which agencies work on a case since they accepted a referral."""

from uuid import UUID

from django.db import transaction

from cases.events import CaseEvent
from cases.models import Case, Participation
from safeguards import clock
from safeguards.audit import record
from taskforces.access.permissions import Permission
from taskforces.access.policy import check
from taskforces.models import Agency


@transaction.atomic
def admit(*, case_id: UUID, agency: Agency, by) -> Participation:
    """Note that an agency takes part from now on. It opens no file: agencies read slips only."""
    case = Case.objects.select_for_update().get(pk=case_id)
    seat = Participation(task_force_id=case.task_force_id, case=case, agency=agency, since=clock.now())
    check(by, Permission.REFERRAL_ANSWER, seat)
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
