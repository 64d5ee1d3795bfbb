"""Typed texts that the public would read: decisions and the title of a meeting.

Disclosure control does not see figures in a sentence, and a register number leads to a file. Only members see a
sentence with one of them.
"""

import re
from dataclasses import replace

from django.utils.translation import gettext as _

from interface.numbers import SMALL_NUMBERS
from reports.summary_shape import MeetingSummary

_FEW = "|".join(SMALL_NUMBERS[1:11])
_WHOM = "korban|anak|bayi|balita|perempuan|laki-laki|orang|kasus|pengaduan|rujukan|penyintas|siswi?|santri|warga|jiwa"
_TELLS_OF_PEOPLE = re.compile(
    rf"""
    \b(?:K|P|R)[-\s]?\d{{4}}[-\s]?\d{{2,}}            # K-2026-0012, a register number
    | \b(?:\d+|{_FEW})\s+(?:orang\s+)?(?:{_WHOM})\b   # 2 korban, tiga orang anak
    | \b(?:seorang|sebuah\s+kasus)\b
    | (?:\d[\s.-]?){{9,}}                             # NIK, telephone numbers
    | \b(?:usia|berusia|umur|berumur)\s+\d              # an age
    | ,\s*(?:±\s*)?\d{{1,2}}\s*(?:tahun|thn?|th)\b      # Melati, 14 tahun
    | \b(?:inisial|bernama|an\.|a\.n\.|korban\s+atas\s+nama)
    """,
    re.IGNORECASE | re.VERBOSE,
)


def tells_of_people(text: str) -> bool:
    """Whether a sentence counts people, names a file or seems to name a person."""
    return _TELLS_OF_PEOPLE.search(text) is not None


def without_people(summary: MeetingSummary) -> MeetingSummary:
    """The summary without such sentences; each decision keeps its owner, due day and state."""
    notice = _("Isi keputusan ini hanya dimuat dalam varian terbatas.")
    decisions = tuple(
        replace(decision, text=notice) if tells_of_people(decision.text) else decision for decision in summary.decisions
    )
    meeting = summary.meeting
    if tells_of_people(meeting.title):
        meeting = replace(meeting, title="")
    return replace(summary, decisions=decisions, meeting=meeting)
