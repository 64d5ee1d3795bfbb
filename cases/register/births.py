"""A cell about age or birth, read as what it is: ``19 th``, ``4/8/2006``, ``Jambi, 3 Mei 2007 (17 th)``. Pure."""

import re
from dataclasses import replace
from typing import NamedTuple

from cases.reading.dates import MONTHS
from cases.register import cell_values, synonyms
from cases.register.column_meanings import F, normal
from cases.register.plan_making import RowCells

_DAY = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?(?:\d{4}|\d{2})(?!\d)|"
    r"\d{1,2}[\s./-]{0,2}([a-z]{3,})\.?[\s,./-]{0,2}(?:\d{4}|'?\d{2})(?!\d)",
    re.IGNORECASE,
)
_AGE = re.compile(r"(?i)(?:umur|usia)?\s*(?:±|\+/-|sekitar)?\s*\d{1,3}\s*(?:th|thn|tahun)?\.?")
_WITH_UNIT = re.compile(r"(?i)(?:umur|usia)?\s*(?:±|\+/-|sekitar)?\s*\d{1,3}\s*(?:th|thn|tahun)\.?")
_BETWEEN = " ,;/()-\n"
_PEOPLE = re.compile(r"\s*(?:\n|[;,+&]|\bdan\b)\s*")
_SEX_FIRST = re.compile(r"([^\W\d]+(?:[- ]laki)?)\s*(?:[/|:,-]\s*|\s+(?=[\d±<>?])|(?=\d))(.+)")
_SEX_LAST = re.compile(r"(.*?[\d?.)\w])\s*(?:[/|:,-]\s*|\s+|\(|(?<=\d))([^\W\d]+(?:[- ]laki)?)\)?")
_NAMES_AGE = re.compile(r"\b(?:umur|usia)\b")


class ToldBirth(NamedTuple):
    """What two cells say: the age, the birth, and the whole text if it also names a place."""

    age: object
    birth: object
    place: str = ""


def age_and_birth(age: object, birth: object) -> ToldBirth:
    """Age and birth from the cells of both columns, whichever holds which. A value in its own column comes first."""
    from_age, from_birth = _parts(age, is_age=True), _parts(birth, is_age=False)
    return ToldBirth(
        from_age.age if from_age.age is not None else from_birth.age,
        from_birth.birth if from_birth.birth is not None else from_age.birth,
        from_birth.place or from_age.place,
    )


def _parts(cell: object, *, is_age: bool) -> ToldBirth:
    if isinstance(cell, dict):
        return ToldBirth(None, cell)
    if isinstance(cell, float):
        is_day = cell_values.SERIALS[0] <= cell <= cell_values.SERIALS[1] or (not is_age and cell > 1000)
        return ToldBirth(None, cell) if is_day or (not is_age and cell >= 120) else ToldBirth(cell, None)
    text = cell_values.known_text(cell)
    found = next((one for one in _DAY.finditer(text) if not one[1] or one[1].casefold() in MONTHS), None)
    if found is None:
        is_told_age = is_age or bool(_WITH_UNIT.fullmatch(text))
        return ToldBirth(cell, None) if is_told_age else ToldBirth(None, cell)
    before, behind = text[: found.start()].strip(_BETWEEN), text[found.end() :].strip(_BETWEEN)
    ages = [part for part in (before, behind) if part and _AGE.fullmatch(part)]
    others = [part for part in (before, behind) if part and part not in ages]
    if any(re.search(r"\d", part) for part in others) or len(ages) > 1:
        return ToldBirth(cell, None) if is_age else ToldBirth(None, cell)
    place = text if any(re.search(r"[^\W\d]{3}", part) for part in others) else ""
    return ToldBirth(ages[0] if ages else None, found[0], place)


def names_age(heading: str) -> bool:
    """Whether a heading names the age beside something else: *Nama dan umur*."""
    return bool(_NAMES_AGE.search(normal(heading)))


def with_sex_apart(cells: RowCells) -> RowCells:
    """The cells with age and sex in columns of their own where one cell has both: ``17 th / P``, ``L/41``.

    One cell may tell them of several people. A cell that has anything else stays as it is.
    """
    for name, other in ((F.AGE, F.SEX), (F.SEX, F.AGE)):
        text = cell_values.text_of(cells.get(name))
        if cells.text(other) or not re.search(r"[\d?]", text):
            continue
        told = [_sex_and_rest(part) for part in _PEOPLE.split(text) if part]
        if told and all(told):
            by_field = cells.by_field | {
                F.SEX: "\n".join(sex for sex, _age in told), F.AGE: "\n".join(age for _sex, age in told),
            }  # fmt: skip
            return replace(cells, by_field=by_field)
    return cells


def _sex_and_rest(text: str) -> tuple[str, str] | None:
    """A word for the sex and what stands beside it; *lk 17* stays, which also means about 17."""
    for pattern, sex, rest in ((_SEX_FIRST, 1, 2), (_SEX_LAST, 2, 1)):
        found = pattern.fullmatch(text.strip())
        if found is None or synonyms.sex_of(found[sex]) is None or not re.search(r"[\d?]", found[rest]):
            continue
        if not (found[sex].casefold() == "lk" and "/" not in text):
            return found[sex], found[rest].strip(" ()/-")
    return None
