"""The same person in several rows of one file: who is surely the same, and who has to be asked about.

The dry run and the import both use this module, so that nobody is merged whom the dry run did not show. A sure NIK with
an agreeing name is one person, and so are the same name and telephone. The same NIK with different names is asked about
row by row. A doubted NIK merges nobody (``cases.reading.nik.may_identify``).
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, NamedTuple, TypeVar
from uuid import UUID

from cases.matching import name_comparison
from cases.reading import nik
from cases.register import stored_file

Key = TypeVar("Key")


class Repeat(NamedTuple, Generic[Key]):
    """A person of an earlier row: the key they were added under, whether they are surely the same, and why."""

    key: Key
    is_sure: bool
    is_by_nik: bool


@dataclass(frozen=True)
class _Seen(Generic[Key]):
    """A person later rows are compared with; the name is only in memory."""

    key: Key
    name: str
    nik: str
    birth_date: str

    def __repr__(self) -> str:
        return "<Seen>"


class Repeats(Generic[Key]):
    """People of the rows so far, by their tokens."""

    def __init__(self, task_force_id: UUID, *, today: date) -> None:
        self.force, self.today = task_force_id, today
        self.by_nik: dict[int, list[_Seen[Key]]] = defaultdict(list)
        self.by_contact: dict[int, list[_Seen[Key]]] = defaultdict(list)

    def find(self, victim: Mapping) -> Repeat[Key] | None:
        """The person of an earlier row who is or may be this victim; ``None`` if nothing is equal."""
        token = self._nik_token(victim)
        if token is not None:
            same = self.by_nik.get(token, [])
            sure = next((seen for seen in same if _fits(seen, victim)), None)
            if sure or same:
                return Repeat((sure or same[0]).key, sure is not None, True)
            return None
        beside = stored_file.contact_token(victim, self.force)
        for seen in self.by_contact.get(beside, []) if beside is not None else []:
            if not (seen.nik and victim["nik"]) or seen.nik == victim["nik"]:
                return Repeat(seen.key, True, False)
        return None

    def add(self, victim: Mapping, key: Key) -> None:
        """Add this victim for comparison with later rows."""
        seen = _Seen(key, victim["name"], victim["nik"], victim["birth_date"])
        for found, token in (
            (self.by_nik, self._nik_token(victim)),
            (self.by_contact, stored_file.contact_token(victim, self.force)),
        ):
            if token is not None:
                found[token].append(seen)

    def _nik_token(self, victim: Mapping) -> int | None:
        """The token of the NIK if it may serve as a key."""
        born = date.fromisoformat(victim["birth_date"]) if victim["birth_date"] else None
        if not nik.may_identify(victim["nik"], today=self.today, sex=victim["sex"], birth_date=born):
            return None
        return stored_file.nik_token(victim["nik"], self.force)


def _fits(seen: _Seen, victim: Mapping) -> bool:
    """Whether name and birth date allow two rows with one sure NIK to be one person. A missing name is asked about."""
    born = {day for day in (seen.birth_date, victim["birth_date"]) if day}
    return len(born) < 2 and name_comparison.agree(seen.name, victim["name"])
