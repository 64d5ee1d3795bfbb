"""Sari leaves. Arif ends her access and sees counts; Ratna is notified, finds the work and takes it over."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases import tasks
from cases.actions import cases
from cases.choices import CaseKind
from cases.models import Case, DutyTurn
from safeguards import clock
from taskforces.access.roles import Role
from taskforces.models import Decree, Membership
from tests.cases.leaving.test_leaving import call_of, caseload, midnight_after, seat
from tests.cases.stories import log
from tests.factories import CaseFactory
from tests.journeys.desk import Desk
from tests.personas import make_user

pytestmark = pytest.mark.django_db
SECRETS = ("Melati", "K-2026", "P-2026", "0812", "tidak boleh pulang")


def test_arif_sees_counts_and_ratna_the_work(world):
    had = caseload(world)
    arif = Desk(world.arif).open(f"/petugas/{seat(world.sari).pk}/akhiri/")
    for counted in ("1 keadaan darurat", "1 giliran jaga", "1 kasus terbuka", "1 draf"):
        assert counted in arif.text
    arif.press("Akhiri akses", {"reason": "left", "to": str(world.ratna.pk)})
    assert not [word for word in SECRETS if word in arif.response.content.decode()]

    ratna = Desk(world.ratna).open("/")
    assert "Belum ada yang menangani" in ratna.text
    assert "Dialihkan kepada Anda" in ratna.text
    ratna.open("/kabar/")
    assert "Pekerjaan Sari kini milik Anda: 1 kasus terbuka, 1 giliran jaga, 1 draf belum selesai." in ratna.text
    assert "kehilangan penanggung jawabnya" in ratna.text
    ratna.open("/").follow("Lihat pekerjaannya")
    assert had["case"].number in ratna.text
    assert "Giliran jaga" in ratna.text
    assert "Dialihkan kepada Anda" not in ratna.open("/").text
    ratna.open("/pengaduan/draf/")
    assert "Diterima dari Sari" in ratna.text
    assert Desk(world.sari).open("/", expect=403).status == 403


def test_what_was_given_on_stands_above_what_merely_waits(world):
    """Below emergencies, but not at the end of the page: handed-on work comes before new calls."""
    caseload(world)
    log(world)
    Desk(world.arif).open(f"/petugas/{seat(world.sari).pk}/akhiri/").press(
        "Akhiri akses", {"reason": "left", "to": str(world.ratna.pk)}
    )
    day = Desk(world.ratna).open("/").text
    headings = ("Keadaan darurat", "Dialihkan kepada Anda", "Pengaduan baru")
    assert sorted(headings, key=day.index) == list(headings)


def test_who_was_chosen_must_still_have_access_when_it_is_sent(world):
    wati = make_user("Wati", Role.CASEWORKER, world.decree, world.uptd)
    caseload(world)
    arif = Desk(world.arif).open(f"/petugas/{seat(world.sari).pk}/akhiri/")
    sheet = arif.fill("Akhiri akses", {"reason": "left", "to": str(wati.pk)})
    Membership.objects.filter(user=wati).update(deactivated_at=timezone.now(), deactivated_by=world.arif)
    arif.send(sheet, expect=422)
    assert "Pilih rekan yang masih punya akses." in arif.text
    assert seat(world.sari).deactivated_at is None


def test_pages_that_end_more_than_one_access_say_it_too(world):
    caseload(world)
    arif = Desk(world.arif)
    for path in (f"/sk/{world.decree.pk}/cabut/", f"/instansi/{world.uptd.pk}/akhiri/"):
        arif.open(path)
        assert "1 kasus terbuka" in arif.text, path
        assert "Tidak ada rekan lain yang punya akses" in arif.text, path
    arif.open(f"/sk/{world.decree.pk}/ubah/")
    assert "1 kasus terbuka" in arif.text
    arif.open(f"/petugas/{seat(world.maya).pk}/akhiri/")
    assert "dialihkan bersamaan" not in arif.text


def test_the_day_says_beforehand_whose_access_ends_with_work_in_hand(world):
    caseload(world)
    ratna, arif = Desk(world.ratna).open("/"), Desk(world.arif).open("/")
    assert "Akses segera berakhir" not in ratna.text + arif.text

    Membership.objects.filter(user=world.sari).update(valid_until=clock.today() + timedelta(days=3))
    ratna.open("/")
    assert "Akses segera berakhir" in ratna.text
    assert "1 kasus terbuka" in ratna.text
    arif.open("/")
    assert "pekerjaan belum dialihkan" in arif.text
    assert "1 kasus terbuka" in arif.text
    assert not [word for word in SECRETS if word in arif.response.content.decode()]

    ratna.open("/jaga/pengalihan/")
    assert "Akses berakhir" in ratna.text


def test_the_supervisor_gives_on_before_a_leave(world):
    wati = make_user("Wati", Role.CASEWORKER, world.decree, world.uptd)
    had = caseload(world)
    ratna = Desk(world.ratna).open("/jaga/pengalihan/").follow("Lihat dan alihkan")
    assert had["case"].number in ratna.text
    sheet = ratna.fill("Alihkan semuanya", {"colleague": str(wati.pk)})
    ratna.send(sheet)
    assert "Keduanya mendapat kabar" in ratna.text
    assert Case.objects.get(pk=had["case"].pk).responsible == wati
    assert DutyTurn.objects.get().user == wati
    assert had["draft"].user == world.sari
    ratna.send(sheet, expect=422)
    assert "Tidak ada lagi yang dipegang" in ratna.text
    assert "Pekerjaan Sari dialihkan kepada Wati" in Desk(world.sari).open("/kabar/").text
    assert "kini milik Anda" in Desk(wati).open("/kabar/").text


@pytest.mark.parametrize("name", ["sari", "budi", "rina", "arif", "dewi", "tono"])
def test_nobody_else_gives_on(world, name):
    caseload(world)
    desk = Desk(getattr(world, name))
    desk.open("/jaga/pengalihan/", expect=403)
    desk.open(f"/jaga/pengalihan/{world.sari.pk}/", expect=403)


@pytest.mark.each_door
def test_somebody_of_another_city_is_not_found(world):
    Desk(world.ratna).open(f"/jaga/pengalihan/{world.tono.pk}/", expect=404)


def test_who_leads_two_teams_reaches_the_work_of_both(world):
    """Ratna helps out in Jakarta Barat: the row on her day opens, hands on there, and changes nothing in Jambi."""
    barat = seat(world.tono)
    Membership.objects.create(
        user=world.ratna, task_force=barat.task_force, decree=barat.decree, agency=barat.agency,
        role=Role.SUPERVISOR, valid_from=clock.today(),
    )  # fmt: skip
    Membership.objects.filter(pk=barat.pk).update(valid_until=clock.today() + timedelta(days=3))
    Membership.objects.create(
        user=world.tono, task_force=world.jambi, decree=world.decree, agency=world.uptd,
        role=Role.CASEWORKER, valid_from=clock.today(),
    )  # fmt: skip
    there = CaseFactory(by=world.tono)
    here = CaseFactory(by=world.tono, task_force=world.jambi)

    ratna = Desk(world.ratna).open("/").follow("Alihkan")
    assert there.number in ratna.text
    ratna.press("Alihkan semuanya", {"colleague": str(world.ratna.pk)})
    assert barat.task_force.name in ratna.open("/jaga/pengalihan/").text
    there.refresh_from_db()
    here.refresh_from_db()
    assert (there.responsible, here.responsible) == (world.ratna, world.tono)
    assert there.number in ratna.open("/jaga/pekerjaan-saya/").text
    for asked in (world.centre.pk, "x", ""):
        ratna.open(f"/jaga/pengalihan/{world.tono.pk}/?gugus={asked}", expect=404)


def test_until_the_timer_ran_the_page_says_what_belongs_to_nobody(world):
    case = cases.open_from_complaint(complaint=log(world), kind=CaseKind.TPPO, by=world.sari)
    call_of(world.sari)
    Membership.objects.filter(user=world.sari).update(valid_until=clock.today())
    with clock.at(midnight_after(clock.today())):
        ratna = Desk(world.ratna).open("/")
        assert "Tanpa penanggung jawab" in ratna.text
        assert case.number in ratna.text
        tasks.give_on_what_was_left(0)
        ratna.open("/")
        assert "Tanpa penanggung jawab" not in ratna.text


def test_a_decree_that_ended_for_all_is_seen_by_who_gives_access(world):
    caseload(world)
    Decree.objects.filter(pk=world.decree.pk).update(valid_until=clock.today())
    with clock.at(midnight_after(clock.today())):
        tasks.check_holders(0)
        arif = Desk(world.arif).open("/")
        assert "Tidak seorang pun punya akses" in arif.text
        assert "1 kasus terbuka" in arif.text
        assert not [word for word in SECRETS if word in arif.response.content.decode()]
