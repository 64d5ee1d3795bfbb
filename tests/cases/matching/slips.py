"""The table of slips for the bars of people found, and the invented names they are made on.

Written before anything was measured: from how callers and offices write, not from the tables of the engine. Every query
gets one slip at most; *as it is* is a line of the table.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from cases.matching import Facts
from tests.cases.matching import noise, vocabulary
from tests.cases.matching.generator import TODAY, Population, Query, Somebody


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


BALINESE, BATAK = 0.08, 0.08  # of all people
RARE_WORD = 0.6  # of the words of names: those outside the lists of common ones
STRANGERS = 0.2  # of the queries: nobody of the register
BEGINNINGS = _words(
    "kar mul sag tum war sul nur gita ros wid pra dar bud har jat kus lak mah nin ok par ram sam tri ut wah yat zul "
    "ang bim cah dam ek fah gal ham ind jul kan lis mer nov pus rin sep tan ul vel win yol ay ber cit dwi erl fir"
)
MIDDLES = _words("ta ni ra li ma sa di wa yu ka na ri ti la ha bi gi ja ku lu mi nu pa ru si tu")
ENDS = _words("wati yani ningsih tono wan din tini rini lestari yah mawan sari dani nto ana iyah ono dewi ta na")
CLANS = _words("siregar nasution harahap lubis sitorus hutapea simbolon sinaga tambunan panjaitan manurung purba")
BALINESE_SHORT = {
    "Wayan": ("Wyn.", "Wy."), "Made": ("Md.",), "Nyoman": ("Nym.",), "Ketut": ("Kt.",), "Komang": ("Kmg.",),
    "Putu": ("Pt.",), "Gede": ("Gd.",), "Kadek": ("Kdk.",), "Nengah": ("Ngh.",), "Luh": ("Lh.",), "Dewa": ("Dw.",),
}  # fmt: skip
FIRST_BORN = ("Wayan", "Made", "Nyoman", "Ketut", "Komang", "Putu", "Gede", "Kadek", "Nengah")


class Diverse(Population):
    """People whose names are as varied as those of a large register: common words, and many that few bear."""

    def _name(self, sex: str, family: str) -> str:
        rng = self.rng
        if rng.random() < BALINESE:
            return " ".join(self._balinese(sex))
        if rng.random() < BATAK:
            clan = family or rng.choice(CLANS).title()
            return f"{self._word(sex)} {'br. ' if sex == 'female' and rng.random() < 0.5 else ''}{clan}"
        words = [self._word(sex) for _number in range(rng.choice((2, 2, 2, 3)))]
        return " ".join(dict.fromkeys([*words[: -1 if family else None], *([family] if family else [])]))

    def _balinese(self, sex: str) -> list[str]:
        rng = self.rng
        front = ["Ni"] if sex == "female" else ["I"]
        if rng.random() < 0.4:
            front.append("Luh" if sex == "female" else "Gede")
        return list(dict.fromkeys([*front, rng.choice(FIRST_BORN), self._rare(), self._rare()]))

    def _word(self, sex: str) -> str:
        if self.rng.random() < RARE_WORD:
            return self._rare()
        return self._skewed(vocabulary.WOMEN if sex == "female" else vocabulary.MEN).title()

    def _rare(self) -> str:
        rng = self.rng
        middle = "".join(rng.choice(MIDDLES) for _number in range(rng.choice((0, 1, 1, 2))))
        return f"{rng.choice(BEGINNINGS)}{middle}{rng.choice(ENDS)}".title()


def joined(facts: Facts, rng: Random) -> Facts:
    """Two neighbouring words as one, however long they are."""
    words = facts.name.split()
    if len(words) < 2:
        return facts
    place = rng.randrange(len(words) - 1)
    return replace(facts, name=" ".join([*words[:place], words[place] + words[place + 1].lower(), *words[place + 2 :]]))


def split(facts: Facts, rng: Random) -> Facts:
    """A long word as two."""
    words = facts.name.split()
    long = [index for index, word in enumerate(words) if len(word) >= 8 and word.isalpha()]
    if not long:
        return facts
    index = rng.choice(long)
    place = rng.randrange(3, len(words[index]) - 3)
    words[index : index + 1] = [words[index][:place], words[index][place:].title()]
    return replace(facts, name=" ".join(words))


def regional_short(facts: Facts, rng: Random) -> Facts:
    """Kmg. Pt. for Komang Putu; boru for br.; the clan's word left out."""
    words = [rng.choice(BALINESE_SHORT[word]) if word in BALINESE_SHORT else word for word in facts.name.split()]
    text = " ".join(words).replace(" br. ", rng.choice((" boru ", " br ", " ")))
    return replace(facts, name=text.removeprefix("Ni ").removeprefix("I ") if rng.random() < 0.5 else text)


def as_it_is(facts: Facts, _rng: Random) -> Facts:
    """No slip."""
    return facts


SLIPS: dict[Callable[[Facts, Random], Facts], int] = {
    as_it_is: 25, noise.spelling: 10, noise.doubled_letter: 5, noise.short_form: 8, noise.typo: 14,
    noise.missing_word: 8, noise.further_word: 4, noise.order: 6, joined: 6, split: 5, noise.title: 5,
    noise.nickname: 3, noise.initials: 3, regional_short: 8,
}  # fmt: skip
MODES: dict[str, tuple[str, ...]] = {
    "everything": ("name", "nickname", "nik", "phones", "birth_date", "sex", "guardian", "origin"),
    "name and birth date": ("name", "birth_date", "sex"),
    "name and phone": ("name", "phones", "sex"),
    "name alone": ("name",),
}


def whole(one: Somebody) -> Facts:
    """All there is to know of somebody."""
    return Facts(
        name=one.name, nickname=one.nickname, nik=one.nik, phones=(one.phone,), birth_date=one.born, sex=one.sex,
        guardian=one.guardian, origin=one.origin, age_on=TODAY,
    )  # fmt: skip


def asked(people: Sequence[Somebody], how_many: int, mode: str, seed: int) -> Iterator[Query]:
    """People of the register, and strangers, each with one slip of the table and only what the mode gives."""
    rng, others = Random(f"{seed} {mode}"), Diverse(seed + 1, serials_from=5000)
    for _number in range(how_many):
        is_stranger = rng.random() < STRANGERS
        wanted = None if is_stranger else rng.randrange(len(people))
        one = others.somebody() if wanted is None else people[wanted]
        (slip,) = rng.choices(list(SLIPS), list(SLIPS.values()))
        worse = slip(whole(one), rng)
        yield Query(Facts(**{name: getattr(worse, name) for name in MODES[mode]}), (slip.__name__,), wanted)


@dataclass(frozen=True)
class NearPair:
    """Two people who are not one, and what makes them near."""

    kind: str
    one: Facts
    other: Facts


def near_pairs(how_many: int, seed: int) -> Iterator[NearPair]:
    """Twins, brothers and sisters, mother and child with one phone, and strangers of one name and year, in turn."""
    rng, population = Random(seed), Diverse(seed)
    makers = (_twins, _siblings, _mother_and_child, _namesakes)
    for number in range(how_many):
        one, other = makers[number % len(makers)](population, rng)
        left_out = {"nik": ""} if rng.random() < 0.75 else {}
        fields = [replace(whole(somebody), guardian="", **left_out) for somebody in (one, other)]
        if rng.random() < 0.3:
            fields = [replace(facts, birth_date=None, age=somebody.age_on(TODAY)) for facts, somebody in zip(
                fields, (one, other), strict=True)]  # fmt: skip
        yield NearPair(makers[number % len(makers)].__name__.strip("_"), *fields)


def _twins(population: Population, rng: Random) -> tuple[Somebody, Somebody]:
    """One day, one phone, names a letter or a word apart."""
    one = population.somebody()
    return one, replace(one, name=_sisters_name(one.name, rng), nik=_next(one.nik), nickname="")


def _siblings(population: Population, rng: Random) -> tuple[Somebody, Somebody]:
    one, other = population.somebody(), population.somebody()
    years = rng.choice((1, 1, 2, 3, 5))
    born = one.born.replace(year=one.born.year - years, day=min(one.born.day, 28))
    return one, replace(other, name=_sisters_name(one.name, rng), sex=one.sex, born=born, phone=one.phone)


def _mother_and_child(population: Population, rng: Random) -> tuple[Somebody, Somebody]:
    child = population.somebody(sex="female")
    mother = population.somebody(sex="female")
    born = child.born.replace(year=child.born.year - rng.randrange(17, 34), day=min(child.born.day, 28))
    words = child.name.split()
    name = rng.choice((_sisters_name(child.name, rng), " ".join(words[-2:]), f"{words[0]} {mother.name.split()[-1]}"))
    return child, replace(mother, name=name, born=born, phone=child.phone, origin=child.origin)


def _namesakes(population: Population, rng: Random) -> tuple[Somebody, Somebody]:
    one, other = population.somebody(), population.somebody()
    born = one.born.replace(month=1 + (one.born.month + rng.randrange(11)) % 12, day=min(one.born.day, 28))
    if born == one.born:
        born = born.replace(day=born.day % 28 + 1)
    return one, replace(other, name=one.name, sex=one.sex, born=born, origin=one.origin)


def _sisters_name(name: str, rng: Random) -> str:
    """A sister's name: a letter otherwise, another ending, another first word, or a word more."""
    words = name.split()
    place = max(range(len(words)), key=lambda index: len(words[index]))
    word, kind = words[place], rng.randrange(5)
    middle = rng.randrange(1, len(word) - 1)
    letter = rng.choice([letter for letter in "aiunrtlsm" if letter != word[middle]])
    words[place] = (
        word[:middle] + letter + word[middle + 1 :],
        word[:-1] + {"a": "i", "i": "a"}.get(word[-1], f"{word[-1]}a"),
        word[:-2] + rng.choice([end for end in ("ti", "ni", "yo", "lu") if end != word[-2:]]),
        rng.choice([start for start in BEGINNINGS if not word.lower().startswith(start)]).title() + rng.choice(ENDS),
        word,
    )[kind]
    more = rng.choice([end for end in ENDS if end not in name.lower()]).title()
    return " ".join([*words, more] if kind == 4 else words)


def _next(nik: str) -> str:
    return f"{nik[:-4]}{(int(nik[-4:]) + 1) % 10_000:04d}"
