"""The names in one cell: one, or several with what is said of each: ``1. Ina (P, 15 th) 2. Ita``, ``Ina dkk``. Pure."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cases.register import cell_values, synonyms

_OTHERS = re.compile(r"(?i)[\s,(]*\b(?:dkk|d\.k\.k|dan kawan[ -]?kawan|dan teman[ -]?teman|cs|dll)\b\.?\)?")
_SAID = re.compile(r"(?i)[\s,(]*\b(\d{1,2})\s*(?:orang|org|korban|anak|jiwa)\b\.?\)?")
_BEHIND = re.compile(r"^(.*\S)\s*\(([^()]*)\)$")
_NUMBER = re.compile(r"^\s*\d{1,2}\s*[.)]\s*")
_NUMBERED = re.compile(r"[\s;,]+\d{1,2}\s*[.)]\s*(?=[^\W\d])")
_AGE = re.compile(r"(?i)(?:umur|usia)?\s*±?\s*\d{1,3}\s*(?:th|thn|tahun|bln|bulan)?\.?")
_UNIT = r"(?:th|thn|tahun|bln|bulan)\b\.?"
# an age behind a name is put into brackets, whose words are read: *Contoh, 17 th*
_AGE_BEHIND = re.compile(
    rf"(?i)(?<!kerja)(?<!hilang)(?<!sudah)(?<!selama)(?<=[^\W\d])(\.?)\s*[\s,]\s*"
    rf"((?:umur |usia )?±? ?\d{{1,2}} ?{_UNIT})(?=\s*(?:$|[,;\n&+]|dan\b))"
)
_BARE_BEHIND = re.compile(_AGE_BEHIND.pattern.replace(f" ?{_UNIT}", f" ?(?:{_UNIT})?"))
_DEGREE = re.compile(r"(?i)(?:s|m|a|d|p)\.?\s?[a-z]{1,4}\.?(?:[a-z]{1,4}\.?)?|[sm][hest]|dr|drs|dra|ir|hj?|alm|almh")
_ALIAS = re.compile(r"(?i)\b(?:alias|als|a\.?k\.?a|panggilan|pgl|bin|binti)\b")


@dataclass
class NamedVictim:
    """A name, and the sex and age in brackets behind it."""

    name: str
    sex: str | None = None
    age: str | None = None


@dataclass
class NamesInCell:
    """The names, how many people the cell says there are (0 if it does not), and doubts."""

    names: list[NamedVictim] = field(default_factory=list)
    said: int = 0
    doubts: list[str] = field(default_factory=list)


def names_in(text: str, *, parts_elsewhere: set[int], is_age_told: bool = False) -> NamesInCell:
    """The names of a cell. ``parts_elsewhere``: how many parts the cells of sex, age and NIK have.

    A stroke or a comma between names is doubted unless the other cells have as many parts. ``is_age_told``: the heading
    names the age too, so that a bare number behind a name is one.
    """
    found = NamesInCell()
    text = (_BARE_BEHIND if is_age_told else _AGE_BEHIND).sub(r"\1 (\2)", text)
    if counted := _SAID.search(text):
        found.said = int(counted[1])
        text = (text[: counted.start()] + " " + text[counted.end() :]).strip()
    if _OTHERS.search(text):
        text = _OTHERS.sub(" ", text).strip()
        if not found.said:
            found.doubts.append(_("ada korban lain yang tidak disebut namanya (dkk): jumlahnya belum diketahui"))
    parts = _parts(text)
    if len(parts) == 1:
        parts = _by_sign(parts[0], parts_elsewhere, found)
    found.names = [_with_brackets(part) for part in parts]
    return found


def _parts(text: str) -> list[str]:
    """The names between line breaks, numbers or words; a number in brackets is an age."""
    lines = [_NUMBER.sub("", line) for line in text.split("\n")]
    numbered = [part for line in lines for part in _NUMBERED.split(line)]
    return [name for part in numbered for name in cell_values.split_parts(part.strip(" ,;"), words=True)]


def _by_sign(text: str, parts_elsewhere: set[int], found: NamesInCell) -> list[str]:
    """The names between strokes or commas; a comma before a degree is none."""
    outside = re.sub(r"\([^()]*\)", lambda one: re.sub(r"[,/]", "\0", one[0]), text)
    parts = [part.strip() for part in re.split(r"\s*/\s*", outside)]
    if len(parts) == 1:
        parts = [part.strip() for part in outside.split(",")]
    if len(parts) < 2 or not all(map(_is_name, parts)):
        return [text]
    if len(parts) not in parts_elsewhere:
        found.doubts.append(_("dibaca sebagai %s korban") % len(parts))
    return [re.sub("\0", ",", part) for part in parts]


def _is_name(part: str) -> bool:
    return len(re.findall(r"[^\W\d]", part)) > 2 and not _DEGREE.fullmatch(part) and not _ALIAS.search(part)


def _with_brackets(part: str) -> NamedVictim:
    """A name with sex and age in brackets; brackets with anything else stay in the name."""
    found = _BEHIND.match(part)
    if found is None:
        return NamedVictim(part)
    one = NamedVictim(found[1].strip(" ,"))
    for word in re.split(r"\s*[,/;]\s*|\s+(?=\d)", found[2].strip()):
        if synonyms.sex_of(word) and one.sex is None:
            one.sex = word
        elif _AGE.fullmatch(word) and one.age is None:
            one.age = word
        else:
            return NamedVictim(part)
    return one
