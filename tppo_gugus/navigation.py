"""The shell: the places of the user's roles, the task force, search, notifications. At most two cheap queries."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from taskforces.access import policy
from taskforces.access.permissions import Permission

MOST_PLACES = 6  # on the rail; a phone's dock takes the first five


@dataclass(frozen=True)
class Place:
    """One entry of the rail: its permissions (any of them), its page, and the paths that belong to it."""

    label: str
    icon: str
    url_name: str
    permissions: tuple = ()
    prefixes: tuple = ()  # prefixes of paths that belong to this place


PLACES = (
    Place(_("Hari ini"), "sun", "home", prefixes=("/",)),
    Place(
        _("Pengaduan"),
        "phone",
        "cases:complaint-list",
        (Permission.COMPLAINT_VIEW,),
        ("/pengaduan/", "/register-lama/", "/darurat/", "/penyerahan/", "/kontak/", "/jaga/"),
    ),
    Place(
        _("Kasus"),
        "folder",
        "cases:case-list",
        (Permission.CASE_VIEW,),
        ("/kasus/", "/korban/", "/orang/", "/penggabungan/", "/kaitan/"),
    ),
    Place(_("Rujukan"), "send", "referrals:referral-list", (Permission.REFERRAL_SEND,), ("/rujukan/",)),
    Place(_("Kotak rujukan"), "inbox", "referrals:inbox", (Permission.REFERRAL_ANSWER,), ("/rujukan/",)),
    Place(_("Rapat"), "calendar", "coordination:meeting-list", (Permission.MEETING_VIEW,), ("/rapat/",)),
    Place(_("Ringkasan"), "chart-bar", "reports:summary", (Permission.FIGURES_VIEW,), ("/ringkasan/",)),
    Place(_("Instansi"), "landmark", "taskforces:agency-list", (Permission.AGENCY_MANAGE,), ("/instansi/",)),
    Place(_("Petugas"), "users", "taskforces:staff-list", (Permission.STAFF_MANAGE,), ("/petugas/",)),
    Place(_("SK"), "file-text", "taskforces:decree-list", (Permission.DECREE_MANAGE,), ("/sk/",)),
    Place(_("Bidang"), "list", "taskforces:division-list", (Permission.DECREE_MANAGE,), ("/bidang/",)),
    Place(
        _("Gugus tugas"), "network", "taskforces:task-force-list", (Permission.TASK_FORCE_MANAGE,), ("/gugus-tugas/",)
    ),
)


def shell(request: HttpRequest) -> dict:
    """Context processor; nothing is computed for a page without the shell."""
    return {"shell": SimpleLazyObject(lambda: _shell(request))}


def _shell(request: HttpRequest) -> dict:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"place": "", "places": []}
    places = places_for(user, request.path)
    return {
        "places": places,
        "more": places[5:],
        "place": place_name(user),
        "person": user.first_name,
        "home_url": address("home") or "/",
        "search_url": address("search") if policy.can(user, Permission.SEARCH) else "",
        "search_hint": _search_hint(user),
        "news_url": address("taskforces:notification-list"),
        "news_count": user.notifications.unread().count(),
        "account_url": address("mfa_index") or address("account_change_password"),
        "logout_url": address("account_logout"),
        "lock_url": address("lock"),
        "day_reader_url": address("written-day"),
        "idle_minutes": settings.IDLE_LOCK_MINUTES,
    }


def places_for(user, path: str) -> list[dict]:
    """The rail of a user at ``path``: the places the user's roles permit, in fixed order."""
    allowed = [
        {"label": place.label, "icon": place.icon, "url": url, "prefixes": place.prefixes}
        for place in PLACES
        if (url := address(place.url_name)) and _may(user, place)
    ][:MOST_PLACES]
    for place in allowed:
        place["current"] = _stands_at(path, place)
    return allowed


def place_name(user) -> str:
    """The user's region, for the bar: "Kota Jambi"."""
    for membership in user.current_memberships:
        region = membership.task_force.region
        return region.name if region else membership.task_force.name.removeprefix("Gugus Tugas ")
    return ""


def address(name: str) -> str:
    """The URL of a named page; empty if this installation has none."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _may(user, place: Place) -> bool:
    return not place.permissions or any(policy.can(user, permission) for permission in place.permissions)


def _stands_at(path: str, place: dict) -> bool:
    return path == "/" if place["prefixes"] == ("/",) else any(path.startswith(begin) for begin in place["prefixes"])


def _search_hint(user) -> str:
    if policy.can(user, Permission.IDENTITY_REVEAL):
        return _("Cari nomor atau nama")
    if policy.can(user, Permission.REFERRAL_VIEW):
        return _("Cari nomor")
    return _("Cari instansi, petugas, atau SK") if policy.can(user, Permission.AGENCY_MANAGE) else _("Cari rapat")
