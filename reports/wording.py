"""Figures, dates and names as an Indonesian office writes them."""

import calendar
import unicodedata
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from reports.summary_shape import Cell, Period, is_hidden

MONTHS = (
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()  # noqa: SIM905
)
DAYS = "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split()  # noqa: SIM905
ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}
NO_DATA = "–"
LONGEST_RUN = 28  # characters without a space that a narrow cell can hold


def number(value: int) -> str:
    """1.234, with the minus sign of print."""
    return f"{value:,}".replace(",", ".").replace("-", "−")


def day(value: date) -> str:
    """21 September 2022."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def weekday(value: date) -> str:
    """Rabu, 21 September 2022."""
    return f"{DAYS[value.weekday()]}, {day(value)}"


def moment(value: datetime) -> str:
    """10 Februari 2026 pukul 09.41 WIB, in the zone of the office."""
    local = timezone.localtime(value)
    hours = int((local.utcoffset() or timezone.timedelta()).total_seconds() // 3600)
    return _("{day} pukul {time} {zone}").format(
        day=day(local.date()), time=f"{local:%H.%M}", zone=ZONES.get(hours, f"UTC{hours:+d}")
    )


def period(value: Period) -> str:
    """Januari–Agustus 2022; Maret 2022; 1 November 2021–31 Maret 2022 where the months are not whole."""
    start, end = value.start, value.end
    whole = start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]
    if not whole:
        if start == end:
            return day(start)
        same = start.year == end.year
        first = f"{start.day} {MONTHS[start.month - 1]}" if same else day(start)
        return f"{first}–{day(end)}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{MONTHS[start.month - 1]} {start.year}"
    if start.year == end.year:
        return f"{MONTHS[start.month - 1]}–{MONTHS[end.month - 1]} {end.year}"
    return f"{MONTHS[start.month - 1]} {start.year}–{MONTHS[end.month - 1]} {end.year}"


def cell(value: Cell) -> str:
    """A count, its marker, or the sign of a gap."""
    if value is None:
        return NO_DATA
    return value if isinstance(value, str) else number(value)


def difference(now: Cell, before: Cell) -> str:
    """+44; hidden where one of the two is."""
    if is_hidden(now) or is_hidden(before):
        return "*"
    if now is None or before is None:
        return NO_DATA
    change = int(now) - int(before)
    return ("+" if change > 0 else "") + number(change)


def duration(hours: float | str | None) -> str:
    """45 menit; 6 jam; 1 hari 6 jam."""
    if hours is None:
        return NO_DATA
    if isinstance(hours, str):
        return hours
    minutes = round(hours * 60)
    if minutes < 60:
        return _("{n} menit").format(n=minutes)
    whole = round(minutes / 60)
    days, rest = divmod(whole, 24)
    parts = [_("{n} hari").format(n=number(days))] if days else []
    return " ".join([*parts, _("{n} jam").format(n=rest)] if rest or not parts else parts)


def out_of(kept: Cell, due: Cell) -> str:
    """18 dari 21."""
    if is_hidden(kept) or is_hidden(due):
        return "*"
    if kept is None or not due:
        return NO_DATA
    return _("%(part)s dari %(whole)s") % {"part": number(int(kept)), "whole": number(int(due))}


def clean(text: object, most: int = 300) -> str:
    """One tidy line of text: no control characters, no runs of space, cut at a word with an ellipsis."""
    if text is None:
        return ""
    kept = "".join(" " if c.isspace() else c for c in str(text) if c.isspace() or _printable(c))
    line = " ".join(kept.split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    word_end = cut.rfind(" ")
    return (cut[:word_end] if word_end > most * 2 // 3 else cut).rstrip(" ,;:.-") + "…"


def balanced(text: str, most: int = 44) -> tuple[str, ...]:
    """A name in one line, or in two of similar length, broken before a DAN where there is one near the middle."""
    words = text.split(" ")
    if len(text) <= most or len(words) < 3:
        return (text,)
    breaks = range(1, len(words))

    def uneven(at: int) -> int:
        first, second = len(" ".join(words[:at])), len(" ".join(words[at:]))
        return max(first, second) - (8 if words[at] == "DAN" else 0) + (20 if words[at - 1] == "DAN" else 0)

    at = min(breaks, key=uneven)
    return (" ".join(words[:at]), " ".join(words[at:]))


def _printable(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cs", "Co", "Cn", "Cf"}


def breakable(text: str) -> str:
    """The text with invisible places to break in words too long for a cell of a table."""
    words = []
    for word in text.split(" "):
        if len(word) > LONGEST_RUN:
            word = "\u200b".join(word[i : i + LONGEST_RUN // 2] for i in range(0, len(word), LONGEST_RUN // 2))
        words.append(word)
    return " ".join(words)
