"""A case opens with what happened: story, days as told, place, who did it, who reported, dangers; and no name."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cases.actions import cases
from cases.choices import CaseKind, Mode, Risk
from cases.models import Case
from safeguards import clock
from safeguards.errors import WorkflowRefused
from tests.factories import CaseFactory, ComplaintFactory, ComplaintPersonFactory
from tests.personas import client_of

STORY = "Ia dijanjikan kerja di kafe, lalu dilarang keluar kamar. " * 12
FIRST, LAST = date(2026, 9, 1), date(2026, 9, 10)


@pytest.fixture
def complaint(world):
    """A call about a girl and the woman who recruited her, from 1 to 10 September."""
    row = ComplaintFactory(
        by=world.sari, narrative=STORY, summary="", event_on=FIRST, event_until=LAST, people=1,
        reporter_name="Nurhayati", risks='{"held": "yes", "weapon": "no"}',
    )  # fmt: skip
    ComplaintPersonFactory(complaint=row, role="recruiter", person__name="Bu Yanti", sex="female", age=40)
    return row


@pytest.fixture
def case(world, complaint) -> Case:
    """The case Sari opened from it."""
    return cases.open_from_complaint(complaint=complaint, kind=CaseKind.TPPO, mode=Mode.DEBT, by=world.sari)


def page(user, case) -> str:
    return client_of(user).get(reverse("cases:case-detail", args=[case.pk])).content.decode()


def test_the_days_stay_as_they_were_told(world, case):
    assert (case.event_on, case.event_until) == (FIRST, LAST)
    assert case.event_days == "1–10 September 2026, perkiraan"
    assert page(world.sari, case).count("1–10 September 2026, perkiraan") == 2


def test_it_opens_with_what_happened(world, case, complaint):
    html = page(world.sari, case)
    top = html[html.index('id="cerita"') : html.index('id="tugas"')]
    assert "Ia dijanjikan kerja di kafe" in top
    assert STORY.strip() not in top, "the beginning only"
    assert reverse("cases:complaint-detail", args=[complaint.pk]) in top
    assert "Tulis ringkasan" in top
    assert "Perekrut atau penyalur: perempuan, 40 th" in top
    assert complaint.get_channel_display() in top
    assert str(Risk("held").label) in top
    assert str(Risk("weapon").label) not in top
    assert "Yanti" not in html
    assert "Nurhayati" not in html


def test_a_summary_takes_the_place_of_the_testimony(world, case):
    cases.edit(case=case, changes={"summary": "Dipekerjakan tanpa upah."}, version=None, by=world.ratna)
    html = page(world.ratna, case)
    assert "Dipekerjakan tanpa upah." in html
    assert "Ia dijanjikan kerja" not in html
    assert "Tulis ringkasan" not in html


def test_a_case_without_a_complaint_says_what_is_not_known(world):
    html = page(world.sari, CaseFactory(by=world.sari, event_on=None, summary=""))
    assert "Belum disebut" in html


class TestCorrecting:
    def sent(self, case, **changes):
        values = {
            "summary": "", "responsible": str(case.responsible_id), "urgency": case.urgency, "mode": case.mode,
            "event_on": "1–10 September 2026", "simfoni_number": "", "simfoni_entered_on": "", "version": case.version,
        }  # fmt: skip
        return {**values, **changes}

    def test_an_untouched_span_stays(self, world, case):
        client_of(world.sari).post(reverse("cases:case-edit", args=[case.pk]), self.sent(case, simfoni_number="12"))
        case.refresh_from_db()
        assert (case.event_on, case.event_until, case.simfoni_number) == (FIRST, LAST, "12")

    def test_the_form_shows_it_as_people_write_it(self, world, case):
        html = client_of(world.sari).get(reverse("cases:case-edit", args=[case.pk])).content.decode()
        assert 'value="1–10 September 2026"' in html

    @pytest.mark.parametrize(
        ("text", "days"),
        [
            ("5 September 2026", (date(2026, 9, 5), None)),
            ("awal September 2026", (date(2026, 9, 1), date(2026, 9, 10))),
            ("", (None, None)),
        ],
    )
    def test_it_is_corrected_as_it_is_told(self, world, case, text, days):
        client_of(world.sari).post(reverse("cases:case-edit", args=[case.pk]), self.sent(case, event_on=text))
        case.refresh_from_db()
        assert (case.event_on, case.event_until) == days

    def test_tomorrow_is_refused_and_kept(self, world, case):
        tomorrow = f"{clock.today().year + 1}-01-05"
        answer = client_of(world.sari).post(
            reverse("cases:case-edit", args=[case.pk]), self.sent(case, event_on=tomorrow)
        )
        assert answer.status_code == 422
        assert tomorrow in answer.content.decode()


@pytest.mark.parametrize(("first", "last"), [(LAST, FIRST), (FIRST, FIRST), (None, LAST)])
def test_the_database_keeps_no_impossible_span(world, first, last):
    with pytest.raises(IntegrityError, match="case_event_ends_after_it_began"), transaction.atomic():
        CaseFactory(by=world.sari, event_on=first, event_until=last)


def test_a_day_ahead_is_refused_by_the_act(world, case):
    with pytest.raises(WorkflowRefused, match="belum terjadi"):
        cases.edit(case=case, changes={"event_on": date(2099, 1, 1)}, version=None, by=world.sari)
