"""Persetujuan: who agreed to sharing with an agency for a service, and when that ended."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions import participation, services
from cases.choices import ConsentGiver, ServiceState
from cases.events import CaseEvent
from cases.models import Case, Consent, Service, Victim
from cases.queries import owed
from safeguards import audit, clock
from safeguards.errors import WorkflowRefused
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.actions import notifications
from taskforces.models import User


@transaction.atomic
def record(*, victim: Victim, given_by: str, given_on: date | None, note: str = "", by: User) -> Consent:
    """Record a consent. For a child, a guardian or an appointed officer must consent.

    One that is to follow, in an emergency, has no day: ``given_on`` is left out, because nobody consented yet.
    """
    policy.check(by, Permission.CONSENT_RECORD, victim)
    Case.objects.hold(victim.case_id)
    victim = Victim.objects.select_for_update(of=("self",)).select_related("case").get(pk=victim.pk)
    if given_by not in ConsentGiver.values:
        raise WorkflowRefused(_("Pilih siapa yang memberi persetujuan."))
    if given_by == ConsentGiver.URGENT_LATER:
        given_on = None
    elif given_on is None:
        raise WorkflowRefused(_("Isi tanggal persetujuan diberikan."))
    elif given_on > clock.today():
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
def withdraw(*, consent: Consent, by: User) -> Consent:
    """Withdraw a consent: services based on it stop at once, and both sides of each referral are notified.

    The database closes the referrals themselves (``docs/adr/0009-withdrawn-consent-closes-the-slip.md``), completed
    ones too, because an agency can read those slips for a while. An emergency referral with consent to follow has no
    consent to withdraw: take the referral back, or record the consent.
    """
    policy.check(by, Permission.CONSENT_RECORD, consent)
    Case.objects.hold(consent.victim.case_id)
    consent = Consent.objects.select_for_update(of=("self",)).select_related("victim__case").get(pk=consent.pk)
    if consent.withdrawn_at is not None:
        return consent
    if consent.is_to_follow:
        raise WorkflowRefused(
            _(
                "Belum ada persetujuan yang dapat ditarik: rujukan dikirim karena keadaan mendesak. Bila korban "
                "menolak, tarik rujukannya; bila korban setuju, catat persetujuannya."
            )
        )
    consent.withdrawn_at, consent.withdrawn_by = clock.now(), by
    consent.save(update_fields=["withdrawn_at", "withdrawn_by"])
    audit.record(CaseEvent.CONSENT_WITHDRAWN, by=by, target=consent.victim)
    stopped = services.stop(consent=consent, by=by)
    ended = list(Service.objects.filter(consent.covers()).ended_by_agency().select_related("agency").order_by("pk"))
    for agency in {service.agency_id: service.agency for service in (*stopped, *ended)}.values():
        participation.leave(case_id=consent.victim.case_id, agency=agency, by=by)
    for service in {service.referral_id: service for service in (*stopped, *ended) if service.referral_id}.values():
        _tell_of_closing(service)
    return consent


def _tell_of_closing(service: Service) -> None:
    """Notify once per referral: the receiver stops using its data; the sender of a stopped one plans what follows."""
    path = owed.path_of(service)
    words = {"number": service.referral_number, "agency": service.agency.short_name}
    text = _("Rujukan %(number)s ditutup: persetujuan dicabut. Jangan pakai lagi data dari slipnya.") % words
    notifications.notify_agency(agency=service.agency, text=text, path=path)
    if service.state == ServiceState.STOPPED and service.requested_by is not None:
        text = _("Rujukan %(number)s kepada %(agency)s ditutup: persetujuan dicabut. Catat kelanjutannya.") % words
        notifications.notify_user(user=service.requested_by, text=text, path=path)
