"""What belongs to whom: the one query behind the pages, the giving on, the nightly check and the tests."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models import Case, Draft, DutyTurn, EmergencyResponse
from cases.models.draft import CALLS, form_of
from cases.queries.staff import CASE_ROLES, case_workers
from safeguards import clock, row_security
from safeguards.identifiers import uuid_or_none
from taskforces.holdings import Held, last_day_of
from taskforces.models import Membership, User


@dataclass(frozen=True)
class HeldKind:
    """One kind of open thing: its name in a count, and the column that says whose it is."""

    name: str
    label: Any
    holder: str


EMERGENCY = HeldKind("emergency", _("keadaan darurat yang ditangani"), "acknowledged_by")
TURN = HeldKind("turn", _("giliran jaga"), "user")
CASE = HeldKind("case", _("kasus terbuka"), "responsible")
DRAFT = HeldKind("draft", _("draf belum selesai"), "user")
OF_A_FILE = (EMERGENCY, TURN, CASE)  # read by the team; a draft only by whoever types it


def open_rows(kind: HeldKind, task_force_id: UUID) -> QuerySet:
    """Everything open of one kind that belongs to somebody in a task force."""
    if kind is EMERGENCY:
        running = EmergencyResponse.objects.open().filter(task_force_id=task_force_id)
        return running.filter(acknowledged_by__isnull=False).order_by()
    if kind is TURN:
        return DutyTurn.objects.filter(task_force_id=task_force_id, ends_at__gt=clock.now()).order_by()
    return Case.objects.open().filter(task_force_id=task_force_id).order_by()


def left_behind(kind: HeldKind, task_force_id: UUID) -> QuerySet:
    """Of these, what belongs to somebody who has no access to the task force's files today: none, in a sound state."""
    team = case_workers([task_force_id]).order_by().values("pk")
    return open_rows(kind, task_force_id).exclude(**{f"{kind.holder}__in": team})


def count_left_behind(task_force_id: UUID) -> dict[str, int]:
    """How many open things belong to nobody with access, per kind; an empty answer is a sound state.

    Drafts are not among them: only their own person can read that there are any.
    """
    counts = {kind.name: left_behind(kind, task_force_id).count() for kind in OF_A_FILE}
    return {name: count for name, count in counts.items() if count}


def counts_left_behind(task_force_id: UUID) -> list[Held]:
    """The same as counts in words, for accounts admins, who may see no case: the files are open inside only."""
    labels = {kind.name: str(kind.label) for kind in OF_A_FILE}
    with row_security.file_scope([task_force_id]):
        return [Held(labels[name], count) for name, count in count_left_behind(task_force_id).items()]


def rows_of(user: User, task_force_id: UUID) -> tuple[list, list, list]:
    """What one person holds, for the supervisor's page: emergencies, duty turns, cases."""
    emergencies, turns, cases = (open_rows(kind, task_force_id).filter(**{kind.holder: user}) for kind in OF_A_FILE)
    return (
        list(emergencies.select_related("complaint").order_by("due_at")),
        list(turns.order_by("starts_at")),
        list(cases.order_by("-reported_on", "-pk")),
    )


def by_holder(task_force_id: UUID) -> dict[UUID, list[Held]]:
    """Everybody who holds something of the files, in counts; for readers of the files."""
    found: dict[UUID, list[Held]] = {}
    for kind in OF_A_FILE:
        for user_id, count in open_rows(kind, task_force_id).values_list(kind.holder).annotate(Count("pk")):
            found.setdefault(user_id, []).append(Held(str(kind.label), count))
    return found


def held(*, task_force_id: UUID, users: Collection[UUID]) -> dict[UUID, list[Held]]:
    """Per person what they hold, in counts.

    Serves pages of people who may see no case: the files are open to the database inside only. Drafts are counted for
    one person alone: each is read as its own person, and a whole decree would be asked person by person.
    """
    found: dict[UUID, list[Held]] = {}
    with row_security.file_scope([task_force_id]):
        for kind in OF_A_FILE:
            rows = open_rows(kind, task_force_id).filter(**{f"{kind.holder}__in": users})
            for user_id, count in rows.values_list(kind.holder).annotate(Count("pk")):
                found.setdefault(user_id, []).append(Held(str(kind.label), count))
        for user_id in users if len(users) == 1 else ():
            if count := len(drafts_of(user_id, task_force_id)):
                found.setdefault(user_id, []).append(Held(str(DRAFT.label), count))
    return found


def drafts_of(user_id: UUID, task_force_id: UUID) -> list[Draft]:
    """Unfinished forms of one person that belong to a task force, the oldest first, without a word of what is typed.

    A form about a file belongs where the file is, a call where the person logged calls on that day.
    """
    with row_security.activate({**(row_security.current() or {}), "user_id": user_id}):
        rows = list(Draft.objects.filter(user_id=user_id).defer("fields").order_by("saved_at", "pk"))
        if not rows:
            return []
        return [row for row in rows if _is_of(row, task_force_id)]


def _is_of(draft: Draft, task_force_id: UUID) -> bool:
    if draft.key.startswith(CALLS):
        return _seat_on(draft.user_id, timezone.localdate(draft.saved_at)) == task_force_id
    form, key = form_of(draft.key), uuid_or_none(draft.key.partition(":")[2])
    if form is None or form.file is None or key is None:
        return False
    return form.file._default_manager.filter(pk=key, task_force_id=task_force_id).exists()


def _seat_on(user_id: UUID, day: date) -> UUID | None:
    """Where somebody logged calls on a day: the oldest of the seats they had then, as ``ForOwnTaskForce`` chooses.

    Where the last day was moved before it afterwards, the seat that lasted longest counts.
    """
    seats = Membership.objects.filter(user_id=user_id, role__in=CASE_ROLES, valid_from__lte=day)
    seats = list(seats.select_related("decree").order_by("valid_from", "pk"))
    lasted = {seat: min(_last_days(seat), default=date.max) for seat in seats}
    then = next((seat for seat in seats if lasted[seat] >= day), None)
    seat = then or max(seats, key=lambda one: lasted[one], default=None)
    return seat.task_force_id if seat else None


def _last_days(seat: Membership) -> Iterable[date]:
    """The last days that hold for a seat; an access ended during a day still counts on that day."""
    if planned := last_day_of(seat):
        yield planned
    if seat.deactivated_at:
        yield timezone.localdate(seat.deactivated_at)


def recent_leavers(task_force_id: UUID, *, days: int | None = None) -> list[UUID]:
    """People who worked on the files once and do not today; with ``days``, only those whose access ended so lately."""
    seats = Membership.objects.filter(task_force_id=task_force_id, role__in=CASE_ROLES)
    ended = seats.exclude(user_id__in=case_workers([task_force_id]).order_by().values("pk"))
    since = clock.today() - timedelta(days=days) if days is not None else date.min
    rows = ended.filter(valid_from__lte=clock.today()).select_related("decree", "agency")
    lately = {row.user_id for row in rows if min(_last_days(row), default=clock.today()) >= since}
    return sorted(lately)
