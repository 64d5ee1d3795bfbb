"""Reading an NIK (nomor induk kependudukan): what its sixteen digits mean, and where they disagree with other answers.

Six digits for the region of first registration (it stays when somebody moves), the birth date as ``DDMMYY`` (women: day
plus 40), four digits of a serial. A victim may have none, or a forged one (forging is one of the *means* of
trafficking), so nothing here refuses; it only reports contradictions.
"""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from cases.choices import Sex
from taskforces import region_table

LENGTH = 16  # digits
FORMER_PROVINCES = frozenset({"54"})  # East Timor: people registered there keep their number
NO_SERIAL = "0000"
WOMEN_ADD = 40  # to the day of birth


@dataclass(frozen=True)
class NikReading:
    """The content of an NIK of the right form. The birth date is ``None`` if its digits are not a calendar day."""

    region_code: str  # 15.71.02, as the Ministry of Home Affairs writes it
    sex: Sex
    birth_date: date | None
    serial: str


def digits_of(text: str | None) -> str:
    """The NIK without the blanks, dots and dashes people write between its groups."""
    return re.sub(r"[\s.\-–]", "", text or "")


def has_form(text: str | None) -> bool:
    """Whether it has sixteen digits and nothing else."""
    return re.fullmatch(rf"[0-9]{{{LENGTH}}}", digits_of(text)) is not None


def read(text: str | None, *, today: date) -> NikReading | None:
    """Read the digits; ``None`` if the text does not have the form of an NIK.

    The year has two digits; the latest century in which the day is not in the future counts.
    """
    if not has_form(text):
        return None
    digits = digits_of(text)
    day, month, year = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    woman = day > WOMEN_ADD
    return NikReading(
        region_code=f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}",
        sex=Sex.FEMALE if woman else Sex.MALE,
        birth_date=_latest(day - WOMEN_ADD if woman else day, month, year, today),
        serial=digits[12:],
    )


def doubts(text: str | None, *, today: date, sex: str = "", birth_date: date | None = None) -> list[str]:
    """Sentences for the form about contradictions in the NIK or with the other answers. Empty if there are none."""
    if not digits_of(text):
        return []
    reading = read(text, today=today)
    if reading is None:
        return [_form_doubt(digits_of(text))]
    found = []
    if reading.birth_date is None:
        found.append(_("Angka tanggal lahir dalam NIK bukan tanggal yang ada. Periksa NIK."))
    elif birth_date and not _same_day(reading.birth_date, birth_date):
        found.append(_("Tanggal lahir dalam NIK berbeda dari tanggal lahir yang diisi. Periksa keduanya."))
    if sex in (Sex.FEMALE, Sex.MALE) and sex != reading.sex:
        found.append(_("Jenis kelamin dalam NIK berbeda dari yang dipilih. Periksa keduanya."))
    if not _is_region(reading.region_code):
        found.append(_("Enam angka pertama NIK bukan kode wilayah. Periksa NIK."))
    if reading.serial == NO_SERIAL:
        found.append(_("Empat angka terakhir NIK tidak pernah 0000. Periksa NIK."))
    return found


def may_identify(text: str | None, *, today: date, sex: str = "", birth_date: date | None = None) -> bool:
    """Whether this NIK may identify a person: it has the right form and no doubts.

    Every function that merges people checks this first. A doubted NIK merges nobody.
    """
    return has_form(text) and not doubts(text, today=today, sex=sex, birth_date=birth_date)


def masked(text: str | None) -> str:
    """``157107******0001``: enough to compare with a card, not enough to look somebody up."""
    digits = digits_of(text)
    return f"{digits[:6]}{'*' * (len(digits) - 10)}{digits[-4:]}" if has_form(digits) else ""


def _form_doubt(digits: str) -> str:
    if re.fullmatch(r"[0-9]+", digits):
        return _("NIK terdiri atas 16 angka, sekarang %(count)s. Periksa, atau kosongkan bila diragukan.") % {
            "count": len(digits)
        }
    return _("NIK hanya terdiri atas angka. Periksa, atau kosongkan bila diragukan.")


def _is_region(code: str) -> bool:
    """Whether such a region is possible. Districts and cities are split and renamed, so only number 00 is refused."""
    province, city, district = code.split(".")
    return (province in region_table.rows() or province in FORMER_PROVINCES) and "00" not in (city, district)


def _latest(day: int, month: int, year: int, today: date) -> date | None:
    for century in (2000, 1900):
        try:
            found = date(century + year, month, day)
        except ValueError:
            continue
        if found <= today:
            return found
    return None


def _same_day(one: date, other: date) -> bool:
    """Whether two days are equal except for the century, which an NIK does not contain."""
    return (one.day, one.month, one.year % 100) == (other.day, other.month, other.year % 100)
