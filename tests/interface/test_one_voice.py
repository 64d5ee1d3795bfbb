"""The same value has the same words on every page."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.db import models
from django.template import engines
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cases.choices import ConsentGiver, Sex
from cases.models import ComplaintPerson, Victim
from cases.reading.dates import NUMBER_WORDS, Span, words_of
from cases.register import dry_run_words
from cases.words import described
from interface import days, durations, filters, numbers, unnamed
from interface.zones import zone
from referrals import slip
from reports import wording
from reports.summary_shape import Period
from reports.templatetags import figures
from safeguards import conflicts
from taskforces.models import Region
from taskforces.regions import label_of

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
SEXES = st.sampled_from(Sex.values)
AGES = st.none() | st.integers(0, 99)
PLACES = st.sampled_from(["", "15.71.02", "15.71", "31"])


def page(source: str, value: object) -> str:
    """The text of a value on a page."""
    return engines["django"].from_string("{% load interface %}{{ value|" + source + " }}").render({"value": value})


@given(st.integers(-(10**9), 10**9))
def test_a_number(value):
    said = numbers.number(value)
    assert {page("number", value), wording.cell(value)} == {said}
    assert numbers.rupiah(value) == f"Rp{said}"
    assert wording.difference(abs(value), 0) == ("+" if value else "") + numbers.number(abs(value))


@given(st.integers(0, 10_000))
def test_a_small_number(value):
    words = numbers.in_words(value)
    assert numbers.count_word(value).casefold() == words
    assert NUMBER_WORDS.get(words, value) == value


@given(DAYS)
def test_a_day(on):
    said = days.day(on)
    assert said == f"{on.day} {days.month(on)}"
    assert {
        page("day", on),
        words_of(Span(on, on)),
        conflicts.shown(models.DateField(), on),
        filters.chip_words(on),
    } == {said}
    assert slip.consent_words(ConsentGiver.VICTIM, on).endswith(f", {said}")
    assert wording.period(Period(on, on)) == said
    assert days.day(on, weekday=True).endswith(f", {said}")
    assert said in (days.when(on, datetime(2200, 1, 1, tzinfo=ZoneInfo("Asia/Jakarta"))))


@given(DAYS, st.integers(0, 900))
def test_a_stretch_of_days(first, length):
    last = first + timedelta(days=length)
    said = days.stretch(first, last)
    assert words_of(Span(first, last)) == said
    if (first.day, last) != (1, days.month_end(last)) or (first.year, first.month) == (last.year, last.month):
        assert wording.period(Period(first, last)) == said


@given(st.floats(0, 10_000))
def test_a_length_of_time(hours):
    said = durations.duration_hours(hours)
    assert {page("duration_hours", hours), figures.hours_cell(hours), durations.duration(timedelta(hours=hours))} == {
        said
    }


@pytest.mark.parametrize(
    ("hours", "said"),
    [(49.5, "2 hari 2 jam"), (23.6, "1 hari"), (0.99, "59 menit"), (0.995, "1 jam"), (47.9, "2 hari")],
)
def test_lengths_that_two_pages_said_differently(hours, said):
    assert figures.hours_cell(hours) == page("duration_hours", hours) == said


@given(DAYS, st.times())
def test_a_moment(on, at_time):
    at = datetime.combine(on, at_time, UTC)
    for name in ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"):
        with timezone.override(name):
            said = days.clock(at)
            assert said == f"{days.hour(at)} {zone(days.local(at))}"
            endings = {days.moment(at), days.moment_on_paper(at), days.when(at), page("clock", at), page("moment", at)}
            assert all(text.endswith(said) for text in endings)


@pytest.mark.parametrize(
    ("name", "said"),
    [("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT"), ("UTC", "UTC+0"),
     ("Asia/Kolkata", "UTC+5.30"), ("America/New_York", "UTC−5")],
)  # fmt: skip
def test_a_zone_is_never_left_out(name, said):
    assert zone(datetime(2026, 2, 10, tzinfo=ZoneInfo(name))) == said


@given(SEXES, AGES, st.booleans(), PLACES)
def test_somebody_without_a_name(sex, age, is_estimated, code):
    region = Region(pk=code, name="Andai") if code else None
    facts = {"sex": sex, "age_is_estimated": is_estimated, "origin_region": region}
    victim = Victim(**facts, age_at_event=age)
    said = described(victim)
    assert described(ComplaintPerson(**facts, age=age)) == said
    plan = {"sex": sex, "age": age, "age_is_estimated": is_estimated, "origin_region": code}
    assert dry_run_words.victims_in_words({"victims": [plan]}) == said
    if code:
        subject = SimpleNamespace(sex=sex, age=age, age_is_estimated=is_estimated, is_child=True)
        assert said == f"{slip.summary_words(subject)}, {label_of(region)}"


@pytest.mark.parametrize(
    ("sex", "age", "origin", "said"),
    [
        ("Perempuan", "16 th", "Jambi Selatan", "Perempuan, 16 th, Jambi Selatan"),
        ("Laki-laki", "±15 th", "", "Laki-laki, ±15 th, asal belum pasti"),
        ("", "16 tahun", None, "Jenis kelamin belum diketahui, 16 tahun"),
        ("Perempuan", "", None, "Perempuan, umur belum diketahui"),
        ("", "", "", "Jenis kelamin, umur, dan asal belum diketahui"),
    ],
)
def test_what_is_not_known_is_said(sex, age, origin, said):
    assert unnamed.unnamed(sex, age, origin) == said
