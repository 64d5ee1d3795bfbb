"""The same public figures are one paper: one number, one pattern, in every format, for every user and every press."""

import threading
from datetime import date

import pytest
from django.db import connection, transaction
from django.urls import reverse

from reports import charts_of_summary, freezing
from reports.actions import releases
from reports.disclosure import publish
from reports.disclosure.linkage import all_cells
from reports.models import SummaryRelease
from reports.summary import compose
from reports.summary_shape import Chart, Column, Period, Row, Series, Table, is_hidden
from reports.variants import prepare, prepare_for_scripts
from safeguards import clock, row_security
from safeguards.audit import AuditEvent
from safeguards.errors import AccessDenied
from taskforces.access.scoping import row_security_context
from tests.factories import CaseFactory, ComplaintFactory, MeetingFactory, VictimFactory
from tests.personas import client_of, make_world
from tests.reports import samples

YEAR = Period(date(2022, 1, 1), date(2022, 12, 31))
ASKED = {"dari": "2022-01-01", "sampai": "2022-12-31", "varian": "publik"}
AGES = (3, 9, 14, 15, 15, 16, 16, 17, 19, 19, 20, 22, 23, 24, 31, 33, 35, 36, 41, 52, 63, None)


def fill(world):
    """22 victims of a city as small as real ones, and one of the year before."""
    for number, age in enumerate(AGES):
        channel = ("police", "walk_in", "uptd_hotline", "outreach")[number % 7 % 4]
        case = CaseFactory(by=world.sari, reported_on=date(2022, 1 + number % 12, 3), channel=channel)
        VictimFactory(case=case, age_at_event=age, sex="male" if number % 5 == 0 else "female")
    VictimFactory(case=CaseFactory(by=world.sari, reported_on=date(2021, 5, 5)), age_at_event=16)
    ComplaintFactory(by=world.sari, people=1)
    return world


@pytest.fixture
def city(world):
    return fill(world)


def release(world, **changes):
    given = {"task_force": world.jambi, "period": YEAR, "variant": "publik", "by": world.rina, **changes}
    return releases.release(**given)


def cells(paper: SummaryRelease) -> dict:
    return dict(all_cells(freezing.from_plain(paper.summary)))


def press(client, world, ending):
    """The secretary's result: the number of the paper."""
    answer = client.post(reverse("reports:summary-release"), {**ASKED, "gugus": str(world.jambi.pk), "format": ending})
    assert client.get(answer.url).status_code == 200
    return SummaryRelease.objects.get(pk=answer.url.split("/")[-2]).number


def test_pdf_docx_xlsx_and_pdf_again_are_one_paper(city):
    client = client_of(city.rina)
    numbers = [press(client, city, ending) for ending in ("pdf", "docx", "pdf", "xlsx", "docx")]
    assert set(numbers) == {SummaryRelease.objects.get().number}
    released = AuditEvent.objects.filter(verb="summary.released").count()
    assert (released, AuditEvent.objects.filter(verb="summary.downloaded").count()) == (1, 5)


def test_the_page_and_the_script_show_the_pattern_of_the_paper_in_hand(city):
    paper = release(city)
    assert any(is_hidden(cell) for cell in cells(paper).values())
    shown = prepare(task_force=city.jambi, period=YEAR, variant="publik", by=city.rina)
    assert dict(all_cells(shown)) == cells(paper)
    assert shown.suppression_notes == freezing.from_plain(paper.summary).suppression_notes
    told = prepare_for_scripts(task_force=city.jambi, period=YEAR, variant="publik")
    assert dict(all_cells(told)) == cells(paper)
    page = client_of(city.rina).get(reverse("reports:summary"), ASKED).content.decode()
    assert f"Angka ini sama dengan ringkasan terbit {paper.number}" in page


def test_new_words_are_a_new_paper_with_the_same_figures(city):
    first = release(city)
    meeting = MeetingFactory(by=city.rina, title="Rakor triwulan", place="Aula")
    second = release(city, meeting=meeting)
    assert second.number != first.number
    assert second.summary["meeting"]["title"] == "Rakor triwulan"
    assert cells(second) == cells(first)
    assert second.summary["suppression_notes"] == first.summary["suppression_notes"]
    assert release(city, meeting=meeting) == second
    assert release(city) == first


def test_changed_figures_are_a_new_paper_that_says_what_it_replaces(city):
    first = release(city)
    for _more in range(6):
        VictimFactory(case=CaseFactory(by=city.sari, reported_on=date(2022, 6, 6)), age_at_event=30)
    page = client_of(city.rina).get(reverse("reports:summary"), ASKED).content.decode()
    assert f"sudah terbit {first.number}, dan angkanya tidak sama lagi" in page
    second = release(city)
    assert second.number != first.number
    assert release(city) == second
    stars = {key for key, cell in cells(first).items() if cell == "*"}
    assert all(is_hidden(cells(second)[key]) for key in stars)  # hidden figures stay hidden


def test_another_threshold_or_stricter_rules_do_not_hand_out_the_old_paper(city, monkeypatch):
    first = release(city)
    monkeypatch.setattr("reports.disclosure.RULES", 99)
    second = release(city)
    assert second.figures_digest != first.figures_digest
    city.jambi.suppression_threshold = 7
    city.jambi.save(update_fields=["suppression_threshold"])
    third = release(city)
    assert len({first.figures_digest, second.figures_digest, third.figures_digest}) == 3
    assert not any(isinstance(cell, int) and 0 < cell < 7 for cell in cells(third).values())


def test_a_paper_from_before_the_digest_is_remembered_but_not_taken_for_the_same(city):
    """Its sources are no longer known. It stays public knowledge; the next paper is the one repeated."""
    plain = freezing.to_plain(prepare(task_force=city.jambi, period=YEAR, variant="publik", by=city.rina))
    old = SummaryRelease.objects.create(
        task_force=city.jambi, number="RP-2022-0900", period_from=YEAR.start, period_to=YEAR.end, variant="publik",
        summary=plain, digest="0" * 64, released_at=clock.now(), released_by=city.rina,
    )  # fmt: skip
    new = release(city)
    assert (old.figures_digest, new.pk == old.pk) == ("", False)
    stars = {key for key, cell in cells(old).items() if cell == "*"}
    assert all(is_hidden(cells(new)[key]) for key in stars)
    assert release(city) == new


def test_the_digest_is_of_counts_and_of_nothing_else(city):
    full = compose(task_force=city.jambi, period=YEAR, by=city.rina)
    digest = freezing.figures_digest(full, 5)
    assert digest == freezing.figures_digest(compose(task_force=city.jambi, period=YEAR, by=city.rina), 5)
    assert digest != freezing.figures_digest(full, 6)
    VictimFactory(case=CaseFactory(by=city.sari, reported_on=date(2022, 6, 6)), age_at_event=30)
    assert digest != freezing.figures_digest(compose(task_force=city.jambi, period=YEAR, by=city.rina), 5)


def test_the_members_variant_remembers_no_digest_and_is_one_paper_too(city):
    first = release(city, variant="terbatas")
    assert (first.figures_digest, release(city, variant="terbatas")) == ("", first)


@pytest.mark.parametrize("name", ["sari", "tono", "arif", "budi"])
def test_others_release_nothing_and_learn_of_no_paper(city, name):
    release(city)
    somebody = getattr(city, name)
    with pytest.raises(AccessDenied):
        release(city, by=somebody)
    assert client_of(somebody).get(reverse("reports:summary"), ASKED).status_code == 403
    assert SummaryRelease.objects.count() == 1


def test_nothing_is_left_when_the_audit_fails(city, monkeypatch):
    monkeypatch.setattr("reports.actions.releases.record", lambda *given, **more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        release(city)
    assert not SummaryRelease.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_the_same_moment_are_one_paper():
    world, found = fill(make_world()), []

    def press() -> None:
        try:
            with transaction.atomic(), row_security.activate(row_security_context(world.rina)):
                found.append(release(world).pk)
        finally:
            connection.close()

    presses = [threading.Thread(target=press) for _ in range(3)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert (len(found), len(set(found))) == (3, 1)
    assert SummaryRelease.objects.count() == 1


def bars(rows):
    """A chart of the first three rows of a table by size, as the public sees it."""
    columns = (Column("before", "2024", side="previous"), Column("now", "2025"))
    made = tuple(Row(name, name, (0, n)) for name, n in rows)
    table = Table("t", "Judul", "orang", "x", columns, made, Row("t", "Jumlah", (0, sum(n for _name, n in rows))))
    shown = made[:3]
    series = Series("2025", tuple(row.cells[1] for row in shown), tuple(table.cell_key(row, 1) for row in shown))
    chart = Chart("t", "bars", "Modus", "orang", tuple(row.label for row in shown), (series,))
    public = publish(samples.summary(tables=(table,), charts=(chart,), counts={}, previous_counts={}, relations=()))
    return charts_of_summary.with_titles(public).charts[0]


def test_a_bar_of_nobody_takes_no_hidden_row_s_place():
    chart = bars((("A", 9), ("B", 4), ("C", 3), ("D", 0), ("E", 0)))
    assert set(chart.labels) == {"A", "B", "C"}
    assert 0 not in chart.series[0].values


def test_no_bar_is_said_to_lead_while_a_hidden_one_is_not_drawn():
    chart = bars((("Z", 30), ("A", 9), ("B", 8), ("C", 7), ("D", 6), ("E", 2)))
    hidden_left_out = "*" in chart.series[0].values or chart.title == "Modus"
    assert hidden_left_out
    assert "terbanyak" in bars((("A", 9), ("B", 0), ("C", 0))).title
