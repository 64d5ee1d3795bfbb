"""How much equal names prove: by who bears the words in the whole register, and by who shares the whole name."""

from collections.abc import Sequence
from math import log2

import pytest

from cases.matching import Facts, name_comparison, rarity
from cases.matching.rarity import Rarity
from cases.matching.spelling import words_of, written_together
from tests.cases.matching.in_memory import InMemory
from tests.cases.stories import girl, logged

PEOPLE = 100_000


def counted(*counts: tuple[str, int]) -> Rarity:
    """A large register in which so many people bear each word."""
    found = Rarity(PEOPLE)
    for name, people in counts:
        for word in words_of(name):
            found.learn(word, people, people)
    return found


def bits(one: str | Facts, other: str | Facts, known: Rarity) -> float:
    ours, theirs = (Facts(name=facts) if isinstance(facts, str) else facts for facts in (one, other))
    return name_comparison.compare(ours, theirs, known).bits


def first(register: Sequence[str], asked: str) -> list[str]:
    """The names shown for a name, the likeliest first."""
    found = InMemory([Facts(name=name) for name in register])
    (matches,) = found.matches([Facts(name=asked)])
    return [register[match.person_id.int] for match in matches]


@pytest.mark.django_db
def test_all_people_of_a_large_register_are_counted(world, monkeypatch):
    monkeypatch.setattr(rarity, "LARGE", 3)
    monkeypatch.setattr(rarity, "FEWEST_PEOPLE", 1)
    for _count in range(5):
        logged(world, girl())
    assert Rarity.for_task_forces([world.jambi.pk]).people == 5


@pytest.mark.django_db
def test_a_large_register_is_counted_once_an_hour(world, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(rarity, "LARGE", 1)
    logged(world, girl())
    with django_assert_num_queries(2):
        Rarity.for_task_forces([world.jambi.pk])
    with django_assert_num_queries(1):
        Rarity.for_task_forces([world.jambi.pk])
    an_hour_later = rarity.time.monotonic() + rarity.HOUR
    monkeypatch.setattr(rarity.time, "monotonic", lambda: an_hour_later)
    with django_assert_num_queries(2):
        Rarity.for_task_forces([world.jambi.pk])


def test_a_nickname_that_is_part_of_the_name_proves_nothing_more():
    known = counted(("Siska", 1000), ("Rinjani", 100))
    alone = bits("Siska Rinjani", "Siska Rinjani", known)
    assert bits("Siska Rinjani", Facts(name="Siska Rinjani", nickname="Siska"), known) == alone
    assert bits(Facts(name="Siska Rinjani", nickname="Jani"), "Siska Rinjani", known) == alone
    called = Facts(name="Siska Rinjani", nickname="Cici")
    assert bits(called, called, known) > alone


def test_a_common_word_written_in_two_is_no_rare_name():
    known = counted(("Rah", 1), ("Mawati", 1), ("Rahmawati", 2000))
    (joined,) = written_together(words_of("Rah Mawati"))
    known.learn(joined, 2000, 2000)
    assert bits("Rah Mawati", "Rahmawati", known) == pytest.approx(bits("Rahmawati", "Rahmawati", known))


def test_words_in_another_order_or_with_a_word_more_prove_less():
    known = counted(("Intan", 500), ("Maryam", 500), ("Sukma", 500))
    same = bits("Intan Maryam", "Intan Maryam", known)
    assert bits("Intan Maryam", "Maryam Intan", known) < same
    assert bits("Intan Maryam", "Intan Maryam Sukma", known) < same


def test_two_slips_in_one_name_prove_less_than_both_alone():
    known = counted(("Intan", 500), ("Maryam", 500), ("Marjam", 500), ("Sukma", 500))
    same = bits("Intan Maryam", "Intan Maryam", known)
    lost = [same - bits(asked, "Intan Maryam", known) for asked in ("Maryam Intan", "Intan Maryam Sukma")]
    assert same - bits("Maryam Intan Sukma", "Intan Maryam", known) > sum(lost) + 0.1


def test_a_whole_name_proves_more_the_fewer_share_it():
    known = counted(("Dewi", 3000), ("Ayu", 2000))
    (called,) = (name_comparison.compare(Facts(name="Dewi Ayu"), Facts(name="Dewi Ayu"), known),)
    other = name_comparison.compare(Facts(name="Dewi Ayu"), Facts(name="Dewi Sri"), known)
    alone, among_many = (
        name_comparison.among(named, known)(called).bits for named in ([called, other], [called] * 200)
    )
    assert alone > called.bits > among_many
    assert name_comparison.among([called, other], known)(other) == other


def test_a_rare_word_beside_common_ones_is_found_as_it_is_written():
    neighbours = [f"Yun{end} Contoh{number}" for number in range(200) for end in ("i", "o")]
    register = [*neighbours, "Yuna Contohan"]
    assert first(register, "Yuna") == ["Yuna Contohan"]


def test_a_slip_that_makes_another_name_proves_less():
    known = counted(("Intan", 500), ("Sukmawati", 500), ("Sukmawatu", 500), ("Sukmaweti", 500))
    whole, slip, other = (bits(f"Intan {word}", "Intan Sukmawati", known) for word in (
        "Sukmawati", "Sukmaweti", "Sukmawatu"))  # fmt: skip
    assert whole > slip > other


def test_a_word_more_proves_less_than_a_word_left_out():
    known = counted(("Intan", 500), ("Maryam", 500), ("Sukma", 500))
    assert bits("Intan Maryam Sukma", "Intan Maryam", known) < bits("Intan Maryam", "Intan Maryam Sukma", known)


def test_an_initial_proves_as_much_as_names_have_first_letters():
    known = counted(("Hesti", 500))
    assert bits("Hesti B.", "Hesti Bimasari", known) - bits("Hesti", "Hesti", known) >= log2(8)
    assert bits("Hesti B.", "Hesti Kimasari", known) < bits("Hesti B.", "Hesti Bimasari", known)


@pytest.mark.parametrize("asked", ["Nurul br. Harahap", "Nurul boru Harahap", "Nurulbr. Harahap"])
def test_of_two_namesakes_the_one_written_with_the_clan_in_the_same_way_comes_first(asked):
    assert first(["Nurul Harahap", "Nurul br. Harahap"], asked)[0] == "Nurul br. Harahap"
    assert first(["Nurul br. Harahap", "Nurul Harahap"], "Nurul Harahap")[0] == "Nurul Harahap"
