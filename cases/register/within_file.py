"""Compare the rows of one file with each other: people, days and old numbers that come twice.

A sure NIK with an agreeing name, or the same name and telephone, is one person. Somebody of an agreeing name on the
same day, somebody of the same name, age and place on any day, one old number with two contents, and the same caller on
one day are questions.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from rapidfuzz.distance import OSA

from cases.choices import Sex
from cases.matching import name_comparison
from cases.reading import telephone
from cases.register import stored_file
from cases.register.column_meanings import F
from cases.register.plan_making import RowPlan
from cases.register.repeats import Repeats

MOST_COMPARED = 60  # victims with one day, birth date or telephone
NEAR = 3  # days
MOST_LETTERS = 2  # by which names may differ
_NUMBERED = re.compile(r"[A-Za-z]*[-./]?\w*\d[\w./-]*\w|\w+-\d+")
LEAST_WORDS = 2  # of a name that few people of an age and a place share
REGENCY_CODE = len("15.71")
YEARS_APART = 2  # at most, between the ages of one person on one day


@dataclass(frozen=True)
class _Told:
    """A victim of an earlier row; the name is only in memory."""

    row: int
    at: int  # among the victims of the row
    victim: dict[str, Any]
    caller: str
    place: str = ""  # the code of the victim's place, else of the event's

    def __repr__(self) -> str:
        return "<Told>"


class WithinFile:
    """What the rows so far say of people, days and numbers."""

    def __init__(self, task_force_id: UUID, *, today: date) -> None:
        self.force = task_force_id
        self.people: Repeats[int] = Repeats(task_force_id, today=today)  # key: row of this file
        self.numbers: dict[int, int] = {}  # token of an old number -> row
        self.told: dict[tuple[str, str], list[_Told]] = defaultdict(list)  # by day, birth date and telephone
        self.written: dict[str, int] = {}  # old number in small letters -> row

    def compare(self, plan: RowPlan) -> Iterator[tuple[str, str]]:
        """The doubts about a row, each with its field; repeated people are marked in the plan. Remembers the row."""
        yield from self._old_number(plan)
        yield from self._people(plan)
        yield from self._same_people(plan)
        yield from self._other_numbers(plan)

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

    def _same_people(self, plan: RowPlan) -> Iterator[tuple[str, str]]:
        """Somebody who may be the same by name and day, telephone or birth; also the same caller about nobody named."""
        caller = telephone.key_of(plan.facts.get("reporter_phone") or "")
        scene = plan.facts.get("event_region") or ""
        own = [
            _Told(plan.number, at, victim, caller, victim["origin_region"] or scene)
            for at, victim in enumerate(plan.victims)
        ]
        asked: set[int] = set()
        for told in own:
            for before in self._candidates(plan, told):
                if before.row in asked or told.victim.get("row"):
                    continue
                asked.add(before.row)
                if "row_asked" not in told.victim:  # else it asks about an earlier row's NIK
                    told.victim.update(row_asked=before.row, row_at=before.at)
                yield (
                    F.NAME,
                    _("orang ini mungkin sama dengan korban di baris %s: kejadian yang sama atau kejadian lain?")
                    % before.row,
                )
        days = {plan.facts["reported_on"], plan.facts["event_on"]} - {None}
        for told in own:
            for key in (*(("day", day) for day in days), *_keys(told)):
                self.told[key].append(told)

    def _candidates(self, plan: RowPlan, told: _Told) -> Iterator[_Told]:
        """Victims of earlier rows who may be this one."""
        same_days = {plan.facts["reported_on"], plan.facts["event_on"]} - {None}
        for day in sorted(same_days):
            yield from (one for one in self._of(("day", day)) if _may_be_one(told, one))
        for day in sorted(_days_near(same_days)):
            yield from (
                one for one in self._of(("day", day)) if _may_be_one(told, one) and _is_described_alike(told, one)
            )
        for key in _keys(told):
            yield from (one for one in self._of(key) if _may_be_one(told, one, is_beside=True))

    def _of(self, key: tuple[str, str]) -> list[_Told]:
        return self.told[key][-MOST_COMPARED:] if key in self.told else []

    def _other_numbers(self, plan: RowPlan) -> Iterator[tuple[str, str]]:
        """A story that names the number of an earlier row: it may be the same case, carried over."""
        for word in set(_NUMBERED.findall(plan.facts.get("told") or "")):
            row = self.written.get(word.casefold())
            if row and word.casefold() != plan.old_number.casefold():
                yield F.NARRATIVE, _("menyebut nomor di baris %s: kasus yang sama atau kasus lain?") % row
        if plan.old_number and re.search(r"[^\W\d]|\W", plan.old_number):
            self.written.setdefault(plan.old_number.casefold(), plan.number)


def _keys(told: _Told) -> list[tuple[str, str]]:
    """What two rows of one person may share: birth date, own telephone, the caller's, name with age and place."""
    phone = telephone.key_of(told.victim["phone"] or "")
    return [(kind, value) for kind, value in (
        ("born", told.victim["birth_date"]), ("phone", phone), ("phone", told.caller), ("who", _who(told))) if value
    ]  # fmt: skip


def _who(told: _Told) -> str:
    """Name, age and regency or city of somebody who may come back on another day; empty if one of them is unknown."""
    name, age = " ".join(told.victim["name"].casefold().split()), told.victim["age"]
    if age is None or len(name.split()) < LEAST_WORDS or len(told.place) < REGENCY_CODE:
        return ""
    return f"{name}|{age}|{told.place[:REGENCY_CODE]}"


def _days_near(days: set[str]) -> set[str]:
    near = {date.fromisoformat(day) + timedelta(days=step) for day in days for step in range(-NEAR, NEAR + 1)}
    return {day.isoformat() for day in near} - days


def _is_described_alike(one: _Told, other: _Told) -> bool:
    """Whether sex and age are known of both and equal."""
    return all(one.victim[name] == other.victim[name] not in (None, Sex.UNKNOWN.value) for name in ("sex", "age"))


def _may_be_one(one: _Told, other: _Told, *, is_beside: bool = False) -> bool:
    """Whether two victims may be one person, by what is said of both.

    ``is_beside``: they share a birth date or a telephone, as twins do, so that nearly equal names are asked about.
    """
    mine, theirs = one.victim, other.victim
    if one.row == other.row or (mine["nik"] and theirs["nik"] and mine["nik"] != theirs["nik"]):
        return False
    if {mine["sex"], theirs["sex"]} == {Sex.MALE.value, Sex.FEMALE.value}:
        return False
    if None not in (mine["age"], theirs["age"]) and abs(mine["age"] - theirs["age"]) > YEARS_APART:
        return False
    names = (mine["name"], theirs["name"])
    if not all(names):
        return bool(one.caller) and one.caller == other.caller and not is_beside
    is_near = is_beside or (mine["age"] is not None and mine["age"] == theirs["age"])
    return name_comparison.agree(*names) or (is_near and _are_written_alike(*names))


def _are_written_alike(one: str, other: str) -> bool:
    """Whether two names differ by a letter or two: one person written twice, or twins."""
    plain = [" ".join(name.casefold().split()) for name in (one, other)]
    return OSA.distance(*plain, score_cutoff=MOST_LETTERS) <= MOST_LETTERS
