"""Skrining: recording what is known of act, means and purpose, and the status an organisation decides from it."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cases.choices import AnswerSource, Verdict, VictimStatus
from cases.events import CaseEvent
from cases.models import Screening, Victim
from cases.screening_rule import ELEMENTS, judge
from safeguards import clock
from safeguards.audit import record
from safeguards.errors import WorkflowRefused
from taskforces.access.permissions import Permission
from taskforces.access.policy import check
from taskforces.models import Agency


@transaction.atomic
def screen(
    *,
    victim: Victim,
    acts: Collection[str],
    means: Collection[str],
    purposes: Collection[str],
    sources: Mapping[str, str],
    note: str,
    status: str,
    deciding_agency: Agency,
    by,
    key: UUID | None = None,
) -> Screening:
    """Record a new screening and the status decided with it; earlier screenings stay.

    The verdict follows from the rule, the status is a decision of ``deciding_agency``: where the two disagree, a note
    says why. ``sources`` maps ``act.recruitment`` to where the answer comes from. ``key`` is the form's: the same form
    sent twice makes one screening.
    """
    check(by, Permission.VICTIM_SCREEN, victim)
    victim = Victim.objects.select_for_update(of=("self",)).select_related("case").get(pk=victim.pk)
    earlier = Screening.objects.filter(pk=key, victim=victim).first() if key else None
    if earlier is not None:
        return earlier
    judgement = judge(acts, means, purposes, victim.age_at_event)
    _check_sources(sources, {"act": acts, "means": means, "purpose": purposes})
    _check_status(status, judgement.verdict, note)
    _check_agency(deciding_agency, victim)
    moment = clock.now()
    screening = Screening(
        task_force_id=victim.task_force_id,
        victim=victim,
        acts=list(acts),
        means=list(means),
        purposes=list(purposes),
        sources=dict(sources),
        age_used=victim.age_at_event,
        child_rule=judgement.child_rule,
        verdict=judgement.verdict,
        note=note.strip(),
        screened_at=moment,
        screened_by=by,
    )
    if key is not None:
        screening.pk = key
    screening.save(force_insert=True)
    victim.status = VictimStatus(status)
    victim.status_decided_by_agency, victim.status_decided_by, victim.status_decided_at = deciding_agency, by, moment
    victim.version += 1
    victim.save(
        update_fields=["status", "status_decided_by_agency", "status_decided_by", "status_decided_at", "version"]
    )
    details = {"verdict": judgement.verdict.value, "status": victim.status.value}
    record(CaseEvent.SCREENING_RECORDED, by=by, target=victim, details=details)
    return screening


def _check_sources(sources: Mapping[str, str], answers: Mapping[str, Collection[str]]) -> None:
    ticked = {f"{key}.{value}" for key in ELEMENTS for value in answers[key]}
    if not set(sources) <= ticked or not set(sources.values()) <= set(AnswerSource.values):
        raise ValueError("a source belongs to an answer that was given")


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
