"""All encrypted values damaged, or one: no page fails, none uses the placeholder as a value, nothing is lost."""

import copy
import json
import pickle
import re
from datetime import date

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from cases.actions import persons
from cases.choices import RevealReason
from cases.forms.intake.draft_gist import gist_of
from cases.matching import Facts, matches_for
from cases.merging import field_choices as merge_fields
from cases.merging.snapshot import Snapshot, person_values
from cases.models import Draft, Person, PersonTokens, Screening
from cases.queries.safe_contact import of_person
from referrals.queries import subject_of
from referrals.slip import Slip
from safeguards.audit import AuditEvent
from safeguards.encryption import DecryptionError, Unreadable, readable, rotation
from safeguards.encryption.rotation import _quiet_triggers
from safeguards.errors import WorkflowRefused
from tests.architecture.addresses import one_of_everything, routes
from tests.architecture.crowd import first_details
from tests.cases.stories import girl, log
from tests.journeys.desk import Desk
from tests.personas import client_of

WORDS = "tidak terbaca"
EVERYBODY = ("sari", "ratna", "maya", "budi", "rina", "arif", "tono", "dewi")


def damage(table: str, *columns: str, key=None) -> None:
    """Flip one bit of the stored value, in one row or in all, with triggers off."""
    with connection.cursor() as cursor, _quiet_triggers():
        for column in columns:
            flipped = f"set_byte({column}, 5, get_byte({column}, 5) # 1)"
            where = f"WHERE {column} IS NOT NULL" + (" AND id = %s" if key else "")
            cursor.execute(f"UPDATE {table} SET {column} = {flipped} {where}", [key] if key else [])


def stored(row, column: str) -> bytes:
    """The bytes in the table."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {row._meta.db_table} WHERE id = %s", [row.pk])
        return bytes(cursor.fetchone()[0])


@pytest.fixture
def complaint(world):
    """A complaint of Sari with a damaged story and place."""
    made = log(world)
    damage("cases_complaint", "narrative", "event_place", key=made.pk)
    return made


@pytest.fixture
def person(world) -> Person:
    """A person with an unreadable name."""
    found = log(world).people.order_by("position").first().person
    damage("cases_person", "name", "phone", key=found.pk)
    return Person.objects.get(pk=found.pk)


class TestPages:
    @pytest.mark.parametrize("reader", EVERYBODY)
    def test_every_page_lives_though_nothing_can_be_read(self, world, reader):
        things = one_of_everything(world)
        first_details(world, things)
        for model, columns in rotation.encrypted_models():
            if not hasattr(model, "pgh_tracked_model"):
                damage(model._meta.db_table, *(column.name for column in columns))
        client = client_of(getattr(world, reader), raise_request_exception=False)
        addresses = [(route.name, route.address(things)) for route in routes()]
        answers = {name: client.get(address).status_code for name, address in [*addresses, ("home", "/")]}
        assert {name: status for name, status in answers.items() if status >= 500} == {}

    def test_one_story_says_so_in_its_place_and_the_rest_is_read(self, world, complaint):
        other = log(world, narrative="Cerita lain yang utuh.")
        sari = Desk(world.sari)
        sari.open("/").open("/pengaduan/")
        assert {complaint.number, other.number} <= set(sari.text.split())
        assert WORDS in sari.open(reverse("cases:complaint-detail", args=[complaint.pk])).text
        assert "Cerita lain" in sari.open(reverse("cases:complaint-detail", args=[other.pk])).text
        tono = Desk(world.tono)
        tono.open("/").open("/pengaduan/").open(reverse("cases:complaint-detail", args=[complaint.pk]), expect=404)

    def test_answers_about_danger_that_cannot_be_read_are_said_and_kept(self, world):
        made = log(world, risks='{"locked": "yes"}')
        damage("cases_complaint", "risks", key=made.pk)
        before = stored(made, "risks")
        page = reverse("cases:complaint-detail", args=[made.pk])
        assert re.search(rf"Jawaban yang tersimpan[\s\u2060]*{WORDS}", Desk(world.sari).open(page).text)
        amend = reverse("cases:complaint-amend", args=[made.pk])
        Desk(world.sari).open(amend).press("Simpan perubahan", summary="Ringkasan baru")
        assert stored(made, "risks") == before

    def test_a_value_moved_from_elsewhere_is_unreadable_as_before(self, world):
        theirs, ours = log(world, by=world.tono), log(world)
        with connection.cursor() as cursor, _quiet_triggers():
            cursor.execute(
                "UPDATE cases_complaint SET event_place = (SELECT narrative FROM cases_complaint WHERE id = %s) "
                "WHERE id = %s",
                [theirs.pk, ours.pk],
            )
        assert WORDS in Desk(world.sari).open(reverse("cases:complaint-detail", args=[ours.pk])).text


class TestSaving:
    def test_a_form_sent_untouched_keeps_what_is_stored(self, world, complaint):
        before = stored(complaint, "narrative"), stored(complaint, "event_place")
        sari = Desk(world.sari).open(reverse("cases:complaint-amend", args=[complaint.pk]))
        assert "Isi yang tersimpan tidak terbaca" in sari.text
        folds = sari.response.context["folds"]
        assert (folds["story"].open, folds["place"].open, folds["urgency"].open) == (True, True, False)
        assert folds["story"].line == WORDS, "a story nobody can read is not one that was never told"
        sari.press("Simpan perubahan", summary="Ringkasan baru")
        complaint.refresh_from_db()
        assert complaint.summary == "Ringkasan baru"
        assert (stored(complaint, "narrative"), stored(complaint, "event_place")) == before

    def test_what_is_typed_replaces_it_and_only_it(self, world, complaint):
        place = stored(complaint, "event_place")
        Desk(world.sari).open(reverse("cases:complaint-amend", args=[complaint.pk])).press(
            "Simpan perubahan", narrative="Diceritakan sekali lagi."
        )
        complaint.refresh_from_db()
        assert complaint.narrative == "Diceritakan sekali lagi."
        assert stored(complaint, "event_place") == place

    def test_the_words_themselves_are_never_encrypted(self, person):
        for text in (str(person.name), f"Ibu {person.name}", json.dumps([str(person.name)]), person.name + ", Mela"):
            person.nickname = text
            with pytest.raises(DecryptionError, match="not a value"):
                person.save()

    def test_it_is_not_copied_into_another_field(self, person):
        person.nickname = person.name
        with pytest.raises(DecryptionError, match="not copied"):
            person.save()

    def test_saving_the_whole_row_keeps_it(self, person):
        before = stored(person, "name")
        person.address = "Jalan Baru 1"
        person.save()
        assert stored(person, "name") == before

    def test_a_number_told_again_is_not_joined_to_one_nobody_can_read(self, world, person):
        before = stored(person, "phone")
        given = {"phone": "0812-0000-0055"}
        assert "phone" not in persons.fill(person, given)
        assert "phone" in persons.differing(person, given)
        assert stored(person, "phone") == before


class TestComputing:
    def test_two_unreadable_people_are_not_the_same(self, world, person):
        other = log(world, girl(nik="", birth_date=None, phone="", address="")).people.first().person
        damage("cases_person", "name", key=other.pk)
        other = Person.objects.get(pk=other.pk)
        assert person.name != other.name
        assert Facts(name=person.name, nik=person.nik).name == ""
        assert not matches_for(Facts(name=str(other.name)), task_force_ids=[world.jambi.pk])
        assert "name" in merge_fields.differing_fields(person, other)

    def test_people_are_still_found_by_the_tokens_made_before(self, world, person):
        before = PersonTokens.objects.get(person=person)
        persons.update(person=person, changes={"nickname": "Bunga"}, by=world.sari)
        after = PersonTokens.objects.get(person=person)
        assert set(before.names) < set(after.names)
        assert set(before.exact) <= set(after.exact)
        PersonTokens.objects.update(version=1)
        call_command("rebuild_person_tokens")
        assert set(after.names) <= set(PersonTokens.objects.get(person=person).names)

    def test_both_may_not_be_kept_where_one_cannot_be_read(self, world, person):
        other = log(world, girl(name="Contoh Melati R.", phone="0812-0000-0031")).people.first().person
        choices = dict.fromkeys(merge_fields.differing_fields(person, other), "kept")
        with pytest.raises(WorkflowRefused, match="telepon"):
            merge_fields.merged_values(person, other, {**choices, "phone": "both"})
        assert merge_fields.merged_values(other, person, {**choices, "phone": "gone"})["phone"] == person.phone

    def test_a_snapshot_of_a_merge_gives_it_back_as_it_was(self, person):
        snapshot = Snapshot(kept=person_values(person), gone=person_values(person))
        assert Snapshot.read(snapshot.as_text()).kept["name"] == person.name
        assert WORDS not in snapshot.as_text()

    def test_a_slip_says_that_a_warning_cannot_be_read(self, world):
        things = one_of_everything(world)
        victim = things["victim"]
        damage("cases_person", "contact_note", "name", "birth_date", key=victim.person_id)
        victim.refresh_from_db()
        subject = subject_of(type(victim).objects.get(pk=victim.pk))
        assert WORDS in subject.contact_note
        assert subject.name == ""
        damage("referrals_referral", "slip", key=things["referral"].pk)
        slip = Slip.from_json(type(things["referral"]).objects.get(pk=things["referral"].pk).slip)
        assert WORDS in slip.summary

    def test_a_condition_nobody_can_read_is_said_and_no_call_is_offered(self, world):
        person = log(world, girl(contact_ways=["call"], contact_note="Suaminya yang mengangkat.")).people.first().person
        assert of_person(Person.objects.get(pk=person.pk)).ways_offered == ("call",)
        damage("cases_person", "contact_note", key=person.pk)
        safe = of_person(Person.objects.get(pk=person.pk))
        assert safe.ways_offered == ()
        assert WORDS in safe.words
        assert "Kata pembuka “dari koperasi”." in safe.words

    def test_notes_of_a_screening_say_so_beside_every_answer(self):
        screening = Screening(answers={"act.recruitment": "yes"}, answer_notes=Unreadable(b"\x01\x01", b"x"))
        assert [str(note).lstrip("\u2060") for note in screening.notes.values()] == [WORDS]

    def test_a_draft_says_so_in_the_list(self, world):
        draft = Draft.objects.create(user=world.sari, key="complaint:x", fields="{}")
        damage("cases_draft", "fields", key=draft.pk)
        assert WORDS in gist_of(Draft.objects.get(pk=draft.pk), near="").people


class TestReveal:
    def test_the_identity_page_shows_which_values_cannot_be_read(self, world):
        victim = one_of_everything(world)["victim"]
        damage("cases_person", "birth_date", "nik", "phone", key=victim.person_id)
        answer = client_of(world.sari).post(
            reverse("cases:identity-reveal", args=[victim.pk]), {"reason": RevealReason.PAPERS}
        )
        page = answer.content.decode()
        assert answer.status_code == 200
        assert page.count(WORDS) >= 2
        assert victim.person.name in page


class TestRecord:
    def test_it_is_recorded_once_with_its_place_and_nothing_of_its_content(self, world, complaint, caplog):
        cache.clear()
        address = reverse("cases:complaint-detail", args=[complaint.pk])
        for _turn in range(3):
            client_of(world.sari).get(address)
        rows = AuditEvent.objects.using("audit").filter(verb="value.unreadable", target_id=complaint.pk)
        assert sorted(row.details["column"] for row in rows) == ["event_place", "narrative"]
        assert {row.details["row"] for row in rows} == {str(complaint.pk)}
        said = [record.getMessage() for record in caplog.records if "unreadable value" in record.getMessage()]
        assert len(said) == 2

    def test_another_process_does_not_record_it_again(self, world, complaint, monkeypatch):
        type(complaint).objects.get(pk=complaint.pk)
        monkeypatch.setattr("safeguards.encryption.unreadable._known", set())
        type(complaint).objects.get(pk=complaint.pk)
        rows = AuditEvent.objects.using("audit").filter(verb="value.unreadable", target_id=complaint.pk)
        assert rows.count() == 2


def test_it_is_text_that_counts_as_something_and_computes_as_nothing():
    value = Unreadable(b"\x01\x01", b"cases_person.name")
    assert WORDS in str(value)
    assert WORDS in f"{value}"
    assert WORDS in "%s" % value  # noqa: UP031 - one way more to show it
    assert value
    assert value != ""
    assert value != WORDS
    assert value.casefold() == ""
    assert readable(value) == ""
    assert copy.deepcopy(value) == value == pickle.loads(pickle.dumps(value))  # noqa: S301 - our own
    assert value != Unreadable(b"\x01\x02", b"cases_person.name")
    assert value != date(2026, 1, 1)
