"""Who holds what: the one query behind the pages, the hand-on, the nightly check and the tests."""

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
    """One kind of open row: its name in a count, and the column of its holder."""

    name: str
    label: Any
    holder: str


EMERGENCY = HeldKind("emergency", _("keadaan darurat yang ditangani"), "acknowledged_by")
TURN = HeldKind("turn", _("giliran jaga"), "user")
CASE = HeldKind("case", _("kasus terbuka"), "responsible")
DRAFT = HeldKind("draft", _("draf belum selesai"), "user")
OF_A_FILE = (EMERGENCY, TURN, CASE)  # the team reads these; a draft only its author


def open_rows(kind: HeldKind, task_force_id: UUID) -> QuerySet:
    """All open rows of one kind that somebody in a task force holds."""
    if kind is EMERGENCY:
        running = EmergencyResponse.objects.open().filter(task_force_id=task_force_id)
        return running.filter(acknowledged_by__isnull=False).order_by()
    if kind is TURN:
        return DutyTurn.objects.filter(task_force_id=task_force_id, ends_at__gt=clock.now()).order_by()
    return Case.objects.open().filter(task_force_id=task_force_id).order_by()


def left_behind(kind: HeldKind, task_force_id: UUID) -> QuerySet:
    """Those whose holder has no access to the task force's files today. A sound state has none."""
    team = case_workers([task_force_id]).order_by().values("pk")
    return open_rows(kind, task_force_id).exclude(**{f"{kind.holder}__in": team})


def count_left_behind(task_force_id: UUID) -> dict[str, int]:
    """Count open rows without a holder with access, per kind; an empty answer is a sound state.

    Drafts are not counted: only their author can see that there are any.
    """
    counts = {kind.name: left_behind(kind, task_force_id).count() for kind in OF_A_FILE}
    return {name: count for name, count in counts.items() if count}


def counts_left_behind(task_force_id: UUID) -> list[Held]:
    """The same as counts in words, for accounts admins, who may see no case: files are open only inside the query."""
    labels = {kind.name: str(kind.label) for kind in OF_A_FILE}
    with row_security.file_scope([task_force_id]):
        return [Held(labels[name], count) for name, count in count_left_behind(task_force_id).items()]


def rows_of(user: User, task_force_id: UUID) -> tuple[list, list, list]:
    """The emergencies, duty turns and cases one person holds, for the supervisor's page."""
    emergencies, turns, cases = (open_rows(kind, task_force_id).filter(**{kind.holder: user}) for kind in OF_A_FILE)
    return (
        list(emergencies.select_related("complaint").order_by("due_at")),
        list(turns.order_by("starts_at")),
        list(cases.order_by("-reported_on", "-pk")),
    )


def by_holder(task_force_id: UUID) -> dict[UUID, list[Held]]:
    """Counts for everybody who holds something of the files; for readers of the files."""
    found: dict[UUID, list[Held]] = {}
    for kind in OF_A_FILE:
        for user_id, count in open_rows(kind, task_force_id).values_list(kind.holder).annotate(Count("pk")):
            found.setdefault(user_id, []).append(Held(str(kind.label), count))
    return found


def held(*, task_force_id: UUID, users: Collection[UUID]) -> dict[UUID, list[Held]]:
    """Counts of what each person holds.

    Serves pages of people who may see no case: the files are open to the database only inside. Drafts are counted for
    a single person only: they are read as their author, and a whole decree would be read person by person.
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
    """Drafts of one person that belong to a task force, the oldest first, without their content.

    A draft about a file belongs to the task force of the file, a call to where the person logged calls on that day.
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
    """Where somebody logged calls on a day: the oldest seat they had then, as in ``ForOwnTaskForce``.

    If the last day was later moved before it, the seat that lasted longest counts.
    """
    seats = Membership.objects.filter(user_id=user_id, role__in=CASE_ROLES, valid_from__lte=day)
    seats = list(seats.select_related("decree").order_by("valid_from", "pk"))
    lasted = {seat: min(_last_days(seat), default=date.max) for seat in seats}
    then = next((seat for seat in seats if lasted[seat] >= day), None)
    seat = then or max(seats, key=lambda one: lasted[one], default=None)
    return seat.task_force_id if seat else None


def _last_days(seat: Membership) -> Iterable[date]:
    """The last days of a seat; access that ended during a day still counts on that day."""
    if planned := last_day_of(seat):
        yield planned
    if seat.deactivated_at:
        yield timezone.localdate(seat.deactivated_at)


def recent_leavers(task_force_id: UUID, *, days: int | None = None) -> list[UUID]:
    """People who once worked on the files and do not today; ``days`` limits how long ago their access ended."""
    seats = Membership.objects.filter(task_force_id=task_force_id, role__in=CASE_ROLES)
    ended = seats.exclude(user_id__in=case_workers([task_force_id]).order_by().values("pk"))
    since = clock.today() - timedelta(days=days) if days is not None else date.min
    rows = ended.filter(valid_from__lte=clock.today()).select_related("decree", "agency")
    lately = {row.user_id for row in rows if min(_last_days(row), default=clock.today()) >= since}
    return sorted(lately)
