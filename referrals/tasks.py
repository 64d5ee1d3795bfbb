"""Timers of referrals."""

from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from referrals.actions.referrals import path_of
from referrals.events import ReferralEvent
from referrals.models import Referral
from safeguards import clock, row_security
from safeguards.audit import record
from taskforces.actions import notifications
from taskforces.models import TaskForce


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="tell_overdue_referrals", pass_context=False)
def tell_overdue_referrals(timestamp: int) -> None:
    """Every ten minutes, notify both sides of referrals without an answer in time (``timestamp``: the tick)."""
    for task_force_id in TaskForce.objects.values_list("pk", flat=True):
        tell_overdue_of(task_force_id)


def tell_overdue_of(task_force_id) -> int:
    """Notify once of every late answer to a task force; returns how many. The audit names no person as actor."""
    now = clock.now()
    with transaction.atomic(), row_security.activate({"task_forces": [task_force_id]}):
        late = Referral.objects.overdue(at=now).filter(task_force_id=task_force_id, overdue_told_at__isnull=True)
        rows = list(late.select_for_update(of=("self",), skip_locked=True).select_related("agency", "sent_by"))
        for referral in rows:
            referral.overdue_told_at = now
            referral.save(update_fields=["overdue_told_at"])
            record(ReferralEvent.OVERDUE, by=None, target=referral)
            words = {"number": referral, "agency": referral.agency}
            text = _("Rujukan %(number)s terlambat dijawab %(agency)s.") % words
            notifications.notify_user(user=referral.sent_by, text=text, path=path_of(referral))
            text = _("Jawaban rujukan %(number)s sudah melewati batas.") % words
            notifications.notify_agency(agency=referral.agency, text=text, path=path_of(referral))
    return len(rows)
