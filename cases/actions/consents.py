"""Persetujuan: who agreed to share with an agency for a service, and when that ended."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cases.choices import ConsentGiver
from cases.events import CaseEvent
from cases.models import Consent, Victim
from safeguards import audit, clock
from safeguards.errors import WorkflowRefused
from taskforces.access.permissions import Permission
from taskforces.access.policy import check


@transaction.atomic
def record(*, victim: Victim, given_by: str, given_on: date, note: str = "", by) -> Consent:
    """Record a consent. A child's own word is not enough: a guardian or an appointed officer consents with it."""
    check(by, Permission.CONSENT_RECORD, victim)
    victim = Victim.objects.select_for_update(of=("self",)).select_related("case").get(pk=victim.pk)
    if given_by not in ConsentGiver.values:
        raise WorkflowRefused(_("Pilih siapa yang memberi persetujuan."))
    if given_on > clock.today():
        raise WorkflowRefused(_("Tanggal persetujuan belum terjadi. Isi tanggal hari ini atau sebelumnya."))
    if victim.is_child and given_by == ConsentGiver.VICTIM:
        raise WorkflowRefused(
            _("Korban anak: persetujuan wali diperlukan, atau petugas negara bila wali adalah terlapor.")
        )
    consent = Consent.objects.create(
        task_force_id=victim.task_force_id,
        victim=victim,
        given_by=given_by,
        given_on=given_on,
        note=note.strip(),
        recorded_at=clock.now(),
        recorded_by=by,
    )
    audit.record(
        CaseEvent.CONSENT_RECORDED, by=by, target=victim, details={"given_by": str(ConsentGiver(given_by).value)}
    )
    return consent


@transaction.atomic
def withdraw(*, consent: Consent, by) -> Consent:
    """Record that a consent was taken back. What was shared before stays shared; nothing new may be."""
    check(by, Permission.CONSENT_RECORD, consent)
    consent = Consent.objects.select_for_update(of=("self",)).select_related("victim__case").get(pk=consent.pk)
    if consent.withdrawn_at is not None:
        return consent
    consent.withdrawn_at, consent.withdrawn_by = clock.now(), by
    consent.save(update_fields=["withdrawn_at", "withdrawn_by"])
    audit.record(CaseEvent.CONSENT_WITHDRAWN, by=by, target=consent.victim)
    return consent
