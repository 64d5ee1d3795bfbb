"""Acts on saved views of lists: save, rename, share, reorder, open first, remove.

A view is a filter. Sharing it gives nobody access: the list still shows each user only their own rows.
"""

import re
from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from safeguards import clock
from safeguards.audit import record
from safeguards.errors import WorkflowRefused
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.access.roles import Role, rule_of
from taskforces.choices import SavedList
from taskforces.events import ViewEvent
from taskforces.models import FirstView, SavedView, TaskForce, User

MOST_VIEWS = 20  # per person and list
LONG_NUMBER = re.compile(r"\d(?:[\s.\-/]?\d){5,}")
FILTERS = re.compile(r"(?:[a-z0-9_]+=[A-Za-z0-9_.%-]*(?:&|$))*")  # slugs, days, codes and keys; never words


@transaction.atomic
def save(
    *, task_force: TaskForce, of_list: str, name: str, query: str, shared_with_role: str = "", by: User
) -> SavedView:
    """Save the filters of a list under a name, after the user's other views of that list."""
    policy.check(by, Permission.VIEW_SAVE, seat_of(by, task_force))
    name = _checked_name(name)
    if not FILTERS.fullmatch(query):
        raise WorkflowRefused(_("Saringan ini tidak dapat disimpan."))
    if shared_with_role:
        _check_share(by, task_force.pk, shared_with_role)
    own = SavedView.objects.owned_by(by).of_list(of_list).filter(task_force=task_force, removed_at__isnull=True)
    if own.count() >= MOST_VIEWS:
        raise WorkflowRefused(
            _("Anda sudah menyimpan %(most)s tampilan. Hapus salah satu dahulu.") % {"most": MOST_VIEWS}
        )
    _check_free(own, name)
    view = SavedView.objects.create(
        task_force=task_force,
        user=by,
        of_list=SavedList(of_list).value,
        name=name,
        query=query,
        shared_with_role=shared_with_role,
        position=(own.aggregate(last=Max("position"))["last"] or 0) + 1,
    )
    record(ViewEvent.SAVED, by=by, target=view, details={"of_list": view.of_list, "role": shared_with_role})
    return view


@transaction.atomic
def edit(*, view: SavedView, name: str, shared_with_role: str, by: User) -> SavedView:
    """Rename one of the user's own views, share it with another role, or stop sharing it."""
    policy.check(by, Permission.VIEW_SAVE, seat_of(by, view.task_force))
    view = _own(view, by)
    name = _checked_name(name)
    if shared_with_role and shared_with_role != view.shared_with_role:
        _check_share(by, view.task_force_id, shared_with_role)
    if (view.name, view.shared_with_role) == (name, shared_with_role):
        return view
    others = SavedView.objects.owned_by(by).of_list(view.of_list).filter(removed_at__isnull=True)
    _check_free(others.filter(task_force_id=view.task_force_id).exclude(pk=view.pk), name)
    view.name, view.shared_with_role, view.version = name, shared_with_role, view.version + 1
    view.save(update_fields=["name", "shared_with_role", "version"])
    record(ViewEvent.EDITED, by=by, target=view, details={"of_list": view.of_list, "role": shared_with_role})
    return view


@transaction.atomic
def move_up(*, view: SavedView, by: User) -> None:
    """Move one of the user's own views one place up; the first one stays where it is."""
    policy.check(by, Permission.VIEW_SAVE, seat_of(by, view.task_force))
    view = _own(view, by)
    rows = SavedView.objects.select_for_update(of=("self",)).owned_by(by).of_list(view.of_list)
    order = [row for row in rows.filter(removed_at__isnull=True) if row.task_force_id == view.task_force_id]
    at = next(index for index, row in enumerate(order) if row.pk == view.pk)
    if at == 0:
        return
    order[at - 1], order[at] = order[at], order[at - 1]
    for position, row in enumerate(order, 1):
        row.position = position
    SavedView.objects.bulk_update(order, ["position"])
    record(ViewEvent.MOVED, by=by, target=view, details={"of_list": view.of_list})


@transaction.atomic
def open_first(*, view: SavedView | None, of_list: str, by: User) -> None:
    """Make a list open with this view for the user from now on; with ``None`` it opens without filters."""
    policy.check(by, Permission.VIEW_SAVE, view and seat_of(by, view.task_force))
    if view is not None and (
        view.of_list != of_list or not SavedView.objects.visible_to(by).filter(pk=view.pk).exists()
    ):
        raise WorkflowRefused(_("Tampilan ini sudah tidak ada."))
    chosen, _made = FirstView.objects.update_or_create(
        user=by, of_list=SavedList(of_list).value, defaults={"view": view}
    )
    if view is not None:
        record(ViewEvent.OPENED_FIRST, by=by, target=view, details={"of_list": chosen.of_list})


@transaction.atomic
def remove(*, view: SavedView, by: User) -> None:
    """Remove one of the user's own views. Watches on it end at their next evaluation, which notifies the watchers."""
    policy.check(by, Permission.VIEW_SAVE, seat_of(by, view.task_force))
    view = _own(view, by)
    view.removed_at, view.version = clock.now(), view.version + 1
    view.save(update_fields=["removed_at", "version"])
    FirstView.objects.filter(user=by, view=view).update(view=None)
    record(ViewEvent.REMOVED, by=by, target=view, details={"of_list": view.of_list})


class Seat:
    """A task force and the agency a user works for in it; the object of the policy check for a view."""

    def __init__(self, task_force_id: UUID, agency_id: UUID | None) -> None:
        self.task_force_id, self.agency_id = task_force_id, agency_id


def seat_of(by: User, task_force: TaskForce) -> Seat:
    """The user's seat in a task force, for the right to save views."""
    holding = policy.memberships_with(by, Permission.VIEW_SAVE)
    agencies = [membership.agency_id for membership in holding if membership.task_force_id == task_force.pk]
    return Seat(task_force.pk, agencies[0] if agencies else None)


def _own(view: SavedView, by: User) -> SavedView:
    """The current row, locked. A view of somebody else, or a removed one, is refused."""
    found = SavedView.objects.select_for_update(of=("self",)).owned_by(by).filter(pk=view.pk, removed_at__isnull=True)
    row = found.first()
    if row is None:
        raise WorkflowRefused(_("Tampilan ini bukan milik Anda atau sudah dihapus."))
    return row


def _checked_name(name: str) -> str:
    """The name in one line. Others may read it, so it may hold no NIK or telephone number."""
    name = " ".join(name.split())
    if not name:
        raise WorkflowRefused(_("Beri nama tampilan ini."))
    if LONG_NUMBER.search(name):
        raise WorkflowRefused(_("Nama tampilan tidak boleh memuat NIK atau nomor telepon."))
    return name


def _check_share(by: User, task_force_id: UUID, role: str) -> None:
    seat = Seat(task_force_id, None)
    policy.check(by, Permission.VIEW_SHARE, seat)
    if Permission.VIEW_SAVE not in rule_of(Role(role)).permissions:
        raise WorkflowRefused(_("Peran itu tidak memakai daftar ini."))


def _check_free(own: QuerySet[SavedView], name: str) -> None:
    if own.filter(name__iexact=name).exists():
        raise WorkflowRefused(_("Anda sudah memiliki tampilan dengan nama ini dalam daftar ini."))
