"""Reveal an identity: every read leaves an audit row, because here reading is the harm."""

from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from cases.choices import RevealReason
from cases.events import CaseEvent, PersonEvent
from cases.models import Person, Victim
from cases.reading.ages import stored_date
from safeguards.audit import record
from safeguards.audit.reasons import says_enough
from safeguards.audit.sentences import sealed
from safeguards.encryption import Unreadable
from safeguards.errors import WorkflowRefused
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.models import TaskForce, User

PAPERS = frozenset({"nik", "birth_date"})  # identifying but no way of contact: a contact page leaves them closed
OPTIONAL = frozenset({"nickname", "accounts"})  # left out where empty


class Shown(NamedTuple):
    """One line of an opened identity: the field of ``Person``, its label, its value (text, or a day)."""

    name: str
    label: str
    value: str | date | Unreadable | None


class RevealedIdentity:
    """The opened identity, for one response only. Never stored, logged or put into a URL.

    It has an attribute for every identifying field of ``Person``; the birth date is a ``date``.
    """

    __slots__ = Person.IDENTITY

    birth_date: Any

    def __init__(self, person: Person):
        for name in Person.IDENTITY:
            setattr(self, name, getattr(person, name))
        if not isinstance(self.birth_date, Unreadable):
            self.birth_date = stored_date(self.birth_date)

    def __repr__(self) -> str:
        return "<RevealedIdentity>"

    @property
    def facts(self) -> list[Shown]:
        """All facts except the number; the page shows that below the safe-contact line."""
        found = [Shown(name, Person.label_of(name), getattr(self, name)) for name in Person.closed(but=("phone",))]
        return [fact for fact in found if fact.value or fact.name not in OPTIONAL]

    @property
    def contact_facts(self) -> list[Shown]:
        """Names and ways of contact except the number; the page shows that below the safe-contact line."""
        return [fact for fact in self.facts if fact.value and fact.name not in {"name", "nickname", *PAPERS}]


def reason_for_audit(reason: str, other_reason: str) -> str:
    """The reason as the audit stores it: a slug of the list, or the user's own words, encrypted.

    Raises ``WorkflowRefused`` if the reason is missing, or too short for the supervisor to understand.
    """
    if reason not in RevealReason.values:
        raise WorkflowRefused(_("Pilih untuk apa Anda memerlukan identitas ini."))
    if reason != RevealReason.OTHER:
        return str(RevealReason(reason).value)
    if not says_enough(other_reason):
        raise WorkflowRefused(_("Tulis alasan Anda, agar penyelia dapat memahaminya."))
    return sealed(other_reason.strip())


@transaction.atomic
def reveal(*, person: Person, victim: Victim, reason: str, other_reason: str = "", by: User) -> RevealedIdentity:
    """Record who looks and why, then read. ``victim`` says in which case; the user's own words are encrypted."""
    policy.check(by, Permission.IDENTITY_REVEAL, victim)
    said = reason_for_audit(reason, other_reason)
    if victim.person_id != person.pk:
        raise ValueError("the person is not this victim")
    person = Person.objects.get(pk=person.pk, task_force_id=victim.task_force_id)
    record(CaseEvent.IDENTITY_REVEALED, by=by, target=victim, details={"reason": said})
    return RevealedIdentity(person)


@transaction.atomic
def note_search(*, task_force: TaskForce, found: int, by: User) -> None:
    """Record that somebody searched for a person, and how many codes came back; never what was typed."""
    policy.check(by, Permission.IDENTITY_REVEAL, task_force)
    record(PersonEvent.SEARCHED, by=by, target=task_force, details={"found": found})
