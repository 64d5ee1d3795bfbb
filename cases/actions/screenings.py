"""Skrining: record what is known of act, means and purpose, and the status an organisation decides from it."""

import json
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.choices import AnswerSource, ScreeningAnswer, ScreeningOccasion, Verdict, VictimStatus
from cases.events import CaseEvent
from cases.models import Screening, Victim
from cases.screening import indicators as signs
from cases.screening import questions as catalogue
from cases.screening.findings import Findings
from cases.screening.history import differences_of
from cases.screening.rule import ACT, MEANS, PURPOSE, Judgement
from safeguards import clock
from safeguards.audit import record
from safeguards.errors import Conflict, WorkflowRefused
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.actions.notifications import notify_case_team
from taskforces.models import Agency, User

MOST_NOTE = 500  # characters of the note beside one answer
ASKED = frozenset(ScreeningAnswer) - {ScreeningAnswer.NOT_ASKED}


@transaction.atomic
def screen(
    *,
    victim: Victim,
    findings: Findings,
    occasion: str = ScreeningOccasion.NEW_FACTS,
    note: str = "",
    status: str,
    deciding_agency: Agency,
    seen: UUID | str | None = None,
    key: UUID | None = None,
    by: User,
) -> Screening:
    """Record a new screening and the status decided with it; earlier screenings stay.

    The rule gives the verdict; ``deciding_agency`` decides the status. If the two disagree, a note says why. ``seen``
    is the key of the newest screening when the form was opened, empty where there was none; a newer one is a conflict.
    ``key`` is the form's: a form sent twice makes one screening.
    """
    policy.check(by, Permission.VICTIM_SCREEN, victim)
    victim = Victim.objects.select_for_update(of=("self",)).select_related("case").get(pk=victim.pk)
    earlier = Screening.objects.filter(pk=key, victim=victim).first() if key else None
    if earlier is not None:
        return earlier
    _check_findings(findings)
    previous = Screening.objects.filter(victim=victim).newest_first().select_related("screened_by").first()
    _check_seen(previous, seen, findings, status)
    judgement = findings.judged_at(victim.age_at_event, is_estimated=victim.age_is_estimated)
    _check_status(status, judgement.verdict, note)
    _check_agency(deciding_agency, victim)
    screening = _written(victim, findings, judgement, previous, by)
    screening.occasion = _occasion(occasion, previous)
    screening.note, screening.status = note.strip(), VictimStatus(status)
    if key is not None:
        screening.pk = key
    screening.save(force_insert=True)
    victim.status, victim.status_decided_by_agency = VictimStatus(status), deciding_agency
    victim.status_decided_by, victim.status_decided_at = by, screening.screened_at
    victim.version += 1
    victim.save(
        update_fields=["status", "status_decided_by_agency", "status_decided_by", "status_decided_at", "version"]
    )
    details = {"verdict": judgement.verdict.value, "status": victim.status.value}
    record(CaseEvent.SCREENING_RECORDED, by=by, target=victim, details=details)
    return screening


@transaction.atomic
def rejudge_after_age_change(*, victim: Victim, by: User) -> Screening | None:
    """Judge the last answers again after the age at the event changed; returns the new row, or ``None``.

    Call it in the transaction of the change, with the victim locked and saved. Stage and status stay. If child rule or
    verdict differ from the last screening by a person, the row asks for a review; that is a duty of the case, and the
    case team is notified.
    """
    policy.check(by, Permission.COMPLAINT_EDIT, victim)
    screenings = Screening.objects.filter(victim=victim).newest_first()
    previous = screenings.first()
    if previous is None:
        return None
    findings = Findings.of(previous)
    judgement = findings.judged_at(victim.age_at_event, is_estimated=victim.age_is_estimated)
    if (previous.age_used, previous.child_rule) == (victim.age_at_event, judgement.child_rule):
        return None
    answered = screenings.by_somebody().first() or previous
    screening = _written(victim, findings, judgement, previous, by)
    screening.occasion, screening.is_automatic = ScreeningOccasion.AGE_CORRECTED, True
    screening.status = victim.status
    before, after = (answered.verdict, answered.child_rule), (screening.verdict, screening.child_rule)
    screening.needs_review = before != after
    screening.save(force_insert=True)
    record(CaseEvent.SCREENING_REJUDGED, by=by, target=victim, details={"verdict": judgement.verdict.value})
    if screening.needs_review:
        text = _("Kesimpulan skrining %(victim)s perlu ditinjau: umur saat kejadian berubah.")
        path = reverse("cases:case-detail", args=[victim.case_id])
        notify_case_team(task_force_id=victim.task_force_id, text=text % {"victim": victim}, path=path, except_user=by)
    return screening


@transaction.atomic
def print_filled(*, victim: Victim, by: User) -> Screening:
    """Return the newest screening for printing, and record that it was printed."""
    policy.check(by, Permission.VICTIM_SCREEN, victim)
    screening = Screening.objects.filter(victim=victim).newest_first().select_related("screened_by").first()
    if screening is None:
        raise WorkflowRefused(_("Korban ini belum diskrining. Cetak lembar kosong, atau mulai skrining."))
    record(CaseEvent.SCREENING_PRINTED, by=by, target=victim)
    return screening


def _written(
    victim: Victim, findings: Findings, judgement: Judgement, previous: Screening | None, by: User
) -> Screening:
    """The unsaved row with findings and judgement."""
    notes = {key: text.strip() for key, text in findings.notes.items() if text.strip()}
    return Screening(
        task_force_id=victim.task_force_id,
        victim=victim,
        acts=findings.said_yes(ACT),
        means=findings.said_yes(MEANS),
        purposes=findings.said_yes(PURPOSE),
        answers=dict(findings.answers),
        sources={key: list(given) for key, given in findings.sources.items() if given},
        answer_notes=json.dumps(notes, ensure_ascii=False) if notes else "",
        indicators=list(findings.indicators),
        previous=previous,
        age_used=victim.age_at_event,
        child_rule=judgement.child_rule,
        verdict=judgement.verdict,
        screened_at=clock.now(),
        screened_by=by,
    )


def _check_findings(findings: Findings) -> None:
    """Refuse what no form sends: an unknown question, answer, source or sign, or notes without an answer."""
    if not set(findings.answers) <= set(catalogue.all_keys()) or not set(findings.answers.values()) <= ASKED:
        raise ValueError("an answer belongs to a question of the screening")
    beside = set(findings.sources) | set(findings.notes)
    given = {source for sources in findings.sources.values() for source in sources}
    if not beside <= set(findings.answers) or not given <= set(AnswerSource.values):
        raise ValueError("a source belongs to an answer that was given")
    if any(len(text) > MOST_NOTE for text in findings.notes.values()):
        raise ValueError(f"a note has at most {MOST_NOTE} characters")
    if not set(findings.indicators) <= set(signs.words_of()):
        raise ValueError("an indicator is one of the working list")


def _check_seen(previous: Screening | None, seen: UUID | str | None, findings: Findings, status: str) -> None:
    newest = str(previous.pk) if previous else ""
    if seen is None or str(seen) == newest or previous is None:
        return
    differences = differences_of(previous, findings, status)
    if differences:
        raise Conflict(_("Skrining lain dicatat sementara halaman ini terbuka."), differences)


def _occasion(wanted: str, previous: Screening | None) -> ScreeningOccasion:
    """The first screening is always FIRST, whatever the form says; a later one never is."""
    if previous is None:
        return ScreeningOccasion.FIRST
    return ScreeningOccasion.NEW_FACTS if wanted == ScreeningOccasion.FIRST else ScreeningOccasion(wanted)


def _check_status(status: str, verdict: str, note: str) -> None:
    if status not in (VictimStatus.SUSPECTED, VictimStatus.CONFIRMED, VictimStatus.NOT_A_VICTIM):
        raise WorkflowRefused(_("Pilih status yang ditetapkan."))
    against = (status == VictimStatus.CONFIRMED and verdict == Verdict.NOT_YET) or (
        status == VictimStatus.NOT_A_VICTIM and verdict == Verdict.MET
    )
    if against and not note.strip():
        raise WorkflowRefused(
            _("Status ini berbeda dari kesimpulan unsur (%(verdict)s). Tulis dasarnya pada catatan.")
            % {"verdict": Verdict(verdict).label}
        )


def _check_agency(agency: Agency, victim: Victim) -> None:
    if agency.task_force_id != victim.task_force_id or not agency.is_active:
        raise WorkflowRefused(_("Pilih instansi anggota gugus tugas ini yang menetapkan status."))
