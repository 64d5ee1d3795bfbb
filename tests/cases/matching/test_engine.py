"""The same person is found in any spelling; a similar person is not treated as the same."""

from dataclasses import replace
from datetime import date

import pytest

from cases.matching import Facts, find_people, matches_for, matches_for_many, person_tokens
from cases.models import Person
from tests.cases.stories import NIK, girl, logged
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(world):
    """Search a person in Kota Jambi."""
    return lambda facts, **options: matches_for(facts, task_force_ids=[world.jambi.pk], **options)


def person(world, **details):
    logged(world)  # other people in the register, because the frequency of a name counts
    return PersonFactory(task_force=world.jambi, unknown=True, **{"sex": "female", **details})


@pytest.mark.parametrize(
    ("facts", "how"),
    [
        (Facts(name="Siti Nurhayati", birth_date=date(2001, 5, 7)), ("name", "same")),
        (Facts(name="Sitti Noerhayati", birth_date=date(2001, 5, 7)), ("name", "spelling")),
        (Facts(name="Siti Nurhyati", birth_date=date(2001, 7, 5)), ("birth_date", "swapped")),
        (Facts(name="Nurhayati", phones=("+62 812-0000-0042",)), ("phone", "same")),
        (Facts(nik="157101470501000"), ("nik", "near")),
        (Facts(phones=("081200000042",), age=24, sex="female"), ("age", "near")),
    ],
)
def test_the_same_person_is_found_and_it_is_said_why(world, ask, facts, how):
    wanted = person(
        world, name="Siti Nurhayati", nik="1571014705010003", birth_date=date(2001, 5, 7), phone="081200000042"
    )
    match = ask(facts)[0]
    assert match.person_id == wanted.pk
    assert how in {(reason.field, reason.how) for reason in match.reasons}


def test_a_twin_is_another_person(world, ask):
    person(world, name="Rahmi Siregar", nik="1571014705010003", birth_date=date(2001, 5, 7), phone="081200000042")
    twin = Facts(
        name="Dewi Siregar", nik="1571014705010004", birth_date=date(2001, 5, 7), phones=("081200000042",), sex="female"
    )
    assert not ask(twin)


def test_another_nik_or_sex_or_birth_date_speaks_against(world, ask):
    person(world, name="Melati Kencana", nik="1571014705010003", birth_date=date(2001, 5, 7))
    (alike,) = ask(Facts(name="Melati Kencana", birth_date=date(2001, 5, 7)))
    assert alike.is_same
    for other in (
        Facts(name="Melati Kencana", nik="3173015508880001"),
        Facts(name="Melati Kencana", sex="male"),
        Facts(name="Melati Kencana", birth_date=date(1970, 2, 3)),
    ):
        assert not any(match.is_same or match.score > alike.score / 2 for match in ask(other)), vars(other)


def test_somebody_merged_leads_to_who_they_are_now(world, ask):
    old = person(world, name="Melati Kencana", phone="081200000042")
    new = person(world, name="Siti Melati Kencana")
    Person.objects.filter(pk=old.pk).update(merged_into=new)
    matches = ask(Facts(name="Melati Kencana", phones=("081200000042",)))
    assert [match.person_id for match in matches] == [new.pk]
    assert not ask(Facts(name="Melati Kencana", phones=("081200000042",)), exclude=[new.pk])


def test_no_reason_says_what_is_stored(world, ask):
    number = "3173015508880001"
    person(world, name="Melati Kencana", nik=number, phone="081200000042", guardian="Anggrek Rekaan")
    (match,) = ask(Facts(name="Melatti Kencana", nik=number, phones=("081200000042",), guardian="Anggrek Rekaan"))
    said = " ".join(reason.words for reason in match.reasons)
    assert not any(secret in said for secret in ("Melati", number, "0042", "Anggrek"))


def test_many_at_once_are_as_one_by_one(world, ask):
    for name in ("Melati Kencana", "Anggrek Bulan", "Dahlia Permata"):
        person(world, name=name, birth_date=date(2001, 5, 7))
    many = [Facts(name=name) for name in ("Melatti Kencana", "Dahlia Permata", "Orang Lain")]
    assert matches_for_many(many, task_force_ids=[world.jambi.pk]) == [ask(facts) for facts in many]


def test_nobody_is_found_across_task_forces(world):
    logged(world)
    for facts in (Facts(nik=NIK), Facts(name=girl()["name"]), Facts(phones=(girl()["phone"],))):
        assert matches_for(facts, task_force_ids=[world.jambi.pk], least=0.01)
        assert not matches_for(facts, task_force_ids=[world.jakarta_barat.pk], least=0.0)
        assert not matches_for(facts, task_force_ids=[], least=0.0)


@pytest.mark.parametrize(
    "text",
    ["Siti Nurhayati", "nurhayati", "noerhajati siti", "Siti Nurhyati", "nurh", "0812 0000 0042", "1571014705010003",
     "157101470501003", "@melati.contoh"],
)  # fmt: skip
def test_the_search_box_finds_by_anything(world, text):
    wanted = person(
        world, name="Siti Nurhayati", nik="1571014705010003", phone="081200000042", accounts="@melati.contoh"
    )
    assert [match.person_id for match in find_people(text, user=world.sari)] == [wanted.pk]
    for other in (world.tono, world.rina, world.maya, world.arif, world.dewi, world.nobody):
        assert not find_people(text, user=other)


def test_unnamed_people_are_not_each_other(world, ask):
    for name in ("Mrs. Y", "Korban 2", "Tanpa Nama", "Melati (bukan nama asli)"):
        stored = person(world, name=name, phone="081200000042")
        assert not ask(Facts(name=name)), name
        assert not find_people(name, user=world.sari), name
        (match,) = ask(Facts(name=name, phones=("081200000042",), sex="female", age=20), least=0.0)
        assert match.person_id == stored.pk
        assert {reason.field for reason in match.reasons} == {"phone"}
        stored.refresh_from_db()
        assert stored.name == name
        Person.objects.filter(pk=stored.pk).update(phone="")
        person_tokens.forget(stored)


def test_phone_and_birth_date_together_outweigh_another_first_name(world, ask):
    wanted = person(world, name="Sagitarini Wanarejan", birth_date=date(2001, 5, 7), phone="081200000042")
    both = Facts(name="Gita Wanarejan", birth_date=date(2001, 5, 7), phones=("081200000042",))
    (match,) = ask(both)
    assert (match.person_id, match.is_same) == (wanted.pk, False)
    assert "Nama sebagian berbeda" in match.against
    for one in (replace(both, phones=()), replace(both, birth_date=None)):
        assert not ask(one)


def test_nobody_is_shown_without_a_sentence_of_what_agrees(world, ask):
    person(world, name="Melatisari Kencanawati")
    for facts in (Facts(name="Melatisori Kencenawiti"), Facts(sex="female", age=20), Facts(name="Orang Lain")):
        for match in ask(facts, least=0.0):
            assert match.agreeing
