"""Sari records a victim's contact rule and accounts on her page; both can then be used."""

from unittest.mock import patch

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse

from cases.models import Case, ContactAttempt, Person, Victim
from safeguards.audit import AuditEvent
from safeguards.encryption.rotation import _quiet_triggers
from tests.cases.stories import girl, logged, opened
from tests.journeys.desk import Desk
from tests.personas import client_of

pytestmark = pytest.mark.django_db
ACCOUNTS = "@melati.contoh\nBank Contoh 000-111"
SAVE, ADD = "Simpan data korban", "Tambah korban"


@pytest.fixture
def case(world) -> Case:
    """A case about a girl without a contact rule."""
    unasked = girl(contact_rule="not_asked", contact_hours="", contact_code_word="")
    return opened(world, unasked)


@pytest.fixture
def victim(case) -> Victim:
    """That girl."""
    return case.victims.get()


def person_of(victim: Victim) -> Person:
    """The stored row."""
    return Person.objects.get(pk=victim.person_id)


def page(name: str, row) -> str:
    """The URL of a page about one row."""
    return reverse(f"cases:{name}", args=[row.pk])


def stored_bytes(person_id, column: str) -> bytes:
    """The bytes in the table."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM cases_person WHERE id = %s", [person_id])
        return bytes(cursor.fetchone()[0])


class TestWays:
    def test_the_duty_leads_to_the_page_that_records_it_and_then_she_can_be_called(self, world, case, victim):
        sari = Desk(world.sari).open(page("case-detail", case))
        assert "Tanyakan cara aman menghubungi" in sari.text
        sari.follow("Catat cara aman").press(SAVE, contact_rule="conditional", contact_ways=["whatsapp"])
        assert person_of(victim).contact_ways == ["whatsapp"]
        assert "Tanyakan cara aman menghubungi" not in sari.text
        assert "Dengan cara: WhatsApp." in sari.text
        sari.follow("Hubungi").press("Catat dan tampilkan nomor", way="whatsapp")
        assert 'href="https://wa.me/6281200000027"' in sari.source
        assert ContactAttempt.objects.get().way == "whatsapp"
        event = AuditEvent.objects.get(verb="person.amended")
        assert (event.actor_id, event.details) == (world.sari.pk, {"changed": ["contact_rule", "contact_ways"]})

    def test_a_way_is_taken_back(self, world, case, victim):
        sari = Desk(world.sari).open(page("victim-edit", victim))
        sari.press(SAVE, contact_rule="conditional", contact_ways=["whatsapp", "call"])
        sari.open(page("victim-edit", victim)).press(SAVE, contact_ways=[])
        assert person_of(victim).contact_ways == []
        assert "Dengan cara apa belum ditanyakan" in sari.text

    def test_a_page_sent_untouched_keeps_them(self, world, victim):
        Person.objects.filter(pk=victim.person_id).update(contact_ways=["call"], contact_rule="conditional")
        Desk(world.sari).open(page("victim-edit", victim)).press(SAVE)
        assert person_of(victim).contact_ways == ["call"]

    def test_a_way_without_leave_to_call_is_asked_about_once(self, world, victim):
        sari = Desk(world.sari).open(page("victim-edit", victim)).press(SAVE, contact_ways=["call"])
        assert "belum ditandai boleh dihubungi" in sari.text
        assert person_of(victim).contact_ways == []
        sari.press(SAVE)
        assert person_of(victim).contact_ways == ["call"]

    def test_a_way_nobody_offers_is_an_error_at_its_field(self, world, victim):
        sheet = Desk(world.sari).open(page("victim-edit", victim)).fill(SAVE, contact_rule="conditional", name="Baru")
        answer = client_of(world.sari).post(sheet.address, {**sheet.answers, "contact_ways": ["pigeon"]})
        assert answer.status_code == 422
        assert 'value="Baru"' in answer.content.decode()
        assert person_of(victim).contact_rule == "not_asked"

    def test_a_victim_added_to_the_case_can_be_called(self, world, case):
        sari = Desk(world.sari).open(page("victim-add", case))
        given = {"sex": "female", "name": "Contoh Kenanga Rekaan", "phone": "0812-0000-0031", "accounts": ACCOUNTS}
        sheet = sari.fill(ADD, {**given, "contact_rule": "conditional", "contact_ways": ["whatsapp"]})
        sari.send(sheet)
        if ADD in sari.buttons():  # the page suggested a known person
            sari.press(ADD)
        added = case.victims.get(position=2)
        assert person_of(added).accounts.splitlines() == ACCOUNTS.splitlines()
        sari.open(page("victim-call", added)).press("Catat dan tampilkan nomor", way="whatsapp")
        assert 'href="https://wa.me/6281200000031"' in sari.source


class TestAccounts:
    def test_they_are_set_hidden_and_shown_for_a_reason(self, world, case, victim):
        sari = Desk(world.sari).open(page("victim-edit", victim)).press(SAVE, accounts=ACCOUNTS)
        event = AuditEvent.objects.get(verb="person.amended")
        assert event.details == {"changed": ["accounts"]}
        for name, row in (("case-detail", case), ("victim-edit", victim), ("identity-reveal", victim)):
            assert "melati.contoh" not in sari.open(page(name, row)).source
        sari.press("Tampilkan identitas", reason="papers")
        assert all(line in sari.text for line in ACCOUNTS.splitlines())
        assert AuditEvent.objects.get(verb="identity.revealed").actor_id == world.sari.pk
        assert "melati" not in str(AuditEvent.objects.values_list("details", flat=True))

    def test_without_a_reason_they_stay_closed(self, world, victim):
        Person.objects.filter(pk=victim.person_id).update(accounts=ACCOUNTS)
        answer = client_of(world.sari).post(page("identity-reveal", victim), {})
        assert answer.status_code == 422
        assert "melati.contoh" not in answer.content.decode()
        assert not AuditEvent.objects.filter(verb="identity.revealed").exists()

    def test_the_complaint_shows_them_for_a_reason_too(self, world):
        complaint = logged(world, girl(accounts=ACCOUNTS))
        sari = Desk(world.sari)
        for name in ("complaint-detail", "complaint-amend", "complaint-contact"):
            assert "melati.contoh" not in sari.open(page(name, complaint)).source
        sari.press("Tampilkan nama dan kontak", reason="contact")
        assert all(line in sari.text for line in ACCOUNTS.splitlines())
        assert AuditEvent.objects.get(verb="complaint.contact_used").details == {"reason": "contact"}

    def test_the_complaint_changes_them_while_it_carries_its_people(self, world):
        complaint = logged(world, girl(accounts=ACCOUNTS))
        sari = Desk(world.sari).open(page("complaint-amend", complaint))
        assert "Sudah diisi dan disembunyikan" in sari.text
        sari.press("Simpan perubahan", {"orang-0-accounts": "@lain.contoh", "orang-0-contact_ways": ["call"]})
        person = complaint.people.get().person
        assert (person.accounts, person.contact_ways) == ("@lain.contoh", ["call"])

    def test_what_cannot_be_read_is_kept_until_somebody_types(self, world, victim):
        Person.objects.filter(pk=victim.person_id).update(accounts=ACCOUNTS, contact_note="Suaminya mengangkat.")
        with connection.cursor() as cursor, _quiet_triggers():
            for column in ("accounts", "contact_note"):
                cursor.execute(
                    f"UPDATE cases_person SET {column} = set_byte({column}, 20, get_byte({column}, 20) # 1) "
                    "WHERE id = %s",
                    [victim.person_id],
                )
        before = [stored_bytes(victim.person_id, column) for column in ("accounts", "contact_note")]
        sari = Desk(world.sari).open(page("victim-edit", victim)).press(SAVE, special_needs="Kursi roda")
        assert [stored_bytes(victim.person_id, column) for column in ("accounts", "contact_note")] == before
        sari.open(page("identity-reveal", victim)).press("Tampilkan identitas", reason="papers")
        assert "tidak terbaca" in sari.text
        sari.open(page("victim-edit", victim)).press(SAVE, accounts="@baru.contoh")
        assert person_of(victim).accounts == "@baru.contoh"
        assert stored_bytes(victim.person_id, "contact_note") == before[1]


class TestDoors:
    GIVEN = {
        "sex": "female",
        "main_factor": "unknown",
        "contact_rule": "conditional",
        "contact_ways": ["call"],
        "accounts": ACCOUNTS,
        "version": "1",
    }

    @pytest.mark.parametrize(
        ("name", "status"), [("budi", 403), ("maya", 403), ("rina", 403), ("arif", 403), ("dewi", 403), ("tono", 404)]
    )
    def test_nobody_else_records_or_opens_them(self, world, victim, name, status):
        client = client_of(getattr(world, name))
        for route, given in (("victim-edit", self.GIVEN), ("identity-reveal", {"reason": "papers"})):
            assert client.post(page(route, victim), given).status_code in {status, 404}
        assert (person_of(victim).contact_ways, person_of(victim).accounts) == ([], "")
        assert not AuditEvent.objects.filter(verb__in=["person.amended", "identity.revealed"]).exists()

    def test_sent_twice_it_is_one_change(self, world, victim):
        sari = Desk(world.sari).open(page("victim-edit", victim))
        sheet = sari.fill(SAVE, contact_rule="conditional", contact_ways=["call"], accounts=ACCOUNTS)
        for _press in range(2):
            sari.send(sheet)
        assert AuditEvent.objects.filter(verb="person.amended").count() == 1

    def test_what_fails_midway_leaves_nothing(self, world, victim):
        client = client_of(world.sari, raise_request_exception=False)
        with patch("cases.actions.victims.detection.detect_links", side_effect=DatabaseError):
            assert client.post(page("victim-edit", victim), self.GIVEN).status_code >= 500
        assert (person_of(victim).contact_ways, person_of(victim).accounts) == ([], "")

    def test_two_at_one_form_see_both_ways_and_no_account(self, world, victim):
        ratna, sari = (Desk(user).open(page("victim-edit", victim)) for user in (world.ratna, world.sari))
        theirs = ratna.fill(SAVE, contact_rule="conditional", contact_ways=["call"], accounts="@ratna.contoh")
        ours = sari.fill(SAVE, contact_rule="conditional", contact_ways=["whatsapp"], accounts="@sari.contoh")
        ratna.send(theirs)
        sari.send(ours, expect=409)
        assert "DengancaraTeleponWhatsApp" in sari.text.replace(" ", "")
        assert "@sari.contoh" in sari.text
        assert "ratna.contoh" not in sari.source
        sari.press("Simpan isian saya")
        assert (person_of(victim).contact_ways, person_of(victim).accounts) == (["whatsapp"], "@sari.contoh")
