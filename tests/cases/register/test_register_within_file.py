"""The same person, event or number twice: within one file, and between files checked before either is written."""

import json

import pytest

from cases.models import Case, Complaint, RegisterRow
from cases.register import actions as register
from tests.cases.register import files

HEADER = ("No Register", "Tgl Lapor", "Nama Korban", "L/P", "Umur", "Jenis Kasus", "Kronologi")


def line(number="Y-1", day="7 Mei 2023", name="Wiranti Kolopaking", sex="P", age=36, told="satu"):
    return number, day, name, sex, age, "TPPO", told


def kinds(batch):
    return list(RegisterRow.objects.filter(batch=batch).values_list("kind", flat=True))


def doubts(batch, row):
    plan = json.loads(RegisterRow.objects.get(batch=batch, number=row).content)
    return " | ".join(remark["text"] for remark in plan["doubts"])


@pytest.mark.parametrize(
    "second",
    [
        line("Y-2", name="Wiranti Kolopakng", told="dua"),  # another spelling
        line("Y-2", told="dua"),  # another number
        line("Y-2", day="8 Mei 2023", told="dua"),  # a day later, described alike
    ],
)
def test_the_same_event_under_another_number_is_asked(desk, second):
    batch = desk.checked(files.csv_file([line(), second], HEADER))
    assert kinds(batch) == ["new", "doubt"]
    assert "mungkin sama dengan korban di baris 2" in doubts(batch, 3)


@pytest.mark.parametrize(
    "second", [line("Y-2", name="Yosefina Tambunan"), line("Y-2", day="9 Agustus 2023"), line("Y-2", sex="L")]
)
def test_others_are_not_asked(desk, second):
    assert kinds(desk.checked(files.csv_file([line(), second], HEADER))) == ["new", "new"]


def test_one_old_number_with_two_contents_is_asked(desk):
    batch = desk.checked(files.csv_file([line(), line(name="Yosefina Tambunan", day="1 Juli 2023")], HEADER))
    assert kinds(batch) == ["new", "doubt"]
    assert "nomor ini juga di baris 2" in doubts(batch, 3)


def test_the_answer_same_person_gives_the_case_that_person(desk, world):
    batch = desk.checked(files.csv_file([line(), line("Y-2", told="dua")], HEADER))
    register.decide(batch=batch, decisions={3: "same"}, by=world.ratna)
    register.confirm(batch=batch, by=world.ratna)
    people = [case.victims.get().person_id for case in Case.objects.all()]
    assert len(people) == 2
    assert len(set(people)) == 1


def test_two_files_checked_before_either_is_written_are_compared_at_approval(desk, world):
    first = desk.checked(files.csv_file([line()], HEADER))
    second = desk.checked(files.csv_file([line(told="isi lain"), line("Y-8", "1 Juni 2023", "Yosefina T")], HEADER))
    register.confirm(batch=first, by=world.ratna)
    register.confirm(batch=second, by=world.ratna)
    second.refresh_from_db()
    assert (second.state, second.failure) == ("checked", "again")
    assert kinds(second) == ["doubt", "new"]
    assert "nomor ini sudah dipindahkan" in doubts(second, 2)
    assert Complaint.objects.count() == 1
    register.decide(batch=second, decisions={2: "skip"}, by=world.ratna)
    register.confirm(batch=second, by=world.ratna)
    second.refresh_from_db()
    assert (second.state, second.files_written) == ("written", 1)
