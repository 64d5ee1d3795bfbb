"""Days as people write and say them: their meaning, texts that are not days, and no started span beyond today."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.reading.dates import MONTHS, Precision, Span, read_day, words_of
from interface import days

TODAY = date(2026, 2, 10)  # a Tuesday
DAYS = st.dates(date(1930, 1, 1), TODAY)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12-8-24", "2024-08-12"),
        ("12/8/2024", "2024-08-12"),
        ("12.08.24", "2024-08-12"),
        ("2024-08-12", "2024-08-12"),
        ("12 8 2024", "2024-08-12"),
        ("12-8-75", "1975-08-12"),
        ("12/8", "2025-08-12"),
        ("17 Agustus", "2025-08-17"),
        ("17 agt 24", "2024-08-17"),
        ("1 nop 2024", "2024-11-01"),
        ("1-Des-2024", "2024-12-01"),
        ("12 Pebruari 2009", "2009-02-12"),
        ("Senin, 12 Agustus 2024", "2024-08-12"),
        ("tgl 5 januari 2026", "2026-01-05"),
        ("kemarin", "2026-02-09"),
        ("kmrn", "2026-02-09"),
        ("Kemarin dulu", "2026-02-08"),
        ("hari ini", "2026-02-10"),
        ("tadi pagi", "2026-02-10"),
        ("Senin lalu", "2026-02-09"),
        ("selasa kemarin", "2026-02-03"),
        ("selasa kemaren", "2026-02-03"),
        ("hari minggu", "2026-02-08"),
        ("hari minggu lalu", "2026-02-08"),
        ("3 hari lalu", "2026-02-07"),
        ("tiga hari yang lalu", "2026-02-07"),
        ("lusa", "2026-02-12"),
        ("29 februari", "2024-02-29"),
    ],
)
def test_one_day(text, day):
    assert read_day(text, TODAY) == Span(date.fromisoformat(day), date.fromisoformat(day), Precision.DAY)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("awal Agustus", "2025-08-01", "2025-08-10"),
        ("sejak awal jan", "2026-01-01", "2026-01-10"),
        ("pertengahan agustus 2024", "2024-08-11", "2024-08-20"),
        ("akhir Februari 2024", "2024-02-21", "2024-02-29"),
        ("Agustus 2024", "2024-08-01", "2024-08-31"),
        ("8/2024", "2024-08-01", "2024-08-31"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("tahun lalu", "2025-01-01", "2025-12-31"),
        ("bulan lalu", "2026-01-01", "2026-01-31"),
        ("awal bulan lalu", "2026-01-01", "2026-01-10"),
        ("minggu lalu", "2026-02-02", "2026-02-08"),
        ("2 minggu lalu", "2026-01-24", "2026-01-30"),
        ("seminggu yang lalu", "2026-01-31", "2026-02-06"),
        ("3 bulan lalu", "2025-11-01", "2025-11-30"),
        ("awal 2024", "2024-01-01", "2024-04-30"),
        ("tadi malam", "2026-02-09", "2026-02-10"),
        ("bulan ini", "2026-02-01", "2026-02-10"),  # not beyond today
        ("1–10 Januari 2026", "2026-01-01", "2026-01-10"),
        ("25 Desember 2025–3 Januari 2026", "2025-12-25", "2026-01-03"),
        ("25 Desember s/d 3 Januari", "2025-12-25", "2026-01-03"),
        ("1-3 agustus 2024", "2024-08-01", "2024-08-03"),
        ("sekitar 17 agustus 2024", "2024-08-14", "2024-08-20"),
    ],
)
def test_some_days(text, first, last):
    assert read_day(text, TODAY)[:2] == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text",
    ["", " ", "16", "31/2/2026", "12/31/2024", "1 januari 800", "jambi", "minggu", "p 16", "senen depan", "tahun",
     "0/0/0", "99 agustus", "kapan", "awal", "awal kemarin", "1.2.3.4", "10–1 Januari 2026"],
)  # fmt: skip
def test_no_day(text):
    assert read_day(text, TODAY) is None


FORMATS = (
    lambda day: f"{day.day}-{day.month}-{day.year}",
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day:%d.%m.%Y}",
    lambda day: day.isoformat(),
    lambda day: f"{day.day} {days.month(day)}",
    lambda day: f"{day.day} {days.month(day, year=False)[:3].lower()} {day.year}",
    lambda day: f"tgl  {day.day} {days.month(day, year=False).upper()}  {day.year} ",
)


@given(DAYS, st.sampled_from(FORMATS))
def test_every_written_day_reads_back(day, written):
    assert read_day(written(day), TODAY) == Span(day, day)


@given(DAYS, st.integers(0, 500))
def test_every_span_reads_back_from_its_words(first, length):
    last = min(first + timedelta(days=length), TODAY)
    assert read_day(words_of(Span(first, last)), TODAY)[:2] == (first, last)


@given(st.text(max_size=100), DAYS)
def test_nothing_breaks_it(text, today):
    span = read_day(text, today)
    assert span is None or span.first <= span.last


WORDS = st.sampled_from(
    [*MONTHS, "awal", "akhir", "lalu", "minggu", "bulan", "tahun", "3", "17", "2024", "sejak", "tadi"]
)


@given(st.lists(WORDS, min_size=1, max_size=5).map(" ".join), DAYS)
def test_what_has_begun_ends_today_at_the_latest(text, today):
    span = read_day(text, today)
    assert span is None or span.first > today or span.last <= today


@given(st.sampled_from(sorted(MONTHS)), st.integers(1, 28), DAYS)
def test_a_day_without_a_year_is_never_to_come(month, day, today):
    assert read_day(f"{day} {month}", today).last <= today
