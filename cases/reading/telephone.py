"""Read a telephone number as people write it.

A number is stored as typed, but all spellings are equal for dialling, searching and comparing. A number that cannot be
dialled is doubted with a reason and never completed: neither digits a spreadsheet lost nor a missing area code. An
amount of money, a day or the number of an account is no telephone number, and a number with a negation beside it
(*tidak aktif*, *jangan ditelepon*) is not dialled before somebody has looked.
``phonenumbers`` reads foreign numbers; this module adds only local habits: the zero after 62, ``0062``, no zero at all.
"""

import re
import unicodedata
from dataclasses import dataclass

import phonenumbers
from django.utils.translation import gettext as _

from cases.reading.negations import NEGATING

HOME = "62"
MOBILE = (9, 12)  # digits after 62, for a number that begins with 8
LANDLINE = (8, 11)  # area code and number
SHORTEST_SHOWN = 9  # digits; shorter numbers are masked completely
SHORTEST_KEY = 6  # digits; shorter ones are nobody's number
_LOST = re.compile(r"[+-]?\d(?:[.,]\d+)?\s*e\s*\+?\s*\d{1,3}", re.IGNORECASE)
_BETWEEN = re.compile(r"[,;/|\n]|\b(?:atau|ato|dan|dn|serta)\b|&", re.IGNORECASE)
_EXTENSION = re.compile(r"\b(?:ekst|ext|pesawat|pes|psw|pswt)\b\.?\s*\d{1,5}\s*$", re.IGNORECASE)
_COUNTED = re.compile(r"\b(?:hp|wa|tel|telp|tlp|no|nomor|kontak|sim)\.?\s?\d(?=\s*:)", re.IGNORECASE)  # "HP 1: 0812…"
_FRACTION = re.compile(r"(?<=\d{9})\.0+$")  # a whole number that passed through a spreadsheet
_LEFT_OVER = re.compile(r"\d{6}[\s.\-]*\(|\d{2}\s+\d$")  # digits after a complete number: "0812… (2)", "0812… 3"
# A letter instead of a digit ("0812 345 6789O"), or an unreadable digit ("0812 3456 78xx", "…78..")
_ADDRESS = re.compile(r"^(?:https?://)?\S*\?phone=", re.IGNORECASE)  # a chat link with a number: "…/send?phone=62812…"
_UNSURE = re.compile(
    r"(?<![^\W\d_])[oilx]+(?=[\s.\-]?\d)|(?<=\d)[oilx]+(?![^\W\d_])|\d[\s\-]*(?:\.{2,}|…|[*?#_])|[*?#_][\s\-]*\d",
    re.IGNORECASE,
)
_RUN = re.compile(r"[+(]*\d(?:[\d\s().\-‐-―]*\d)?")
# A number after such a word is no telephone: identity card, family card, bank account, tax, insurance, passport.
OTHER_NUMBERS = frozenset({
    "nik", "ktp", "kk", "nkk", "rek", "rekening", "norek", "npwp", "bpjs", "paspor", "pasport", "resi", "plat", "nopol",
    "bca", "bri", "bni", "mandiri", "btn", "bsi", "lp", "kip",
})  # fmt: skip
_OTHER = re.compile(rf"\b(?:{'|'.join(sorted(OTHER_NUMBERS))})\b[^\d+]*\d", re.IGNORECASE)
_MONEY = re.compile(r"\b(?:rp|idr)\.?\s*\d|^(?!62)[1-9]\d{0,2}(?:\.\d{3}){2,}(?:,\d+)?$", re.IGNORECASE)
_DAY = re.compile(r"\b\d{1,2}[-.]\d{1,2}[-.](?:19|20)\d\d\b")
_ONLY_DIGITS = re.compile(r"[+(]*\d[\d().\-‐-―]*")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")  # also "don't"
_SERVICE = re.compile(r"1\d{2,4}|1500\d{3}")  # 112, 129, 14045, 1500771
_IDD = re.compile(r"00[178]")  # carriers' prefixes for calls abroad; read as 00 they would mean another country
_INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF])


@dataclass(frozen=True)
class Telephone:
    """One number: as typed, as dialled, and why it cannot be dialled.

    ``dialled`` is ``+6281277889901``, or ``112`` for a service. It is ``None`` if nobody can dial it; ``doubt`` is then
    a sentence in Indonesian. An empty text has neither.
    """

    as_typed: str
    dialled: str | None = None
    doubt: str | None = None

    def __repr__(self) -> str:
        return "<Telephone>"

    @property
    def international(self) -> str:
        """The number with country code, for calls, SMS and WhatsApp; empty for services and undiallable numbers."""
        return self.dialled if self.dialled and self.dialled.startswith("+") else ""

    @property
    def key(self) -> str:
        """Digits that are equal for all spellings of one number.

        Empty if digits are lost, for no or two numbers, and for a service, which is nobody's number.
        """
        if self.dialled:
            return self.international.removeprefix("+")
        plain = _plain(self.as_typed)
        digits = re.sub(r"\D", "", plain)
        is_none = _LOST.fullmatch(plain) or _is_unsure(plain) or _why_no_telephone(plain)
        is_one = not is_none and len(_parts(self.as_typed)) == 1
        return _with_country(digits) if is_one and len(digits) >= SHORTEST_KEY else ""

    @property
    def readable(self) -> str:
        """For dialling by hand: as typed, unless the typed digits cannot be dialled (``+62 0812…``)."""
        typed = re.sub(r"[^\d+]", "", _plain(self.as_typed))
        return self.as_typed if typed in (self.dialled, "0" + self.international[3:]) else self.grouped

    @property
    def grouped(self) -> str:
        """In the usual format: ``0812-7788-9901``, ``+60 12-345 6789``; as typed if it cannot be dialled."""
        if self.international.startswith(f"+{HOME}8"):
            local = "0" + self.international[3:]
            return "-".join(filter(None, (local[:4], local[4:8], local[8:])))
        if self.international.startswith(f"+{HOME}"):
            return "0" + self.international[3:]
        if self.international:
            number = phonenumbers.parse(self.international)
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
        return self.dialled or self.as_typed

    @property
    def masked(self) -> str:
        """``0812-••••-••27``: enough to compare, not enough to dial."""
        shown = self.key
        if len(shown) < SHORTEST_SHOWN:
            return "••••" if self.as_typed.strip() else ""
        if self.international.startswith(f"+{HOME}"):
            shown = "0" + shown.removeprefix(HOME)
        plus = "+" if self.international and not shown.startswith("0") else ""
        return f"{plus}{shown[:4]}-••••-••{shown[-2:]}"


def read(text: str) -> Telephone:
    """The number in a field. Two numbers in one field count as none; ``each`` reads them one by one."""
    plain = _plain(text)
    if not plain:
        return Telephone(text)
    if _LOST.fullmatch(plain):
        return Telephone(
            text,
            doubt=_("Angka belakang nomor ini hilang karena menjadi angka di lembar kerja. Tanyakan lagi nomornya."),
        )
    if len(_parts(text)) > 1:
        return Telephone(text, doubt=_("Ada lebih dari satu nomor dalam satu isian. Periksa mana yang ditelepon."))
    if _is_unsure(plain):
        return Telephone(text, doubt=_("Ada angka yang tidak terbaca atau huruf di dalam nomor ini. Periksa."))
    if why := _why_no_telephone(plain):
        return Telephone(text, doubt=why)
    found = _RUN.findall(_EXTENSION.sub("", _FRACTION.sub("", _COUNTED.sub("", plain))))
    if len(found) != 1 or _LEFT_OVER.search(found[0]):
        words = _("Ada angka lain di samping nomornya. Periksa.") if found else _("Ini bukan nomor telepon. Periksa.")
        return Telephone(text, doubt=words)
    if _is_denied(plain):
        return Telephone(text, doubt=_("Ada kata yang menyangkal di samping nomor ini. Periksa sebelum menelepon."))
    dialled, doubt = _dialled(found[0])
    return Telephone(text, dialled, doubt)


def each(text: str) -> list[Telephone]:
    """The numbers of a field that may have several, each read separately."""
    return [read(part) for part in _parts(text)]


def split(text: str) -> list[str]:
    """The numbers of a field, as typed."""
    return [number.as_typed for number in each(text)]


def key_of(text: str) -> str:
    """The key of a number, equal for all its spellings; see ``Telephone.key``."""
    return read(text).key


def keys_of(text: str) -> set[str]:
    """The keys of all numbers of a field."""
    return {number.key for number in each(text)} - {""}


def masked(text: str) -> str:
    """The numbers of a field with the middle hidden."""
    return ", ".join(number.masked for number in each(text)) or ("••••" if text.strip() else "")


def readable(text: str) -> str:
    """The number of a field for dialling by hand; several or none stay as typed."""
    return read(text).readable


def is_lost(text: str) -> bool:
    """Whether this is a number a spreadsheet shortened, so that its last digits are gone: ``8,12E+10``."""
    return _LOST.fullmatch(_plain(text)) is not None


def digits_of(word: str) -> str:
    """The digits of a word with only digits and separators, whatever their writing; empty for any other word."""
    plain = _plain(word)
    return re.sub(r"\D", "", plain) if _ONLY_DIGITS.fullmatch(plain) else ""


def _is_denied(text: str) -> bool:
    """Whether a word denies: *tidak aktif*, *jangan ditelepon*."""
    return bool(NEGATING.intersection(_WORD.findall(text.casefold().replace("’", "'"))))


def _is_unsure(plain: str) -> bool:
    """Whether a digit is unreadable or replaced by a letter; the remaining digits would be another number."""
    return _UNSURE.search(_ADDRESS.sub("", plain)) is not None


def _why_no_telephone(plain: str) -> str:
    """Why the digits are no telephone number, or "": an amount of money, a day, the number of something else."""
    if _MONEY.search(plain):
        return _("Ini jumlah uang, bukan nomor telepon. Periksa.")
    if _DAY.search(plain):
        return _("Ini tanggal, bukan nomor telepon. Periksa.")
    return _("Ini nomor lain, misalnya NIK atau rekening. Periksa.") if _OTHER.search(plain) else ""


def _with_country(digits: str) -> str:
    """Normalise undiallable digits, so that two spellings of them are still equal."""
    local = digits.removeprefix("00")
    if local.startswith(HOME):
        return HOME + local.removeprefix(HOME).lstrip("0")
    return HOME + local.lstrip("0") if local.startswith(("0", "8")) else local


def _plain(text: str) -> str:
    """In ordinary digits and signs, without invisible characters."""
    shown = unicodedata.normalize("NFKC", text).translate(_INVISIBLE).strip(" \t\r\n'`’")
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in shown)


def _parts(text: str) -> list[str]:
    """Split the text into numbers as typed, each with the negation behind it.

    A spreadsheet's ``8,12E+10`` has a comma and is still one number.
    """
    if _LOST.fullmatch(_plain(text)):
        return [text]
    found: list[str] = []
    for part in _BETWEEN.split(text):
        if re.search(r"\d", part):
            found.append(part.strip())
        elif found and _is_denied(part):
            found[-1] = f"{found[-1]}, {part.strip()}"  # "0812…, jangan ditelepon"
    return found


def _dialled(run: str) -> tuple[str | None, str | None]:
    """The number of one run of digits, or the reason why there is none."""
    digits = re.sub(r"\D", "", run)
    if "+" not in run:
        if _SERVICE.fullmatch(digits):
            return digits, None
        if _IDD.match(digits):
            return None, _("Awalan 00 ini dapat berarti beberapa negara. Tulis dengan +, misalnya +60 12 345 6789.")
    abroad = "+" in run or digits.startswith("00")
    digits = digits.removeprefix("00") if abroad else digits
    if digits.startswith(HOME) and (abroad or len(digits) > LANDLINE[0]):
        return _at_home(digits.removeprefix(HOME).lstrip("0"))
    if abroad and not digits.startswith("0"):
        return _abroad(digits)
    if digits.startswith(("0", "8")):
        return _at_home(digits.lstrip("0"))
    return None, _("Kode wilayah atau negaranya tidak ada. Tulis misalnya 0741 123456 atau +60 12 345 6789.")


def _at_home(number: str) -> tuple[str | None, str | None]:
    """An Indonesian number without leading zero and country code."""
    least, most = MOBILE if number.startswith("8") else LANDLINE
    if len(number) < least:
        return None, _("Nomor ini terlalu pendek untuk ditelepon. Periksa.")
    if len(number) > most:
        return None, _("Nomor ini terlalu panjang untuk ditelepon. Periksa.")
    return f"+{HOME}{number}", None


def _abroad(digits: str) -> tuple[str | None, str | None]:
    """A foreign number; a zero after the country code is removed if that country drops it."""
    try:
        number = phonenumbers.parse(f"+{digits}")
    except phonenumbers.NumberParseException:
        return None, _("Kode negara nomor ini tidak dikenal. Periksa.")
    if not phonenumbers.is_possible_number(number):
        return None, _("Nomor luar negeri ini terlalu pendek atau terlalu panjang. Periksa.")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), None
