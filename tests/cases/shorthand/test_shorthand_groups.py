"""Several people in one line: children without a sex, one age per person, a common origin."""

import pytest

from cases.choices import Risk
from cases.forms.intake.shorthand import understand
from cases.intake.risk_prompts import PROMPTS, CallFacts, relevant
from cases.shorthand import FACTS
from tests.cases.shorthand.test_shorthand import JAMBI, TODAY, data, rest, said, taken


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("3 anak", [{"is_unknown": True}] * 3),
        ("tiga anak", [{"is_unknown": True}] * 3),
        ("2 org anak", [{"is_unknown": True}] * 2),
        ("2 anak p", [{"sex": "female"}] * 2),
        ("2 p 15 & 17", [{"sex": "female", "age": 15}, {"sex": "female", "age": 17}]),
        ("2 anak umur 7 dan 9 thn", [{"age": 7}, {"age": 9}]),
        ("3 anak p 12, 14, dan ±16 th", [
            {"sex": "female", "age": 12}, {"sex": "female", "age": 14},
            {"sex": "female", "age": 16, "age_is_estimated": True},
        ]),
        ("3 korban 15, 16, 17 th", [{"role": "possible_victim", "age": age} for age in (15, 16, 17)]),
    ],
)  # fmt: skip
def test_several_people_in_few_words(text, people):
    assert [said(text)[number] for number in range(len(people))] == people
    assert len(said(text)) == len(people)
    assert rest(text) == ""


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("2 p 15 th dan 17 th dari sungai penuh", 2),
        ("2 p 15 th dan 17 th, sungai penuh", 2),
        ("p 15 dan l 17 dari sungai penuh", 2),
        ("3 anak dari sungai penuh", 3),
        ("3 orang perempuan asal sungai penuh", 3),
        ("2 korban dari sungai penuh", 2),
    ],
)
def test_one_origin_of_all_who_stand_before_it(text, count):
    assert [said(text)[number].get("origin_region") for number in range(count)] == ["Kota Sungai Penuh"] * count
    assert rest(text) == ""


@pytest.mark.parametrize(
    "text",
    ["p 15, p 17 dari sungai penuh", "p 15 jambi selatan, p 17 dari sungai penuh",
     "2 p 15 dan 17, a.n. Siti Rekaan dari sungai penuh"],
)  # fmt: skip
def test_an_origin_of_one_is_nobody_else_s(text):
    assert said(text)[0].get("origin_region") != "Kota Sungai Penuh"
    assert said(text)[1]["origin_region"] == "Kota Sungai Penuh"


@pytest.mark.parametrize("text", ["2 p 16, 5 hari lalu", "2 p 16 th, 5 hari lalu", "2 p 16 th, 5 agustus"])
def test_a_number_with_another_use_is_no_age(text):
    assert (said(text)[0], said(text)[1]) == ({"sex": "female", "age": 16}, {"sex": "female", "age": 16})
    assert "event_on" in said(text)[FACTS]


def test_children_without_an_age_are_children_in_the_story_and_in_what_is_asked():
    given = data(shorthand="3 anak dari sungai penuh, disekap")
    understood = understand(given, today=TODAY, near=JAMBI)
    assert [chip.words for chip in understood.chips[:3]] == ["Anak, umur belum diketahui, belum dikenal"] * 3
    page = taken(given)
    assert (page["orang-jumlah"], page["narrative"]) == ("3", "3 anak dari sungai penuh, disekap")
    assert [page[f"orang-{number}-is_unknown"] for number in range(3)] == ["on"] * 3
    assert not any(name.endswith("-age") for name in page), "nobody's age is made up"
    child = next(prompt for prompt in PROMPTS if prompt.risk == Risk.CHILD_ALONE)
    assert child in relevant(CallFacts(page["narrative"])).prompts
    assert child not in relevant(CallFacts("ibu 3 anak, disekap")).prompts
    assert child not in relevant(CallFacts("3 anak buah kapal")).prompts


def test_unknown_people_are_never_somebody_described_before():
    first = taken(data(shorthand="p 16"))
    first["shorthand"] = "2 anak"
    page = taken(first)
    assert (page["orang-jumlah"], page.get("orang-0-is_unknown", "")) == ("3", "")


def test_words_that_several_share_are_told_once():
    assert taken(data(shorthand="2 korban dari sungai penuh"), keys=[])["narrative"] == "2 korban dari sungai penuh"
