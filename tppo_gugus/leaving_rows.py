"""Rows of *Hari ini* about people who leave: work nobody holds, and holders whose access ends soon."""

from django.db.models import CharField, F, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.leaving.holding import CASE, EMERGENCY, OF_A_FILE, TURN, HeldKind, counts_left_behind, left_behind
from interface import days
from taskforces import holdings
from taskforces.access import scoping
from taskforces.access.permissions import Permission
from taskforces.models import Membership, Notification, TaskForce
from tppo_gugus.day_rows import news_row

NUMBERS = {EMERGENCY: F("complaint__number"), TURN: Value("", output_field=CharField()), CASE: F("number")}
PAGES = {EMERGENCY.name: "cases:emergency-detail", CASE.name: "cases:case-detail"}


def unowned_rows(user) -> list[dict]:
    """Work of people without access, in the files the user works on. One query per task force."""
    found = []
    for task_force_id in scoping.case_task_force_ids(user):
        first, *others = (_named(kind, task_force_id) for kind in OF_A_FILE)
        found += [_unowned_row(*row) for row in first.union(*others, all=True)]
    return found


def _named(kind: HeldKind, task_force_id) -> QuerySet:
    name = Value(kind.name, output_field=CharField())
    rows = left_behind(kind, task_force_id).annotate(row_kind=name, row_number=NUMBERS[kind])
    return rows.values_list("row_kind", "pk", "row_number", f"{kind.holder}__name")


def _unowned_row(kind: str, pk, number: str, holder: str) -> dict:
    words_of = {"emergency": _("Keadaan darurat %s"), "turn": _("Giliran jaga%s"), "case": _("Kasus %s")}
    return {
        "title": words_of[kind] % number,
        "url": reverse(PAGES[kind], args=[pk]) if kind in PAGES else reverse("cases:duty-week"),
        "kind": "warn",
        "state": _("Tanpa penanggung jawab"),
        "tone": "late",
        "meta": [_("Dipegang %(name)s, yang aksesnya berakhir") % {"name": holder}],
        "act": _("Buka"),
        "urgent": kind == "emergency",
    }


def received_rows(user) -> list[dict]:
    """Work handed to the user and not looked at yet. Reading its notification counts as looking."""
    news = Notification.objects.visible_to(user).unread().filter(path=reverse("cases:held"))
    return [news_row(item, state=_("Baru"), act=_("Lihat pekerjaannya")) for item in news]


def ending_rows_of_team(user) -> list[dict]:
    """For supervisors: people whose access ends soon, what they hold, and a link to hand it on."""
    ids = scoping.case_task_force_ids_with(user, Permission.DUTY_MANAGE)
    return [_ending_row(item, _hand_on_page(item.membership), _("Alihkan")) for item in holdings.ending_soon(ids)]


def _hand_on_page(seat: Membership) -> str:
    return reverse("cases:leaving-hand-on", args=[seat.user_id]) + f"?gugus={seat.task_force_id}"


def ending_rows_of_accounts(user) -> list[dict]:
    """For accounts admins: the same as counts, and task forces where nobody has access to open work."""
    ids = scoping.managed_task_force_ids(user)
    ending = [
        _ending_row(item, reverse("taskforces:membership-period", args=[item.membership.pk]), _("Ubah masa"))
        for item in holdings.ending_soon(ids)
    ]
    return [*_stranded_rows(ids), *ending]


def _ending_row(item: holdings.Ending, url: str, act: str) -> dict:
    return {
        "title": item.membership.user.name,
        "url": url,
        "kind": "warn",
        "state": _("Akses berakhir %(day)s") % {"day": days.day(item.last_day)},
        "tone": "warn",
        "meta": [_("Memegang %(what)s") % {"what": holdings.in_words(item.held)}],
        "act": act,
    }


def _stranded_rows(task_force_ids) -> list[dict]:
    """Task forces that had a case team and have none today, with their open work. One query if all have a team."""
    seats = Membership.objects.filter(task_force_id__in=task_force_ids, role__in=holdings.WORK_ROLES)
    manned = seats.current().filter(user__is_active=True).values("task_force_id")
    had_one = seats.exclude(task_force_id__in=manned).values("task_force_id")
    found = [(task_force, counts_left_behind(task_force.pk)) for task_force in TaskForce.objects.filter(pk__in=had_one)]
    return [_stranded_row(task_force, holdings.in_words(left)) for task_force, left in found if left]


def _stranded_row(task_force: TaskForce, what: str) -> dict:
    return {
        "title": task_force.name,
        "url": reverse("taskforces:staff-list") + f"?gugus={task_force.pk}",
        "kind": "warn",
        "state": _("Tidak seorang pun punya akses"),
        "tone": "late",
        "meta": [_("Masih terbuka: %(what)s") % {"what": what}],
        "act": _("Beri akses"),
    }
