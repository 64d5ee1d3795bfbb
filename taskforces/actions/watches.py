"""*Kabari saya*: watch a view. ``tppo_gugus`` evaluates watches, because it knows the lists."""

from django.db import transaction
from django.utils.translation import gettext as _

from safeguards import clock
from safeguards.audit import record
from safeguards.errors import WorkflowRefused
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.actions.saved_views import seat_of
from taskforces.choices import WatchEnd, WatchKind
from taskforces.events import ViewEvent
from taskforces.models import SavedView, User, Watch

MOST_WATCHES = 20  # running ones, per person
LARGEST = {WatchKind.MORE_THAN: 1000, WatchKind.OLDER_THAN: 3650}  # rows; days


@transaction.atomic
def start(*, view: SavedView, kind: str, threshold: int, by: User) -> Watch:
    """Watch a view the user may open. A second watch of the same kind changes the threshold and starts again."""
    policy.check(by, Permission.VIEW_SAVE, seat_of(by, view.task_force))
    if not SavedView.objects.visible_to(by).filter(pk=view.pk).exists():
        raise WorkflowRefused(_("Tampilan ini sudah tidak ada."))
    if not 0 <= threshold <= LARGEST[WatchKind(kind)]:
        raise WorkflowRefused(_("Isi angka dari 0 sampai %(most)s.") % {"most": LARGEST[WatchKind(kind)]})
    running = Watch.objects.select_for_update(of=("self",)).visible_to(by).running()
    watch = running.filter(view=view, kind=kind).first()
    if watch is not None and watch.threshold == threshold:
        return watch
    if watch is None and running.count() >= MOST_WATCHES:
        raise WorkflowRefused(_("Anda sudah memantau %(most)s tampilan. Hentikan salah satu.") % {"most": MOST_WATCHES})
    begun = {"threshold": threshold, "is_crossed": False, "last_value": None, "evaluated_at": None, "told_at": None}
    if watch is None:
        watch = Watch.objects.create(task_force_id=view.task_force_id, user=by, view=view, kind=kind, **begun)
    else:
        for name, value in begun.items():
            setattr(watch, name, value)
        watch.save(update_fields=list(begun))
    record(ViewEvent.WATCHED, by=by, target=view, details={"kind": kind, "threshold": threshold})
    return watch


@transaction.atomic
def stop(*, watch: Watch, by: User) -> None:
    """End one of the user's own watches; a second call changes nothing."""
    policy.check(by, Permission.VIEW_SAVE)
    row = Watch.objects.select_for_update(of=("self",)).visible_to(by).running().filter(pk=watch.pk).first()
    if row is None:
        return
    row.ended_at, row.end_reason = clock.now(), WatchEnd.STOPPED
    row.save(update_fields=["ended_at", "end_reason"])
    record(ViewEvent.UNWATCHED, by=by, target=row.view, details={"kind": row.kind})
