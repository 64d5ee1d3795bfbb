"""The emergency page tells whoever phones the police: who, where, which danger, how the story begins. Never a name."""

import re

import pytest
from django.urls import reverse

from cases.intake import risk_prompts
from safeguards import clock
from tests.cases.stories import NIK, girl, logged, stranger
from tests.factories import EmergencyFactory
from tests.personas import client_of

pytestmark = pytest.mark.django_db
STORY = "Disekap di ruko dekat pelabuhan, pelaku bawa parang. " * 20


def page_of(user, complaint) -> str:
    """The page as its readers see it, blanks as one."""
    response = EmergencyFactory(complaint=complaint)
    answer = client_of(user).get(reverse("cases:emergency-detail", args=[response.pk]))
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def complaint(world):
    risks = risk_prompts.stored({"held": "yes", "weapon": "yes"})
    return logged(
        world, girl(), stranger(), narrative=STORY, event_place="Ruko lantai 2", event_country="Malaysia", risks=risks,
        planned_on=clock.today(),
    )  # fmt: skip


def test_who_where_which_danger_and_the_beginning_of_the_story(world, complaint):
    page = page_of(world.sari, complaint)
    told = page[page.index("Yang disampaikan di telepon") : page.index("Siapa yang membantu")]
    for words in (
        "erempuan, 16",
        "Terlapor", "Ruko lantai 2", "Malaysia", "Disekap, diculik, atau tidak", "Terlapor memiliki senjata",
        "Disekap di ruko dekat pelabuhan", "Rencana berangkat", "(hari ini)",
    ):  # fmt: skip
        assert words in told
    assert told.count("pelaku bawa parang") < STORY.count("pelaku bawa parang")
    assert "Baca cerita selengkapnya" in told


def test_a_short_story_is_told_whole(world):
    page = page_of(world.sari, logged(world, girl(), narrative="Disekap di ruko."))
    assert "Disekap di ruko." in page
    assert "selengkapnya" not in page


def test_no_name_stands_on_it_and_none_in_title_or_address(world, complaint):
    page = page_of(world.sari, complaint)
    for secret in ("Melati", "Rekaan", NIK, "0812-0000-0027", "0812-0000-0099", "Mela"):
        assert secret not in page
    title = re.search(r"<title>(.*?)</title>", page)[1]
    assert "ruko" not in title.casefold()


def test_a_rule_stands_there_also_without_a_number(world):
    complaint = logged(
        world, girl(phone=""), reporter_phone="", reporter_contact_rule="never", reporter_kind="community"
    )
    page = page_of(world.sari, complaint)
    aside = page[page.index('aria-label="Pengaduan ini"') :]
    assert "Jangan dihubungi" in aside


def test_without_rule_and_number_nothing_is_said_of_the_reporter(world):
    complaint = logged(world, girl(), reporter_phone="", reporter_contact_rule="not_asked")
    page = page_of(world.sari, complaint)
    assert "Belum ditanyakan" not in page[page.index('aria-label="Pengaduan ini"') :]


@pytest.mark.each_door
def test_another_city_does_not_see_it(world, complaint):
    response = EmergencyFactory(complaint=complaint)
    assert client_of(world.tono).get(reverse("cases:emergency-detail", args=[response.pk])).status_code == 404
