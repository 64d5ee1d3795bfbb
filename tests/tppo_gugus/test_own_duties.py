"""*Hari ini* and the case page agree on a caseworker's cases: what waits stands on both, what is done on none."""

import random
from datetime import timedelta

import pytest

from cases.choices import ServiceState
from cases.models import Case
from cases.queries import case_file, own_duties
from cases.queries.lateness import limits_of
from referrals.models import Referral
from safeguards import clock
from taskforces.models import Notification
from tests.factories import (
    CaseFactory,
    ConsentFactory,
    ReferralFactory,
    ReferralMessageFactory,
    ServiceFactory,
    VictimFactory,
)
from tests.personas import client_of
from tppo_gugus import own_rows
from tppo_gugus.day import own_case_groups

pytestmark = pytest.mark.django_db

HISTORIES = 12


def groups_of(user) -> dict:
    return {group.title: group for group in client_of(user).get("/").context["day"].groups}


def titles(user, title: str) -> list[str]:
    group = groups_of(user).get(title)
    return [row["title"] for row in group.rows] if group else []


@pytest.fixture
def victim(world):
    """A suspected girl in a case of Sari's, at whom nothing waits."""
    return VictimFactory(case=CaseFactory(by=world.sari), suspected=True, person__phone="")


def test_nothing_waits(world, victim):
    day = client_of(world.sari).get("/").context["day"]
    assert (day.groups, day.sentence) == ([], "Tidak ada yang menunggu Anda hari ini.")


def test_an_unscreened_victim_waits_for_the_one_who_answers_for_the_case(world):
    unscreened = VictimFactory(case=CaseFactory(by=world.sari), person__phone="")
    (row,) = groups_of(world.sari)["Tugas dalam kasus Anda"].rows
    assert row["title"] == f"{unscreened.case.number}: Skrining unsur TPPO untuk /1"
    assert row["meta"][0] == "/1 perempuan, 17 th"
    assert unscreened.person.name not in client_of(world.sari).get("/").content.decode()
    for other in (world.ratna, world.tono, world.budi):
        assert titles(other, "Tugas dalam kasus Anda") == []
    with clock.at(clock.now() + timedelta(days=2)):
        assert "Terlambat dalam kasus Anda" in groups_of(world.sari)


def test_a_declined_referral_leaves_a_victim_without_service_until_another_is_sent(world, victim):
    ReferralFactory(victim=victim, declined=True)
    assert len(titles(world.sari, "Korban tanpa layanan")) == 1
    assert titles(world.tono, "Korban tanpa layanan") == []
    ReferralFactory(victim=victim)
    assert titles(world.sari, "Korban tanpa layanan") == []


def test_a_question_of_an_agency_waits_until_it_is_answered(world, victim):
    referral = ReferralFactory(victim=victim, accepted=True)
    ReferralMessageFactory(referral=referral)
    assert titles(world.sari, "Instansi bertanya") == []
    ReferralMessageFactory(referral=referral, from_agency=True)
    assert titles(world.sari, "Instansi bertanya") == [f"{referral.agency.short_name} bertanya tentang {victim.case}"]
    assert titles(world.tono, "Instansi bertanya") == []
    ReferralMessageFactory(referral=referral)
    assert titles(world.sari, "Instansi bertanya") == []


def test_news_of_a_referral_waits_once_until_it_is_read(world, victim):
    referral = ReferralFactory(victim=victim, completed=True)
    path = f"/rujukan/{referral.pk}/"
    for minutes, text in enumerate(("Rujukan diterima.", "Rujukan selesai.")):
        with clock.at(clock.now() + timedelta(minutes=minutes)):
            Notification.objects.create(user=world.sari, text=text, path=path)
    assert titles(world.sari, "Kabar rujukan belum dibaca") == ["Rujukan selesai."]
    assert titles(world.ratna, "Kabar rujukan belum dibaca") == []
    Notification.objects.update(read_at=clock.now())
    assert titles(world.sari, "Kabar rujukan belum dibaca") == []


def test_a_consent_that_follows_waits_until_it_is_given(world, victim):
    ConsentFactory(victim=victim, to_follow=True)
    assert titles(world.sari, "Tugas dalam kasus Anda") == [f"{victim.case.number}: Minta persetujuan /1 yang menyusul"]
    ConsentFactory(victim=victim, recorded_at=clock.now() + timedelta(minutes=1))
    assert titles(world.sari, "Tugas dalam kasus Anda") == []


def test_cases_past_the_number_read_are_counted(world, monkeypatch):
    monkeypatch.setattr(own_duties, "CASES_READ", 2)
    for _number in range(3):
        VictimFactory(case=CaseFactory(by=world.sari))
    assert titles(world.sari, "Kasus Anda yang lain") == ["1 kasus Anda yang lain"]


def a_history(world, dice: random.Random) -> Case:
    """A case of Sari's with one to three victims and anything that may wait for them."""
    case = CaseFactory(by=world.sari, reported_on=clock.today() - timedelta(days=dice.randrange(3)))
    for _victim in range(dice.randint(1, 3)):
        kind = dice.choice([{}, {"suspected": True}, {"closed": True}, {"confirmed": True, "adult": True}])
        victim = VictimFactory(case=case, **kind)
        for _referral in range(dice.randrange(3)):
            state = dice.choice([{}, {"declined": True}, {"accepted": True}, {"completed": True}, {"overdue": True}])
            ReferralFactory(victim=victim, **state)
        if dice.random() < 0.3:
            ConsentFactory(victim=victim, **dice.choice([{"withdrawn": True}, {"to_follow": True}]))
        if dice.random() < 0.3:
            ServiceFactory(victim=victim, state=ServiceState.REQUESTED)
    return case


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_the_case_page_and_the_day_agree(world, seed):
    dice = random.Random(seed)
    cases = [a_history(world, dice) for _case in range(3)]
    limits = limits_of(world.sari)
    of_pages = [(case.number, duty) for case in cases for duty in case_file.read(case).duties]
    found = own_duties.of_person(world.sari, limits)
    of_day = [(own.case.number, own.duty) for own in found.duties]
    assert sorted(of_day, key=repr) == sorted(of_pages, key=repr)

    without, late, rest = own_case_groups(world.sari, limits)
    above = [own for own in found.duties if own_rows.is_shown_above(own)]
    assert without.count + late.count + sum(group.count for group in rest) + len(above) == len(of_pages)
    day = groups_of(world.sari)
    waiting = {own.duty.referral_number for own in above if own.duty.act == "answer"}
    counts = [day[title].count for title in ("Menunggu jawaban instansi", "Rujukan belum dijawab") if title in day]
    sent = Referral.objects.waiting()  # also those of victims whose services have ended
    assert waiting <= {referral.number for referral in sent}
    assert sum(counts) == len(sent)
