"""What happened, at the top of a case: from its summary and its complaints, without a name."""

from collections.abc import Iterable

from django.urls import reverse

from cases import words
from cases.choices import PersonRole
from cases.intake import risk_prompts
from cases.models import Case, Complaint, ComplaintPerson
from cases.queries import safe_contact
from cases.queries.safe_contact import SUSPECTED
from cases.views.complaints import reporter_line
from safeguards.encryption import Unreadable, readable
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.regions import label_of

STORY_BEGINS = 320  # characters of the testimony on the case page; the whole of it is one press away
MOST_COMPLAINTS = 5  # whose reporters are shown


def told(case: Case, user) -> dict:
    """Story, days, place, who did it, who reported and how to reach them, dangers; empty for who reads no complaint."""
    if not policy.can(user, Permission.COMPLAINT_VIEW, case):
        return {}
    rows = Complaint.objects.visible_to(user).filter(case=case).order_by("received_at")
    complaints = list(rows.select_related("event_region", "task_force")[:MOST_COMPLAINTS])
    may_call = policy.can(user, Permission.IDENTITY_REVEAL, case)
    people = list(safe_contact.people_of(complaints))
    return {
        **_story(case, complaints),
        "when": case.event_days,
        "where": _where(case, complaints),
        "suspects": _suspects(people),
        "reporters": [_reporter(complaint, people, may_call=may_call) for complaint in complaints],
        "dangers": _dangers(complaints),
    }


def _story(case: Case, complaints: list[Complaint]) -> dict:
    """The summary, or the beginning of the first testimony until one is written."""
    if case.summary:
        return {"story": case.summary, "is_summary": True}
    first = next((row for row in complaints if readable(row.narrative)), None)
    if first is None:
        return {"story": "", "is_summary": False}
    text = " ".join(readable(first.narrative).split())
    if len(text) > STORY_BEGINS:
        text = f"{text[:STORY_BEGINS].rsplit(' ', 1)[0]} …"
    return {"story": text, "is_summary": False, "story_url": reverse("cases:complaint-detail", args=[first.pk])}


def _where(case: Case, complaints: list[Complaint]) -> str:
    """Region, country abroad and place, as far as they are known."""
    region = label_of(case.event_region) if case.event_region_id else ""
    country = next((row.event_country for row in complaints if row.event_country), "")
    place = next((readable(row.event_place) for row in complaints if readable(row.event_place)), "")
    return ", ".join(filter(None, [place, region, country]))


def _suspects(people: Iterable[ComplaintPerson]) -> list[str]:
    """``Perekrut atau penyalur: perempuan, ±40 th``, each person once."""
    once = {row.person_id: row for row in people if row.role in SUSPECTED}
    return [f"{PersonRole(row.role).label}: {_lower(words.described(row))}" for row in once.values()]


def _reporter(complaint: Complaint, people: Iterable[ComplaintPerson], *, may_call: bool) -> dict:
    """Who reported a complaint, when, and how to reach them safely."""
    own = [row for row in people if row.complaint_id == complaint.pk]
    return {
        "who": complaint.get_reporter_kind_display(),
        "channel": complaint.get_channel_display(),
        "at": complaint.received_at,
        "number": complaint.number,
        "url": reverse("cases:complaint-detail", args=[complaint.pk]),
        "safe": reporter_line(complaint, may_call=may_call, people=own),
    }


def _dangers(complaints: Iterable[Complaint]) -> list[str]:
    """The dangers somebody answered yes to, each once."""
    found: dict[str, None] = {}
    for complaint in complaints:
        if isinstance(complaint.risks, Unreadable):
            continue
        for risk in risk_prompts.affirmed(risk_prompts.answers_in(complaint.risks)):
            found[str(risk.label)] = None
    return list(found)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
