"""The victims of a row: how many, and what is said of each. Pure."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cases.choices import Sex
from cases.reading import ages
from cases.reading.ages import ADULT_AGE
from cases.reading.dates import Span, is_no_day
from cases.reading.placeholders import is_placeholder
from cases.register import births, cell_values, synonyms
from cases.register.column_meanings import OF_VICTIMS, F
from cases.register.columns import is_not_ticked, is_ticked
from cases.register.place_columns import PlacePart
from cases.register.plan_making import PlanInMaking, RowCells
from cases.register.row_codes import region_code
from cases.register.several_names import names_in

LONGEST = {F.NAME: 200, F.ADDRESS: 500, F.GUARDIAN: 200}
SINGLE = (F.NIK, F.BIRTH_DATE, F.AGE, F.MALE, F.FEMALE, F.PHONE)  # of several victims one value belongs to one of them


def add_victims(draft: PlanInMaking, cells: RowCells, *, is_joined: bool = False) -> None:
    """Add the victims of a row to the plan; a row that continues another one adds somebody only if it says so."""
    cells = births.with_sex_apart(cells)
    written = cells.text(F.NAME)
    is_age_told = births.names_age(draft.label(F.NAME))
    named = names_in(written, parts_elsewhere=_parts_elsewhere(cells), is_age_told=is_age_told)
    told = cell_values.count(cells.get(F.VICTIM_COUNT)) if not is_joined else None
    says_something = any(cells.text(name) for name in (*OF_VICTIMS, F.MALE, F.FEMALE))
    many = max(len(named.names), 1 if says_something else 0)
    for text in named.doubts:
        draft.doubt(F.NAME, text)
    if (said := told or named.said) and said != many:
        draft.doubt(
            F.VICTIM_COUNT if told else F.NAME,
            _("tertulis %(told)s korban, terbaca %(many)s") % {"told": said, "many": many},
        )
        many = max(many, said)
    if many > cell_values.MOST_VICTIMS:
        draft.refuse(F.NAME, _("terlalu banyak korban dalam satu baris"))
        return
    parts = {name: _spread(draft, cells, name, many) for name in OF_VICTIMS if name != F.NAME}
    sex, ages_by_heading = _told_by_heading(draft, cells, many)
    for index in range(many):
        own = {name: part[index] for name, part in parts.items()}
        one = named.names[index] if index < len(named.names) else None
        own[F.SEX] = own[F.SEX] if own[F.SEX] is not None else (one.sex if one and one.sex else sex)
        if one and one.age and cell_values.known_text(own[F.AGE]):
            _doubt_other_age(draft, one.age, own[F.AGE])
        own[F.AGE] = own[F.AGE] if own[F.AGE] is not None else (one.age if one and one.age else ages_by_heading[index])
        draft.plan.victims.append(_victim(draft, one.name if one else "", own, cells.places.get(F.ORIGIN, ())))


def _doubt_other_age(draft: PlanInMaking, beside: str, told: object) -> None:
    """Ask about an age behind the name that is not the one in its own column."""
    text = cell_values.known_text(told)
    if re.search(r"\d", text) and re.findall(r"\d+", beside) != re.findall(r"\d+", text):
        words = {"beside": cell_values.quoted(beside), "age": cell_values.quoted(text)}
        draft.doubt(F.AGE, _("di belakang nama tertulis %(beside)s, di kolom umur %(age)s") % words)


def _parts_elsewhere(cells: RowCells) -> set[int]:
    """The numbers of parts the other cells about victims have."""
    found = set()
    for name in (F.SEX, F.AGE, F.MALE, F.FEMALE, F.NIK, F.BIRTH_DATE):
        text = cells.text(name)
        parts = cell_values.split_parts(text)
        if len(parts) == 1 and name != F.BIRTH_DATE:
            parts = [part for part in re.split(r"\s*(?:,|/|\bdan\b|&)\s*", text) if part]
        if len(parts) > 1:
            found.add(len(parts))
    return found


def _told_by_heading(draft: PlanInMaking, cells: RowCells, many: int) -> tuple[str | None, list]:
    """Sex and ages from the columns *Laki-laki* and *Perempuan*, which hold an age or a tick."""
    filled = {
        name: cells.get(name) for name in (F.MALE, F.FEMALE) if cells.text(name) and not is_not_ticked(cells.get(name))
    }
    nothing: list = [None] * many
    if len(filled) > 1:
        draft.doubt(F.SEX, _("kolom laki-laki dan perempuan terisi dua-duanya: belum dipilih"))
        for name, cell in filled.items():
            draft.keep(name, cell_values.text_of(cell))
        return None, nothing
    for name, cell in filled.items():
        sex, text = "L" if name == F.MALE else "P", cell_values.text_of(cell)
        if draft.ground.has_sex_ticks and not is_ticked(cell):
            draft.doubt(name, _("%s bukan tanda") % cell_values.quoted(text))
            draft.keep(name, text)
        if draft.ground.has_sex_ticks or (is_ticked(cell) and text != "1"):
            return sex, nothing
        return sex, _spread(draft, cells, name, many)
    return None, nothing


def _spread(draft: PlanInMaking, cells: RowCells, name: str, many: int) -> list:
    by_lines = name in (F.ADDRESS, F.ORIGIN)  # a comma in an address is no second one
    found, differs = cell_values.values_per_victim(cells.get(name), many, lambda cell: cell, by_lines=by_lines)
    single = name in SINGLE and many > 1
    if single and found and found[0] is not None and all(cell is found[0] for cell in found):
        found, differs = [found[0]] + [None] * (many - 1), True
    if differs:
        draft.doubt(name, _("jumlah isian tidak sama dengan jumlah korban (%s)") % many)
        draft.keep(name, cells.text(name))
    return found


def _victim(draft: PlanInMaking, name: str, cells: dict[str, Any], places: Sequence[PlacePart] = ()) -> dict[str, Any]:
    if name and is_placeholder(name):
        draft.keep(F.NAME, name)  # nobody is called so; the word stays in the story
        name = ""
    sex_text = cell_values.known_text(cells[F.SEX])
    sex = synonyms.sex_of(sex_text) if sex_text else Sex.UNKNOWN.value
    if sex is None:
        draft.refuse(F.SEX, _("%s bukan jenis kelamin. Tulis L atau P.") % cell_values.quoted(sex_text))
        sex = Sex.UNKNOWN.value
    born, years, rough = _age(draft, cells)
    nik = draft.read(F.NIK, lambda notes: _nik(draft, cells[F.NIK], notes, sex, born), "")
    origin = cell_values.known_text(cells[F.ORIGIN])
    is_whole = origin == ", ".join(part.text for part in places)
    code = region_code(draft, F.ORIGIN, origin, places if is_whole else ())
    address = ", ".join(part for part in (cell_values.known_text(cells[F.ADDRESS]), "" if code else origin) if part)
    return {
        "name": draft.fitting(F.NAME, name, LONGEST[F.NAME]),
        "nik": nik,
        "sex": sex,
        "age": years,
        "age_is_estimated": rough and years is not None,
        "birth_date": born.isoformat() if born else "",
        "phone": draft.read(F.PHONE, lambda notes: cell_values.phone(cells[F.PHONE], notes), ""),
        "address": draft.fitting(F.ADDRESS, address, LONGEST[F.ADDRESS]),
        "guardian": draft.fitting(F.GUARDIAN, cell_values.known_text(cells[F.GUARDIAN]), LONGEST[F.GUARDIAN]),
        "origin_region": code,
    }


def _nik(draft: PlanInMaking, cell: object, notes: cell_values.Notes, sex: str, born: date | None) -> str:
    if draft.ground.lost_niks and cell_values.known_text(cell):
        cell = 1e15
    return cell_values.nik(cell, today=draft.ground.today, notes=notes, sex=sex, born=born)


# --- Ages -----------------------------------------------------------------------------------------------------------
def _age(draft: PlanInMaking, cells: dict[str, Any]) -> tuple[date | None, int | None, bool]:
    """Day of birth, age at the event, and whether it is an estimate, as from a year of birth only."""
    today = draft.ground.today
    told = births.age_and_birth(cells[F.AGE], cells[F.BIRTH_DATE])
    if told.place:
        draft.keep(F.BIRTH_DATE if cells[F.BIRTH_DATE] is not None else F.AGE, told.place)
    if isinstance(told.birth, str) and is_no_day(told.birth):
        draft.doubt(F.BIRTH_DATE, _("%s: tidak ada tanggal ini, jadi tidak diambil") % cell_values.quoted(told.birth))
        draft.keep(F.BIRTH_DATE, told.birth)
        told = told._replace(birth=None)
    birth = draft.read(
        F.BIRTH_DATE, lambda notes: cell_values.birth(told.birth, today=today, notes=notes), cell_values.Birth()
    )
    if birth == cell_values.Birth() and (text := cell_values.known_text(told.birth)):
        draft.keep(F.BIRTH_DATE, text)  # one that was not taken
    if year := cell_values.birth_year(told.age, today=today):
        years, rough = None, False
        if not (birth.day or birth.span):
            birth = cell_values.Birth(span=cell_values.span_of(str(year), today=today))
        draft.keep(F.AGE, cell_values.known_text(told.age))
    else:
        years, rough = draft.read(F.AGE, lambda notes: cell_values.age(told.age, notes), (None, False))
        if years is None and (text := cell_values.known_text(told.age)):
            draft.keep(F.AGE, text)
    if birth.day is not None:
        return birth.day, _age_of(draft, birth.day, years), False
    if birth.span is not None:
        return None, *_age_about(draft, birth.span, years, rough, cell_values.known_text(told.birth))
    return None, years, rough


def _event_day(draft: PlanInMaking) -> date | None:
    on = draft.plan.facts.get("event_on") or draft.plan.facts.get("reported_on")
    return date.fromisoformat(on) if on else None


def _age_about(draft: PlanInMaking, born: Span, told: int | None, rough: bool, written: str) -> tuple[int | None, bool]:
    """The age if only a year or month of birth is known; the written text goes into the story."""
    if written:
        draft.keep(F.BIRTH_DATE, written)
    day = _event_day(draft)
    if day is None:
        return told, rough
    youngest, oldest = (ages.full_years(at, day) for at in (born.last, born.first))
    if oldest < 0:
        draft.refuse(F.BIRTH_DATE, _("korban belum lahir pada tanggal kejadian"))
        return told, rough
    if told is not None and youngest - 1 <= told <= oldest + 1:
        draft.doubt(F.BIRTH_DATE, _("tanggal lahir tidak lengkap: tidak disimpan sebagai tanggal, masuk ke cerita"))
        return told, rough
    years = max(youngest, 0) if youngest < ADULT_AGE <= oldest else (max(youngest, 0) + oldest + 1) // 2
    words = {"years": years, "born": born.first.year, "told": told}
    if told is not None:
        text = _("umur %(told)s tidak cocok dengan tahun lahir %(born)s (%(years)s th): diambil yang lebih muda")
        draft.doubt(F.AGE, text % words)
        return min(told, years), True
    draft.doubt(F.BIRTH_DATE, _("hanya tahun lahir %(born)s: umur diperkirakan %(years)s th") % words)
    return min(years, ages.MOST_YEARS), True


def _age_of(draft: PlanInMaking, born: date, told: int | None) -> int | None:
    day = _event_day(draft)
    if day is None:
        return told
    years = ages.full_years(born, day)
    if years < 0:
        draft.refuse(F.BIRTH_DATE, _("korban belum lahir pada tanggal kejadian"))
        return told
    if told is not None and abs(told - years) > 1:
        words = {"told": told, "years": years}
        draft.doubt(F.AGE, _("umur %(told)s tidak cocok dengan tanggal lahir (%(years)s th)") % words)
    return min(years, ages.MOST_YEARS)
