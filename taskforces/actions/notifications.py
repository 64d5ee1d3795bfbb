"""Notify colleagues under *Kabar* that something waits for them. Texts hold numbers and acts, never a person.

A notification follows from an act that is already checked and recorded, so it is neither checked nor recorded again.
"""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from safeguards import clock
from taskforces.access.permissions import Permission
from taskforces.access.roles import Reach, Role, rule_of
from taskforces.models import Agency, Membership, Notification, TaskForce, User

CASE_TEAM_ROLES = tuple(role for role in Role if rule_of(role).reach is Reach.TASK_FORCE)


def notify_user(*, user: User, text: str, path: str, task_force_id: UUID | None = None) -> None:
    """Notify one person; ``path`` is our page that the notification opens.

    A person who left the case team cannot open it, so the supervisors of that team are notified instead.
    ``task_force_id`` owns the file of the page; without it, access in any task force is enough.
    """
    _tell(_readers_of(user, task_force_id), text, path)


def notify_supervisors(*, task_force_id: UUID, text: str, path: str, except_users: Collection[User] = ()) -> None:
    """Notify the supervisors of a task force, except ``except_users``."""
    holders = Membership.objects.current().filter(task_force_id=task_force_id, role=Role.SUPERVISOR)
    _tell(holders.exclude(user__in=list(except_users)).values_list("user_id", flat=True), text, path)


def notify_accounts_admins(*, task_force_id: UUID, text: str, path: str) -> None:
    """Notify the accounts admins of a task force; if it has none, those of the nearest level above.

    They may not read cases, so the text holds only counts and names of offices.
    """
    admins = Membership.objects.current().filter(role=Role.ACCOUNTS_ADMIN)
    while task_force_id is not None:
        found = list(admins.filter(task_force_id=task_force_id).values_list("user_id", flat=True))
        if found:
            return _tell(found, text, path)
        task_force_id = TaskForce.objects.values_list("parent_id", flat=True).get(pk=task_force_id)
    return None


def notify_agency(*, agency: Agency, text: str, path: str) -> None:
    """Notify everybody who answers referrals for an agency."""
    officers = Membership.objects.current().filter(agency=agency, role=Role.AGENCY_OFFICER)
    _tell(officers.values_list("user_id", flat=True), text, path)


def notify_case_team(*, task_force_id: UUID, text: str, path: str, except_user: User | None = None) -> None:
    """Notify everybody who works on the case files of a task force, except the person who acted."""
    team = Membership.objects.current().filter(task_force_id=task_force_id, role__in=CASE_TEAM_ROLES)
    _tell(team.exclude(user=except_user).values_list("user_id", flat=True), text, path)


def notify_holders(
    *,
    task_force_id: UUID,
    role: Role,
    text: str,
    path: str,
    and_users: Collection[User] = (),
    except_user: User | None = None,
) -> None:
    """Notify everybody with a role in a task force, and ``and_users``, except the person who acted."""
    holders = Membership.objects.current().filter(task_force_id=task_force_id, role=role)
    told = {*holders.values_list("user_id", flat=True), *(user.pk for user in and_users)}
    _tell(told - {getattr(except_user, "pk", None)}, text, path)


def notify_permitted(
    *, permission: Permission, task_force_id: UUID, text: str, path: str, except_user: User | None = None
) -> None:
    """Notify everybody in a task force whose role includes an act, except the person who acted."""
    roles = [role for role in Role if permission in rule_of(role).permissions]
    holders = Membership.objects.current().filter(task_force_id=task_force_id, role__in=roles)
    _tell(holders.exclude(user=except_user).values_list("user_id", flat=True), text, path)


def announce(*, membership: Membership) -> None:
    """Tell those who share the files or the queue that a new person may read them, so that they notice a stranger."""
    reach = rule_of(membership.role).reach
    text = _("%(name)s mulai bertugas sebagai %(role)s. Bila Anda tidak mengenalnya, hubungi penyelia Anda.")
    text %= {"name": membership.user.name[:60], "role": membership.get_role_display().lower()}
    if reach is Reach.TASK_FORCE:
        path = reverse("taskforces:notification-list")
        notify_case_team(task_force_id=membership.task_force_id, text=text, path=path, except_user=membership.user)
    elif reach is Reach.AGENCY:
        officers = Membership.objects.current().filter(agency_id=membership.agency_id, role=Role.AGENCY_OFFICER)
        known = officers.exclude(user=membership.user).values_list("user_id", flat=True)
        _tell(known, text, reverse("taskforces:notification-list"))


@transaction.atomic
def mark_read(*, notification: Notification, by: User) -> None:
    """Store when the user first opened one of their own notifications."""
    Notification.objects.visible_to(by).unread().filter(pk=notification.pk).update(read_at=clock.now())


@transaction.atomic
def mark_all_read(*, by: User) -> None:
    """Mark all of the user's own notifications as read."""
    Notification.objects.visible_to(by).unread().update(read_at=clock.now())


def _readers_of(user: User, task_force_id: UUID | None) -> list:
    """The person, or the supervisors of the case team they left if they no longer have access."""
    seats = Membership.objects.filter(user=user)
    if task_force_id is not None:
        seats = seats.filter(task_force_id=task_force_id)
    if user.is_active and seats.current().exists():
        return [user.pk]
    last = seats.filter(role__in=CASE_TEAM_ROLES).order_by("-valid_from", "-pk").first()
    if last is None:
        return [user.pk]
    holders = Membership.objects.current().filter(task_force_id=last.task_force_id)
    return list(holders.filter(role=Role.SUPERVISOR).values_list("user_id", flat=True)) or [user.pk]


def _tell(user_ids: Iterable[UUID], text: str, path: str) -> None:
    """Write one notification per person, however many of their memberships match."""
    if not path.startswith("/") or path.startswith("//"):
        raise ValueError("a notification opens a page of ours: its path starts with one slash")
    Notification.objects.bulk_create(
        Notification(user_id=user_id, text=str(text)[:200], path=path) for user_id in sorted(set(user_ids))
    )
