"""Suggestions while typing: known people as codes, usable in a block, never overwritten, from one office only."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.actions import complaints, victims
from cases.choices import ContactRule
from cases.models import Complaint, ComplaintPerson, Person, Victim
from cases.reading.ages import full_years
from cases.views import likely
from safeguards import clock
from safeguards.audit import AuditEvent
from safeguards.errors import WorkflowRefused
from safeguards.identifiers import new_id
from tests.cases.stories import NIK, PHONE, girl, log, logged
from tests.factories import CaseFactory, PersonFactory
from tests.personas import client_of

pytestmark = pytest.mark.django_db
SUGGEST = "/pengaduan/catat/orang-serupa/"
LOG = "/pengaduan/catat/"


def page(*blocks: dict, **changes) -> dict:
    """The data of the intake page as a browser sends it."""
    fields = {
        "submission_key": str(new_id()),
        "channel": "walk_in",
        "received_at": clock.now().strftime("%Y-%m-%dT%H:%M"),
        "narrative": "Ditawari kerja di kafe.",
        "urgency": "urgent",
        "orang-jumlah": str(len(blocks)),
        **changes,
    }
    for index, block in enumerate(blocks):
        fields |= {f"orang-{index}-{name}": value for name, value in block.items()}
    return fields


def suggested(user, *blocks: dict, **changes):
    return client_of(user).post(SUGGEST, page(*blocks, **changes))


class TestWhileTyping:
    def test_codes_and_what_agrees(self, world):
        code = f"{logged(world)}/1"
        answer = suggested(world.sari, {"name": "Contoh Melari Rekaan", "phone": "+62 812 0000 0027"})
        words = answer.content.decode()
        assert code in words
        assert "Nama mirip: satu huruf berbeda. Nomor telepon sama." in words
        assert "Pakai orang ini" in words
        assert "Mungkin sama" in words

    def test_the_likeliest_comes_first_and_says_what_speaks_against(self, world):
        logged(world)
        logged(world, girl(name="Contoh Melati Rekaan", nik="", birth_date=date(1970, 3, 12)))
        words = suggested(
            world.sari, {"name": girl()["name"], "birth_date": "12-3-2009", "phone": PHONE}
        ).content.decode()
        assert "Perhatikan: Tanggal lahir terpaut jauh." in words
        assert words.index("Sangat mirip") < words.index("Perhatikan: Tanggal lahir terpaut jauh.")

    @pytest.mark.parametrize("day", ["awal Januari", "5/1/2026", "kemarin", "31/12/2100", "besok entah"])
    def test_the_day_of_the_event_may_be_any_words(self, world, day):
        logged(world)
        answer = suggested(world.sari, {"nik": NIK, "age": "16"}, event_on=day)
        assert "NIK sama" in answer.content.decode()

    def test_nothing_that_identifies_is_in_the_answer(self, world):
        logged(world)
        words = suggested(world.sari, {"nik": NIK}).content.decode()
        assert "NIK sama" in words
        for secret in ("Melati", "Mela", NIK, NIK[6:], PHONE, "0027", "Jalan Rekaan", "2009"):
            assert secret not in words.replace("stack", ""), secret

    def test_nobody_across_task_forces(self, world):
        logged(world)
        assert "Pakai" not in suggested(world.tono, {"nik": NIK, "name": girl()["name"]}).content.decode()

    @pytest.mark.parametrize("who", ["budi", "maya", "rina", "arif", "dewi", "nobody"])
    def test_others_are_refused(self, world, who):
        logged(world)
        answer = suggested(getattr(world, who), {"nik": NIK})
        assert answer.status_code == 403
        assert "P-20" not in answer.content.decode()

    def test_one_row_of_audit_for_one_form(self, world):
        logged(world)
        form = page({"nik": NIK})
        client = client_of(world.sari)
        for _keystroke in range(4):
            client.post(SUGGEST, form)
        (event,) = AuditEvent.objects.filter(verb="person.searched")
        assert event.details == {"found": 1}
        assert NIK not in str(event.details)

    def test_one_number_after_the_other_in_one_form_does_not_pass_for_one_search(self, world, monkeypatch):
        monkeypatch.setattr(likely, "MOST_A_MINUTE", 100)
        numbers = [f"15710255060900{n:02d}" for n in range(12)]
        for n, nik in enumerate(numbers):
            logged(world, girl(nik=nik, name=f"Rekaan {chr(65 + n) * 6}", phone="", accounts="", birth_date=None))
        form, client = page({}), client_of(world.sari)
        for nik in numbers:
            client.post(SUGGEST, {**form, "orang-0-nik": nik})
        events = AuditEvent.objects.filter(verb="person.searched").order_by("at")
        assert len(events) >= 3
        assert max(event.details["found"] for event in events) >= 10

    def test_nobody_found_leaves_no_row(self, world):
        suggested(world.sari, {"name": "Siapa Saja"})
        assert not AuditEvent.objects.filter(verb="person.searched").exists()

    def test_too_many_questions_are_not_answered(self, world, monkeypatch):
        monkeypatch.setattr(likely, "MOST_A_MINUTE", 2)
        client = client_of(world.sari)
        assert [client.post(SUGGEST, page({"nik": NIK})).status_code for _n in range(3)] == [200, 200, 429]

    def test_half_a_date_and_no_region_disturb_nothing(self, world):
        logged(world)
        answer = suggested(world.sari, {"nik": NIK, "birth_date": "31-", "origin_region": "Entah", "age": "x"})
        assert "NIK sama" in answer.content.decode()

    def test_a_block_in_which_somebody_was_chosen_is_not_asked_again(self, world):
        known = logged(world).people.get(position=1).person
        assert "Pakai" not in suggested(world.sari, {"nik": NIK, "person": str(known.pk)}).content.decode()

    def test_it_is_no_page(self, world):
        assert client_of(world.sari).get(SUGGEST).status_code == 405


class TestTheSameCall:
    def test_a_colleague_who_logged_it_is_named(self, world):
        earlier = logged(world, by=world.ratna)
        words = suggested(world.sari, {"name": "Orang Baru"}, reporter_phone="+62 812-0000-0099").content.decode()
        assert earlier.number in words
        assert f"oleh {world.ratna.name}" in words
        assert "nomor pelapor sama" in words
        assert reverse("cases:complaint-amend", args=[earlier.pk]) in words

    def test_the_same_people_point_at_it_too(self, world):
        logged(world)
        assert ": mungkin orang yang sama." in " ".join(suggested(world.sari, {"nik": NIK}).content.decode().split())

    def test_somebody_with_a_reason_against_points_at_no_call(self, world):
        logged(world, girl(nik="", phone="", birth_date=None, age=16))
        words = suggested(world.sari, {"name": girl()["name"], "age": "48", "phone": PHONE}).content.decode()
        assert "Umur terpaut jauh" in words
        assert "mungkin orang yang sama" not in words

    def test_yesterday_is_another_call(self, world):
        complaint = logged(world)
        moment = clock.now() - timedelta(days=1)
        Complaint.objects.filter(pk=complaint.pk).update(received_at=moment, recorded_at=moment)
        words = suggested(world.sari, {"name": "Orang Baru"}, reporter_phone="081200000099").content.decode()
        assert "Lanjutkan di pengaduan itu" not in words
        assert "Pelapor ini sebelumnya" in words

    def test_elsewhere_it_is_not_seen(self, world):
        complaint = logged(world)
        words = suggested(world.tono, {"name": "Orang Baru"}, reporter_phone="081200000099").content.decode()
        assert complaint.number not in words


class TestTaken:
    def saved(self, world, known: Person, **block) -> ComplaintPerson:
        fields = page({"person": str(known.pk), **block}, likely_seen="1")
        answer = client_of(world.sari).post(LOG, fields)
        assert answer.status_code == 302, re.findall(r'field-error">[^<]*', answer.content.decode())
        return ComplaintPerson.objects.get(complaint__submission_key=fields["submission_key"])

    def test_the_complaint_points_at_the_one_known(self, world):
        known = logged(world).people.get(position=1).person
        row = self.saved(world, known, name="Melati", sex="female", age="20")
        assert row.person == known
        assert row.age == full_years(date(2009, 3, 12), clock.today())  # the stored birth date says so
        known.refresh_from_db()
        assert known.name == girl()["name"]
        (event,) = AuditEvent.objects.filter(verb="person.recognised")
        assert event.details["differing"] == ["name"]
        assert "Melati" not in str(event.details)

    def test_only_gaps_are_filled(self, world):
        known = logged(world, girl(nik="", birth_date=None)).people.get(position=1).person
        self.saved(world, known, nik=NIK, phone="081300000001", nickname="Lain", contact_rule=ContactRule.NEVER)
        known.refresh_from_db()
        assert (known.nik, known.nickname) == (NIK, "Mela")
        assert known.phone == f"{PHONE} / 081300000001"
        assert known.contact_rule == ContactRule.NEVER
        assert known.contact_code_word == "dari koperasi"

    def test_the_worker_is_told_what_stays(self, world):
        known = logged(world).people.get(position=1).person
        fields = page({"person": str(known.pk), "nik": "3173015508880001"}, likely_seen="1", warnings_seen="")
        client = client_of(world.sari)
        first = client.post(LOG, fields, follow=True)
        mark = re.search(r'name="warnings_seen" value="(\w+)"', first.content.decode())
        if mark:
            first = client.post(LOG, {**fields, "warnings_seen": mark[1]}, follow=True)
        assert "Berbeda dari yang tersimpan dan tidak diubah: NIK." in first.content.decode()

    def test_somebody_merged_is_who_they_are_now(self, world):
        complaint = logged(world)
        old, new = (
            complaint.people.get(position=1).person,
            PersonFactory(task_force=world.jambi),
        )
        Person.objects.filter(pk=old.pk).update(merged_into=new)
        assert self.saved(world, old).person == new

    def test_somebody_of_another_task_force_is_refused_and_nothing_is_left(self, world):
        theirs = logged(world, by=world.tono).people.first().person
        before = (Complaint.objects.count(), Person.objects.count())
        answer = client_of(world.sari).post(LOG, page({"person": str(theirs.pk)}, likely_seen="1"))
        assert answer.status_code == 422
        assert "tidak ditemukan" in answer.content.decode()
        assert (Complaint.objects.count(), Person.objects.count()) == before

    def test_one_person_for_two_blocks_is_refused(self, world):
        known = logged(world).people.get(position=1).person
        with pytest.raises(WorkflowRefused, match="dua isian"):
            log(world, {"person": known.pk}, {"person": known.pk})

    def test_a_victim_is_added_as_the_one_known(self, world):
        known = logged(world).people.get(position=1).person
        case = CaseFactory(by=world.sari)
        victim = victims.add(case=case, person_details={"person": known.pk, "age": 16}, by=world.sari)
        assert victim.person == known
        with pytest.raises(WorkflowRefused, match="sudah menjadi korban"):
            victims.add(case=case, person_details={"person": known.pk}, by=world.sari)
        assert Victim.objects.filter(person=known).count() == 1

    def test_a_second_sending_fills_nothing_twice(self, world):
        known = logged(world).people.get(position=1).person
        key = new_id()
        for _time in range(2):
            log(world, {"person": known.pk, "phone": "081300000001"}, key=key)
        known.refresh_from_db()
        assert known.phone.count("081300000001") == 1
        assert ComplaintPerson.objects.filter(person=known).count() == 2

    def test_a_birth_date_that_was_missing_is_followed(self, world):
        known = logged(world, girl(birth_date=None, nik="")).people.get(position=1).person
        complaint = complaints.log(
            task_force=world.jambi,
            details={"channel": "walk_in", "narrative": "Contoh", "event_on": date(2026, 1, 5)},
            people=[{"person": known.pk, "birth_date": date(2009, 3, 12)}],
            submission_key=None,
            by=world.sari,
        )
        assert complaint.people.get().age == 16


class TestWithoutScript:
    def test_asked_once_before_the_first_saving(self, world):
        complaint = logged(world)
        code, seen = f"{complaint}/1", f"1 {complaint}"
        client, fields = client_of(world.sari), page({"nik": NIK, "name": "Melati"})
        first = client.post(LOG, fields)
        assert first.status_code == 200
        assert "Mungkin sudah tercatat" in first.content.decode()
        assert code in first.content.decode()
        assert f'name="likely_seen" value="{seen}"' in first.content.decode()
        assert client.post(LOG, {**fields, "likely_seen": seen}).status_code == 302

    @pytest.mark.parametrize("page_of", ["intake", "victim"])
    def test_people_pointed_out_are_a_search_that_is_recorded(self, world, page_of):
        logged(world)
        address = reverse("cases:victim-add", args=[CaseFactory(by=world.sari).pk]) if page_of == "victim" else LOG
        known, client = {"nik": NIK, "name": "Melati", "sex": "female"}, client_of(world.sari)
        fields = known if page_of == "victim" else page(known)
        asked = client.post(address, fields).content.decode()
        assert "Mungkin sudah tercatat" in asked
        (event,) = AuditEvent.objects.filter(verb="person.searched")
        assert (event.actor_id, event.details) == (world.sari.pk, {"found": 1})
        mark = re.search(r'name="likely_seen" value="([^"]+)"', asked)[1]
        assert client.post(address, {**fields, "likely_seen": mark}).status_code == 302
        assert AuditEvent.objects.filter(verb="person.searched").count() == 1

    def test_a_call_a_colleague_saved_since_the_last_look_is_asked_about(self, world):
        client, fields = client_of(world.sari), page({"nik": NIK, "name": "Melati"}, likely_seen="1")
        theirs = logged(world)
        asked = client.post(LOG, fields)
        assert asked.status_code == 200
        assert str(theirs) in asked.content.decode()
        assert Complaint.objects.count() == 1
        assert client.post(LOG, {**fields, "likely_seen": f"1 {theirs}"}).status_code == 302
        assert Complaint.objects.count() == 2

    def test_the_buttons_of_the_page_choose_and_give_back(self, world):
        complaint = logged(world)
        known = complaint.people.get(position=1).person
        client, fields = client_of(world.sari), page({"nik": NIK, "name": "Melati"})
        chosen = client.post(LOG, {**fields, "use_person": f"0:{known.pk}"}).content.decode()
        assert f'name="orang-0-person" value="{known.pk}"' in chosen
        assert f"data-known-code>{complaint.number}/1<" in chosen
        back = client.post(LOG, {**fields, "orang-0-person": str(known.pk), "drop_person": "0"}).content.decode()
        assert f'value="{known.pk}"' not in back
        assert Complaint.objects.count() == 1

    def test_nobody_known_needs_no_second_press(self, world):
        assert client_of(world.sari).post(LOG, page({"name": "Orang Baru"})).status_code == 302

    def test_adding_a_victim_asks_too(self, world):
        logged(world)
        case = CaseFactory(by=world.sari)
        client, address = client_of(world.sari), reverse("cases:victim-add", args=[case.pk])
        fields = {"name": "Contoh Melati Rekaan", "nik": NIK, "sex": "female"}
        asked = client.post(address, fields)
        assert "Mungkin sudah tercatat" in asked.content.decode()
        known = Person.objects.get(complaint_roles__position=1, complaint_roles__complaint__number__startswith="P-")
        chosen = client.post(address, {**fields, "use_person": f"0:{known.pk}"}).content.decode()
        assert f'name="person" value="{known.pk}"' in chosen
        done = client.post(address, {**fields, "person": str(known.pk), "likely_seen": "1"})
        assert done.status_code == 302
        assert Victim.objects.get(case=case, person=known)


class TestEarlierCalls:
    """Bu Contoh phoned on Monday about her niece; on Tuesday, and a year later, she phones from the same number."""

    PHONE = "0813-1234-5678"

    def months_ago(self, world, *people, by=None, **changes) -> Complaint:
        complaint = logged(world, *people, by=by, **{"reporter_phone": self.PHONE, **changes})
        moment = clock.now() - timedelta(days=400)
        Complaint.objects.filter(pk=complaint.pk).update(received_at=moment, recorded_at=moment)
        return complaint

    def words(self, user, **changes) -> str:
        return suggested(user, {"name": "Orang Baru"}, **changes).content.decode()

    @pytest.mark.parametrize(
        "typed", ["081312345678", "+62 813 1234 5678", "813-1234-5678", "0741 999 / 0813 12345678"]
    )
    def test_the_same_number_however_long_ago(self, world, typed):
        earlier = self.months_ago(world)
        words = self.words(world.sari, reporter_phone=typed)
        assert earlier.number in words
        assert "Nomor pelapor sama." in words
        assert "Pelapor ini sebelumnya" in words

    def test_the_same_name(self, world):
        earlier = self.months_ago(world, reporter_name="Bu Wagiyem Contoh", reporter_phone="")
        words = self.words(world.sari, reporter_name="Wagijem Contoh")
        assert earlier.number in words
        assert "Nama pelapor sama." in words

    @pytest.mark.parametrize("typed", ["Wagiyem", "Bu Wagiyem", "NN", "Wagiyem Lain", ""])
    def test_a_name_of_one_word_or_of_nobody_or_of_another_proposes_nothing(self, world, typed):
        self.months_ago(world, reporter_name="Bu Wagiyem Contoh", reporter_phone="")
        assert "Pelapor ini sebelumnya" not in self.words(world.sari, reporter_name=typed)

    def test_a_number_that_a_story_mentions(self, world):
        earlier = self.months_ago(
            world, reporter_phone="", narrative=f"Ditawari oleh seseorang, {self.PHONE}, ke Batam."
        )
        words = self.words(world.sari, reporter_phone=self.PHONE)
        assert earlier.number in words
        assert "Nomor ini disebut dalam cerita" in words

    def test_a_victim_who_calls_herself(self, world):
        earlier = self.months_ago(world, girl(phone=self.PHONE), reporter_phone="")
        words = self.words(world.sari, reporter_phone=self.PHONE)
        assert f"{earlier}/1" in words
        assert "Nomor pelapor adalah nomor orang ini." in words

    def test_nothing_stored_is_shown(self, world):
        self.months_ago(world, reporter_name="Bu Wagiyem Contoh", narrative="Cerita rahasia.")
        words = self.words(world.sari, reporter_phone=self.PHONE, reporter_name="Wagiyem Contoh")
        for secret in ("Wagiyem", "1234", "5678", "Melati", "rahasia"):
            assert secret not in words

    @pytest.mark.each_door
    def test_elsewhere_it_is_not_seen(self, world):
        earlier = self.months_ago(world)
        assert earlier.number not in self.words(world.tono, reporter_phone=self.PHONE)

    def test_a_page_sent_again_does_not_propose_its_own_complaint(self, world):
        complaint = logged(world, reporter_phone=self.PHONE, submission_key=new_id())
        words = self.words(world.sari, reporter_phone=self.PHONE, submission_key=str(complaint.submission_key))
        assert complaint.number not in words

    def test_one_number_after_the_other_is_recorded(self, world, monkeypatch):
        monkeypatch.setattr(likely, "MOST_A_MINUTE", 100)
        for n in range(6):
            self.months_ago(world, reporter_name="", reporter_phone=f"0813-1234-560{n}")
        form, client = page({}), client_of(world.sari)
        for n in range(6):
            client.post(SUGGEST, {**form, "reporter_phone": f"0813-1234-560{n}"})
        assert AuditEvent.objects.filter(verb="person.searched").count() == 2

    def test_without_a_script_saving_asks_once(self, world):
        earlier = self.months_ago(world, reporter_name="")
        fields = page(
            {"name": "Orang Baru", "sex": "female", "age": "20"}, reporter_phone=self.PHONE, warnings_seen="1"
        )
        client = client_of(world.sari)
        first = client.post(LOG, fields)
        assert first.status_code == 200
        assert earlier.number in first.content.decode()
        assert Complaint.objects.count() == 1
        assert AuditEvent.objects.get(verb="person.searched").details == {"found": 1}
        assert client.post(LOG, {**fields, "likely_seen": "1"}).status_code in (200, 302)

    def test_many_calls_cost_no_more_questions_and_are_cut_aloud(self, world, django_assert_max_num_queries):
        client = client_of(world.sari)
        self.months_ago(world)
        fields = page({"name": "Orang Baru"}, reporter_phone=self.PHONE)
        client.post(SUGGEST, fields)
        with CaptureQueriesContext(connection) as few:
            client.post(SUGGEST, fields)
        asked = len(few)
        for _n in range(9):
            self.months_ago(world)
        client.post(SUGGEST, fields)  # records what it finds
        with django_assert_max_num_queries(asked):
            words = client.post(SUGGEST, fields).content.decode()
        assert words.count("Nomor pelapor sama.") == 6
        assert "Hanya sebagian yang ditampilkan." in words
