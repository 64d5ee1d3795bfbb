"""Compare facts with a person of the register, field by field: agreement adds bits, disagreement subtracts bits.

One bit doubles the odds that it is the same person. The bits of an agreement depend on how rare the value is here;
those of a disagreement on how often people err, move or change their number. Pure functions. The sentences say how a
field agrees, never the stored value.
"""

import math
from datetime import date
from math import log2
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from rapidfuzz.distance import OSA

from cases.choices import Sex
from cases.matching import name_comparison
from cases.matching.facts import Facts, Reason
from cases.matching.known import Known
from cases.matching.name_comparison import Called
from cases.matching.rarity import Rarity
from cases.reading import ages, nik
from taskforces import region_table

KNOWN_BEFORE = 0.4  # share of searched people who are in the register already
SAME_NIK, NEAR_NIK, SHORT_NIK, OTHER_NIK = 26.0, 4.0, 14.0, -10.0
DOUBTED_NIK = 4.0  # the same number, but not a real one: made up, forged or mistyped
SAME_ACCOUNT, OTHER_PHONE = 9.0, -0.5
SAME_BIRTH, NEW_YEAR, SWAPPED_BIRTH, NEAR_BIRTH = 11.0, 6.0, 8.0, 2.0
OTHER_BIRTH = ((1, -6.0), (2, -7.0), (5, -9.0), (10, -11.0))  # (years apart at most, bits)
FAR_BIRTH = -14.0
FAR_YEARS = 5  # a larger distance is shown as "terpaut jauh"
SAME_SEX, OTHER_SEX = 0.7, -7.0
SAME_DISTRICT, SAME_CITY, OTHER_ORIGIN = 3.0, 1.5, -1.0
SAME_GUARDIAN, OTHER_GUARDIAN = 5.0, -1.5
YEARS_APART = ((1, 2.5), (2, 1.5), (3, 0.0), (5, -2.5), (10, -5.0))  # (years at most, bits)
FAR_APART = -9.0
OTHERS_NAME = 0.05  # at most, if the names differ and no NIK says it is the same person
OTHER_FIRST_NAME, WHOLLY_OTHER_NAME = 0.4, 0.2  # at most, if telephone and birth date both agree
CLASH = 0.6  # at least, if a sure NIK is the same but the names differ: somebody has to look at it
CERTAIN = 0.97
DAYS_A_YEAR = 365.25
SHARED_PHONE = 1.5  # average number of people with one number

# Translated when they are shown: far more people are compared than shown.
SAY_SAME_NIK = Reason("nik", "same", _("NIK sama"))
SAY_CLASHING_NIK = Reason("nik", "clash", _("NIK sama, nama berbeda"), agrees=False)
SAY_DOUBTED_NIK = Reason("doubted_nik", "same", _("NIK sama, tetapi NIK itu diragukan"), agrees=False)
SAY_OTHER_SERIAL_NIK = Reason("nik", "other_serial", _("NIK berbeda pada empat angka terakhir"), agrees=False)
SAY_NEAR_NIK = Reason("nik", "near", _("NIK hampir sama: satu angka berbeda"))
SAY_OTHER_NIK = Reason("nik", "other", _("NIK berbeda"), agrees=False)
SAY_SAME_PHONE = Reason("phone", "same", _("Nomor telepon sama"))
SAY_SAME_ACCOUNT = Reason("account", "same", _("Akun atau rekening sama"))
SAY_NEAR_AGE = Reason("age", "near", _("Umur cocok"))
SAY_OTHER_AGE = Reason("age", "other", _("Umur terpaut jauh"), agrees=False)
SAY_SAME_BIRTH_DATE = Reason("birth_date", "same", _("Tanggal lahir sama"))
SAY_SWAPPED_BIRTH_DATE = Reason("birth_date", "swapped", _("Tanggal lahir sama bila hari dan bulan tertukar"))
SAY_NEAR_BIRTH_DATE = Reason("birth_date", "near", _("Tanggal lahir hampir sama"))
SAY_NEW_YEAR = Reason("birth_date", "new_year", _("Tanggal lahir sama: 1 Januari, sering hanya perkiraan"))
SAY_YEAR_BIRTH_DATE = Reason("birth_date", "year", _("Tahun lahir sama"))
SAY_OTHER_BIRTH_DATE = Reason("birth_date", "other", _("Tanggal lahir berbeda"), agrees=False)
SAY_FAR_BIRTH_DATE = Reason("birth_date", "far", _("Tanggal lahir terpaut jauh"), agrees=False)
SAY_OTHER_SEX = Reason("sex", "other", _("Jenis kelamin berbeda"), agrees=False)
SAY_SAME_ORIGIN = Reason("origin", "same", _("Daerah asal cocok"))
SAY_NEAR_GUARDIAN = Reason("guardian", "near", _("Nama wali sama atau mirip"))


class Evidence(NamedTuple):
    """The result of one field."""

    bits: float
    reason: Reason | None = None


class MatchJudgement(NamedTuple):
    """The chance that it is the same person, whether it is certain enough to say so, and why."""

    chance: float
    is_same: bool
    reasons: tuple[Reason, ...]


def judge(
    ours: Facts,
    known: Known,
    *,
    rarity: Rarity,
    today: date,
    least: float = 0.0,
    names_most: float = math.inf,
    called: Called | None = None,
) -> MatchJudgement | None:
    """Compare all fields; ``None`` if the chance is below ``least``.

    ``called`` are the compared names. Without them ``names_most`` is the most bits the names can add: if that cannot
    reach ``least``, names are not compared, because that takes longer than all the rest.
    """
    parts = [
        _nik(ours, known),
        _phones(ours, known, rarity),
        _accounts(ours, known),
        _birth(ours, known, today),
        _sex(ours, known),
        _origin(ours, known),
        _guardian(ours, known),
    ]
    bits = sum(part.bits for part in parts) - log2(rarity.people / KNOWN_BEFORE)
    if called is None and least and bits + names_most < log2(least / (1 - least)):
        return None
    named = called or name_comparison.compare(ours, known.facts, rarity)
    parts.insert(1, Evidence(named.bits, named.reason))
    chance = 1 / (1 + 2.0 ** -max(-60.0, min(60.0, bits + named.bits)))
    reasons = tuple(part.reason for part in parts if part.reason)
    if SAY_SAME_NIK in reasons and _is_clash(ours, known, named.reason):
        reasons, chance = _clashing(reasons), max(chance, CLASH)
    elif named.is_other and SAY_SAME_NIK not in reasons:
        chance = min(chance, _most_with_another_name(reasons, named.reason))
    is_same = _is_same(chance, reasons, ours.name, known.facts.name)
    return MatchJudgement(chance, is_same, reasons) if chance >= least else None


def _most_with_another_name(reasons: tuple[Reason, ...], about_name: Reason | None) -> float:
    """The highest chance if the names differ. Telephone *and* birth date together outweigh a name, one does not."""
    nothing_against = all(reason.agrees or reason.field == "name" for reason in reasons)
    if SAY_SAME_PHONE in reasons and SAY_SAME_BIRTH_DATE in reasons and nothing_against:
        return OTHER_FIRST_NAME if about_name == name_comparison.PARTLY else WHOLLY_OTHER_NAME
    return OTHERS_NAME


def _is_same(chance: float, reasons: tuple[Reason, ...], name: str, known_name: str) -> bool:
    """Whether it is certain: the whole NIK agrees, or the name and another field, and nothing disagrees.

    A nearly equal or doubted NIK or birth date proves nothing; it is shown as a reason. Twins share birth date and
    telephone, sisters and mothers share the telephone, and their names may differ by one letter. So without a NIK
    every word of the names must be the same.
    """
    if chance < CERTAIN or not all(reason.agrees for reason in reasons):
        return False
    if SAY_SAME_NIK in reasons:
        return True
    is_beside = SAY_SAME_BIRTH_DATE in reasons or not any(reason.field in ("nik", "birth_date") for reason in reasons)
    is_told = any(reason in reasons for reason in (SAY_SAME_PHONE, SAY_SAME_BIRTH_DATE, SAY_SAME_ACCOUNT))
    return is_told and is_beside and name_comparison.is_same(name, known_name)


def _is_clash(ours: Facts, known: Known, about_name: Reason | None) -> bool:
    """Whether both have a name and the names disagree."""
    if not (ours.name and known.facts.name):
        return False
    return not (about_name and about_name.agrees) or name_comparison.may_be_two(ours.name, known.facts.name)


def _clashing(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """The reasons, with the clash in one sentence."""
    told = (SAY_CLASHING_NIK if reason == SAY_SAME_NIK else reason for reason in reasons)
    return tuple(reason for reason in told if reason != name_comparison.OTHER_NAME)


def _nik(ours: Facts, known: Known) -> Evidence:
    one, other = ours.digits, known.facts.digits
    if not one or not other:
        return Evidence(0.0)
    if one == other and len(one) >= nik.LENGTH - 4:
        is_sure = ours.has_sure_nik and known.has_sure_nik
        return Evidence(SAME_NIK, SAY_SAME_NIK) if is_sure else Evidence(DOUBTED_NIK, SAY_DOUBTED_NIK)
    if nik.has_form(one) and nik.has_form(other) and one[:-4] == other[:-4]:
        # twins, or a mistyped serial: the digits alone do not decide
        return Evidence(-3.0, SAY_OTHER_SERIAL_NIK)
    if min(len(one), len(other)) >= nik.LENGTH - 1 and OSA.distance(one, other, score_cutoff=1) <= 1:
        # with all sixteen digits the birth date in them is compared separately
        both = (nik.has_form(one) and nik.has_form(other)) or (ours.birth_date and known.facts.birth_date)
        bits = NEAR_NIK if both else SHORT_NIK
        return Evidence(bits, SAY_NEAR_NIK)
    if nik.has_form(one) and nik.has_form(other):
        return Evidence(OTHER_NIK, SAY_OTHER_NIK)
    return Evidence(0.0)


def _phones(ours: Facts, known: Known, rarity: Rarity) -> Evidence:
    one, other = ours.numbers, known.facts.numbers
    if not one or not other:
        return Evidence(0.0)
    if one & other:
        bits = log2(rarity.people / SHARED_PHONE)
        return Evidence(bits, SAY_SAME_PHONE)
    return Evidence(OTHER_PHONE)


def _accounts(ours: Facts, known: Known) -> Evidence:
    if ours.account_names & known.facts.account_names:
        return Evidence(SAME_ACCOUNT, SAY_SAME_ACCOUNT)
    return Evidence(0.0)


def _birth(ours: Facts, known: Known, today: date) -> Evidence:
    """Compare birth dates, also from the NIK, if both have one; else the ages on the same day."""
    same_nik = bool(ours.nik) and ours.digits == known.facts.digits
    one, other = ours.born, known.facts.born
    if one and other:
        return Evidence(0.0) if same_nik and not (ours.birth_date and known.facts.birth_date) else _days(one, other)
    years = _years_apart(ours, known, today)
    if years is None:
        return Evidence(0.0)
    bits = next((bits for most, bits in YEARS_APART if years <= most), FAR_APART)
    if bits > 0:
        return Evidence(bits, SAY_NEAR_AGE)
    return Evidence(bits, SAY_OTHER_AGE) if bits < -1 else Evidence(bits)


def _days(one: date, other: date) -> Evidence:
    if one == other:
        is_new_year = (one.day, one.month) == (1, 1)
        return Evidence(NEW_YEAR, SAY_NEW_YEAR) if is_new_year else Evidence(SAME_BIRTH, SAY_SAME_BIRTH_DATE)
    if one.year == other.year and (one.day, one.month) == (other.month, other.day):
        return Evidence(SWAPPED_BIRTH, SAY_SWAPPED_BIRTH_DATE)
    same = (one.year == other.year) + (one.month == other.month) + (one.day == other.day)
    if same == 2 and abs(one.year - other.year) <= 10:
        return Evidence(NEAR_BIRTH, SAY_NEAR_BIRTH_DATE)
    if one.year == other.year and (1, 1) in {(one.day, one.month), (other.day, other.month)}:
        return Evidence(1.0, SAY_YEAR_BIRTH_DATE)
    years = abs((one - other).days) / DAYS_A_YEAR
    bits = next((bits for most, bits in OTHER_BIRTH if years <= most), FAR_BIRTH)
    return Evidence(bits, SAY_FAR_BIRTH_DATE if years > FAR_YEARS else SAY_OTHER_BIRTH_DATE)


def _years_apart(ours: Facts, known: Known, today: date) -> int | None:
    """The smallest difference in years between the known ages of both, on the same day."""
    day = ours.age_on or today
    born = ours.born
    age = ours.age if ours.age is not None else (ages.full_years(born, day) if born else None)
    if age is None:
        return None
    theirs = known.facts.born
    if theirs:
        return abs(ages.full_years(theirs, day) - age)
    told = [abs(round(years + (day - on).days / DAYS_A_YEAR) - age) for years, on in known.ages]
    return min(told, default=None)


def _sex(ours: Facts, known: Known) -> Evidence:
    reading = ours.read_nik if not ours.sex else None
    sex = ours.sex or (reading.sex if reading else "")
    if sex in ("", Sex.UNKNOWN) or not known.sexes:
        return Evidence(0.0)
    if sex in known.sexes:
        return Evidence(SAME_SEX)
    return Evidence(OTHER_SEX, SAY_OTHER_SEX)


def _origin(ours: Facts, known: Known) -> Evidence:
    if not ours.origin or not known.origins:
        return Evidence(0.0)
    city = ".".join(ours.origin.split(".")[:2])
    ours_at, known_at = region_table.wider(ours.origin), {region_table.wider(origin) for origin in known.origins}
    if ours_at in known_at:
        bits = SAME_DISTRICT if ours_at.count(".") > 1 else SAME_CITY
        return Evidence(bits, SAY_SAME_ORIGIN)
    if any(origin.startswith(city) or city.startswith(origin) for origin in known.origins):
        return Evidence(SAME_CITY / 2)
    return Evidence(OTHER_ORIGIN)


def _guardian(ours: Facts, known: Known) -> Evidence:
    if not ours.guardian or not known.facts.guardian:
        return Evidence(0.0)
    comparison = name_comparison.compare_names(ours.guardian, known.facts.guardian)
    if comparison.pairs and not (comparison.only_ours and comparison.only_theirs):
        return Evidence(SAME_GUARDIAN, SAY_NEAR_GUARDIAN)
    return Evidence(OTHER_GUARDIAN)
