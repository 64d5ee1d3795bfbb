"""Invented people. Every name shows that it is invented, no NIK begins with a province code, no telephone is in use.

All choices come from one seeded generator per story, so that the demo is the same on every machine.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Any

from cases.choices import ContactRule, ContactWay, PersonRole, Sex
from cases.reading.ages import is_child
from taskforces.models import Region

WOMEN = ("Bunga", "Melati", "Mawar", "Kenanga", "Cempaka", "Dahlia", "Anggrek", "Seruni", "Teratai", "Flamboyan")
MEN = ("Bintang", "Guntur", "Rimba", "Samudra", "Langit", "Elang", "Rajawali", "Bayu", "Gunung", "Fajar")
STREETS = ("Jalan Rekaan", "Lorong Contoh", "Gang Misal", "Jalan Umpama")
CODE_WORDS = ("dari koperasi", "soal arisan", "dari perpustakaan", "soal cucian")
SAFE_HOURS = ("13.00–15.00 WIB", "09.00–11.00 WIB, hari kerja", "sesudah pukul 19.00 WIB")
SAFE_WAYS = ([ContactWay.CALL], [ContactWay.WHATSAPP], [ContactWay.CALL, ContactWay.WHATSAPP], [ContactWay.IN_PERSON])
NO_PROVINCE = "99"  # no province has this code, so the number has the form of an NIK but belongs to nobody


@dataclass(frozen=True)
class Invented:
    """A person of a story. ``age`` in full years at the event; ``origin`` is a region code."""

    sex: str
    age: int
    origin: str


class People:
    """Gives out names, numbers and addresses, each once; ``first`` is the number of the first person."""

    def __init__(self, first: int = 1) -> None:
        self._numbers = count(first)
        self._regions: dict[str, Region] = Region.objects.in_bulk()

    def region(self, code: str) -> Region:
        """A row of the region table; raises KeyError for a code that does not exist."""
        return self._regions[code]

    def victim(self, who: Invented, event_on: date, rng: Random) -> dict[str, Any]:
        """The details a caseworker records of a possible victim."""
        number = next(self._numbers)
        names = WOMEN if who.sex == Sex.FEMALE else MEN
        first = rng.choice(names)
        born = birth_date(who.age, event_on, rng)
        reachable = rng.random() < 0.6
        return {
            "role": PersonRole.POSSIBLE_VICTIM,
            "is_known": True,
            "name": f"{first} Contoh {number}",
            "nickname": first,
            "nik": nik(born, who.sex, number) if rng.random() < 0.7 else "",
            "birth_date": born,
            "sex": who.sex,
            "age": who.age,
            "origin_region": self.region(who.origin),
            "phone": phone(number) if reachable else "",
            "address": f"{rng.choice(STREETS)} {number}",
            "guardian": f"Wali Contoh {number}" if is_child(who.age) else "",
            "contact_rule": ContactRule.CONDITIONAL if reachable else ContactRule.NOT_ASKED,
            "contact_ways": SAFE_WAYS[number % len(SAFE_WAYS)] if reachable else [],
            "contact_hours": rng.choice(SAFE_HOURS) if reachable else "",
            "contact_code_word": rng.choice(CODE_WORDS) if reachable else "",
        }

    def reported(self, rng: Random) -> dict[str, Any]:
        """A reported person with only a known sex."""
        return {"role": PersonRole.REPORTED, "is_known": False, "sex": rng.choice((Sex.MALE, Sex.MALE, Sex.FEMALE))}

    def reporter(self) -> dict[str, Any]:
        """A caller who gives a name and a number."""
        number = next(self._numbers)
        return {"reporter_name": f"Pelapor Contoh {number}", "reporter_phone": phone(number)}


def birth_date(age: int, on: date, rng: Random) -> date:
    """A birth date for an age in full years on a day."""
    return on.replace(year=on.year - age, day=min(on.day, 28)) - timedelta(days=rng.randrange(3, 360))


def nik(born: date, sex: str, number: int) -> str:
    """Sixteen digits in NIK form without a real province; women have the day plus forty, as in real ones."""
    day = born.day + (40 if sex == Sex.FEMALE else 0)
    return f"{NO_PROVINCE * 3}{day:02d}{born:%m%y}{number % 9999 + 1:04d}"


def phone(number: int) -> str:
    """A telephone number in a block that obviously belongs to nobody."""
    return f"0812-0000-{number % 10000:04d}"
