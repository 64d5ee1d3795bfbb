"""Seeing who somebody is: a read that leaves its row, because here reading is the harm."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cases.ages import stored_date
from cases.choices import RevealReason
from cases.events import CaseEvent, PersonEvent
from cases.models import Person, Victim
from safeguards.audit import record
from safeguards.audit.sentences import sealed
from safeguards.encryption import Unreadable
from safeguards.errors import WorkflowRefused
from taskforces.access.permissions import Permission
from taskforces.access.policy import check

SHORTEST_REASON = 8  # characters of a reason somebody writes


@dataclass(frozen=True)
class RevealedIdentity:
    """What was opened, for one response only. Never stored, logged or put into an address."""

    name: str
    nickname: str
    nik: str
    birth_date: date | Unreadable | None
    phone: str
    address: str
    guardian: str

    def __repr__(self) -> str:
        return "<RevealedIdentity>"


def stated(reason: str, other_reason: str) -> str:
    """The reason as the audit keeps it: a slug of the list, or one's own words sealed.

    Raises ``WorkflowRefused`` for a reason that is none, or too short to be understood by the supervisor.
    """
    if reason not in RevealReason.values:
        raise WorkflowRefused(_("Pilih untuk apa Anda memerlukan identitas ini."))
    if reason != RevealReason.OTHER:
        return str(RevealReason(reason).value)
    if len(other_reason.strip()) < SHORTEST_REASON:
        raise WorkflowRefused(_("Tulis alasan Anda, agar penyelia dapat memahaminya."))
    return sealed(other_reason.strip())


@transaction.atomic
def reveal(*, person: Person, victim: Victim, reason: str, other_reason: str = "", by) -> RevealedIdentity:
    """Record who looks and why, then read. ``victim`` says in which case; a reason of one's own is kept sealed."""
    check(by, Permission.IDENTITY_REVEAL, victim)
    said = stated(reason, other_reason)
    if victim.person_id != person.pk:
        raise ValueError("the person is not this victim")
    person = Person.objects.get(pk=person.pk, task_force_id=victim.task_force_id)
    record(CaseEvent.IDENTITY_REVEALED, by=by, target=victim, details={"reason": said})
    return RevealedIdentity(
        name=person.name,
        nickname=person.nickname,
        nik=person.nik,
        birth_date=person.birth_date if isinstance(person.birth_date, Unreadable) else stored_date(person.birth_date),
        phone=person.phone,
        address=person.address,
        guardian=person.guardian,
    )


@transaction.atomic
def note_search(*, task_force, found: int, by) -> None:
    """Record that somebody looked for a person, and how many codes came back; never what was typed."""
    check(by, Permission.IDENTITY_REVEAL, task_force)
    record(PersonEvent.SEARCHED, by=by, target=task_force, details={"found": found})
