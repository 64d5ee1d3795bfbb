"""The open work somebody holds in a task force. Acts that end access ask for it and hand it over.

This package knows memberships and no case. An app above it that keeps open work registers a keeper when Django starts,
and the acts here call it. So every act that ends access hands over the work, in the same transaction (ADR 10).
"""

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import NamedTuple, Protocol
from uuid import UUID

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.translation import gettext as _

from safeguards import clock
from safeguards.errors import WorkflowRefused
from taskforces.access.roles import Reach, Role, rule_of
from taskforces.models import Membership, User

WORK_ROLES = tuple(role.value for role in Role if rule_of(role).reach is Reach.TASK_FORCE)
NOTICE_DAYS = 30  # how long before its end an access is shown, with the work its holder has


class Held(NamedTuple):
    """The number of open things of one kind: *kasus terbuka*, 3. Never which ones."""

    label: str
    count: int

    def __str__(self) -> str:
        return f"{self.count} {self.label}"


class Keeper(Protocol):
    """The interface of an app above for the work it keeps."""

    def held(self, *, task_force_id: UUID, users: Collection[UUID]) -> dict[UUID, list[Held]]:
        """Counts per person and kind of work. People who hold nothing are left out.

        A kind that is expensive to count may be left out if several people are asked about.
        """

    def give_on(self, *, task_force_id: UUID, to: User | None, by: User | None) -> bool:
        """Hand over the work of people without access, in the caller's transaction. Returns whether there was any."""


class Ending(NamedTuple):
    """A person whose last access to the files of a task force ends soon, and the work they hold today."""

    membership: Membership  # the one that lasts longest
    last_day: object
    held: list[Held]


_keepers: list[Keeper] = []


def register(keeper: Keeper) -> None:
    """Register a keeper; called once, when Django starts."""
    if keeper not in _keepers:
        _keepers.append(keeper)


def held(*, task_force_id: UUID, users: Iterable[UUID]) -> dict[UUID, list[Held]]:
    """The work these people hold in a task force, from all keepers."""
    users, found = set(users), {}
    for keeper in _keepers if users else ():
        for user_id, kinds in keeper.held(task_force_id=task_force_id, users=users).items():
            found.setdefault(user_id, []).extend(kinds)
    return found


def give_on(*, task_force_id: UUID, to: User | None = None, by: User | None = None) -> None:
    """Hand over all work of people without access there. Called by acts that end access, and by the timer.

    ``to`` takes it, or a supervisor if ``to`` is empty. Raises ``WorkflowRefused`` if ``to`` may not take it, which
    rolls back the whole act.
    """
    if to is not None and not team(task_force_id).filter(pk=to.pk).exists():
        raise WorkflowRefused(_("Pilih rekan yang masih punya akses ke berkas kasus gugus tugas ini."))
    for keeper in _keepers:
        keeper.give_on(task_force_id=task_force_id, to=to, by=by)


def team(task_force_id: UUID, *, without: Collection[UUID] = ()) -> QuerySet[User]:
    """The people who work on a task force's files today: supervisors first, then by name.

    ``without`` are memberships that do not count, because they are about to end.
    """
    seats = Membership.objects.current().filter(task_force_id=task_force_id, user__is_active=True)
    seats = seats.exclude(pk__in=without)
    supervisors = seats.filter(role=Role.SUPERVISOR).values("user_id")
    rank = Case(When(pk__in=supervisors, then=Value(0)), default=Value(1), output_field=IntegerField())
    users = User.objects.filter(pk__in=seats.filter(role__in=WORK_ROLES).values("user_id"))
    return users.annotate(rank=rank).order_by("rank", "name", "pk")


def leavers(memberships: Iterable[Membership]) -> set[UUID]:
    """The people who lose access to the files when these memberships (all of one task force) end."""
    ending = [row for row in memberships if row.role in WORK_ROLES]
    if not ending:
        return set()
    staying = team(ending[0].task_force_id, without=[row.pk for row in ending])
    return {row.user_id for row in ending} - set(staying.values_list("pk", flat=True))


def last_day_of(membership: Membership):
    """The last day of a membership: its own, that of its decree, or the day before a revocation."""
    decree = membership.decree
    revoked = decree.revoked_on - timedelta(days=1) if decree.revoked_on else None
    return min((day for day in (membership.valid_until, decree.valid_until, revoked) if day), default=None)


def ending_soon(task_force_ids: Collection[UUID]) -> list[Ending]:
    """People who lose access to the files within ``NOTICE_DAYS`` and hold work there, the soonest first.

    Costs one query if nobody's access ends soon. The caller checks that the user may know who works there.
    """
    today = clock.today()
    seats = Membership.objects.filter(task_force_id__in=task_force_ids, role__in=WORK_ROLES)
    later = seats.current(on=today + timedelta(days=NOTICE_DAYS)).values("pk")
    ending = seats.current(on=today).exclude(pk__in=later).select_related("user", "decree", "task_force")
    latest: dict[tuple, Membership] = {}
    for seat in sorted(ending, key=last_day_of):
        latest[(seat.task_force_id, seat.user_id)] = seat
    found = []
    for task_force_id in {key[0] for key in latest}:
        rows = [seat for key, seat in latest.items() if key[0] == task_force_id]
        staying = set(_staying(task_force_id, [row.user_id for row in rows]))
        work = held(task_force_id=task_force_id, users={row.user_id for row in rows} - staying)
        found += [Ending(row, last_day_of(row), work[row.user_id]) for row in rows if row.user_id in work]
    return sorted(found, key=lambda item: (item.last_day, item.membership.user.name))


def _staying(task_force_id: UUID, users: Collection[UUID]) -> QuerySet:
    """The people among these who keep access to the files after the notice period (already carried over)."""
    seats = Membership.objects.filter(task_force_id=task_force_id, role__in=WORK_ROLES, user_id__in=users)
    later = seats.current(on=clock.today() + timedelta(days=NOTICE_DAYS))
    return later.values_list("user_id", flat=True)


def in_words(kinds: Iterable[Held]) -> str:
    """The counts as text: ``3 kasus terbuka, 1 giliran jaga``."""
    return ", ".join(map(str, kinds))
