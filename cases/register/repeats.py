"""The same person in several rows of one file: who is surely the same, and of whom it has to be asked.

The dry run and the writing both ask here, so that nobody is joined whom the dry run did not show. A sure NIK and a name
that agrees are one person, and so are the same name and telephone. The same NIK under names that disagree is a question
for one row at a time. A doubted NIK joins nobody (``cases.reading.nik.may_identify``).
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
    """Somebody of an earlier row: the key they were added under, and whether they are surely the same, and by what."""

    key: Key
    is_sure: bool
    is_by_nik: bool


@dataclass(frozen=True)
class _Seen(Generic[Key]):
    """What later rows are held against; a name is kept in memory only."""

    key: Key
    name: str
    nik: str
    birth_date: str

    def __repr__(self) -> str:
        return "<Seen>"


class Repeats(Generic[Key]):
    """People of the rows so far, by what they are known by."""

    def __init__(self, task_force_id: UUID, *, today: date) -> None:
        self.force, self.today = task_force_id, today
        self.by_nik: dict[int, list[_Seen[Key]]] = defaultdict(list)
        self.by_contact: dict[int, list[_Seen[Key]]] = defaultdict(list)

    def find(self, victim: Mapping) -> Repeat[Key] | None:
        """Who of an earlier row the victim of a plan is, or may be; nobody where nothing is the same."""
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
        """Let later rows be held against this victim."""
        seen = _Seen(key, victim["name"], victim["nik"], victim["birth_date"])
        for found, token in (
            (self.by_nik, self._nik_token(victim)),
            (self.by_contact, stored_file.contact_token(victim, self.force)),
        ):
            if token is not None:
                found[token].append(seen)

    def _nik_token(self, victim: Mapping) -> int | None:
        """The token of the NIK where it may serve as a key."""
        born = date.fromisoformat(victim["birth_date"]) if victim["birth_date"] else None
        if not nik.may_identify(victim["nik"], today=self.today, sex=victim["sex"], birth_date=born):
            return None
        return stored_file.nik_token(victim["nik"], self.force)


def _fits(seen: _Seen, victim: Mapping) -> bool:
    """Whether name and birth date let two rows with one sure NIK be one person. Of a missing name it is asked."""
    born = {day for day in (seen.birth_date, victim["birth_date"]) if day}
    return len(born) < 2 and name_comparison.agree(seen.name, victim["name"])
