"""Hand on what somebody holds: lock the rows, change them, record each row at the end, notify.

Called by ``taskforces.holdings`` (acts that end access, the timer) and ``cases.actions.leaving`` (a supervisor's act);
they check the policy. Everything happens in the caller's transaction, all or nothing.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.events import CaseEvent, DraftEvent, DutyEvent, EmergencyEvent
from cases.leaving.holding import (
    CASE,
    DRAFT,
    EMERGENCY,
    OF_A_FILE,
    TURN,
    HeldKind,
    drafts_of,
    held,
    left_behind,
    open_rows,
    recent_leavers,
)
from cases.models import Case, Draft, DutyTurn, EmergencyResponse
from safeguards import clock, row_security
from safeguards.audit import record
from taskforces.actions import notifications
from taskforces.holdings import Held, in_words, team
from taskforces.models import TaskForce, User

ENDED, ASKED = "akses berakhir", "dialihkan penyelia"  # the reasons in the audit
RECENT_DAYS = 3  # how far back the every-minute timer looks for drafts; the nightly one has no limit
SAME_NUMBER_DAYS = 60  # a duty number others used within these days belongs to the office


@dataclass
class Giving:
    """One hand-on: where, to whom, by whom, why, and what was done so far."""

    task_force: TaskForce
    to: User | None
    by: User | None
    why: str
    others: list[User] = field(default_factory=list)  # team members who get a draft if ``to`` has one of that form
    count: dict[User, Counter] = field(default_factory=dict)  # earlier holder -> kind -> how many
    audit: list[tuple[Any, Any, dict]] = field(default_factory=list)  # event, target, details: written last
    alarms: list[EmergencyResponse] = field(default_factory=list)

    def done(self, holder: User, kind: Any, event: Any, target: Any, number: int = 1, **details: Any) -> None:
        """Note what was done with one row."""
        self.count.setdefault(holder, Counter())[kind] += number
        receiver = {"to": self.to.name} if self.to else {}
        self.audit.append((event, target, {"who": holder.name, **receiver, "why": self.why, **details}))


class CaseFiles:
    """The keeper of emergencies, duty turns, cases and drafts (``taskforces.holdings.Keeper``)."""

    def held(self, *, task_force_id: UUID, users) -> dict[UUID, list[Held]]:
        """Counts of what each person holds."""
        return held(task_force_id=task_force_id, users=users)

    def give_on(self, *, task_force_id: UUID, to: User | None, by: User | None) -> bool:
        """Hand on what people without access hold, drafts without a limit of days; see ``give_on_left``."""
        return give_on_left(task_force_id=task_force_id, to=to, by=by, days=None)


@transaction.atomic
def give_on_left(
    *, task_force_id: UUID, to: User | None = None, by: User | None = None, days: int | None = RECENT_DAYS
) -> bool:
    """Hand on the work of people without access today: to ``to``, else to a supervisor, else to a colleague.

    If nobody has access, cases, turns and drafts stay: they are listed as nobody's, and handed on once somebody has
    access. A running emergency returns to the whole team at once. ``days`` limits the drafts to those of people who
    left that recently.
    """
    with row_security.file_scope([task_force_id]):
        rows = {kind: _locked(left_behind(kind, task_force_id), kind) for kind in OF_A_FILE}
        drafts = {user: drafts_of(user, task_force_id) for user in recent_leavers(task_force_id, days=days)}
        if not any(rows.values()) and not any(drafts.values()):
            return False
        giving = _begin(task_force_id, to, by, ENDED)
        _give_rows(giving, rows)
        _give_drafts(giving, drafts)
        _finish(giving)
    return bool(giving.audit)


@transaction.atomic
def give_on_of(*, task_force_id: UUID, holder: User, to: User, by: User) -> bool:
    """Hand on the work of somebody who may still have access. While they have it, they keep their drafts."""
    with row_security.file_scope([task_force_id]):
        mine = {kind: open_rows(kind, task_force_id).filter(**{kind.holder: holder}) for kind in OF_A_FILE}
        rows = {kind: _locked(queryset, kind) for kind, queryset in mine.items()}
        giving = _begin(task_force_id, to, by, ASKED)
        _give_rows(giving, rows)
        _finish(giving)
    return bool(giving.audit)


def _begin(task_force_id: UUID, to: User | None, by: User | None, why: str) -> Giving:
    colleagues = list(team(task_force_id))
    receiver = to or next(iter(colleagues), None)
    others = [one for one in colleagues if one != receiver]
    return Giving(TaskForce.objects.get(pk=task_force_id), receiver, by, why, others)


def _locked(rows: QuerySet, kind: HeldKind) -> list:
    """Lock the rows kind by kind, in key order, so that two hand-ons at once cannot deadlock.

    After waiting for a lock only rows that still match are found, so nothing is handed on twice.
    """
    return list(rows.select_for_update(of=("self",)).select_related(kind.holder).order_by("pk"))


def _give_rows(giving: Giving, rows: dict[HeldKind, list]) -> None:
    """Hand on rows of files; without a receiver only those that need none."""
    for response in rows[EMERGENCY]:
        _release(giving, response)
    if giving.to is None:
        return
    for case in rows[CASE]:
        _give_case(giving, case)
    for turn in rows[TURN]:
        _give_turn(giving, turn)


def _release(giving: Giving, response: EmergencyResponse) -> None:
    """Nobody handles it until somebody takes it on. With an assigned name, all others would wait."""
    holder = response.acknowledged_by
    response.acknowledged_at = response.acknowledged_by = None
    response.save(update_fields=["acknowledged_at", "acknowledged_by"])
    giving.alarms.append(response)
    giving.done(holder, EMERGENCY, EmergencyEvent.RELEASED, response)


def _give_case(giving: Giving, case: Case) -> None:
    holder, case.responsible = case.responsible, giving.to
    case.version += 1
    case.save(update_fields=["responsible", "version"])
    giving.done(holder, CASE, CaseEvent.GIVEN_ON, case)


def _give_turn(giving: Giving, turn: DutyTurn) -> None:
    """Give a future turn to the receiver; the past part of a running turn stays with its holder."""
    holder, now = turn.user, clock.now()
    values = {"user": giving.to, "task_force_id": turn.task_force_id}
    begins = max(turn.starts_at, now)
    while own := DutyTurn.objects.filter(**values, starts_at=begins).first():
        begins = own.ends_at  # already on duty until then: take only the rest
    if begins < turn.ends_at:
        phone = turn.phone if _is_of_the_office(turn) else ""
        times = {"starts_at": begins, "ends_at": turn.ends_at, "entered_at": now}
        DutyTurn.objects.create(**values, **times, phone=phone, entered_by=giving.by or giving.to)
    giving.done(holder, TURN, DutyEvent.TURN_GIVEN_ON, turn)
    if turn.starts_at < now:
        turn.ends_at = now
        turn.save(update_fields=["ends_at"])
    else:
        DutyTurn.objects.filter(pk=turn.pk).delete()


def _is_of_the_office(turn: DutyTurn) -> bool:
    """Whether others use this number too. A personal telephone leaves with its owner."""
    since = clock.now() - timedelta(days=SAME_NUMBER_DAYS)
    others = DutyTurn.objects.filter(task_force_id=turn.task_force_id, ends_at__gt=since).exclude(user=turn.user_id)
    return bool(turn.dialled) and turn.dialled in {other.dialled for other in others}


def _give_drafts(giving: Giving, drafts_by_user: Mapping[UUID, list[Draft]]) -> None:
    """Rewrite drafts of people who left for their receivers; row security allows only this way."""
    if giving.to is None:
        return
    now = clock.now()
    for user_id, drafts in drafts_by_user.items():
        if not drafts:
            continue
        holder = User.objects.get(pk=user_id)
        with row_security.activate({**(row_security.current() or {}), "user_id": user_id}):
            given = [draft for draft in drafts if _give_draft(giving, draft, now)]
        if given:
            giving.done(holder, DRAFT, DraftEvent.GIVEN_ON, giving.task_force, len(given), count=len(given))


def _give_draft(giving: Giving, draft: Draft, now) -> bool:
    """Give a draft to the receiver, or to the next team member if the receiver has a draft of the same form."""
    own = Draft.objects.select_for_update(of=("self",)).filter(pk=draft.pk).first()
    if own is None:
        return False
    for receiver in (giving.to, *giving.others):
        try:
            with transaction.atomic():
                Draft.objects.filter(pk=own.pk).delete()
                row = Draft(user=receiver, key=own.key, fields=own.fields, handed_by_id=own.user_id, handed_at=now)
                Draft.objects.bulk_create([row])
            return True
        except IntegrityError:
            continue
    return False


def _finish(giving: Giving) -> None:
    """Record every row, then notify the receiver, the other supervisors, and the whole team of an emergency."""
    for event, target, details in giving.audit:
        record(event, by=giving.by, target=target, details=details)
    for response in giving.alarms:
        _alarm(giving, response)
    for holder, counts in giving.count.items():
        _tell(giving, holder, counts)


def _alarm(giving: Giving, response: EmergencyResponse) -> None:
    text = _("Keadaan darurat %(number)s kehilangan penanggung jawabnya. Tangani sekarang.") % {"number": response}
    path = reverse("cases:emergency-detail", args=[response.pk])
    if giving.to is not None:
        notifications.notify_case_team(task_force_id=giving.task_force.pk, text=text, path=path)
        return
    text = _("Keadaan darurat berjalan di %(where)s dan tidak seorang pun punya akses. Beri akses sekarang.")
    path = reverse("taskforces:staff-list")
    text %= {"where": giving.task_force.name}
    notifications.notify_accounts_admins(task_force_id=giving.task_force.pk, text=text, path=path)


def _tell(giving: Giving, holder: User, counts: Counter) -> None:
    """Notify with counts and names of colleagues, never with contents."""
    given = [Held(str(kind.label), count) for kind, count in counts.items() if kind is not EMERGENCY]
    if giving.to is None or not given:
        return
    names = {"who": holder.name[:50], "to": giving.to.name[:50], "what": in_words(given)}
    text = _("Pekerjaan %(who)s kini milik Anda: %(what)s.") % names
    notifications.notify_user(user=giving.to, text=text, path=reverse("cases:held"))
    text = _("Pekerjaan %(who)s dialihkan kepada %(to)s: %(what)s.") % names
    told = {"task_force_id": giving.task_force.pk, "text": text, "path": reverse("cases:leaving")}
    notifications.notify_supervisors(except_users=[one for one in (giving.to, giving.by, holder) if one], **told)
    if giving.why == ASKED and holder != giving.by:
        notifications.notify_user(user=holder, text=text, path=reverse("taskforces:notification-list"))
