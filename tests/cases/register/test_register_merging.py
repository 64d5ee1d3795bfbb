"""An NIK never merges people with different names, a doubted NIK merges nobody, and neither does a bulk answer."""

import json

import pytest

from cases.matching import Facts, matches_for, person_tokens
from cases.merging.suggestions import suggestions_for
from cases.models import Complaint, Person, RegisterEntry, RegisterRow, Victim
from cases.register import actions as register
from safeguards.audit import AuditEvent
from tests.cases.register import files
from tests.cases.register.conftest import as_application
from tests.personas import client_of

NIK = "1509035203880457"  # a woman, 12 March 1988
HEADER = ("No Reg", "Tgl Lapor", "Nama Korban", "L/P", "Umur", "NIK", "Jenis Kasus", "Kronologi")
HERE = "/register-lama/"


def row(number: int, name: str, nik: str = NIK, *, day: str = "5 Mei 2023", sex: str = "P", age: str = "35"):
    return (f"ZA-{number}", day, name, sex, age, nik, "TPPO", f"Uraian {number}.")


def checked(desk, *rows):
    return desk.checked(files.csv_file(rows, HEADER))


def kinds_of(batch) -> list[tuple[str, bool]]:
    return list(RegisterRow.objects.filter(batch=batch).values_list("kind", "asks_who"))


def write(batch, world, decisions=None, rest=""):
    register.decide(batch=batch, decisions=decisions or {}, rest=rest, by=world.ratna)
    with as_application(world.ratna):
        return register.confirm(batch=batch, by=world.ratna)


@pytest.fixture
def two_names(desk):
    """Two women under one NIK."""
    return checked(desk, row(1, "Wiranti Kolopaking"), row(2, "Yosefina Tambunan", day="6 Mei 2023"))


OTHERS = ("Yosefina Tambunan", "Wiranti Tambunan", "W. K.", "", "Yosefina Kolopaking")
SAME = ("Wiranti Kolopaking", "wiranti  KOLOPAKING", "Kolopaking Wiranti", "Wiranti", "Wiranti Kolopakng")


@pytest.mark.parametrize("name", OTHERS)
def test_the_same_nik_under_another_name_is_asked(desk, name):
    batch = checked(desk, row(1, "Wiranti Kolopaking"), row(2, name, day="6 Mei 2023"))
    assert kinds_of(batch) == [("new", False), ("doubt", True)]
    plan = json.loads(RegisterRow.objects.filter(batch=batch).order_by("number")[1].content)
    assert any("NIK sama dengan korban di baris 2" in remark["text"] for remark in plan["doubts"])


@pytest.mark.parametrize(
    ("one", "other"),
    [("Contoh Dina", "Contoh Rina"), ("Contoh Sari", "Contoh Sri"), ("Contoh Putri", "Contoh Putra"),
     ("Contoh Dini", "Contoh Dina"), ("Contoh Ratna", "Contoh Retno")],
)  # fmt: skip
def test_a_letter_that_makes_another_name_is_asked(desk, one, other):
    batch = checked(desk, row(1, one), row(2, other, day="6 Mei 2023"))
    assert kinds_of(batch) == [("new", False), ("doubt", True)]


@pytest.mark.parametrize("name", SAME)
def test_the_same_nik_and_name_are_one_person(desk, world, name):
    batch = checked(desk, row(1, "Wiranti Kolopaking"), row(2, name, day="6 Mei 2023"))
    assert kinds_of(batch) == [("new", False), ("match", False)]
    write(batch, world)
    assert (Person.objects.count(), Victim.objects.count()) == (1, 2)


def test_nothing_is_chosen_beforehand(two_names, world):
    page = client_of(world.ratna).get(f"{HERE}{two_names.pk}/").content.decode()
    assert "NIK sama dengan korban di baris 2, nama tidak sama" in page
    assert "checked" not in page
    assert "Orang yang sama" in page
    assert "Orang baru" in page


@pytest.mark.parametrize("answer", ["same", "new"])
@pytest.mark.parametrize("press", ["action", "page"])
def test_no_bulk_answer_says_who_they_are(two_names, world, press, answer):
    if press == "page":
        client_of(world.ratna).post(f"{HERE}{two_names.pk}/jawab/", {"rest": answer})
    else:
        register.decide(batch=two_names, decisions={}, rest=answer, by=world.ratna)
    assert list(RegisterRow.objects.filter(batch=two_names).values_list("decision", flat=True)) == ["", ""]
    with as_application(world.ratna):
        register.confirm(batch=two_names, by=world.ratna)
    assert list(Person.objects.values_list("name", flat=True)) == ["Wiranti Kolopaking"]  # the other row is unanswered
    assert Victim.objects.count() == 1


def test_no_bulk_answer_says_which_case_it_is(desk, world):
    """The same number with two contents may be one case: that is asked for the row alone, and may be left out."""
    batch = checked(desk, row(1, "Wiranti Kolopaking"), row(1, "Yosefina Tambunan", "", day="6 Mei 2023"))
    assert kinds_of(batch) == [("new", False), ("doubt", True)]
    for answer in ("new", "same"):
        register.decide(batch=batch, decisions={}, rest=answer, by=world.ratna)
        assert list(RegisterRow.objects.filter(batch=batch).values_list("decision", flat=True)) == ["", ""]
    register.decide(batch=batch, decisions={}, rest="skip", by=world.ratna)
    assert list(RegisterRow.objects.filter(batch=batch).values_list("decision", flat=True)) == ["", "skip"]


class TestTwoWhoAnswer:
    def test_the_answer_given_meanwhile_stays_and_is_said(self, two_names, world):
        register.decide(batch=two_names, decisions={3: "skip"}, by=world.sari)
        answer = client_of(world.ratna).post(f"{HERE}{two_names.pk}/jawab/", {"row-3": "new", "was-3": ""}, follow=True)
        assert RegisterRow.objects.get(batch=two_names, number=3).decision == "skip"
        assert "Baris 3 sudah dijawab rekan Anda" in answer.content.decode()

    def test_what_was_seen_may_be_changed(self, two_names, world):
        register.decide(batch=two_names, decisions={3: "skip"}, by=world.sari)
        page = client_of(world.ratna).get(f"{HERE}{two_names.pk}/").content.decode()
        assert 'name="was-3" value="skip"' in page
        answer = client_of(world.ratna).post(
            f"{HERE}{two_names.pk}/jawab/", {"row-3": "new", "was-3": "skip"}, follow=True
        )
        assert RegisterRow.objects.get(batch=two_names, number=3).decision == "new"
        assert "rekan Anda" not in answer.content.decode()


def test_the_bulk_answer_still_covers_doubts_that_join_nobody(desk, world):
    batch = checked(
        desk, row(1, "Wiranti Kolopaking"), row(2, "Yosefina Tambunan"), row(3, "Contoh Muda", "", age="<18")
    )
    register.decide(batch=batch, decisions={}, rest="same", by=world.ratna)
    assert list(RegisterRow.objects.filter(batch=batch).values_list("decision", flat=True)) == ["", "", "same"]


def test_written_apart_both_keep_what_was_typed_and_the_doubt_stays(two_names, world):
    write(two_names, world, {3: "new"})
    first, second = Person.objects.order_by("pk")
    assert {first.name, second.name} == {"Wiranti Kolopaking", "Yosefina Tambunan"}
    assert (first.nik, second.nik) == (NIK, NIK)
    with as_application(world.ratna):
        found = suggestions_for(first, user=world.ratna)
    assert [(one.person_id, one.match.is_same) for one in found] == [(second.pk, False)]
    assert "NIK sama, nama berbeda" in [reason.words for reason in found[0].match.reasons]


def test_joined_by_an_answer_of_its_own_the_second_name_is_kept(two_names, world):
    write(two_names, world, {3: "same"})
    assert Person.objects.get().name == "Wiranti Kolopaking"
    told = [complaint.narrative for complaint in Complaint.objects.order_by("number")]
    assert "Yosefina Tambunan" not in told[0]
    assert "Nama korban dalam register lama: Yosefina Tambunan." in told[1]
    assert AuditEvent.objects.filter(verb="register.decided").count() == 1
    assert "Tambunan" not in json.dumps(list(AuditEvent.objects.values_list("details", flat=True)))


def test_a_third_row_finds_the_name_that_agrees(desk, world):
    batch = checked(
        desk,
        row(1, "Wiranti Kolopaking"),
        row(2, "Yosefina Tambunan", day="6 Mei 2023"),
        row(3, "Yosefina Tambunan", day="7 Mei 2023"),
    )
    assert kinds_of(batch) == [("new", False), ("doubt", True), ("match", False)]
    write(batch, world, {3: "new"})
    assert sorted(Person.objects.values_list("victimhoods__person__name", flat=True)) == [
        "Wiranti Kolopaking", "Yosefina Tambunan", "Yosefina Tambunan",
    ]  # fmt: skip
    assert Person.objects.count() == 2


@pytest.mark.parametrize(
    ("nik", "sex"),
    [
        ("1509035203880000", "P"),  # no serial
        ("1509035213880457", "P"),  # month 13
        ("1509037203880457", "P"),  # day 32
        ("9909035203880457", "P"),  # no such province
        ("1500005203880457", "P"),  # no such city
        ("1509005203880457", "P"),  # no such district
        (NIK, "L"),  # the NIK says a woman
    ],
)
def test_a_doubted_nik_joins_nobody(desk, world, nik, sex):
    rows = [row(n, "Contoh Wiranti", nik, day=f"{n} Mei 2023", sex=sex) for n in (1, 2)]
    batch = checked(desk, *rows)
    assert [kind for kind, _asks in kinds_of(batch)] == ["doubt", "doubt"]
    assert not any("row" in victim for r in RegisterRow.objects.all() for victim in json.loads(r.content)["victims"])
    register.decide(batch=batch, decisions={}, rest="same", by=world.ratna)
    # the second row also asks about the name, which no answer for all rows covers
    assert list(RegisterRow.objects.order_by("number").values_list("decision", flat=True)) == ["same", ""]
    write(batch, world, {3: "new"})
    assert (Person.objects.count(), Victim.objects.count()) == (2, 2)


def test_a_doubted_nik_joins_nobody_whose_day_is_far(desk, world):
    days = ("5 Mei 2023", "5 Juli 2023")
    rows = [row(n, "Contoh Wiranti", "1509035203880000", day=day) for n, day in enumerate(days, 1)]
    batch = checked(desk, *rows)
    assert kinds_of(batch) == [("doubt", False), ("doubt", False)]
    write(batch, world, rest="same")
    assert Person.objects.count() == 2


def test_a_row_asked_about_an_nik_is_never_joined_to_the_row_of_a_name(desk, world):
    """Row 2 has the NIK, the second victim of row 3 the name: "the same" means the person of the NIK."""
    header = (*HEADER, "Terlapor")
    rows = [
        (*row(1, "Wiranti Kolopaking", day="5 Mei 2023"), "Contoh Agen"),
        (*row(2, "Contoh Ayu; Yosefina Tambunan", "", day="9 Mei 2023", age="20; 35"), ""),
        (*row(3, "Yosefina Tambunan", day="9 Mei 2023"), ""),
    ]
    batch = desk.checked(files.csv_file(rows, header))
    assert kinds_of(batch)[-1] == ("doubt", True)
    write(batch, world, {3: "new", 4: "same"})
    asked = RegisterEntry.objects.get(number=4)
    assert [victim.person.name for victim in asked.case.victims.all()] == ["Wiranti Kolopaking"]


class TestKnown:
    """A person of the register already has the NIK."""

    @pytest.fixture
    def known(self, world):
        person = Person.objects.create(task_force=world.jambi, name="Wiranti Kolopaking", nik=NIK, sex="female")
        person_tokens.refresh(person)
        return person

    def ask(self, world, **facts):
        with as_application(world.ratna):
            return matches_for(Facts(**facts), task_force_ids=[world.jambi.pk])

    def test_another_name_is_a_doubt_with_its_reason(self, world, known):
        (match,) = self.ask(world, name="Yosefina Tambunan", nik=NIK)
        assert not match.is_same
        assert match.score >= 0.5
        assert [reason.words for reason in match.reasons if not reason.agrees] == ["NIK sama, nama berbeda"]

    @pytest.mark.parametrize("name", ["Yosefina Tambunan", "Wiranti Tambunan", "Miranti Kolopaking"])
    def test_no_name_that_disagrees_is_the_same(self, world, known, name):
        assert not any(match.is_same for match in self.ask(world, name=name, nik=NIK))

    def test_the_name_that_agrees_is(self, world, known):
        (match,) = self.ask(world, name="Wiranti Kolopaking", nik=NIK)
        assert match.is_same

    def test_a_nik_of_fifteen_digits_is_nobody_for_sure(self, world, known):
        assert not any(match.is_same for match in self.ask(world, name="Wiranti Kolopaking", nik=NIK[:-1]))

    def test_a_doubted_nik_proves_nothing(self, world, known):
        Person.objects.update(nik="1509035203880000")
        person_tokens.refresh(Person.objects.get())
        (match,) = self.ask(world, name="Wiranti Kolopaking", nik="1509035203880000")
        assert not match.is_same
        assert "NIK sama, tetapi NIK itu diragukan" in [reason.words for reason in match.reasons]
        assert not self.ask(world, name="Yosefina Tambunan", nik="1509035203880000")

    def test_the_register_asks_and_no_bulk_answer_joins(self, world, known, desk):
        with as_application(world.ratna):
            batch = checked(desk, row(2, "Yosefina Tambunan"))
        assert kinds_of(batch) == [("doubt", True)]
        register.decide(batch=batch, decisions={}, rest="same", by=world.ratna)
        assert RegisterRow.objects.get().decision == ""
        write(batch, world, {2: "same"})
        assert Victim.objects.get().person_id == known.pk
        assert "Yosefina Tambunan" in Complaint.objects.get().narrative
        assert Person.objects.get().name == "Wiranti Kolopaking"
