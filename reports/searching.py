"""Released summaries in the search box, by the number printed on them."""

from django.urls import reverse
from django.utils.translation import gettext as _

from interface import days
from interface.search_hits import MOST_HITS, Hit, RegisterNumber
from reports.models import SummaryRelease
from taskforces.access import policy
from taskforces.access.permissions import Permission

SERIES = ("RP",)


def by_number(number: RegisterNumber, *, user) -> list[Hit]:
    """Summaries with this number that the user may see."""
    if not policy.can(user, Permission.FIGURES_VIEW):
        return []
    found = SummaryRelease.objects.visible_to(user).filter(number__in=number.among(SERIES)).defer("summary")
    return [
        Hit(
            code=release.number,
            url=reverse("reports:summary-download", args=[release.pk, "pdf"]),
            about=f"{days.period(release.period_from, release.period_to)}, {release.get_variant_display()}",
            why=_("Nomor sama"),
            unit=_("Ringkasan terbit"),
        )
        for release in found[:MOST_HITS]
    ]
