"""Evaluate watches: each one as its user, under that user's row security, in bounded time.

No watch sees more than its user would by opening the list now. Counting stops one above the threshold, and a list that
cannot be counted within two seconds waits for the next round.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _

from safeguards import clock, row_security
from taskforces.access import policy, scoping
from taskforces.access.permissions import Permission
from taskforces.actions import notifications
from taskforces.choices import WatchEnd, WatchKind
from taskforces.models import Membership, SavedView, User, Watch
from tppo_gugus.lists import LISTS, address_of, narrowed

LONGEST_COUNT = "2s"  # per watch
MOST_DAYS = 3650  # largest age in days


def evaluate_all() -> int:
    """Evaluate every running watch once; returns how many sent a notification. A failure affects only one user."""
    told = 0
    for user_id in people_who_may_watch():
        told += evaluate_of(user_id)
    return told


def people_who_may_watch() -> Iterable:
    """Everybody who has or had a role, because watches of people who lost theirs have to end."""
    return Membership.objects.order_by("user_id").values_list("user_id", flat=True).distinct()


@transaction.atomic
def evaluate_of(user_id) -> int:
    """Evaluate one user's watches; returns how many sent a notification."""
    user = User.objects.get(pk=user_id)
    context = {"user_id": user.pk, **scoping.row_security_context(user)}
    with row_security.activate(context):
        watches = Watch.objects.running().filter(user=user).order_by("created_at")
        rows = list(watches.select_for_update(of=("self",), skip_locked=True))
        visible = {
            view.pk: view for view in SavedView.objects.visible_to(user).filter(pk__in=[w.view_id for w in rows])
        }
        return sum(_evaluate(watch, visible.get(watch.view_id), user) for watch in rows)


def _evaluate(watch: Watch, view: SavedView | None, user: User) -> bool:
    """Evaluate one watch; returns whether it sent a notification."""
    if reason := _end_of(view, user):
        return _end(watch, reason, user)
    value = _value_of(watch, view, user)
    if value is None:
        return False
    watch.last_value, watch.evaluated_at = value, clock.now()
    crossed, before = value > watch.threshold, watch.is_crossed
    watch.is_crossed = crossed
    if crossed and not before:
        watch.told_at = watch.evaluated_at
        notifications.notify_user(user=user, text=words_of(watch, view), path=address_of(view.of_list, view.query))
    watch.save(update_fields=["last_value", "evaluated_at", "is_crossed", "told_at"])
    return crossed and not before


def _end_of(view: SavedView | None, user: User) -> str:
    """Why a watch has to end now; empty if it does not."""
    if not user.current_memberships or not policy.can(user, Permission.VIEW_SAVE):
        return WatchEnd.NO_ACCESS
    if view is None:
        return WatchEnd.VIEW_GONE
    return "" if policy.can(user, LISTS[view.of_list].permission) else WatchEnd.NO_ACCESS


def _end(watch: Watch, reason: str, user: User) -> bool:
    """End a watch, and notify the user of the reason if they can still read it."""
    watch.ended_at, watch.end_reason = clock.now(), WatchEnd(reason).value
    watch.save(update_fields=["ended_at", "end_reason"])
    if reason != WatchEnd.VIEW_GONE:
        return False
    text = _("Satu pemantauan berakhir: tampilannya dihapus atau tidak lagi dibagikan.")
    notifications.notify_user(user=user, text=text, path="/tampilan/")
    return True


def _value_of(watch: Watch, view: SavedView, user: User) -> int | None:
    """The number of rows, or the full days the oldest has waited; None if it took too long."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('statement_timeout')")
            (before,) = cursor.fetchone()
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [LONGEST_COUNT])
            value = _counted(watch, view, user)
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [before])
            return value
    except OperationalError:  # the savepoint is rolled back, the timeout with it
        return None


def _counted(watch: Watch, view: SavedView, user: User) -> int:
    rows = narrowed(view.of_list, view.query, user)
    if watch.kind == WatchKind.MORE_THAN:
        return rows[: watch.threshold + 1].count()
    since = LISTS[view.of_list].since
    now = clock.now()
    limit = now - timedelta(days=watch.threshold + 1)
    if not rows.filter(**{f"{since}__lte": limit}).exists():
        return 0
    oldest = rows.order_by(since).values_list(since, flat=True).first()
    return min((now - oldest).days, MOST_DAYS)


def words_of(watch: Watch, view: SavedView) -> str:
    """The text of the notification: the list and numbers, never the view's name or its contents."""
    words = {"list": view.get_of_list_display(), "limit": watch.threshold, "days": watch.last_value}
    if watch.kind == WatchKind.MORE_THAN:
        return _("%(list)s yang Anda pantau kini lebih dari %(limit)s.") % words
    return _("%(list)s yang Anda pantau: ada yang sudah %(days)s hari, lebih dari %(limit)s hari.") % words
