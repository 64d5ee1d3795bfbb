"""The table of regional words: every row is a word of a known meaning and region, and none turns another round."""

import csv
from pathlib import Path

import pytest

from cases.reading import abroad, negations, regional_speech
from cases.reading.regional_speech import KIN, Meaning, Speech, owned, said
from taskforces import region_table

ROWS = list(csv.DictReader(Path(regional_speech.__file__).with_suffix(".csv").read_text().splitlines()))


def test_no_row_stands_twice_and_each_has_its_meaning_and_regions():
    pairs = [(row["word"], row["meaning"]) for row in ROWS]
    assert len(pairs) == len(set(pairs))
    assert all(row["word"] == row["word"].strip().casefold() and row["regions"].split() for row in ROWS)
    assert {region for row in ROWS for region in row["regions"].split()} == set(Speech)
    assert {row["meaning"] for row in ROWS} == set(Meaning)


def test_a_negation_is_no_kin_no_verb_and_no_person():
    others = said(*KIN, Meaning.FRIEND, Meaning.GO, Meaning.MAY, Meaning.WOMAN, Meaning.MAN, Meaning.CALLER)
    assert not said(Meaning.NOT, Meaning.NOT_YET, Meaning.IS_NOT, Meaning.DO_NOT) & others


@pytest.mark.parametrize("word", sorted(said(Meaning.NOT, Meaning.NOT_YET, Meaning.IS_NOT, Meaning.DO_NOT)))
def test_each_negation_of_a_region_denies_everywhere(word):
    assert word in negations.NEGATING


def test_a_word_that_is_everyday_language_too_forbids_only_before_a_way_of_contact():
    assert not said(Meaning.DO_NOT_CONTACT) & negations.NEGATING


@pytest.mark.parametrize("word", ["mamaknyo", "bapake", "salakina", "lakinye", "ayuknya", "indungna", "bojone"])
def test_a_relative_of_somebody_has_the_ending_of_the_region(word):
    assert word in owned(said(*KIN) | {"mamak", "bapak"})


def test_every_town_abroad_has_a_known_country():
    known = {place.country for place in abroad.countries().values()}
    assert {place.country for place in abroad.towns().values()} <= known


@pytest.mark.parametrize("written", sorted(abroad.towns()))
def test_a_town_abroad_that_is_a_place_at_home_counts_only_beside_its_country(written):
    at_home = [row for row in region_table.find(written, near="15.71") if written in row.name.casefold()]
    assert not at_home or abroad.towns()[written].only == abroad.BESIDE_COUNTRY, at_home
