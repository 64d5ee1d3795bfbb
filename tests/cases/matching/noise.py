"""Noise between told and stored facts: named rules, each of which changes the facts in one way.

They follow how people write and err, not the engine's tables.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random

from cases.matching import Facts
from tests.cases.matching import vocabulary

Rule = Callable[[Facts, Random], Facts]
KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
# Spellings that replace each other, in both directions.
SPELLINGS = (
    ("u", "oe"), ("j", "dj"), ("c", "tj"), ("y", "j"), ("sy", "sj"), ("sy", "sh"), ("kh", "ch"), ("f", "p"),
    ("f", "v"), ("z", "s"), ("k", "q"), ("i", "ie"), ("t", "th"), ("d", "dh"), ("ai", "ae"), ("i", "y"), ("ah", "a"),
)  # fmt: skip
SHORT = {
    "Muhammad": ("Moch.", "Moh.", "Mohammad", "Muhamad", "Muh.", "M.", "Mhd.", "Mohamad", "Mochamad"),
    "Siti": ("Sitti", "St."),
    "Abdul": ("Abd.", "Abdoel"),
    "Ahmad": ("Achmad", "Akhmad", "Ach."),
    "Nur": ("Noer", "Noor", "Nor"),
    "Sri": ("Srie",),
}
CALLED = {
    "Setiawan": "Iwan", "Kurniawan": "Wawan", "Muhammad": "Mamat", "Aisyah": "Icha", "Khadijah": "Ijah",
    "Suhartini": "Titin", "Rizki": "Kiki", "Nurhayati": "Yati", "Taufik": "Opik", "Handayani": "Yani",
}  # fmt: skip


def spelling(facts: Facts, rng: Random) -> Facts:
    """One or two words in another spelling, old or new."""
    words = facts.name.split()
    for index in rng.sample(range(len(words)), k=min(len(words), rng.choice((1, 1, 2)))):
        words[index] = _respelt(words[index], rng)
    return replace(facts, name=" ".join(words))


def doubled_letter(facts: Facts, rng: Random) -> Facts:
    """Double a letter, or a double one becomes single."""
    return _in_a_word(facts, rng, _doubled)


def short_form(facts: Facts, rng: Random) -> Facts:
    """Moch. for Muhammad, St. for Siti."""
    words = [rng.choice(SHORT[word]) if word in SHORT else word for word in facts.name.split()]
    return replace(facts, name=" ".join(words))


def typo(facts: Facts, rng: Random) -> Facts:
    """One typing error."""
    return _in_a_word(facts, rng, _mistyped)


def typo_in_every_word(facts: Facts, rng: Random) -> Facts:
    """One typing error in each word."""
    return replace(facts, name=" ".join(_mistyped(word, rng) for word in facts.name.split()))


def missing_word(facts: Facts, rng: Random) -> Facts:
    """Drop a word; a name of one word stays."""
    words = facts.name.split()
    if len(words) > 1:
        words.pop(rng.randrange(len(words)))
    return replace(facts, name=" ".join(words))


def further_word(facts: Facts, rng: Random) -> Facts:
    """Add the father's name, with or without *bin*."""
    link = ("binti " if facts.sex == "female" else "bin ") if rng.random() < 0.6 else ""
    return replace(facts, name=f"{facts.name} {link}{rng.choice(vocabulary.MEN).title()}")


def order(facts: Facts, rng: Random) -> Facts:
    """The words in another order."""
    words = facts.name.split()
    rng.shuffle(words)
    return replace(facts, name=" ".join(words))


def written_together(facts: Facts, rng: Random) -> Facts:
    """Two words as one: Nurhasanah."""
    words = facts.name.split()
    if len(words) < 2 or len(words[0]) > 5:
        return facts
    return replace(facts, name=" ".join([words[0] + words[1].lower(), *words[2:]]))


def title(facts: Facts, rng: Random) -> Facts:
    """Add a title before, a degree after."""
    before = rng.choice(vocabulary.TITLES) if rng.random() < 0.7 else ""
    return replace(facts, name=f"{before}{facts.name}{rng.choice(vocabulary.AFTER) if not before else ''}")


def nickname(facts: Facts, rng: Random) -> Facts:
    """A nickname for a word: its end, its beginning, or another one."""
    return _in_a_word(facts, rng, lambda word, rng: CALLED.get(word) or _shortened(word, rng))


def initials(facts: Facts, rng: Random) -> Facts:
    """The last word as a letter: Siti A."""
    words = facts.name.split()
    return replace(facts, name=" ".join([*words[:-1], f"{words[-1][0]}."])) if len(words) > 1 else facts


def nik_lost_digit(facts: Facts, rng: Random) -> Facts:
    """An NIK with fifteen digits."""
    place = rng.randrange(16)
    return replace(facts, nik=facts.nik[:place] + facts.nik[place + 1 :])


def nik_wrong_digit(facts: Facts, rng: Random) -> Facts:
    """One wrong digit."""
    place = rng.randrange(16)
    return (
        replace(facts, nik=facts.nik[:place] + str(rng.randrange(10)) + facts.nik[place + 1 :]) if facts.nik else facts
    )


def phone_changed(facts: Facts, rng: Random) -> Facts:
    """A new telephone number."""
    return replace(facts, phones=tuple(f"0856{rng.randrange(10**8):08d}" for _phone in facts.phones))


def phone_written_otherwise(facts: Facts, _rng: Random) -> Facts:
    """+62 812-3456-7890."""
    return replace(facts, phones=tuple(f"+62 {phone[1:4]}-{phone[4:8]}-{phone[8:]}" for phone in facts.phones))


def age_estimated(facts: Facts, rng: Random) -> Facts:
    """No birth date; an age up to two years off."""
    age = facts.age if facts.age is not None else (facts.age_on - facts.birth_date).days // 365
    return replace(facts, birth_date=None, age=max(0, age + rng.randint(-2, 2)))


def birth_swapped(facts: Facts, _rng: Random) -> Facts:
    """Day and month swapped."""
    born = facts.birth_date
    return replace(facts, birth_date=date(born.year, born.day, born.month)) if born and born.day <= 12 else facts


def birth_first_of_january(facts: Facts, _rng: Random) -> Facts:
    """Only the year is known."""
    return replace(facts, birth_date=date(facts.birth_date.year, 1, 1)) if facts.birth_date else facts


def moved(facts: Facts, rng: Random) -> Facts:
    """Another origin."""
    return replace(facts, origin=f"15.{rng.randrange(1, 10):02d}.{rng.randrange(1, 9):02d}" if facts.origin else "")


def sex_unknown(facts: Facts, _rng: Random) -> Facts:
    """Origin not asked."""
    return replace(facts, sex="unknown")


RULES: dict[Rule, int] = {
    spelling: 12, doubled_letter: 4, short_form: 10, typo: 12, typo_in_every_word: 6, missing_word: 10, further_word: 4,
    order: 6, written_together: 3, title: 6, nickname: 5, initials: 5, nik_lost_digit: 4, nik_wrong_digit: 4,
    phone_changed: 8, phone_written_otherwise: 6, age_estimated: 10, birth_swapped: 4, birth_first_of_january: 2,
    moved: 5, sex_unknown: 4,
}  # fmt: skip


def worsened(facts: Facts, rng: Random) -> tuple[Facts, tuple[str, ...]]:
    """The facts after zero to three rules, and the names of the rules that changed something."""
    names = []
    for rule in _some(rng, rng.choice((0, 1, 1, 2, 2, 3))):
        before, facts = facts, rule(facts, rng)
        if facts != before:
            names.append(rule.__name__)
    return facts, tuple(names)


def _some(rng: Random, how_many: int) -> list[Rule]:
    found: list[Rule] = []
    while len(found) < how_many:
        (rule,) = rng.choices(list(RULES), list(RULES.values()))
        if rule not in found:
            found.append(rule)
    return found


def _in_a_word(facts: Facts, rng: Random, change: Callable[[str, Random], str]) -> Facts:
    words = facts.name.split()
    index = rng.randrange(len(words))
    words[index] = change(words[index], rng)
    return replace(facts, name=" ".join(words))


def _respelt(word: str, rng: Random) -> str:
    lower = word.lower()
    fitting = [pair for pair in (*SPELLINGS, *((b, a) for a, b in SPELLINGS)) if pair[0] in lower]
    if not fitting:
        return word
    here, there = rng.choice(fitting)
    return lower.replace(here, there, 1).title().replace("'M", "'m").replace("'R", "'r")


def _doubled(word: str, rng: Random) -> str:
    for index in range(1, len(word)):
        if word[index] == word[index - 1].lower():
            return word[:index] + word[index + 1 :]
    place = rng.randrange(1, max(2, len(word)))
    return word[:place] + word[place : place + 1] + word[place:]


def _mistyped(word: str, rng: Random) -> str:
    if len(word) < 4:
        return word
    place = rng.randrange(len(word) - 1)
    kind = rng.randrange(4)
    if kind == 0:
        return word[:place] + word[place + 1 :]
    if kind == 1:
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    letter = _beside(word[place].lower(), rng)
    return word[:place] + letter + word[place + (kind == 2) :]


def _beside(letter: str, rng: Random) -> str:
    for row in KEYS:
        place = row.find(letter)
        if place >= 0:
            return row[max(0, min(len(row) - 1, place + rng.choice((-1, 1))))]
    return rng.choice("aeiou")


def _shortened(word: str, rng: Random) -> str:
    return rng.choice((word[-4:], word[:4], word[-5:], word[-3:])).title() if len(word) > 6 else word
