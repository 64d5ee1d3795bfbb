"""Single cells: a day, an age, an NIK, a number, several victims in one cell. Pure; says what it could not read."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

from cases import nik as nik_rules
from cases.ages import MOST_YEARS
from cases.indonesian_dates import Span, read_day
from cases.register.synonyms import says_nothing

EXCEL_ZERO = date(1899, 12, 30)
SERIALS = (10_000, 80_000)  # of days that can be a year of a register: 1927 to 2119
EXACT_DIGITS = 15  # what Excel keeps of a number
FIRST_DOUBTED = date(2000, 1, 1)
FIRST_POSSIBLE = date(1945, 8, 17)
EARLIEST_BIRTH = date(1900, 1, 2)
MOST_VICTIMS = 40
QUOTED = 40  # characters of a cell repeated in a remark


class Unreadable(Exception):
    """A cell says something that cannot be taken; the message is Indonesian and quotes it."""


@dataclass
class Notes:
    """What is doubted while cells are read, in Indonesian."""

    doubts: list[str] = field(default_factory=list)

    def doubt(self, text: str) -> None:
        """Remember a doubt, once."""
        if text not in self.doubts:
            self.doubts.append(text)


def text_of(cell: object) -> str:
    """A cell as text, in one line per line: whole numbers without a fraction, days as ISO."""
    if cell is None:
        return ""
    if isinstance(cell, dict):
        return str(cell.get("d", ""))
    if isinstance(cell, float):
        return str(int(cell)) if cell == int(cell) and abs(cell) < 1e16 else repr(cell)
    lines = (" ".join(line.split()) for line in str(cell).split("\n"))
    return "\n".join(line for line in lines if line)


def known(cell: object) -> str:
    """The text of a cell, nothing where it only says that nothing is known."""
    text = text_of(cell)
    return "" if says_nothing(text) else text


def quoted(text: str) -> str:
    """The cell in a remark, short and in one line."""
    line = " ".join(text.split())
    return f"“{line[:QUOTED]}…”" if len(line) > QUOTED else f"“{line}”"


# --- Days -----------------------------------------------------------------------------------------------------------
def span_of(cell: object, *, today: date) -> Span | None:
    """The day or days a cell means; nothing for an empty one. Raises ``Unreadable``."""
    if isinstance(cell, dict):
        return _single(date.fromisoformat(cell["d"]))
    if isinstance(cell, float):
        return _single(_serial(cell))
    text = known(cell)
    if not text:
        return None
    if re.fullmatch(r"\d{5}(?:[.,]\d+)?", text):
        return _single(_serial(float(text.replace(",", "."))))
    plain = re.sub(
        r"[\sT]+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*wib)?$", "", text.replace("\n", " "), flags=re.IGNORECASE
    )
    found = read_day(plain, today) or _month_first(plain)
    if found is None or not re.search(r"\d", plain):
        raise Unreadable(_("%(cell)s bukan tanggal yang dikenal. Tulis misalnya 12-08-2024.") % {"cell": quoted(text)})
    return found


def checked_span(cell: object, *, today: date, notes: Notes) -> Span | None:
    """Days of a report or an event: none to come, none before there was a register; very old ones are doubted."""
    span = span_of(cell, today=today)
    if span is None:
        return None
    if span.first > today:
        raise Unreadable(_("tanggal %(day)s belum tiba. Periksa tahunnya.") % {"day": day_words(span.first)})
    if span.first < FIRST_POSSIBLE:
        raise Unreadable(_("tahun %(year)s tidak mungkin. Periksa tahunnya.") % {"year": span.first.year})
    if span.first < FIRST_DOUBTED:
        notes.doubt(_("tahun %(year)s: benarkah setua itu?") % {"year": span.first.year})
    return span._replace(last=min(span.last, today))


def birth_date(cell: object, *, today: date) -> date | None:
    """A day of birth; the place before it ("Jambi, 3 Mei 2007") is left out. Only a whole day is kept."""
    text = cell
    if isinstance(cell, str) and (found := re.search(r"[,/]\s*(\d.*)$", cell.replace("\n", " "))):
        text = found.group(1) if re.match(r"\s*[^\d\s]", cell) else cell
    span = span_of(text, today=today)
    if span is None or not span.is_day:
        return None
    if span.first > today:
        raise Unreadable(_("tanggal lahir %(day)s belum tiba. Periksa tahunnya.") % {"day": day_words(span.first)})
    if span.first < EARLIEST_BIRTH or today.year - span.first.year > MOST_YEARS:
        raise Unreadable(_("tahun lahir %(year)s tidak mungkin. Periksa tahunnya.") % {"year": span.first.year})
    return span.first


def _serial(number: float) -> date:
    if not SERIALS[0] <= number <= SERIALS[1]:
        raise Unreadable(_("angka %(number)s bukan tanggal.") % {"number": text_of(number)})
    return EXCEL_ZERO + timedelta(days=int(number))


def _month_first(text: str) -> Span | None:
    """``7/13/2024`` as programs of another country write it, where no other reading is possible."""
    found = re.fullmatch(r"\s*(\d{1,2})[/-](\d{1,2})[/-](\d{4})\s*", text)
    if found is None:
        return None
    try:
        return _single(date(int(found[3]), int(found[1]), int(found[2])))
    except ValueError:
        return None


def _single(day: date) -> Span:
    return Span(day, day)


def day_words(day: date) -> str:
    """A day as registers write it: ``12-08-2024``."""
    return day.strftime("%d-%m-%Y")


# --- Numbers --------------------------------------------------------------------------------------------------------
_AGE = re.compile(
    r"\D{0,16}(\d{1,3})(?:\.\d+)?\s*(?:an)?\s*(?:thn|tahun|th|t|yo)?\.?(?:\s*\d{1,2}\s*(?:bulan|bln|bl))?\.?"
)


def age(cell: object, notes: Notes) -> tuple[int | None, bool]:
    """Full years and whether that is an estimate: ``17``, ``17 th``, ``±20``, ``20-25`` (the lower), ``6 bulan``.

    A word without a figure (``dewasa``) is doubted and no age: who has none counts as a child until it is known.
    """
    text = known(cell)
    if not text:
        return None, False
    words = text.casefold().replace(",", ".")
    rough = bool(re.search(r"±|\+/?-|kira|sekitar|kurang lebih|[~≈<>]|\ban\b|\dan\b|lk\b|kl\b", words))
    if found := re.fullmatch(r"\D*?(\d{1,2})\s*(?:bln|bulan|bl|hari|hr|minggu|mgg)\.?", words):
        return int(found[1]) // 12 if "b" in words else 0, rough
    if found := re.fullmatch(r"\D*?(\d{1,3})\s*(?:-|s/?d|sampai|–)\s*(\d{1,3})\D*", words):
        low, high = sorted((int(found[1]), int(found[2])))
        notes.doubt(_("umur %(cell)s: diambil yang lebih muda, %(age)s th") % {"cell": quoted(text), "age": low})
        return _possible_age(low, text) if high <= MOST_YEARS else _possible_age(high, text), True
    if re.fullmatch(r"dewasa|anak|anak-anak|remaja|balita|bayi|lansia|di ?bawah umur", words.strip(" .")):
        notes.doubt(_("umur %(cell)s tanpa angka: dihitung sebagai anak sampai diisi") % {"cell": quoted(text)})
        return None, False
    found = _AGE.fullmatch(words)
    if found is None or re.match(r"\s*-\s*\d", words):
        raise Unreadable(_("%(cell)s bukan angka umur. Tulis misalnya 17.") % {"cell": quoted(text)})
    return _possible_age(int(found[1]), text), rough


def _possible_age(years: int, text: str) -> int:
    if years > MOST_YEARS:
        raise Unreadable(_("umur %(cell)s tidak mungkin.") % {"cell": quoted(text)})
    return years


def is_lost_number(cell: object) -> bool:
    """Whether a long number was kept by Excel as a number, so that its last digits are gone."""
    if isinstance(cell, float):
        return abs(cell) >= 10**EXACT_DIGITS
    return isinstance(cell, str) and bool(re.fullmatch(r"\s*\d[.,]\d+\s*[eE]\s*\+?\s*\d{2}\s*", cell))


def nik(cell: object, *, today: date, notes: Notes, sex: str = "", born: date | None = None) -> str:
    """An NIK as it stands; what does not fit is doubted. One that Excel turned into a number is refused."""
    if is_lost_number(cell):
        raise Unreadable(
            _(
                "NIK ini menjadi angka di Excel, sehingga angka terakhirnya hilang. Ambil lagi dari sumbernya: ubah "
                "format kolom NIK menjadi Teks, isi ulang, lalu kirim; atau pilih “Tidak dibawa” untuk kolom ini."
            )
        )
    text = known(cell).lstrip("'`’ ")
    if not text:
        return ""
    for sentence in nik_rules.doubts(text, today=today, sex=sex, birth_date=born):
        notes.doubt(sentence)
    return nik_rules.digits_of(text) if nik_rules.has_form(text) else ""


def phone(cell: object, notes: Notes) -> str:
    """A telephone number with the zero Excel took away; the first of several."""
    text = known(cell).lstrip("'")
    if not text:
        return ""
    first = re.split(r"[;/\n]|\bdan\b|\batau\b|, ", text)[0]
    digits = re.sub(r"\D", "", first)
    if digits.startswith("62"):
        digits = "0" + digits[2:].lstrip("0")
    elif digits.startswith("8") or (digits and not digits.startswith("0") and len(digits) > 7):
        digits = "0" + digits
    if not 6 <= len(digits) <= 15:
        notes.doubt(_("nomor telepon tidak lengkap, tidak dibawa"))
        return ""
    return digits


def rupiah(cell: object) -> int | None:
    """An amount in whole rupiah: ``Rp 1.500.000,00``, ``1,5 juta``, a number."""
    if isinstance(cell, float):
        return round(cell)
    told = known(cell)
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
            raise Unreadable(_("%(cell)s bukan jumlah uang.") % {"cell": quoted(told)})
        return int(digits)
    try:
        return round(float(number.replace(".", "").replace(",", ".") if "," in number else number) * factor)
    except ValueError:
        raise Unreadable(_("%(cell)s bukan jumlah uang.") % {"cell": quoted(told)}) from None


def count(cell: object) -> int | None:
    """A small whole number, such as of victims: ``3``, ``3 orang``."""
    found = re.match(r"\s*(\d{1,3})\b", text_of(cell))
    return min(int(found[1]), MOST_VICTIMS) if found else None


# --- Several in one cell --------------------------------------------------------------------------------------------
_NUMBERED = re.compile(r"(?:^|[\s;,])\(?\d{1,2}[.)]\s*")


def split(cell: object, *, words: bool = False) -> list[str]:
    """The parts of a cell that lists several: by lines, ``;``, ``1. … 2. …``; with ``words`` also ``dan``, ``&``."""
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


def spread(cell: object, many: int, read: Callable[[object], object]) -> tuple[list, bool]:
    """One value per victim from a cell, and whether the cell held another number of parts than there are victims."""
    if many == 1 or not isinstance(cell, str):
        return [read(cell)] * many, False
    parts = split(cell)
    if len(parts) == 1:
        parts = [part.strip() for part in re.split(r"\s*(?:,|/|\bdan\b|&)\s*", parts[0]) if part.strip()]
    if len(parts) == many:
        return [read(part) for part in parts], False
    if len(parts) <= 1:
        return [read(cell)] * many, False
    return [read(None)] * many, True
