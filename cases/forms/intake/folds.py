"""The folded sections of the intake page: a filled section is shown as one line."""

from collections import Counter
from datetime import datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.choices import Channel, ContactRule, PersonRole, ReporterKind, Sex, Urgency
from cases.forms.intake.call import ComplaintForm, Intake
from cases.forms.person_forms import PersonForm
from cases.reading.ages import is_known_child
from cases.reading.dates import words_of
from interface import days
from interface.unnamed import years as in_years

SHOWN_WORDS = 12  # of the narrative


class Fold(NamedTuple):
    """One section: its summary line, its style, and whether it is open."""

    line: str
    state: str
    open: bool


def folds_of(intake: Intake, *, fresh: bool) -> dict[str, Fold]:
    """Every section by name. The story and the people of a new call stay open.

    An error opens its section. So does a stored value that cannot be read; an empty line says so.
    """
    lines = {
        "channel": _channel(intake),
        "story": _story(intake),
        "place": _place(intake),
        "people": people_line(intake.people.forms),
        "reporter": _reporter(intake),
        "urgency": _urgency(intake),
    }
    wrong = _sections_with_errors(intake)
    unreadable = _sections_unreadable(intake)
    opened = wrong | unreadable | ({"story", "people"} if fresh else set())
    empty = {name: _("tidak terbaca") if name in unreadable else _("Belum diisi") for name in lines}
    states = {name: "done" if line and name not in wrong else "ring" for name, line in lines.items()}
    if states["channel"] == "done" and not channel_words(intake):
        states["channel"] = "half"
    return {name: Fold(line or empty[name], states[name], name in opened) for name, line in lines.items()}


def people_line(forms: list[PersonForm]) -> str:
    """``2 diduga korban: perempuan 16 th; laki-laki ±15 th. 1 terlapor belum dikenal``."""
    spoken_of = [form for form in forms if _says_something(form)]
    sentences = []
    for role, name in (
        (PersonRole.POSSIBLE_VICTIM, _("diduga korban")),
        (PersonRole.REPORTED, _("terlapor")),
        (PersonRole.RECRUITER, _("perekrut atau penyalur")),
        (PersonRole.WITNESS, _("saksi")),
    ):
        group = [form for form in spoken_of if _value(form, "role") == role]
        if group:
            about = _together([words for words in map(_person, group) if words])
            sentences.append(f"{len(group)} {name}: {about}" if about else f"{len(group)} {name}")
    return ". ".join(sentences)


def _together(said: list[str]) -> str:
    """Group equal words: ``perempuan 16 th; 2 belum dikenal``."""
    counts = Counter(said)
    if len(counts) == 1:
        return said[0]
    return "; ".join(words if count == 1 else f"{count} {words}" for words, count in counts.items())


def _sections_with_errors(intake: Intake) -> set[str]:
    sections = ComplaintForm.SECTIONS.items()
    wrong = {name for name, fields in sections if any(field in intake.facts.errors for field in fields)}
    if any(form.errors for form in intake.people.forms):
        wrong.add("people")
    return wrong


def _sections_unreadable(intake: Intake) -> set[str]:
    sections = ComplaintForm.SECTIONS.items()
    found = {name for name, fields in sections if not intake.facts.unreadable.keys().isdisjoint(fields)}
    if any(form.unreadable for form in intake.people.forms):
        found.add("people")
    return found


def _value(form, name: str) -> str:
    value = form[name].value()
    return "" if value in (None, False) else str(value)


def _channel(intake: Intake) -> str:
    moment = intake.facts["received_at"].value()
    if isinstance(moment, datetime):
        moment = f"{days.day(moment)} {days.hour(moment)}"
    channel = channel_words(intake) or _("Kanal tidak disebut")
    return ", ".join(filter(None, [channel, str(moment or "").replace("T", " ")]))


def channel_words(intake: Intake) -> str:
    """The channel in words; empty while nobody named it."""
    value = _value(intake.facts, "channel")
    return "" if value == Channel.UNKNOWN else str(dict(Channel.choices).get(value, ""))


def _story(intake: Intake) -> str:
    words = _value(intake.facts, "narrative").split()
    return " ".join(words[:SHOWN_WORDS]) + ("…" if len(words) > SHOWN_WORDS else "")


def _place(intake: Intake) -> str:
    unknown = _("tanggal tidak diketahui") if _value(intake.facts, "event_date_is_unknown") else ""
    day = event_words(intake)
    places = [_value(intake.facts, name) for name in ("event_place", "event_region", "event_country")]
    return ", ".join(filter(None, [day or unknown, plan_words(intake), *places]))


def plan_words(intake: Intake) -> str:
    """The planned day as understood: ``rencana Rabu, 11 Februari 2026``; as typed if it is not understood."""
    bound = intake.facts["planned_on"]
    try:
        planned_on = bound.field.to_python(bound.value())
    except ValidationError:
        return str(bound.value() or "")
    return _("rencana %(day)s") % {"day": days.day(planned_on, weekday=True)} if planned_on else ""


def event_words(intake: Intake) -> str:
    """The day of the event as understood: ``1–10 Januari 2026, perkiraan``; as typed if it is not understood."""
    bound = intake.facts["event_on"]
    try:
        span = bound.field.to_python(bound.value())
    except ValidationError:
        return str(bound.value() or "")
    if span is None:
        return ""
    return words_of(span) if span.is_day else _("%(days)s, perkiraan") % {"days": words_of(span)}


def _reporter(intake: Intake) -> str:
    kind = _value(intake.facts, "reporter_kind")
    named = str(ReporterKind(kind).label) if kind in ReporterKind.values and kind != ReporterKind.UNKNOWN else ""
    anonymous = _("tidak ingin disebut namanya") if _value(intake.facts, "reporter_is_anonymous") else ""
    given = (
        _("nama atau telepon diisi") if any(_value(intake.facts, f"reporter_{n}") for n in ("name", "phone")) else ""
    )
    rule = _value(intake.facts, "reporter_contact_rule")
    reach = str(ContactRule(rule).label).lower() if rule in (ContactRule.NEVER, ContactRule.CONDITIONAL) else ""
    return ", ".join(filter(None, [named, anonymous or given, reach]))


def _urgency(intake: Intake) -> str:
    value = _value(intake.facts, "urgency")
    return str(Urgency(value).label) if value in Urgency.values and value != Urgency.UNKNOWN else ""


def _says_something(form: PersonForm) -> bool:
    if form.is_bound:
        return form.has_changed() or bool(_value(form, "id"))
    return any(
        _value(form, name) and _value(form, name) != str(field.initial or "") for name, field in form.fields.items()
    )


def _person(form: PersonForm) -> str:
    """Sex and age; the line shows no names."""
    sex, age = _value(form, "sex"), form.told_age
    word = str(Sex(sex).label).lower() if sex in Sex.values and sex != Sex.UNKNOWN else ""
    is_rough = age.is_estimated or bool(_value(form, "age_is_estimated"))
    years = in_years(age.years, is_rough) if age.years is not None else ""
    child = _("(anak)") if is_known_child(age.years) else ""
    unknown = _("belum dikenal") if _value(form, "is_unknown") else ""
    return " ".join(filter(None, [word, years, child, unknown]))
