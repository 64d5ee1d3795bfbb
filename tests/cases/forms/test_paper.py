"""The paper versions have exactly the fields of the screens, in order, and nobody's name."""

import re

import pytest
from django.urls import reverse

from cases.forms import paper
from cases.forms.intake.risks import RisksForm
from cases.models import Screening, Victim
from cases.screening import questions as screening_questions
from cases.screening.findings import Findings
from safeguards.audit import AuditEvent
from tests.cases.stories import girl, opened
from tests.factories import ScreeningFactory
from tests.personas import client_of

pytestmark = pytest.mark.django_db
NOT_ON_PAPER = {"csrfmiddlewaretoken", "act", "key", "version", "warnings_seen", "submission_key", "add_person"}
PERSON = re.compile(r"orang-\d+-(\w+)")


@pytest.fixture
def victim(world) -> Victim:
    """A girl of sixteen."""
    return opened(world, girl()).victims.get()


def on_screen(page: str) -> list[str]:
    """Names of the visible controls of a page's main form, each once, in order, without the blocks for scripts."""
    names = []
    page = re.sub(r"<template\b.*?</template>", "", page, flags=re.S)
    for tag in re.findall(r"<(?:input|select|textarea)\b[^>]*>", page):
        found = re.search(r'\bname="([^"]+)"', tag)
        if found and 'type="hidden"' not in tag and found[1] not in names and found[1] not in NOT_ON_PAPER:
            names.append(found[1])
    return names


def on_paper(page: str) -> list[str]:
    """Names of the fields of a paper, in order."""
    return re.findall(r'data-field="([^"]+)"', page)


class TestScreening:
    def test_the_paper_has_the_fields_of_the_form_in_its_order(self, world, victim):
        sari = client_of(world.sari)
        screen = on_screen(sari.get(reverse("cases:screening", args=[victim.pk])).content.decode())
        sheet = on_paper(sari.get(reverse("cases:paper-screening")).content.decode())
        assert [name for name in screen if name in set(sheet)] == sheet
        assert set(sheet) <= set(screen)
        assert len(sheet) == 3 * len(screening_questions.all_keys()) + 5

    def test_it_says_the_words_of_the_screen(self, world):
        shown = client_of(world.sari).get(reverse("cases:paper-screening"), {"untuk": "anak"}).content.decode()
        for question in screening_questions.questions():
            assert question.label in shown
            assert str(question.ask_child) in shown

    def test_a_filled_sheet_asks_first_is_recorded_and_names_nobody(self, world, victim):
        found = Findings(
            answers={"act.recruitment": "yes", "means.force": "no"},
            sources={"act.recruitment": ["document"]},
            notes={"act.recruitment": "Lewat iklan"},
            indicators=["general_no_address"],
        )
        ScreeningFactory(victim=victim, findings=found)
        address = reverse("cases:screening-print", args=[victim.pk])
        asked = client_of(world.sari).get(address)
        assert "tercatat dalam riwayat kasus" in asked.content.decode()
        assert "Lewat iklan" not in asked.content.decode()
        assert not AuditEvent.objects.filter(verb="screening.printed").exists()
        shown = client_of(world.sari).post(address).content.decode()
        assert AuditEvent.objects.filter(verb="screening.printed").count() == 1
        for words in (str(victim), "Lewat iklan", "Tidak tahu alamat"):
            assert words in shown
        assert shown.count("✓") == 6  # two answers, a source, a sign, the occasion, the status
        for secret in ("Melati", "Mela ", "1571025203090001", "0812-0000-0027", "Jalan Rekaan"):
            assert secret not in shown

    def test_without_a_screening_there_is_nothing_to_print(self, world, victim):
        response = client_of(world.sari).post(reverse("cases:screening-print", args=[victim.pk]))
        assert response.status_code == 422
        assert "belum diskrining" in response.content.decode()
        assert not AuditEvent.objects.filter(verb="screening.printed").exists()

    @pytest.mark.each_door
    def test_strangers_print_nothing(self, world, victim):
        address = reverse("cases:screening-print", args=[victim.pk])
        for refused in (world.maya, world.rina, world.arif, world.dewi, world.nobody):
            assert client_of(refused).post(address).status_code == 403
            assert client_of(refused).get(reverse("cases:paper-screening")).status_code == 403
            assert client_of(refused).get(reverse("cases:paper-intake")).status_code == 403
        assert client_of(world.tono).post(address).status_code == 404
        assert not AuditEvent.objects.filter(verb="screening.printed").exists()
        assert Screening.objects.count() == 0


class TestIntake:
    def test_the_paper_has_the_fields_of_the_page_in_its_order(self, world):
        sari = client_of(world.sari)
        page = sari.get(reverse("cases:complaint-log"), follow=True).content.decode()
        page = page[page.index('id="catat"') : page.rindex('class="folds"') + _length_of_folds(page)]
        folds = page[page.index('class="folds"') :]
        screen = [PERSON.sub(r"orang.\1", name) for name in on_screen(folds)]
        sheet = on_paper(sari.get(reverse("cases:paper-intake")).content.decode())
        asked = [name for name in sheet if not name.startswith("risk.")]
        once = list(dict.fromkeys(asked))
        assert once == list(dict.fromkeys(screen))
        assert sum(name == "orang.name" for name in asked) == paper.BLANKS_OF_PEOPLE

    def test_dangers_are_asked_as_on_the_screen(self):
        asked = [field.label for field in RisksForm().fields.values()]
        assert [blank.label for blank in paper.risk_rows()] == [str(words) for words in asked]

    def test_every_danger_may_be_asked(self, world):
        sheet = on_paper(client_of(world.sari).get(reverse("cases:paper-intake")).content.decode())
        assert sum(name.startswith("risk.") for name in sheet) == len(paper.risk_rows()) > 10


def _length_of_folds(page: str) -> int:
    """The length of the folded sections of the intake page, up to the outcome."""
    start = page.rindex('class="folds"')
    ends = [at for word in ('name="outcome"', 'class="form-actions') if (at := page.find(word, start)) > 0]
    return min(ends) - start
