"""Open obligations towards third parties for a victim: answers, running care, stopped sharing that is not settled.

Services cannot end while there are any. Referrals lie above this app; their services show the state.
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from cases.choices import ServiceState
from cases.models import Service, Victim


class Owed(NamedTuple):
    """One open referral: its number, its state in words, and its page."""

    number: str
    how: str
    url: str
    is_stopped: bool  # its consent was withdrawn


def of_victim(victim: Victim) -> list[Owed]:
    """The open referrals of a victim, one line each."""
    services = Service.objects.filter(victim=victim).owed().select_related("agency").defer("outcome_note", "pause_note")
    found = {service.referral_id: service for service in services}
    return [
        Owed(service.referral_number, _how(service), path_of(service), service.state == ServiceState.STOPPED)
        for service in found.values()
    ]


def in_words(rows: Iterable[Owed]) -> str:
    """``R-2026-0035 (menunggu jawaban Dinas Sosial), R-2026-0036 (sedang dilayani Polresta)``."""
    return ", ".join(f"{row.number} ({row.how})" for row in rows)


def path_of(service: Service) -> str:
    """The page of a service's referral, or of its case if this installation has no referrals."""
    try:
        return reverse("referrals:referral-detail", args=[service.referral_id])
    except NoReverseMatch:
        return reverse("cases:case-detail", args=[service.victim.case_id])


def _how(service: Service) -> str:
    words = {
        ServiceState.REQUESTED: _("menunggu jawaban %(agency)s"),
        ServiceState.ACCEPTED: _("sedang dilayani %(agency)s"),
        ServiceState.STOPPED: _("persetujuan dicabut, kelanjutannya belum dicatat"),
    }
    how = words[ServiceState(service.state)] % {"agency": service.agency}
    return _("ditunda, %(how)s") % {"how": how} if service.paused_at is not None else how
