"""The history of a case, from the audit: who did what, newest first."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from cases.events import CaseEvent
from safeguards.audit import AuditEvent
from safeguards.audit.recording import REFUSED
from safeguards.audit.sentences import with_actor

SHOWN = 10  # on the case page; the rest has its own page
KEY_STEPS = frozenset(
    {
        CaseEvent.OPENED.value,
        CaseEvent.VICTIM_MOVED.value,
        CaseEvent.SCREENING_RECORDED.value,
        CaseEvent.SERVICE_ENDED.value,
        CaseEvent.PROCEEDING_STEP_RECORDED.value,
    }
)


@dataclass(frozen=True)
class Happening:
    """One line of the timeline."""

    at: datetime
    text: str
    kind: str  # key | ""


def events_of(root_id: UUID) -> QuerySet:
    """Every recorded act on a file, newest first. Refusals are in the audit, not in the file's history."""
    return AuditEvent.objects.filter(root_id=root_id).exclude(verb=REFUSED).order_by("-at", "-id")


def happenings(events, *, inside: str = "") -> list[Happening]:
    """Sentences for the timeline. On a case page its own number is left out: ``/1`` instead of ``K-2026-0012/1``."""
    return [Happening(event.at, _short(with_actor(event), inside), _kind(event.verb)) for event in events]


def _kind(verb: str) -> str:
    return "key" if verb in KEY_STEPS else ""


def _short(text: str, number: str) -> str:
    return text.replace(f"{number}/", "/") if number else text
