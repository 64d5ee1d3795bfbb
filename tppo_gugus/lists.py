"""The lists whose filters can be saved as a view and watched, in one table.

It is in the roof because the lists of cases and of referrals are in apps that do not know each other, while views of
both are stored in a lower app (``taskforces.models.saved_view``). A view applies its list's filters to the rows the
user may see, the same as opening the page.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import SimpleNamespace

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse

from cases.filters.cases import CaseFilter
from cases.filters.complaints import ComplaintFilter
from cases.models import Case, Complaint
from interface.filters import ListFilter
from referrals.filters import QueueFilter, SentFilter
from referrals.models import Referral
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.choices import SavedList


@dataclass(frozen=True)
class KeptList:
    """One list: its page, its permission, its filters, its rows, and the moment from which a row waits."""

    slug: SavedList
    url_name: str
    permission: Permission
    filters: type[ListFilter]
    rows: Callable[[object], QuerySet]
    since: str

    @property
    def label(self) -> str:
        """Its name for users."""
        return self.slug.label

    @property
    def url(self) -> str:
        """The URL of the page."""
        return reverse(self.url_name)


LISTS: dict[str, KeptList] = {
    SavedList.CASES: KeptList(
        SavedList.CASES,
        "cases:case-list",
        Permission.CASE_VIEW,
        CaseFilter,
        lambda user: Case.objects.visible_to(user),
        "opened_at",
    ),
    SavedList.COMPLAINTS: KeptList(
        SavedList.COMPLAINTS,
        "cases:complaint-list",
        Permission.COMPLAINT_VIEW,
        ComplaintFilter,
        lambda user: Complaint.objects.visible_to(user),
        "received_at",
    ),
    SavedList.SENT: KeptList(
        SavedList.SENT,
        "referrals:referral-list",
        Permission.REFERRAL_SEND,
        SentFilter,
        lambda user: Referral.objects.sent_from_files_of(user),
        "sent_at",
    ),
    SavedList.INBOX: KeptList(
        SavedList.INBOX,
        "referrals:inbox",
        Permission.REFERRAL_ANSWER,
        QueueFilter,
        lambda user: Referral.objects.in_queue_of(user),
        "sent_at",
    ),
}


def lists_of(user) -> dict[str, KeptList]:
    """The lists a user may open, in the order of the table."""
    return {slug: kept for slug, kept in LISTS.items() if policy.can(user, kept.permission)}


def filters_of(slug: str, data: Mapping, user) -> ListFilter:
    """The filters of a list for a user; only those in ``data`` are created."""
    kept = LISTS[slug]
    rows = kept.rows(user).order_by()
    return kept.filters(data, queryset=rows, request=SimpleNamespace(user=user, GET=data))


def narrowed(slug: str, query: str, user) -> QuerySet:
    """The rows a view shows to a user, unordered."""
    return filters_of(slug, QueryDict(query), user).qs


def address_of(slug: str, query: str) -> str:
    """The URL of a list with the filters of a view."""
    return f"{LISTS[slug].url}?{query or 'lihat=semua'}"
