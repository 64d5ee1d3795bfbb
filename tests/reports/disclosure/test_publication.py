"""The public variant of a whole summary."""

from dataclasses import replace
from datetime import date

import pytest

from reports import wording
from reports.disclosure import DisclosureRefused, Inconsistent, PublishedFigures, publish, published_figures
from reports.disclosure.linkage import service_key
from reports.disclosure.publication import _mark_services
from reports.summary_shape import Chart, Period, Row, Series, Services, Sum, Table, is_hidden
from tests.reports.samples import BOTH, bars_from, modes, summary


def table(of, key):
    return next(one for one in of.tables if one.key == key)


def cells(of, key):
    return {row.key: row.cells for row in table(of, key).all_rows()}


def test_no_cell_from_one_to_four_is_left_anywhere():
    public = publish(summary())
    for one in public.tables:
        for row in one.all_rows():
            assert not any(isinstance(cell, int) and 1 <= cell <= 4 for cell in row.cells), (one.key, row)
    assert public.variant == "publik"


def test_the_members_variant_is_left_alone_and_large_figures_stay():
    full = summary()
    public = publish(full)
    assert cells(full, "victims_age")["older"] == (8, 1, 9, 6)
    assert public.counts["victims"] == {"all": 203, "tppo": 34, "tppo_child": 14}
    assert cells(public, "victims_age")["total"] == (25, 9, 34, 27)


def test_the_same_count_is_hidden_wherever_it_stands():
    full = summary(
        counts={"cases": {"all": 15, "tppo": 13}, "victims": {"tppo": 34, "tppo_child": 14}},
        previous_counts={},
        tables=(),
    )
    chart = Chart("c", "bars", "Kasus", "kasus", ("TPPO",), (Series("2025", (13,), ("cases.tppo",)),))
    public = publish(replace(full, charts=(chart,)))
    assert public.counts["cases"] == {"all": 15, "tppo": "*"}
    assert public.charts[0].series[0].values == ("*",)


def test_districts_are_joined_into_their_city():
    public = publish(summary())
    rows = cells(public, "victims_origin")
    assert rows["15.71"] == (15, 17)
    assert not any(len(row.region) > 5 for row in table(public, "victims_origin").rows)
    assert table(public, "victims_origin").rows[0].label == "Kota Jambi"


def test_three_attributes_are_not_published():
    triple = replace(modes(), attributes=("mode", "sex", "age"))
    assert publish(summary(tables=(triple,))).tables == ()


def test_rates_over_fewer_than_ten_are_hidden_and_others_are_not():
    rows = {row.key: row for row in publish(summary()).services.rows}
    few, many = rows["reintegration.dpmppa"], rows["health.rsud"]
    assert (few.promise_kept, few.promise_due, few.median_answer_hours) == ("*", "*", "*")
    assert few.requested == 9
    assert (many.promise_kept, many.promise_due, many.median_answer_hours) == (18, 21, 6.0)


def test_a_small_service_line_takes_a_second_one_with_it():
    full = summary()
    small = replace(full.services.rows[0], requested=4, accepted=3, completed=3, promise_kept=3, promise_due=4)
    totals = replace(full.services.totals, requested=82, accepted=78, completed=58, promise_kept=71, promise_due=82)
    services = replace(full.services, rows=(small, *full.services.rows[1:]), totals=totals)
    public = publish(replace(full, services=services)).services
    assert public.rows[0].requested == "<5"
    assert any(is_hidden(row.requested) for row in public.rows[1:]) or is_hidden(public.totals.requested)
    for row in public.rows:
        if is_hidden(row.requested):
            assert (row.promise_kept, row.promise_due) == ("*", "*")


def test_totals_of_services_before_are_counts_of_their_own():
    services = summary().services
    few = replace(services.totals, requested=4, accepted=4, completed=3, promise_kept=4, promise_due=4)
    public = publish(summary(services=replace(services, previous_totals=few))).services
    assert public.totals.requested == 99
    assert is_hidden(public.previous_totals.requested)


def test_notes_say_what_is_hidden_and_why():
    public = publish(summary())
    assert any("disembunyikan" in note for note in public.suppression_notes)
    assert any(note.startswith("<5:") for note in table(public, "victims_mode").notes)


def test_place_in_a_table_by_size_does_not_rank_a_hidden_row():
    rows = (("A", 30), ("B", 9), ("C", 8), ("D", 4), ("E", 2), ("F", 1))
    by_size = Table(
        "t",
        "Judul",
        "orang",
        "x",
        (BOTH[1],),
        tuple(Row(name, name, (n,)) for name, n in rows),
        Row("t", "Jumlah", (54,)),
    )
    chart = bars_from(by_size, "Judul")
    chart = replace(
        chart, labels=chart.labels[:4], series=(replace(chart.series[0], values=chart.series[0].values[:4]),)
    )
    public = publish(summary(tables=(by_size,), charts=(chart,), counts={}, previous_counts={}))
    shown = [row.label for row in table(public, "t").rows if not is_hidden(row.cells[0])]
    hidden = [row.label for row in table(public, "t").rows if is_hidden(row.cells[0])]
    assert [row.label for row in table(public, "t").rows] == shown + hidden
    assert hidden == sorted(hidden)
    assert public.charts[0].labels == tuple(shown + hidden)[:4]
    own = replace(by_size, own_order=True)
    assert [row.label for row in publish(summary(tables=(own,), counts={}, previous_counts={})).tables[0].rows] == [
        name for name, _n in rows
    ]


def test_years_of_a_chart_are_periods_of_their_own():
    """14 children of 15 victims in 2022 would reveal one adult; and figures hidden in 2022 stay hidden."""
    chart = Chart(
        "years",
        "line",
        "Judul",
        "orang",
        ("2022", "2025"),
        (
            Series("anak", (14, 14), ("victims.tppo_child@2022", "victims.tppo_child")),
            Series("semua", (15, 34), ("victims.tppo@2022", "victims.tppo")),
        ),
    )
    of = summary(charts=(chart,), relations=(Sum("victims.tppo", ("victims.tppo_child", "victims.tppo_adult")),))
    public = publish(of)
    assert "*" in {public.charts[0].series[0].values[0], public.charts[0].series[1].values[0]}
    of_2022 = PublishedFigures(Period(date(2022, 1, 1), date(2022, 12, 31)), {"victims.tppo": "*"})
    roomy = replace(chart, series=(replace(chart.series[0], values=(8, 14)), replace(chart.series[1], values=(20, 34))))
    again = publish(replace(of, charts=(roomy,)), published=[of_2022])
    assert again.charts[0].series[1].values == ("*", 34)
    told = {figures.period.start.year: figures.cells for figures in published_figures(public)}
    assert "victims.tppo" in told[2022]


def test_a_gap_is_neither_a_number_nor_hidden():
    with_gap = Table("g", "Judul", "orang", "Baris", BOTH, (Row("a", "Satu", (None, 7)), Row("b", "Dua", (None, 8))))
    assert cells(publish(summary(tables=(with_gap,))), "g") == {"a": (None, 7), "b": (None, 8)}


def test_a_count_that_differs_between_tables_is_a_fault():
    full = summary(counts={"victims": {"tppo": 35}})
    with pytest.raises(Inconsistent):
        publish(full)


def test_a_period_too_close_to_a_published_one_is_refused_in_words():
    published = published_figures(publish(summary()))
    near = replace(summary(), period=Period(date(2025, 1, 1), date(2025, 12, 20)))
    with pytest.raises(DisclosureRefused, match="kurang dari satu bulan") as refused:
        publish(near, published=published)
    assert wording.period(summary().period) in str(refused.value)
    assert "2025-" not in str(refused.value)


def test_the_same_release_twice_is_the_same():
    first = publish(summary())
    again = publish(summary(), published=published_figures(first))
    assert again.tables == first.tables
    assert again.counts == first.counts


def test_a_longer_period_hides_what_would_give_the_new_month_away():
    early = summary(
        tables=(),
        services=summary().services.__class__(),
        counts={"cases": {"all": 180, "tppo": 26}},
        previous_counts={},
    )
    early = replace(early, relations=(), period=Period(date(2025, 1, 1), date(2025, 10, 31)))
    late = replace(early, period=summary().period, counts={"cases": {"all": 187, "tppo": 29}})
    public = publish(late, published=published_figures(publish(early)))
    assert public.counts["cases"] == {"all": 187, "tppo": "*"}


def test_a_median_of_one_answer_is_that_answer_and_is_hidden():
    full = summary()
    rows = tuple(replace(row, answered=1) for row in full.services.rows)
    public = publish(replace(full, services=replace(full.services, rows=rows))).services
    assert {row.median_answer_hours for row in public.rows} == {"*"}
    assert {row.answered for row in public.rows} == {None}


def test_a_marker_of_another_threshold_still_says_what_it_said():
    early = replace(
        summary(tables=(), services=Services(), counts={"cases": {"tppo": 2}}, previous_counts={}),
        relations=(),
        period=Period(date(2025, 1, 1), date(2025, 10, 31)),
    )
    late = replace(early, period=summary().period, counts={"cases": {"tppo": 6}})
    lenient = publish(early, threshold=3)
    assert lenient.counts["cases"]["tppo"] == "<3"
    public = publish(late, published=published_figures(lenient))
    assert public.counts["cases"]["tppo"] == "*", "six minus one or two is four or five in the last months"


@pytest.mark.parametrize(
    ("text", "leaves"),
    [
        ("Sosialisasi bahaya TPPO di 12 sekolah menengah", True),
        ("Perjanjian pembiayaan visum et repertum", True),
        ("Daftar nomor jaga malam semua instansi anggota", True),
        ("Jemput 2 korban dari Batam", False),
        ("Tindak lanjut kasus K-2026-0012", False),
        ("Bayar tiket tiga orang anak", False),
        ("Hubungi keluarga di 0812-3456-7890", False),
        ("Dampingi korban inisial B", False),
        ("Rencana aksi daerah 5 tahun", True),
        ("Sekolah bagi anak berusia 14 tahun", False),
        ("Rumah aman untuk Contoh Melati, 14 th", False),
    ],
)
def test_decisions_leave_unless_they_speak_of_people(text, leaves):
    full = summary()
    decisions = (replace(full.decisions[0], text=text),)
    (decision,) = publish(replace(full, decisions=decisions)).decisions
    assert (decision.text == text) is leaves
    assert decision.owner == full.decisions[0].owner


def test_a_paper_that_was_published_is_not_published_again_from_its_own_markers():
    with pytest.raises(Inconsistent, match="already hidden"):
        publish(publish(summary()))


def test_the_title_of_a_meeting_that_tells_of_people_leaves_with_its_decisions():
    full = summary()
    meeting = replace(full.meeting, title="Rapat kasus Contoh Melati, 14 tahun")
    assert publish(replace(full, meeting=meeting)).meeting.title == ""


@pytest.mark.parametrize("hidden", ["requested", "promise_kept", "promise_due"])
def test_a_promise_is_hidden_with_any_of_the_counts_it_comes_from(hidden):
    full = summary()
    row = replace(full.services.rows[0], requested=40, promise_kept=30, promise_due=35)
    shown = _mark_services(row, {service_key(row, hidden): "*"})
    assert (shown.promise_kept, shown.promise_due) == ("*", "*")


def test_factors_that_few_have_say_nothing_of_those_without_and_answers_not_due_are_their_own_count():
    full = summary()
    factors = table(full, "victims_factor")
    few = replace(factors, rows=factors.rows[:1])
    late = tuple(replace(row, promise_due=row.requested - 1, promise_kept=10) for row in full.services.rows)
    services = replace(full.services, rows=late[:1], totals=None, previous_totals=None)
    tables = tuple(few if one is factors else one for one in full.tables)
    public = publish(replace(full, tables=tables, services=services))
    assert cells(public, "victims_factor")["economy"] == (20, 26)
    assert public.services.rows[0].requested == 21
