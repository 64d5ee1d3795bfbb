"""Name spelling: one form for all usual spellings, and a name is found with one typing error per word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.matching import person_tokens
from cases.matching.names import Likeness, compare, likeness
from cases.matching.spelling import NameWord, deletions, near_forms, normal, words_of, written_together

SCOPE = "0" * 32
LETTERS = "abcdefghijklmnopqrstuvwxyz"
WORDS = st.text(LETTERS, min_size=6, max_size=12)  # longer than any title or short form
NAMES = st.lists(WORDS, min_size=1, max_size=4, unique=True)


@st.composite
def mistyped(draw, word: str) -> str:
    """A word with one letter left out, added, changed or swapped with its neighbour."""
    place, letter = draw(st.integers(0, len(word) - 2)), draw(st.sampled_from(LETTERS))
    kind = draw(st.sampled_from(("left out", "added", "changed", "swapped", "as it is")))
    match kind:
        case "left out":
            return word[:place] + word[place + 1 :]
        case "added":
            return word[:place] + letter + word[place:]
        case "changed":
            return word[:place] + letter + word[place + 1 :]
        case "swapped":
            return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return word


def stored(name: str) -> set[int]:
    return set(person_tokens.name_tokens([name], [], SCOPE))


def meets(query: str, name: str) -> bool:
    """Whether every word of the query finds the name in the table of tokens."""
    tokens = stored(name)
    return all(tokens.intersection(person_tokens.word_tokens(word, SCOPE)) for word in words_of(query))


@given(st.data(), NAMES)
def test_one_typing_error_in_every_word_still_meets(data, words):
    typed = [data.draw(mistyped(word)) for word in words]
    assert meets(" ".join(typed), " ".join(words))
    for one, other in zip(typed, words, strict=True):
        assert likeness(*words_of(one), *words_of(other)) >= Likeness.NICKNAME


@given(st.data(), NAMES)
def test_order_changes_nothing(data, words):
    shuffled = data.draw(st.permutations(words))
    normals = [{word.normal for word in words_of(" ".join(order))} for order in (words, shuffled)]
    assert normals[0] == normals[1]
    assert meets(" ".join(shuffled), " ".join(words))
    assert not compare(words_of(" ".join(shuffled)), words_of(" ".join(words))).only_ours


@given(st.text(LETTERS, min_size=1, max_size=14))
def test_normal_again_stays_as_it_is(word):
    assert normal(normal(word)) == normal(word)


@given(st.text(max_size=40))
def test_whatever_is_typed_gives_words_or_none(text):
    for word in words_of(text):
        assert word.plain
        assert word.normal
        assert near_forms(word) >= {word.plain, word.normal}


@given(WORDS, WORDS)
def test_likeness_knows_no_direction(one, other):
    first, second = NameWord(one, normal(one)), NameWord(other, normal(other))
    assert likeness(first, second) == likeness(second, first)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Moch. Djoemadi", "Muhammad Jumadi"), ("Moh. Rizky", "Mohamad Rizki"), ("Mhd. Ali", "Muhamad Ali"),
        ("Sitti Noerbaya", "Siti Nurbaya"), ("St. Aminah", "Siti Aminah"), ("Abd. Rachman", "Abdul Rahman"),
        ("Abdoel Moeis", "Abdul Muis"), ("Tjahjo Soekarno", "Cahjo Sukarno"), ("Sjarifah", "Syarifah"),
        ("Shinta", "Sinta"), ("Khairul Anwar", "Chairul Anwar"), ("Syaifudin", "Saefuddin"), ("Fitri", "Pitri"),
        ("Arief", "Arip"), ("Aisyah", "Aisya"), ("Achmad", "Ahmad"), ("Taufik", "Topik"), ("Setyawati", "Setiawati"),
        ("Anissa", "Annisa"), ("Vina", "Fina"), ("Zulkifli", "Dzulkifli"), ("Martha", "Marta"), ("Suwardi", "Suardi"),
    ],
)  # fmt: skip
def test_usual_spellings_are_one(one, other):
    assert [word.normal for word in words_of(one)] == [word.normal for word in words_of(other)]


CALLED = {
    "Wati": "Setyawati", "Yanti": "Suryanti", "Udin": "Saifuddin", "Iwan": "Setiawan", "Din": "Burhanuddin",
    "Fitri": "Fitriani",
}  # fmt: skip


@pytest.mark.parametrize(("short", "full"), CALLED.items())
def test_nicknames_are_known(short, full):
    (one,), (other,) = words_of(short), words_of(full)
    assert likeness(one, other) == Likeness.NICKNAME


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("H. Ahmad Dahlan, S.Pd.", ["ahmad", "dahlan"]),
        ("Hj. Siti Aminah binti Abdul Rahman", ["siti", "aminah", "abdul", "rahman"]),
        ("Dr. Ir. Budi Santoso, S.Kom., M.M.", ["budi", "santoso"]),
        ("Rini als Rina", ["rini", "rina"]),
        ("Ma'ruf  D’Angelo-ÜNAL, ma'ruf", ["maruf", "dangelo", "unal"]),
        ("Siti A.", ["siti", "a"]),
        ("Hj.", ["hj"]),
        (" 🙂 ", []),
        ("", []),
    ],
)
def test_titles_and_degrees_are_no_words_of_a_name(name, words):
    assert [word.plain for word in words_of(name)] == words


def test_two_words_written_together_are_found_either_way():
    (joined,) = written_together(words_of("Nur Hasanah"))
    assert joined.normal == normal("nurhasanah")
    assert stored("Nur Hasanah") & set(person_tokens.word_tokens(words_of("Nurhasanah")[0], SCOPE))
    assert compare(words_of("Nurhasanah Lubis"), words_of("Nur Hasanah Lubis")).only_theirs == ()


@pytest.mark.parametrize("query", ["Budi", "Siti Rahma", "Nurhasanah"])
def test_other_names_do_not_meet(query):
    assert not meets(query, "Sri Nurhaliza Putri")


def test_tokens_of_two_offices_share_nothing():
    assert not stored("Siti Aminah") & set(person_tokens.name_tokens(["Siti Aminah"], [], "1" * 32))


def test_short_words_are_taken_as_they_are():
    assert deletions("ali") == {"ali"}
    assert not meets("Adi", "Ali")
