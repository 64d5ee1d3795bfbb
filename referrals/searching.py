"""Referrals in the search box: those one sent, or those in the queue of one's own agency."""

from django.urls import reverse
from django.utils.translation import gettext as _

from referrals.models import Referral
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.searching import MOST_HITS, Hit, RegisterNumber

SERIES = ("R",)


def by_number(number: RegisterNumber, *, user) -> list[Hit]:
    """Referrals of this number. Their letters carry the same number."""
    if not policy.can(user, Permission.REFERRAL_VIEW):
        return []
    found = Referral.objects.visible_to(user).filter(number__in=number.among(SERIES)).select_related("agency")
    return [
        Hit(
            code=referral.number,
            url=reverse("referrals:referral-detail", args=[referral.pk]),
            about=f"{referral.agency}, {referral.get_state_display()}",
            why=_("Nomor sama"),
            unit=_("Rujukan"),
        )
        for referral in found.defer("slip")[:MOST_HITS]
    ]
