"""Describe a draft of a call without saying who it is about: no name, no number, no word of the story.

Only choices, counts, moments and existing regions are shown; free text is not.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.choices import Urgency
from cases.forms.intake.call import Intake
from cases.forms.intake.folds import channel_words, people_line
from cases.forms.person_forms import people_in
from cases.intake import risk_prompts
from cases.models import Draft
from safeguards.encryption import Unreadable, readable_json
from taskforces import region_table


class Gist(NamedTuple):
    """A call in a few words; a field is empty if nothing is known yet."""

    channel: str
    received_at: datetime | None
    people: str  # "1 diduga korban: perempuan 16 th (anak)"
    region: str  # where it happened, else a person's origin
    danger: str  # the gravest affirmed danger, else the urgency
    missing: list[str]  # what a complaint still needs


def gist_of(draft: Draft, *, near: str) -> Gist:
    """Read one's own draft. ``near`` is the region code of the task force."""
    fields = _clean(readable_json(draft.fields, {}))
    intake = Intake(initial=fields, people=people_in(fields), near=near)
    people = str(draft.fields) if isinstance(draft.fields, Unreadable) else people_line(intake.people.forms)
    told = any(str(fields.get(name) or "").strip() for name in ("narrative", "shorthand"))
    return Gist(
        channel=channel_words(intake),
        received_at=_moment(intake),
        people=people,
        region=_region(intake, near),
        danger=_danger(intake),
        missing=[words for words, is_there in ((_("cerita"), told), (_("tentang siapa"), people)) if not is_there],
    )


def _clean(fields) -> dict[str, str]:
    """Fields as texts; of several values the last, because nothing here needs them all."""
    pairs = fields.items() if isinstance(fields, Mapping) else ()
    single = {name: value[-1] if isinstance(value, list) and value else value for name, value in pairs}
    return {name: value for name, value in single.items() if isinstance(value, str)}


def _moment(intake: Intake) -> datetime | None:
    bound = intake.facts["received_at"]
    try:
        moment = bound.field.clean(bound.value())
    except (ValidationError, TypeError, ValueError):
        return None
    return moment if moment is None or timezone.is_aware(moment) else timezone.make_aware(moment)


def _region(intake: Intake, near: str) -> str:
    """The first place that is surely a region."""
    typed = [intake.facts["event_region"], *(form["origin_region"] for form in intake.people.forms)]
    found = (region_table.find(str(bound.value() or ""), near=near) for bound in typed)
    return next((rows[0].label for rows in found if len(rows) == 1), "")


def _danger(intake: Intake) -> str:
    affirmed = risk_prompts.affirmed(intake.risks.answers)
    urgency = intake.facts["urgency"].value()
    if affirmed:
        return str(affirmed[0].label)
    return str(Urgency(urgency).label) if urgency in (Urgency.EMERGENCY, Urgency.URGENT) else ""
