"""A danger in the words of a region triggers its question; where the caller denies it, it does not."""

import pytest

from cases.choices import Risk
from cases.intake.risk_prompts import CallFacts, is_danger, relevant
from cases.reading.regional_speech import Meaning, Speech, said
from tests.right_answers import rows_of

ROWS = rows_of(__file__, "regional_dangers.txt", 3)
DANGERS = [meaning for meaning in Meaning if meaning.value in Risk.values]


def asked(text: str) -> set[str]:
    return {prompt.risk.value for prompt in relevant(CallFacts(text)).prompts}


@pytest.mark.parametrize(("_speech", "text", "risk"), ROWS)
def test_a_danger_is_heard_in_its_region_and_not_where_it_is_denied(_speech, text, risk):
    assert risk in asked(text) if risk != "-" else asked(text) == set()


@pytest.mark.parametrize("speech", Speech)
def test_each_region_has_a_danger_and_its_denial_in_the_table(speech):
    assert {risk == "-" for where, _text, risk in ROWS if where == speech} == {True, False}


@pytest.mark.parametrize(("meaning", "word"), [(one, word) for one in DANGERS for word in sorted(said(one))])
def test_each_word_of_a_danger_triggers_its_own_question_and_ends_a_name(meaning, word):
    assert meaning.value in asked(f"korban {word} kemarin")
    assert is_danger(word)


@pytest.mark.parametrize("speech", Speech)
@pytest.mark.parametrize("meaning", [Meaning.NOT, Meaning.MAY, Meaning.GO, Meaning.MOTHER, Meaning.FATHER])
def test_each_region_has_its_negation_its_verbs_and_its_kin(speech, meaning):
    assert said(meaning, speech=speech)
