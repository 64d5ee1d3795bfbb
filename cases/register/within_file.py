"""Compare the rows of one file with each other: people, days and old numbers that come twice.

A sure NIK with an agreeing name, or the same name and telephone, is one person. Somebody of an agreeing name on the
same day, one old number with two contents, and the same caller on one day are questions.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from cases.choices import Sex
from cases.matching import name_comparison
from cases.reading import telephone
from cases.reading.placeholders import is_placeholder
from cases.register import stored_file
from cases.register.column_meanings import F
from cases.register.drafts import RowPlan
from cases.register.repeats import Repeats

MOST_OF_A_DAY = 60  # rows of one day a row is compared with
YEARS_APART = 2  # at most, between the ages of one person on one day


@dataclass(frozen=True)
class _Told:
    """A victim of an earlier row; the name is only in memory."""

    row: int
    at: int  # among the victims of the row
    victim: Mapping[str, Any]
    caller: str

    def __repr__(self) -> str:
        return "<Told>"


class WithinFile:
    """What the rows so far say of people, days and numbers."""

    def __init__(self, task_force_id: UUID, *, today: date) -> None:
        self.force = task_force_id
        self.people: Repeats[int] = Repeats(task_force_id, today=today)  # key: row of this file
        self.numbers: dict[int, int] = {}  # token of an old number -> row
        self.days: dict[str, list[_Told]] = defaultdict(list)

    def compare(self, plan: RowPlan) -> Iterator[tuple[str, str]]:
        """The doubts about a row, each with its field; repeated people are marked in the plan. Remembers the row."""
        yield from self._old_number(plan)
        yield from self._people(plan)
        yield from self._same_day(plan)

    def _old_number(self, plan: RowPlan) -> Iterator[tuple[str, str]]:
        token = stored_file.old_number_token(plan.old_number, self.force) if plan.old_number else None
        if token is None:
            return
        before = self.numbers.setdefault(token, plan.number)
        if before != plan.number:
            yield (
                F.OLD_NUMBER,
                _("nomor ini juga di baris %s, dengan isi lain: kasus yang sama atau salah nomor?") % before,
            )

    def _people(self, plan: RowPlan) -> Iterator[tuple[str, str]]:
        """Victims who are or may be in an earlier row, by NIK or by name and telephone."""
        for victim in plan.victims:
            before = self.people.find(victim)
            if before is not None and before.key != plan.number:
                victim["row" if before.is_sure else "row_asked"] = before.key
                victim["row_by_nik"] = before.is_by_nik
                if not before.is_sure:
                    yield (
                        F.NIK,
                        _("NIK sama dengan korban di baris %s, nama tidak sama. Jawab untuk baris ini sendiri.")
                        % before.key,
                    )
            self.people.add(victim, plan.number)

    def _same_day(self, plan: RowPlan) -> Iterator[tuple[str, str]]:
        """Somebody of an agreeing name, or the same caller about somebody without a name, on the same day."""
        days = {plan.facts["reported_on"], plan.facts["event_on"]} - {None}
        caller = telephone.key_of(plan.facts.get("reporter_phone") or "")
        own = [_Told(plan.number, at, victim, caller) for at, victim in enumerate(plan.victims)]
        asked: set[int] = set()
        for day in sorted(days):
            for told in own:
                for before in self.days[day][-MOST_OF_A_DAY:]:
                    if before.row in asked or before.row == plan.number or not _may_be_one(told, before):
                        continue
                    asked.add(before.row)
                    if not told.victim.get("row"):
                        told.victim["row_asked"], told.victim["row_at"] = before.row, before.at
                    yield (
                        F.NAME,
                        _("orang dan hari ini mungkin sama dengan baris %s: kejadian yang sama atau kejadian lain?")
                        % before.row,
                    )
        for day in days:
            self.days[day] += own


def _may_be_one(one: _Told, other: _Told) -> bool:
    """Whether two victims of one day may be one person, by what is said of both."""
    mine, theirs = one.victim, other.victim
    if mine["nik"] and theirs["nik"] and mine["nik"] != theirs["nik"]:
        return False
    if {mine["sex"], theirs["sex"]} == {Sex.MALE.value, Sex.FEMALE.value}:
        return False
    ages = (mine["age"], theirs["age"])
    if None not in ages and abs(ages[0] - ages[1]) > YEARS_APART:
        return False
    names = (mine["name"], theirs["name"])
    if all(name and not is_placeholder(name) for name in names):
        return name_comparison.agree(*names)
    return bool(one.caller) and one.caller == other.caller
