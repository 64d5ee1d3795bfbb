"""The age in a form is read by the one reader of ages: understood, asked about, or refused with what was typed."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.http import QueryDict

from cases.forms.fields import AgeField
from cases.forms.intake.call import Intake
from cases.forms.intake.folds import folds_of
from cases.forms.intake.risk_facts import call_facts
from cases.forms.person_forms import PersonForm, PersonForms
from cases.public.forms.steps import AboutForm
from cases.reading.told_age import read
from safeguards import clock
from tests.cases.reading import age_rows

TYPED = [line.split("|")[0].strip(" ") for table in vars(age_rows).values() if isinstance(table, str) and "|" in table
         for line in table.strip("\n").split("\n") if line.count("|") == 2]  # fmt: skip


def block(age: str, **more) -> PersonForm:
    return PersonForms({"orang-jumlah": "1", "orang-0-age": age, **more}).forms[0]


@pytest.mark.parametrize(
    ("typed", "years", "is_estimated", "doubt"),
    [
        ("16", 16, False, ""),
        ("16 th", 16, False, ""),
        ("enam belas", 16, False, ""),
        ("１６", 16, False, ""),
        ("kl 15", 15, True, ""),
        ("±15", 15, True, ""),
        ("15-an", 15, True, ""),
        ("15-16", 15, True, "diambil yang lebih muda, 15 th"),
        ("14 th lbh", 14, True, "Batas umur"),
        ("17 th katanya", 17, True, "sebagian"),
    ],
)
def test_an_age_is_understood_as_it_is_typed(typed, years, is_estimated, doubt):
    form = block(typed)
    assert form.is_valid(), form.errors
    assert (form.cleaned_data["age"], form.cleaned_data["age_is_estimated"]) == (years, is_estimated)
    found = form.doubts(clock.today()).get("id_orang-0-age", "")
    assert doubt in found
    assert bool(found) == bool(doubt)


@pytest.mark.parametrize("typed", ["belasan", "<18", "di bawah umur", "kelas 5 SD", "16 atau 17", "-3", "121", "entah",
                                   "1571025203090001", "bukan 16", "16/17", "3 Mei 2009"])  # fmt: skip
def test_what_is_no_age_is_said_at_the_field_and_stays_there(typed):
    form = block(typed)
    assert not form.is_valid()
    assert len(form.errors["age"]) == 1
    assert form["age"].value() == typed


@pytest.mark.parametrize("typed", TYPED)
def test_no_age_of_the_table_is_taken_otherwise_than_the_reader_says(typed):
    form, told = block(typed), read(typed)
    if form.is_valid() and form.cleaned_data["age"] is not None:
        assert form.cleaned_data["age"] == told.years
        assert form.cleaned_data["age_is_estimated"] == told.is_estimated
        assert bool(form.doubts(clock.today())) == bool(told.doubt)


def test_a_ticked_estimate_stays_one():
    form = block("16", **{"orang-0-age_is_estimated": "on"})
    assert form.is_valid()
    assert form.cleaned_data["age_is_estimated"]


@pytest.mark.parametrize("typed", ["<18", "belasan", "di bawah umur", "15-16", "kl 15"])
def test_a_child_is_asked_about_before_the_age_is_a_number(typed):
    intake = Intake(QueryDict(f"orang-jumlah=1&orang-0-age={typed}"))
    facts = call_facts(intake)
    assert any(age < 18 for age in facts.ages) or typed in facts.text


def test_the_folded_line_says_the_age_that_is_understood():
    intake = Intake(QueryDict("orang-jumlah=1&orang-0-role=possible_victim&orang-0-age=kl+15&orang-0-sex=female"))
    assert "±15" in " ".join(fold.line for fold in folds_of(intake, fresh=False).values())


@pytest.mark.parametrize(("typed", "years"), [("15", 15), ("kira-kira 15", 15), ("15 th", 15)])
def test_the_public_form_understands_the_same(typed, years):
    form = AboutForm({"age": typed})
    form.is_valid()
    assert form.cleaned_data["age"] == years


@pytest.mark.parametrize("typed", ["15-16", "belasan", "<18", "15 atau 16"])
def test_the_public_form_cannot_ask_so_it_takes_no_doubted_age(typed):
    form = AboutForm({"age": typed})
    assert not form.is_valid()
    assert form.errors["age"] == ["Tulis umur dengan satu angka, misalnya 15."]


def test_an_empty_age_is_no_age():
    assert AgeField(required=False).clean(" ") is None


def test_no_form_has_a_second_reader_of_ages():
    root = Path(settings.BASE_DIR)
    forms = [path for app in ("cases", "referrals", "coordination") for path in (root / app).rglob("forms*/**/*.py")]
    field = re.compile(r"^    age = (?:forms\.)?([A-Z]\w+)\(", re.MULTILINE)
    found = [(path.name, kind) for path in forms for kind in field.findall(path.read_text())]
    assert {kind for _name, kind in found} == {"AgeField"}, found
    assert len(found) > 1
