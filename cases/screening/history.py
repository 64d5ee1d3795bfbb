"""All screenings of a victim, the changes between them, and two of them side by side."""

from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from cases.choices import AnswerSource, ScreeningAnswer, VictimStatus
from cases.models import Screening, Victim
from cases.screening import indicators
from cases.screening import questions as screening_questions
from cases.screening.findings import Findings
from interface.unnamed import years
from safeguards.conflicts import Difference

ANSWERS = dict(ScreeningAnswer.choices)
SOURCES = dict(AnswerSource.choices)
STATUSES = dict(VictimStatus.choices)
NOTHING = "–"


@dataclass(frozen=True)
class Entry:
    """One screening in the list, with the changes since the one before."""

    screening: Screening
    changes: list[str]
    is_newest: bool


@dataclass(frozen=True)
class Side:
    """One answer in words: the answer, its sources, the note."""

    answer: str
    sources: str
    note: str


@dataclass(frozen=True)
class ComparedElement:
    """One question answered twice."""

    label: str
    before: Side
    after: Side

    @property
    def was_asked(self) -> bool:
        """Whether either of the two has an answer."""
        return not {self.before.answer, self.after.answer} <= {str(ANSWERS["not_asked"]), NOTHING}

    @property
    def differs(self) -> bool:
        """Whether anything about the answer changed."""
        return self.before != self.after


def history(victim: Victim) -> list[Entry]:
    """Every screening of a victim, the newest first. One query; notes are not decrypted."""
    rows = list(
        Screening.objects.filter(victim=victim)
        .newest_first()
        .select_related("screened_by")
        .defer("note", "answer_notes")
    )
    return [Entry(row, changes_between(before, row), row is rows[0]) for row, before in pairwise([*rows, None])]


def changes_between(before: Screening | None, after: Screening) -> list[str]:
    """What was added, withdrawn or changed, in words; empty for the first."""
    if before is None:
        return []
    changes = []
    for question in screening_questions.questions():
        was, now = before.answer(question.key), after.answer(question.key)
        if was == now:
            continue
        if now == ScreeningAnswer.YES:
            changes.append(_("%(element)s ditambahkan") % {"element": question.label})
        elif was == ScreeningAnswer.YES:
            changes.append(_("%(element)s ditarik") % {"element": question.label})
        else:
            words = {"element": question.label, "answer": str(ANSWERS[now]).lower()}
            changes.append(_("%(element)s: %(answer)s") % words)
    if before.age_used != after.age_used:
        changes.append(_("umur %(was)s menjadi %(now)s") % {"was": _age(before), "now": _age(after)})
    if before.status and after.status and before.status != after.status:
        changes.append(_("status menjadi %(status)s") % {"status": str(STATUSES[after.status]).lower()})
    return changes


def comparison(before: Screening, after: Screening) -> list[ComparedElement]:
    """Every question with both answers, in the order of the sheet, then the signs."""
    old, new = _sides(before), _sides(after)
    pairs = [ComparedElement(asked.label, old[asked.key], new[asked.key]) for asked in screening_questions.questions()]
    return [*pairs, ComparedElement(_("Tanda pendukung"), _signs(before), _signs(after))]


def differences_of(newest: Screening, findings: Findings, status: str) -> list[Difference]:
    """The differences between a colleague's screening and the typed one, for the conflict page."""
    found = []
    for question in screening_questions.questions():
        theirs = newest.answer(question.key)
        yours = findings.answers.get(question.key, ScreeningAnswer.NOT_ASKED.value)
        if theirs != yours:
            found.append(Difference(question.label, str(ANSWERS[theirs]), str(ANSWERS[yours])))
    if newest.status and status and newest.status != status:
        found.append(Difference(_("Status"), str(STATUSES[newest.status]), str(STATUSES.get(status, NOTHING))))
    if newest.is_automatic:
        found.append(Difference(_("Umur saat kejadian"), _age(newest), _("umur sebelum dikoreksi")))
    return found


def _age(screening: Screening) -> str:
    return years(screening.age_used) if screening.age_used is not None else _("belum diketahui")


def _sides(screening: Screening) -> dict[str, Side]:
    notes = screening.notes
    return {
        key: Side(str(ANSWERS[screening.answer(key)]), _sources(screening, key), notes.get(key, ""))
        for key in screening_questions.all_keys()
    }


def _sources(screening: Screening, key: str) -> str:
    return ", ".join(str(SOURCES[source]) for source in screening.sources.get(key, ()))


def _signs(screening: Screening) -> Side:
    words = indicators.words_of()
    return Side("; ".join(str(words[slug]) for slug in screening.indicators if slug in words) or NOTHING, "", "")
