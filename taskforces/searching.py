"""Agencies, staff and decrees in the search box, for users who manage them."""

import re

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from interface.search_hits import MOST_HITS, Hit
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.models import Agency, Decree, Membership

SHORTEST = 3  # letters
DECREE = re.compile(
    r"(?:SK|KEPUTUSAN)?\s*(?:NOMOR|NO\.?)?\s*(?P<number>[\w.-]+)(?:(?:\s*/\s*|\s+TAHUN\s+)(?P<year>\d{4}))?"
)


def by_words(text: str, *, user) -> list[Hit]:
    """Agencies by name, staff by name or office address, decrees by number or title."""
    return [*_agencies(text, user), *_staff(text, user), *_decrees(text, user)]


def _agencies(text: str, user) -> list[Hit]:
    if len(text) < SHORTEST or not policy.can(user, Permission.AGENCY_MANAGE):
        return []
    named = Q(name__icontains=text) | Q(short_name__icontains=text)
    found = Agency.objects.visible_to(user).filter(named).select_related("task_force")[:MOST_HITS]
    unit, why = _("Instansi"), _("Nama instansi")
    return [
        Hit(row.name, reverse("taskforces:agency-detail", args=[row.pk]), row.task_force.name, why, unit)
        for row in found
    ]


def _staff(text: str, user) -> list[Hit]:
    if len(text) < SHORTEST or not policy.can(user, Permission.STAFF_MANAGE):
        return []
    found = Membership.objects.visible_to(user).named(text).select_related("user", "task_force", "agency")
    unit, why = _("Petugas"), _("Nama atau surel petugas")
    return [
        Hit(
            row.user.name,
            reverse("taskforces:membership-period", args=[row.pk]),
            ", ".join(str(part) for part in (row.get_role_display(), row.agency or row.task_force.name)),
            why,
            unit,
        )
        for row in found.order_by("user__name", "valid_from")[:MOST_HITS]
    ]


def _decrees(text: str, user) -> list[Hit]:
    if not text or not policy.can(user, Permission.DECREE_MANAGE):
        return []
    condition = Q(title__icontains=text) if len(text) >= SHORTEST else Q(pk__in=[])
    if number := DECREE.fullmatch(text.upper()):
        same = Q(number__iexact=number["number"])
        condition |= same & Q(year=number["year"]) if number["year"] else same
    found = Decree.objects.visible_to(user).filter(condition).select_related("task_force")
    unit, why = _("SK gugus tugas"), _("Nomor atau judul SK")
    return [
        Hit(str(row), reverse("taskforces:decree-detail", args=[row.pk]), row.task_force.name, why, unit)
        for row in found[:MOST_HITS]
    ]
