"""Facts of a call that matter for danger: its words, ages, country, and the distance from home.

Everything typed is read, also names and addresses, because a word of danger may end up anywhere.
"""

from datetime import date

from cases.choices import PersonRole
from cases.intake.risk_prompts import CallFacts
from cases.reading import told_date
from cases.reading.ages import full_years
from cases.reading.planned_days import is_near
from cases.shorthand import read
from safeguards import clock
from taskforces import region_table
from taskforces.models import Region
from taskforces.regions import label_of

SPOKEN = ("narrative", "shorthand", "event_place", "reporter_contact_note", "reporter_contact_hours", "reporter_name")
SPOKEN_OF_PERSON = ("contact_note", "contact_hours", "name", "nickname", "address")


def call_facts(intake) -> CallFacts:
    """Read the page as it is, invalid answers included: danger does not wait for a valid form."""
    facts = intake.facts
    texts = [str(facts[name].value() or "") for name in SPOKEN if name in facts.fields]
    texts += [str(form[name].value() or "") for form in intake.people.forms for name in SPOKEN_OF_PERSON]
    texts += [str(form["age"].value() or "") for form in intake.people.forms if _is_victim(form)]  # "di bawah 18"
    event = told_date.whole(str(facts["event_on"].value() or ""), clock.today()).span
    line = read(str(facts["shorthand"].value() or ""), today=clock.today(), near=intake.near, event=event)
    day = event.first if event else clock.today()
    victims = [form for form in intake.people.forms if _is_victim(form)]
    ages = [form.told_age.years for form in victims]
    ages += [_years(form["birth_date"].value(), day) for form in victims]
    ages += [_years(piece.answers["birth_date"], day) for piece in line.pieces if piece.kind == "birth"]
    ages += line.ages
    countries = [str(facts["event_country"].value() or "")]
    countries += [piece.answers.get("event_country", "") for piece in line.pieces]
    return CallFacts(
        text="\n".join(texts),
        ages=tuple(age for age in ages if age is not None),
        country=next(filter(None, countries), ""),
        is_far=_is_far(intake, line),
        is_leaving=_is_leaving(facts, line),
    )


def _is_leaving(facts, line) -> bool:
    """Whether a departure, of the field or of the line, is near."""
    said = [facts["planned_on"].value(), *(piece.answers.get("planned_on") for piece in line.pieces)]
    field = facts.fields["planned_on"]
    spans = (field.read(str(one), field.today or clock.today()) for one in said if one)
    return any(is_near(span.first, clock.today()) for span in spans if span)


def _is_victim(form) -> bool:
    return form["role"].value() in (None, "", PersonRole.POSSIBLE_VICTIM)


def _years(born, day: date) -> int | None:
    """The age on a day for a birth date of the page; ``None`` if that is not one day."""
    span = told_date.whole(str(born or ""), clock.today()).span
    return max(full_years(span.first, day), 0) if span and span.is_day else None


def _is_far(intake, line) -> bool:
    """Whether the event happened in another city than that of the task force."""
    scene = _label(intake.facts["event_region"].value())
    scene = scene or next((piece.answers["event_region"] for piece in line.pieces if piece.kind == "scene"), "")
    found = region_table.find(scene, near=intake.near) if scene and intake.near else []
    return len(found) == 1 and not found[0].code.startswith(intake.near[:5])


def _label(value) -> str:
    return label_of(value) if isinstance(value, Region) else str(value or "")
