"""Written registers: how well the dry run reads them, and that the measuring finds what is wrong."""

import pytest

from taskforces.management.commands.load_regions import load
from tests.registers.building import build
from tests.registers.judging import DATES, Doubt, Made, judge
from tests.registers.measuring import BARS, measure, told
from tests.registers.written import HELD_BACK, Answer, registers

# Of all registers together no figure (``Report.figures``) may be worse than its bar (`BARS`).
# ``python -m tests.registers`` prints what stands behind the figures.
MEASURED = ("outcome", "value", "needless", "silent", "rows")

RIGHT = {
    "name": "Contoh Melur", "sex": "female", "age": 17, "age_is_estimated": False, "birth_date": "", "nik": "",
    "phone": "", "origin_region": "15.71.02",
}  # fmt: skip


def test_the_registers_are_read_no_worse_than_measured(world):
    load()
    reports = measure(world)
    print("\n" + told(reports))
    figures = reports[-1].figures
    assert {name: figures[name] for name in MEASURED if figures[name] > BARS[name]} == {}


def test_the_registers_held_back_are_never_wrong_in_silence(world):
    load()
    reports = measure(world, HELD_BACK)
    print("\n" + told(reports))
    assert reports[-1].rows
    assert reports[-1].figures["silent"] == 0


def test_a_register_is_built_as_it_is_written():
    for register in registers():
        assert build(register)
        assert any(answer.required for sheet in register.sheets for answer in sheet.answers), register.stem


def verdict(answer: dict | None = None, doubts=(), required=(), allowed=(), **made) -> set[tuple[str, str]]:
    """The differences between a row that is read right, changed as told, and its answer."""
    values = {"date": "2023-05-04", "region": "15.71.02", "kind": "tppo", "victims": "Contoh Melur,f,17"}
    facts = {"reported_on": "2023-05-04", "kind": "tppo", "event_region": None} | made.pop("facts", {})
    victims = [RIGHT | made.pop("victim", {})]
    row = Made(made.pop("outcome", "new"), list(doubts), facts=facts, victims=made.pop("victims", victims), **made)
    wanted = Answer(("new",), frozenset(required), frozenset(required) | frozenset(allowed), values | (answer or {}))
    return {(found.measure, found.about) for found in judge(wanted, row, {}).differences}


ASKED = Doubt(DATES, "tahun tidak tertulis")


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, set()),
        ({"outcome": "refused"}, {("outcome", "becomes")}),
        ({"outcome": "skipped"}, {("outcome", "becomes")}),
        ({"facts": {"reported_on": "2026-05-04"}}, {("value", "date"), ("silent", "date")}),
        ({"facts": {"kind": "other_violence"}}, {("value", "kind"), ("silent", "kind")}),
        ({"victim": {"origin_region": "31.71.05"}}, {("value", "region"), ("silent", "region")}),
        ({"victim": {"origin_region": "15.71.03"}}, {("value", "region")}),
        ({"victim": {"origin_region": None}}, {("value", "region")}),
        ({"victim": {"age": 18}}, {("value", "age"), ("silent", "age")}),
        ({"victim": {"age": None}}, {("value", "age")}),
        ({"victims": []}, {("value", "region"), ("value", "people"), ("silent", "people")}),
        ({"joined_to": 3}, {("silent", "joined")}),
        ({"doubts": [ASKED]}, {("needless", "date/period/weekday/year")}),
        ({"doubts": [ASKED], "required": ["year"]}, set()),
        ({"doubts": [ASKED], "allowed": ["weekday"]}, set()),
        ({"required": ["year"]}, {("outcome", "no question: year")}),
        ({"required": ["year"], "doubts": [ASKED], "facts": {"reported_on": "2022-05-04"}}, {("proposal", "date")}),
    ],
)
def test_a_difference_is_found(changed, found):
    assert verdict(**changed) == found
