"""Referrals in the search box: those from the user's case files, or in the queue of the user's agency."""

from django.urls import reverse
from django.utils.translation import gettext as _

from interface.search_hits import MOST_HITS, Hit, RegisterNumber
from referrals.choices import CLOSED_WORDS
from referrals.models import Closure, Referral
from taskforces.access import policy
from taskforces.access.permissions import Permission

SERIES = ("R",)


def by_number(number: RegisterNumber, *, user) -> list[Hit]:
    """Referrals with this number. Their letters have the same number."""
    if not policy.can(user, Permission.REFERRAL_VIEW):
        return []
    found = Referral.objects.visible_to(user).filter(number__in=number.among(SERIES)).select_related("agency")
    hits = [
        Hit(
            code=referral.number,
            url=reverse("referrals:referral-detail", args=[referral.pk]),
            about=f"{referral.agency}, {referral.state_words}",
            why=_("Nomor sama"),
            unit=_("Rujukan"),
        )
        for referral in found.defer("slip")[:MOST_HITS]
    ]
    return hits + _closed(number, user)


def _closed(number: RegisterNumber, user) -> list[Hit]:
    """Referrals that a withdrawn consent took out of the agency's queue. The hit says only that they are closed."""
    closed = Closure.objects.in_queue_of(user).filter(number__in=number.among(SERIES)).select_related("agency")
    return [
        Hit(
            code=closure.number,
            url=reverse("referrals:referral-detail", args=[closure.referral_id]),
            about=f"{closure.agency}, {CLOSED_WORDS}",
            why=_("Nomor sama"),
            unit=_("Rujukan"),
        )
        for closure in closed[:MOST_HITS]
    ]
