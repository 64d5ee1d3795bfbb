"""The search box: every app returns its results, and this module combines them. The typed text is not stored.

A register number is searched first and alone, because it means one file. Other texts are searched in all kinds at once;
each kind checks its own permission and reads through ``visible_to``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cases.queries import searching as cases
from coordination import searching as coordination
from interface.search_hits import MOST_HITS, Hit, register_number
from referrals import searching as referrals
from reports import searching as reports
from safeguards import clock
from taskforces import searching as taskforces
from taskforces.access import policy
from taskforces.access.permissions import Permission


@dataclass(frozen=True)
class HitGroup:
    """The hits of one kind; ``is_capped`` says that there may be more."""

    title: str
    hits: list[Hit]

    @property
    def is_capped(self) -> bool:
        """Whether only the first ones are shown."""
        return len(self.hits) >= MOST_HITS


@dataclass(frozen=True)
class SearchResult:
    """Everything found.

    ``opens`` is the one file of a number; ``people`` is the number of people codes found, or None if no people were
    searched.
    """

    groups: list[HitGroup]
    opens: str = ""
    people: int | None = None

    @property
    def hits(self) -> list[Hit]:
        """All hits in one list."""
        return [hit for group in self.groups for hit in group.hits]


def find(text: str, *, user) -> SearchResult:
    """All matches for a text that the user may see, in groups."""
    if not text:
        return SearchResult([])
    files, papers = _numbered(text, user)
    if files or papers:
        groups = _groups((_("Berkas"), files), (_("Ringkasan terbit"), papers))
        return SearchResult(groups, opens=files[0].url if len(files) == 1 and not papers else "")
    outside = cases.by_outside_number(text, user=user)
    if outside:
        return SearchResult(_groups((_("Kasus dan pengaduan"), outside)))
    seen = policy.can(user, Permission.IDENTITY_REVEAL)
    people = cases.by_person(text, user=user) if seen else []
    callers = cases.by_caller(text, user=user) if seen else []
    kinds: tuple[tuple[str, Callable], ...] = (
        (_("Kasus dan pengaduan"), cases.by_words),
        (_("Rapat dan keputusan"), coordination.by_words),
        (_("Instansi, petugas, dan SK"), taskforces.by_words),
    )
    people_groups = ((_("Orang"), people), (_("Pelapor dan nomor dalam cerita"), callers))
    groups = _groups(*people_groups, *((title, by_words(text, user=user)) for title, by_words in kinds))
    return SearchResult(groups, people=len(people) + len(callers) if seen else None)


def _numbered(text: str, user) -> tuple[list[Hit], list[Hit]]:
    """Files and papers with a register number."""
    number = register_number(text, year=clock.today().year)
    if number is None:
        return [], []
    files = [*cases.by_number(number, user=user), *referrals.by_number(number, user=user)]
    return files, reports.by_number(number, user=user)


def _groups(*found: tuple[str, list[Hit]]) -> list[HitGroup]:
    return [HitGroup(title, hits) for title, hits in found if hits]


def what_can_be_found(user) -> str:
    """The things the user can search for, as words for the hint."""
    kinds = (
        [_("nomor kasus, pengaduan, rujukan, laporan polisi, atau SIMFONI")]
        if policy.can(user, Permission.CASE_VIEW)
        else []
    )
    if policy.can(user, Permission.IDENTITY_REVEAL):
        kinds.append(_("nama, NIK, telepon, atau akun orang dalam berkas dan walinya"))
        kinds.append(_("nama atau telepon pelapor dan penerima penyerahan"))
        kinds.append(_("nomor di dalam cerita"))
    if policy.can(user, Permission.CASE_VIEW):
        kinds.append(_("kata dalam ringkasan"))
    elif policy.can(user, Permission.REFERRAL_VIEW):
        kinds.append(_("nomor rujukan, misalnya R-2026-0027"))
    if policy.can(user, Permission.MEETING_VIEW):
        kinds += [_("rapat, keputusan"), _("nomor ringkasan terbit")]
    if policy.can(user, Permission.AGENCY_MANAGE):
        kinds.append(_("instansi, petugas, atau SK"))
    words = "; ".join(kinds)
    return capfirst(words)
