"""Contact somebody safely: open a number in an allowed way, and record the result."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from cases.choices import ContactResult, ContactWay
from cases.events import ContactEvent
from cases.models import Complaint, ComplaintPerson, ContactAttempt, Person, Victim
from cases.queries.safe_contact import SafeContact, of_person, of_reporter
from safeguards import clock
from safeguards.audit import record
from safeguards.errors import WorkflowRefused
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.models import User

SAME_PRESS = timedelta(minutes=1)  # a second press of the same way within this time is the same attempt


@transaction.atomic
def use(
    *,
    way: str,
    complaint: Complaint | None = None,
    victim: Victim | None = None,
    person: Person | None = None,
    by: User,
) -> ContactAttempt:
    """Open a number in one way, if the safe-contact rule allows it now. No ``person`` means the complaint's reporter.

    The rule is read again under the lock, because it may have changed since the page was rendered.
    """
    target = victim or complaint
    if target is None:
        raise ValueError("a number is of a victim or of somebody in a complaint")
    policy.check(by, Permission.IDENTITY_REVEAL, target)
    safe = _rule_now(target, person)
    if way not in safe.ways_offered:
        raise WorkflowRefused(_("Cara ini tidak diizinkan oleh orangnya. Lihat kontak aman di atas."))
    now = clock.now()
    about = {"complaint": complaint, "victim": victim, "person": victim.person if victim else person, "way": way}
    recent = ContactAttempt.objects.filter(**about, opened_by=by, opened_at__gte=now - SAME_PRESS, result="").first()
    if recent is not None:
        return recent
    attempt = ContactAttempt.objects.create(
        task_force_id=target.task_force_id,
        may_leave_message=safe.may_leave_message,
        opened_at=now,
        opened_by=by,
        **about,
    )
    record(ContactEvent.NUMBER_USED, by=by, target=attempt, details={"contact_way": ContactWay(way)})
    return attempt


@transaction.atomic
def add_result(*, attempt: ContactAttempt, result: str, by: User) -> ContactAttempt:
    """Record the result of an attempt. "Message left" is refused where messages were not allowed."""
    policy.check(by, Permission.IDENTITY_REVEAL, attempt)
    row = ContactAttempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)
    if row.result == result:
        return row
    if row.result:
        raise WorkflowRefused(_("Hasilnya sudah dicatat: %s.") % row.get_result_display())
    if result == ContactResult.MESSAGE_LEFT and not row.may_leave_message:
        raise WorkflowRefused(_("Meninggalkan pesan tidak diizinkan. Bila terlanjur, beri tahu penyelia Anda."))
    row.result, row.result_at, row.result_by = ContactResult(result), clock.now(), by
    row.save(update_fields=["result", "result_at", "result_by"])
    details = {"contact_way": row.way, "contact_result": row.result}
    record(ContactEvent.RESULT_RECORDED, by=by, target=row, details=details)
    return row


def _rule_now(target: Victim | Complaint, person: Person | None) -> SafeContact:
    """The current rule in the database."""
    if isinstance(target, Victim):
        return of_person(Person.objects.select_for_update(of=("self",)).get(pk=target.person_id))
    complaint = Complaint.objects.select_for_update(of=("self",)).get(pk=target.pk)
    if person is None:
        reporting = complaint.people.filter(is_reporter=True).values("person_id")
        Person.objects.select_for_update(of=("self",)).filter(pk__in=reporting).values_list("pk").first()
        return of_reporter(complaint)
    if not ComplaintPerson.objects.filter(complaint=complaint, person=person).exists():
        raise ValueError("the person is not of this complaint")
    return of_person(Person.objects.select_for_update(of=("self",)).get(pk=person.pk))
