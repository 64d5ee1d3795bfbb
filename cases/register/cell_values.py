"""Read single cells: a day, an age, an NIK, a number, several victims. Pure; reports what it cannot read."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

from cases.reading import nik as nik_rules
from cases.reading import telephone, told_date
from cases.reading import told_age as age_reader
from cases.reading.ages import MOST_YEARS
from cases.reading.dates import Span, other_weekday
from cases.reading.told_date import DateDoubt, ToldDate
from cases.register.synonyms import says_nothing
from interface import days

EXCEL_ZERO = date(1899, 12, 30)
SERIALS = (10_000, 80_000)  # Excel day numbers that can be a register's date: 1927 to 2119
EXACT_DIGITS = 15  # precision of Excel numbers
FIRST_DOUBTED = date(2000, 1, 1)
FIRST_POSSIBLE = date(1945, 8, 17)
EARLIEST_BIRTH = date(1900, 1, 1)
FIRST_BIRTH_YEAR = 1900
LONGEST_PHONE = 80  # characters
MOST_VICTIMS = 40
QUOTED = 40  # characters of a cell quoted in a remark


class UnreadableCell(Exception):
    """A cell that cannot be read; the message is in Indonesian and quotes it."""


@dataclass
class Notes:
    """The doubts found while cells are read, in Indonesian."""

    doubts: list[str] = field(default_factory=list)

    def doubt(self, text: str) -> None:
        """Add a doubt, once."""
        if text not in self.doubts:
            self.doubts.append(text)


def text_of(cell: object) -> str:
    """A cell as text, keeping its lines: whole numbers without a fraction, days as ISO."""
    if cell is None:
        return ""
    if isinstance(cell, dict):
        return str(cell.get("d", ""))
    if isinstance(cell, float):
        return str(int(cell)) if cell == int(cell) and abs(cell) < 1e16 else repr(cell)
    lines = (" ".join(line.split()) for line in str(cell).split("\n"))
    return "\n".join(line for line in lines if line)


def known_text(cell: object) -> str:
    """The text of a cell; empty if it only says that nothing is known."""
    text = text_of(cell)
    return "" if says_nothing(text) else text


def quoted(text: str) -> str:
    """The cell for a remark, short and in one line."""
    line = " ".join(text.split())
    return f"“{line[:QUOTED]}…”" if len(line) > QUOTED else f"“{line}”"


# --- Days -----------------------------------------------------------------------------------------------------------
def told_days(cell: object, *, today: date) -> ToldDate:
    """The day or days a cell means and the reason of a doubt; no days for an empty one. Raises ``UnreadableCell``.

    A register is read long after it was written, so a date counted from today is refused, and a missing year doubted.
    """
    if isinstance(cell, dict):
        return ToldDate(_single(date.fromisoformat(cell["d"])))
    if isinstance(cell, float):
        return ToldDate(_single(_serial(cell)))
    text = known_text(cell)
    if not text:
        return ToldDate()
    if re.fullmatch(r"\d{5}(?:[.,]\d+)?", text):
        return ToldDate(_single(_serial(float(text.replace(",", ".")))))
    told = told_date.read(text.replace("\n", " "), today)
    if told.span is None or told.doubt is DateDoubt.DENIED:
        _refuse_date(text, told)
    if told_date.is_counted_from_today(text) and told.doubt is not DateDoubt.PART:
        words = _("%(cell)s dihitung dari hari ini. Tulis tanggalnya, misalnya 12-08-2024.")
        raise UnreadableCell(words % {"cell": quoted(text)})
    if told.doubt is None and not told_date.writes_year(text):
        return told._replace(doubt=DateDoubt.YEAR)
    return told


def span_of(cell: object, *, today: date) -> Span | None:
    """The day or days a cell means, doubted or not; ``None`` for an empty one. Raises ``UnreadableCell``."""
    return told_days(cell, today=today).span


def _refuse_date(text: str, told: ToldDate) -> None:
    why = str(told_date.SENTENCES[told.doubt]) if told.doubt else _("Tulis misalnya 12-08-2024.")
    words = _("%(cell)s bukan tanggal yang dikenal. %(why)s")
    raise UnreadableCell(words % {"cell": quoted(text), "why": why})


def _doubt_date(text: str, told: ToldDate, notes: Notes) -> None:
    """Note why a read date must be confirmed, and what was taken."""
    day = days.day(told.span.first, weekday=told.doubt is DateDoubt.WEEKDAY)
    if told.doubt is DateDoubt.WEEKDAY:
        said = other_weekday(text, told.span)
        notes.doubt(_("tertulis %(said)s, padahal %(day)s") % {"said": quoted(str(said)), "day": day})
    elif told.doubt is not None:
        words = {"cell": quoted(text), "day": day, "why": told_date.SENTENCES[told.doubt]}
        notes.doubt(_("%(cell)s dibaca %(day)s. %(why)s") % words)


def checked_span(cell: object, *, today: date, notes: Notes) -> Span | None:
    """The days of a report or an event. Refuses future days and days before registers existed; doubts old ones."""
    told = told_days(cell, today=today)
    span = told.span
    if span is None:
        return None
    if span.first > today:
        raise UnreadableCell(_("tanggal %(day)s belum tiba. Periksa tahunnya.") % {"day": days.in_figures(span.first)})
    if span.first < FIRST_POSSIBLE:
        raise UnreadableCell(_("tahun %(year)s tidak mungkin. Periksa tahunnya.") % {"year": span.first.year})
    _doubt_date(text_of(cell), told, notes)
    if span.first < FIRST_DOUBTED:
        notes.doubt(_("tahun %(year)s: benarkah setua itu?") % {"year": span.first.year})
    return span._replace(last=min(span.last, today))


class Birth(NamedTuple):
    """A day of birth, or its first and last possible day if only a year or month is given."""

    day: date | None = None
    span: Span | None = None


def birth(cell: object, *, today: date, notes: Notes) -> Birth:
    """When somebody was born, without a place before it ("Jambi, 3 Mei 2007"). A year alone becomes a span.

    A date without a year ("3 Mei", "kemarin") is doubted and not used, because it would get this year.
    """
    text = str(int(cell)) if isinstance(cell, float) and FIRST_BIRTH_YEAR <= cell <= today.year else cell
    if isinstance(cell, str):
        text = _without_place_and_age(cell, today)
    told = told_days(text, today=today) if not (isinstance(text, str) and _is_relative(text, today)) else None
    span = told.span if told else None
    if span is None and told is not None:
        return Birth()
    if told is None or (isinstance(text, str) and not told_date.writes_year(text)):
        notes.doubt(_("%(cell)s tanpa tahun: tanggal lahir tidak diambil") % {"cell": quoted(text_of(cell))})
        return Birth()
    _doubt_date(text_of(cell), told, notes)
    if span.first > today:
        words = _("tanggal lahir %(day)s belum tiba, jadi tidak diambil. Periksa tahunnya.")
        notes.doubt(words % {"day": days.in_figures(span.first)})
        return Birth()
    if span.first < EARLIEST_BIRTH or today.year - span.first.year > MOST_YEARS:
        words = _("tahun lahir %(year)s tidak mungkin, jadi tidak diambil. Periksa tahunnya.")
        notes.doubt(words % {"year": span.first.year})
        return Birth()
    return Birth(day=span.first) if span.is_day else Birth(span=span)


def birth_year(cell: object, *, today: date) -> int | None:
    """A year of birth in a cell for the age: ``1990``, ``lahir 1990``."""
    found = re.fullmatch(
        r"(?:th|thn|tahun|lahir|kelahiran|tahun lahir)?\.?\s*((?:19|20)\d\d)", known_text(cell).casefold()
    )
    return int(found[1]) if found and FIRST_BIRTH_YEAR <= int(found[1]) <= today.year else None


def _without_place_and_age(cell: str, today: date) -> str:
    """The date of ``Jambi, 3 Mei 2007``, ``Jambi 3 Mei 2007`` and ``03-05-2007 (17 th)``."""
    plain = re.sub(r"\s*\(\s*\d{1,3}\s*(?:th|thn|tahun)\.?\s*\)$", "", cell.replace("\n", " ").strip())
    if told_date.whole(plain, today).span:
        return plain
    year = re.fullmatch(r"\D*?((?:19|20)\d\d)", plain)
    behind = re.fullmatch(r"[^\W\d][^\d]*?[,/ ]\s*(\d.*)", plain)
    return year[1] if year else behind[1] if behind else plain


def _is_relative(text: str, today: date) -> bool:
    """Whether a text is a date counted from today: ``kemarin``."""
    return told_date.whole(text, today).span is not None and told_date.is_counted_from_today(text)


def _serial(number: float) -> date:
    if not SERIALS[0] <= number <= SERIALS[1]:
        raise UnreadableCell(_("angka %(number)s bukan tanggal.") % {"number": text_of(number)})
    return EXCEL_ZERO + timedelta(days=int(number))


def _single(day: date) -> Span:
    return Span(day, day)


# --- Numbers --------------------------------------------------------------------------------------------------------
def age(cell: object, notes: Notes) -> tuple[int | None, bool]:
    """Full years, and whether that is an estimate. A limit, a range, or a number among words is doubted.

    People without an age count as children until it is known.
    """
    text = known_text(cell)
    if not text:
        return None, False
    found = age_reader.read(text)
    if not found.is_readable:
        raise UnreadableCell(_("%(cell)s bukan angka umur. Tulis misalnya 17.") % {"cell": quoted(text)})
    if found.doubt:
        notes.doubt(_("umur %(cell)s: %(why)s") % {"cell": quoted(text), "why": found.doubt})
    return found.years, found.is_estimated


def is_lost_number(cell: object) -> bool:
    """Whether Excel stored a long number as a number, so that its last digits are lost."""
    if isinstance(cell, float):
        return abs(cell) >= 10**EXACT_DIGITS
    return isinstance(cell, str) and telephone.is_lost(cell)


def nik(cell: object, *, today: date, notes: Notes, sex: str = "", born: date | None = None) -> str:
    """An NIK as written; contradictions are doubted. An NIK that Excel turned into a number is refused."""
    if is_lost_number(cell):
        raise UnreadableCell(
            _(
                "NIK ini menjadi angka di Excel, sehingga angka terakhirnya hilang. Ambil lagi dari sumbernya: ubah "
                "format kolom NIK menjadi Teks, isi ulang, lalu kirim; atau pilih “Tidak dibawa” untuk kolom ini."
            )
        )
    text = known_text(cell).lstrip("'`’ ")
    if not text:
        return ""
    for sentence in nik_rules.doubts(text, today=today, sex=sex, birth_date=born):
        notes.doubt(sentence)
    return nik_rules.digits_of(text) if nik_rules.has_form(text) else ""


def phone(cell: object, notes: Notes) -> str:
    """A telephone number, with the leading zero a spreadsheet removed. Undiallable ones stay as typed and are doubted.

    If a cell has two numbers, neither is chosen.
    """
    text = known_text(cell).lstrip("'")
    number = telephone.read(text)
    if number.doubt:
        notes.doubt(number.doubt)
        return text[:LONGEST_PHONE]
    if number.international.startswith("+62"):
        return "0" + number.international[3:]
    return number.international or text


def rupiah(cell: object) -> int | None:
    """An amount in whole rupiah: ``Rp 1.500.000,00``, ``1,5 juta``, a number."""
    if isinstance(cell, float):
        return round(cell)
    told = known_text(cell)
    text = told.casefold().replace("rp", "").replace("idr", "").strip(" .-,")
    if not text:
        return None
    factor = next((n for word, n in (("miliar", 10**9), ("milyar", 10**9), ("juta", 10**6), ("jt", 10**6),
                                     ("ribu", 1000), ("rb", 1000)) if word in text), 1)  # fmt: skip
    number = re.sub(r"[^\d.,]", "", text).strip(".,")
    if factor == 1:
        number = re.sub(r"[.,]\d{2}$", "", number)
        digits = re.sub(r"\D", "", number)
        if not digits:
            raise UnreadableCell(_("%(cell)s bukan jumlah uang.") % {"cell": quoted(told)})
        return int(digits)
    try:
        return round(float(number.replace(".", "").replace(",", ".") if "," in number else number) * factor)
    except ValueError:
        raise UnreadableCell(_("%(cell)s bukan jumlah uang.") % {"cell": quoted(told)}) from None


def count(cell: object) -> int | None:
    """A small whole number, such as of victims: ``3``, ``3 orang``."""
    found = re.match(r"\s*(\d{1,3})\b", text_of(cell))
    return min(int(found[1]), MOST_VICTIMS) if found else None


# --- Several in one cell --------------------------------------------------------------------------------------------
_NUMBERED = re.compile(r"(?:^|[\s;,])\(?\d{1,2}[.)]\s*")


def split_parts(cell: object, *, words: bool = False) -> list[str]:
    """The parts of a cell with several values: by lines, ``;``, ``1. … 2. …``; with ``words`` also ``dan``, ``&``."""
    text = text_of(cell)
    if not text:
        return []
    if len(_NUMBERED.findall(text)) > 1 and _NUMBERED.match(text):
        parts = _NUMBERED.split(text)
    else:
        parts = re.split(r"\s*(?:\n|;)\s*", text)
        if words:
            parts = [piece for part in parts for piece in re.split(r"\s+(?:dan|&|serta)\s+|\s*\+\s*", part)]
    return [part.strip(" ,.") if words else part.strip(" ,") for part in parts if part.strip(" ,.-")]


def values_per_victim(
    cell: object, many: int, read: Callable[[object], object], *, by_lines: bool = False
) -> tuple[list, bool]:
    """One value per victim from a cell, and whether the number of parts differs from the number of victims.

    ``by_lines``: a comma or a stroke does not part values, as in addresses.
    """
    if many == 1 or not isinstance(cell, str):
        return [read(cell)] * many, False
    parts = split_parts(cell)
    if len(parts) == 1 and not by_lines:
        parts = [part.strip() for part in re.split(r"\s*(?:,|/|\bdan\b|&)\s*", parts[0]) if part.strip()]
    if len(parts) == many:
        return [read(part) for part in parts], False
    if len(parts) <= 1:
        return [read(cell)] * many, False
    return [read(None)] * many, True
