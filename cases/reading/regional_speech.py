"""Words of the regions' speech, and of English in a paste: negations, verbs, kin. Pure functions over one table.

``regional_speech.csv`` holds a word or phrase, what it means, and where people say it. The rows are usage, as callers
speak and officers type; no dictionary or decree stands behind them. A word of several regions has them in one row, and
a word with two meanings has two rows. For a new word, add a row: negations, danger questions, roles, reporters and
names read this one table. Words of the written language stand in the tables of their readers.
"""

import csv
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("regional_speech.csv")
SHORTEST_OWNED = 5  # letters of a word with its ending: *amaknyo*, *bapake*


class Speech(StrEnum):
    """Where a word is said; the speech, not a province."""

    JAMBI = "jambi"
    PALEMBANG = "palembang"
    MINANG = "minang"
    BETAWI = "betawi"
    JAWA = "jawa"
    SUNDA = "sunda"
    BALI = "bali"
    MAKASSAR = "makassar"  # and Bugis
    ENGLISH = "english"  # no region: employers, embassies and chats of several languages


class Meaning(StrEnum):
    """What a word means. The dangers are named like the questions they trigger (``choices.Risk``)."""

    NOT = "not"
    NOT_YET = "not_yet"
    IS_NOT = "is_not"
    DO_NOT = "do_not"
    DO_NOT_CONTACT = "do_not_contact"  # also an everyday word: it forbids only before a way of contact
    MAY = "may"
    MAY_NOT = "may_not"
    GO = "go"  # leaving and going home
    HAVE = "have"
    HOME = "home"
    HELD = "held"
    THREATENED = "threatened"
    WEAPON = "weapon"
    INJURED = "injured"
    PREGNANT = "pregnant"
    SELF_HARM = "self_harm"
    LIVES_WITH_REPORTED = "lives_with_reported"
    NO_SAFE_PLACE = "no_safe_place"
    REJECTED = "rejected"
    NO_PHONE_OR_PAPERS = "no_phone_or_papers"
    CHILD_ALONE = "child_alone"
    DISABILITY = "disability"
    ABROAD = "abroad"
    MOTHER = "mother"
    FATHER = "father"
    ELDER_SISTER = "elder_sister"
    ELDER_BROTHER = "elder_brother"
    YOUNGER = "younger"
    CHILD = "child"
    UNCLE = "uncle"
    AUNT = "aunt"
    GRANDMOTHER = "grandmother"
    GRANDFATHER = "grandfather"
    HUSBAND = "husband"
    WIFE = "wife"
    FRIEND = "friend"
    WOMAN = "woman"
    MAN = "man"
    CALLER = "caller"
    SUFFIX = "suffix"  # of somebody: -nya
    ONLY = "only"
    NAME = "name"
    DEED = "deed"  # who does it is not the victim


M = Meaning
FEMALE_KIN = (M.MOTHER, M.ELDER_SISTER, M.AUNT, M.GRANDMOTHER, M.WIFE)
MALE_KIN = (M.FATHER, M.ELDER_BROTHER, M.UNCLE, M.GRANDFATHER, M.HUSBAND)
KIN = (*FEMALE_KIN, *MALE_KIN, M.YOUNGER)


@cache
def _table() -> dict[Meaning, dict[str, frozenset[Speech]]]:
    """The words of each meaning, with their regions."""
    found: dict[Meaning, dict[str, frozenset[Speech]]] = {meaning: {} for meaning in Meaning}
    with _FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[Meaning(row["meaning"])][row["word"]] = frozenset(map(Speech, row["regions"].split()))
    return found


def said(*meanings: Meaning, speech: Speech | None = None) -> frozenset[str]:
    """The words with one of these meanings; with ``speech``, only those said there."""
    return frozenset(
        word
        for meaning in meanings
        for word, regions in _table()[meaning].items()
        if speech is None or speech in regions
    )


def owned(words: Iterable[str]) -> frozenset[str]:
    """The words, and with the endings for *of somebody*: *mamak*, *mamaknyo*, *bapake*, *salakina*."""
    endings = said(M.SUFFIX)
    whole = frozenset(words)
    both = {word + ending for word in whole if " " not in word for ending in endings}
    return whole | {word for word in both if len(word) >= SHORTEST_OWNED}
