"""Twenty thousand invented people of one register, and people outside it, all from a seed.

Names are as skewed as real ones; families share telephone, origin and often a last word; some are twins. The rules of
``noise`` distort the queries about them.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from cases.matching import Facts
from tests.cases.matching import noise, vocabulary

SEED = 20_260_101
TODAY = date(2026, 1, 31)
CITIES = tuple(f"15.{number:02d}" for number in (1, 2, 3, 4, 5, 6, 7, 8, 9, 71, 72))
DISTRICTS = tuple(f"{city}.{number:02d}" for city in CITIES for number in range(1, 9))
FAMILY, TWINS = 0.22, 0.06  # shares: people with a family; families with twins
STRANGERS, RELATIVES = 0.3, 0.15  # shares of queries: not in the register; of these, with family in it


@dataclass(frozen=True)
class Somebody:
    """All facts of an invented person; register and caller know parts of them."""

    name: str
    sex: str
    born: date
    nik: str
    phone: str
    origin: str
    nickname: str = ""
    guardian: str = ""
    account: str = ""

    def age_on(self, day: date) -> int:
        """Full years."""
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))


@dataclass(frozen=True)
class Query:
    """A query: its facts, the noise rules used, and the person meant: an index of the register, or nobody."""

    facts: Facts
    rules: tuple[str, ...]
    wanted: int | None


class Population:
    """People one after another, families together."""

    def __init__(self, seed: int, *, serials_from: int = 0) -> None:
        self.rng = Random(seed)
        self._serials: dict[str, int] = defaultdict(lambda: serials_from)

    def people(self, how_many: int) -> list[Somebody]:
        """A list of so many people."""
        found: list[Somebody] = []
        while len(found) < how_many:
            first = self.somebody()
            found.append(first)
            if self.rng.random() < FAMILY:
                found += self.relatives(first, self.rng.choice((1, 1, 2, 2, 3)))
        return found[:how_many]

    def somebody(self, *, sex: str = "", family: str = "") -> Somebody:
        """A person without relatives."""
        rng = self.rng
        sex = sex or ("female" if rng.random() < 0.72 else "male")
        age = int(rng.triangular(6, 58, 17))
        born = TODAY - timedelta(days=age * 365 + rng.randrange(365))
        origin = self._skewed(DISTRICTS)
        name = self._name(sex, family)
        return Somebody(
            name=name,
            sex=sex,
            born=born,
            nik=self._nik(origin, born, sex),
            phone=self._phone(),
            origin=origin,
            nickname=self._nickname(name),
            guardian=self._name("male" if rng.random() < 0.6 else "female", "") if age < 18 else "",
            account=f"@{rng.choice(vocabulary.WOMEN)}{rng.randrange(10**5)}" if rng.random() < 0.1 else "",
        )

    def relatives(self, first: Somebody, how_many: int) -> list[Somebody]:
        """Brothers and sisters: one number often, one origin, often one last word; twins also one birth date."""
        rng, found = self.rng, []
        last = first.name.split()[-1] if rng.random() < 0.5 else ""
        twin = rng.random() < TWINS
        for _number in range(how_many):
            one = self.somebody(family=last, sex=first.sex if twin and rng.random() < 0.7 else "")
            born = first.born if twin else first.born + timedelta(days=rng.choice((-1, 1)) * rng.randrange(330, 2500))
            born = min(born, TODAY - timedelta(days=800))
            found.append(
                replace(
                    one,
                    born=born,
                    origin=first.origin,
                    nik=self._nik(first.origin, born, one.sex),
                    phone=first.phone if rng.random() < 0.6 else one.phone,
                    guardian=first.guardian,
                )
            )
        return found

    def _name(self, sex: str, family: str) -> str:
        rng = self.rng
        own = vocabulary.WOMEN if sex == "female" else vocabulary.MEN
        before = vocabulary.BEFORE_WOMEN if sex == "female" else vocabulary.BEFORE_MEN
        words = [self._skewed(own)]
        if rng.random() < 0.3:
            words.insert(0, self._skewed(before))
        if rng.random() < 0.3:
            words.append(self._skewed(own))
        if rng.random() < 0.72:
            words.append(family or self._skewed(vocabulary.SECOND))
        elif family:
            words.append(family)
        return " ".join(dict.fromkeys(word.title().replace("'M", "'m").replace("'R", "'r") for word in words))

    def _nickname(self, name: str) -> str:
        if self.rng.random() > 0.35:
            return ""
        word = self.rng.choice(name.split())
        return word if len(word) < 6 else self.rng.choice((word[:4], word[-4:], word[-5:])).title()

    def _nik(self, origin: str, born: date, sex: str) -> str:
        day = born.day + (40 if sex == "female" else 0)
        front = f"{origin.replace('.', '')}{day:02d}{born.month:02d}{born.year % 100:02d}"
        self._serials[front] += 1
        return f"{front}{self._serials[front]:04d}"

    def _phone(self) -> str:
        return f"08{self.rng.choice((12, 13, 21, 22, 52, 57, 78, 95))}{self.rng.randrange(10**8):08d}"

    def _skewed(self, words: Sequence[str]) -> str:
        """Early values are far more frequent: about one over the rank."""
        rank = int(8 * (1 + len(words) / 8) ** self.rng.random()) - 8
        return words[min(rank, len(words) - 1)]


def in_register(one: Somebody, rng: Random) -> tuple[Facts, date]:
    """The register's facts of a person, and the day of the event for their age."""
    knows_birth = rng.random() < 0.6
    event = TODAY - timedelta(days=30 * rng.randrange(1, 49))
    facts = Facts(
        name=one.name,
        nickname=one.nickname,
        nik=one.nik if rng.random() < 0.55 else "",
        phones=(one.phone,) if rng.random() < 0.65 else (),
        birth_date=one.born if knows_birth else None,
        sex=one.sex,
        guardian=one.guardian if rng.random() < 0.6 else "",
        accounts=(one.account,) if one.account else (),
        origin=one.origin if rng.random() < 0.85 else "",
    )
    return facts, event


def queries(register: Sequence[Somebody], how_many: int, seed: int = SEED + 1) -> Iterator[Query]:
    """Queries: most people are in the register, some are not; a caller describes each, with noise."""
    rng, others = Random(seed), Population(seed + 1, serials_from=5000)
    for _number in range(how_many):
        if rng.random() >= STRANGERS:
            wanted = rng.randrange(len(register))
            one = register[wanted]
        else:
            wanted = None
            of_family = rng.random() < RELATIVES
            one = others.relatives(rng.choice(register), 1)[0] if of_family else others.somebody()
        facts, rules = noise.worsened(told(one, rng), rng)
        yield Query(facts, rules, wanted)


def told(one: Somebody, rng: Random) -> Facts:
    """A caller's facts of a person: rarely everything, at least name, age and one more."""
    knows_birth = rng.random() < 0.45
    facts = Facts(
        name=one.name,
        nickname=one.nickname if rng.random() < 0.3 else "",
        nik=one.nik if rng.random() < 0.45 else "",
        phones=(one.phone,) if rng.random() < 0.6 else (),
        birth_date=one.born if knows_birth else None,
        age=None if knows_birth else one.age_on(TODAY),
        age_on=TODAY,
        sex=one.sex,
        guardian=one.guardian if rng.random() < 0.4 else "",
        accounts=(one.account,) if one.account and rng.random() < 0.3 else (),
        origin=one.origin if rng.random() < 0.75 else "",
    )
    if not (facts.nik or facts.phones or facts.birth_date):
        # a name alone does not distinguish people, so a caller knows one more fact
        extra = rng.randrange(3)
        facts = replace(
            facts,
            nik=one.nik if extra == 0 else "",
            phones=(one.phone,) if extra == 1 else (),
            birth_date=one.born if extra == 2 else None,
        )
    return facts
