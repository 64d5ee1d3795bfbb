"""The rule of act, means and purpose, over the whole space of answers."""

import random

import pytest

from cases.choices import AnswerSource, TraffickingAct, TraffickingMeans, TraffickingPurpose, Verdict
from cases.screening.rule import ACT, MEANS, PURPOSE, advice, is_child, judge

AGES = (None, 0, 1, 15, 17, 18, 19, 45, 120)
SUBSETS = 300


def some(choices, draw: random.Random) -> list[str]:
    """Any subset of a list, often the empty one."""
    return [value for value in choices.values if draw.random() < draw.choice((0, 0.2, 0.8))]


def answers():
    """Many random answers, always the same."""
    draw = random.Random(21)
    for _index in range(SUBSETS):
        yield (
            some(TraffickingAct, draw),
            some(TraffickingMeans, draw),
            some(TraffickingPurpose, draw),
            draw.choice(AGES),
        )


def test_the_verdict_is_the_rule_of_the_law():
    for acts, means, purposes, age in answers():
        met = bool(acts) and bool(purposes) and (age is None or age < 18 or bool(means))
        assert judge(acts, means, purposes, age).is_met is met, (acts, means, purposes, age)


def test_one_answer_more_never_undoes_what_is_met():
    draw = random.Random(7)
    for acts, means, purposes, age in answers():
        if judge(acts, means, purposes, age).is_met:
            more = draw.choice(TraffickingMeans.values)
            assert judge(acts, [*means, more], purposes, age).is_met
            assert judge(TraffickingAct.values, means, purposes, age).is_met


def test_means_are_never_missing_for_a_child_and_always_asked_of_an_adult():
    for acts, means, purposes, age in answers():
        judgement = judge(acts, means, purposes, age)
        assert (MEANS in judgement.missing) is (not is_child(age) and not means)


def test_an_unknown_age_counts_as_a_child_until_shown_otherwise():
    judgement = judge(["recruitment"], [], ["forced_labour"], None)
    assert judgement.child_rule
    assert judgement.verdict == Verdict.MET
    assert "belum diketahui" in judgement.reason


def test_eighteen_on_the_day_is_an_adult():
    assert judge(["recruitment"], [], ["forced_labour"], 17).is_met
    assert not judge(["recruitment"], [], ["forced_labour"], 18).is_met
    assert judge(["recruitment"], ["deception"], ["forced_labour"], 18).is_met


def test_order_of_the_answers_does_not_matter():
    forwards = judge(["recruitment", "transport"], ["force", "deception"], ["slavery"], 30)
    backwards = judge(["transport", "recruitment"], ["deception", "force"], ["slavery"], 30)
    assert forwards == backwards


def test_what_is_in_no_list_is_refused():
    with pytest.raises(ValueError, match="act"):
        judge(["smuggling"], [], [], 16)


def test_the_words_say_what_is_there_and_what_is_missing():
    judgement = judge(["recruitment"], [], [], 30)
    texts = {element.key: (element.text, element.state) for element in judgement.elements}
    assert texts[ACT] == ("perekrutan", "done")
    assert texts[MEANS] == ("belum tercatat", "ring")
    assert texts[PURPOSE] == ("belum tercatat", "ring")
    assert judgement.need == "Yang masih kurang: cara dan tujuan."
    assert "30 tahun" in judgement.reason


def test_means_of_a_child_are_noted_though_not_required():
    judgement = judge(["recruitment"], ["deception"], ["slavery"], 16)
    means = next(element for element in judgement.elements if element.key == MEANS)
    assert means.state == "none"
    assert means.text == "tidak disyaratkan (anak). Tercatat: penipuan"


def test_advice_names_what_rests_on_the_victim_alone():
    judgement = judge(["recruitment"], [], ["slavery"], None)
    hints = advice(judgement, {"act.recruitment": [AnswerSource.VICTIM], "purpose.slavery": [AnswerSource.WITNESS]})
    assert any("tindakan bersumber dari korban saja" in hint for hint in hints)
    assert not any("tujuan bersumber" in hint for hint in hints)
    assert any("Umur saat kejadian belum diketahui" in hint for hint in hints)
