"""Rows of *Hari ini* about withdrawn consents: what the sender arranges, and what an agency stops using."""

from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.choices import Duty
from cases.models.time_limit import Limits
from interface import days, durations
from referrals.models import Closure


def to_settle(user) -> QuerySet:
    """Closed referrals of the user's case files without a note on what was arranged, the oldest first."""
    rows = Closure.objects.sent_from_files_of(user).unsettled()
    return rows.select_related("agency").order_by("closed_at")


def to_stop_using(user, limits: Limits, now: datetime) -> QuerySet:
    """Referrals to the user's agency closed by a withdrawn consent, still within the time to stop using them."""
    return Closure.objects.in_queue_of(user).exclude(limits.passed(Duty.STOP_SHARING, "closed_at", now))


def settle_row(closure: Closure, limits: Limits) -> dict:
    """A referral for which the sender still has to arrange what follows."""
    stop_by = closure.closed_at + limits.of(closure.task_force_id)[Duty.STOP_SHARING.value]
    return {
        "title": f"{closure.agency.short_name}, {closure.number}",
        "url": _page(closure),
        "kind": "stop",
        "state": _("Persetujuan dicabut, %(due)s") % {"due": durations.due(stop_by)},
        "tone": "late",
        "meta": [_("Sebelum %(when)s") % {"when": days.when_within(stop_by)}],
        "act": _("Catat kelanjutan"),
    }


def stop_using_row(closure: Closure) -> dict:
    """A referral whose slip an agency may no longer use."""
    return {
        "title": closure.number,
        "url": _page(closure),
        "kind": "stop",
        "state": _("Ditutup: persetujuan dicabut"),
        "tone": "late",
        "meta": [_("Jangan pakai lagi data dari slipnya")],
        "act": _("Baca"),
    }


def _page(closure: Closure) -> str:
    return reverse("referrals:referral-detail", args=[closure.referral_id])
