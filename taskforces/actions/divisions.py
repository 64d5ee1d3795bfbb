"""Acts on the divisions (bidang) of a decree."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from safeguards.audit import record
from safeguards.conflicts import changed_names
from safeguards.errors import WorkflowRefused
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.events import TaskForceEvent
from taskforces.models import Decree, Division, User


@transaction.atomic
def create(*, decree: Decree, name: str, position: int | None = None, by: User) -> Division:
    """Add a division; without a position it comes last."""
    policy.check(by, Permission.DECREE_MANAGE, decree)
    decree = Decree.objects.select_for_update(of=("self",)).get(pk=decree.pk)
    _check_name(decree.pk, name)
    position = position or decree.divisions.count() + 1
    division = Division.objects.create(task_force_id=decree.task_force_id, decree=decree, name=name, position=position)
    record(TaskForceEvent.DIVISION_CREATED, by=by, target=division, details={"decree": str(decree)})
    return division


@transaction.atomic
def edit(*, division: Division, changes: Mapping[str, Any], by: User) -> Division:
    """Rename a division or move it."""
    policy.check(by, Permission.DECREE_MANAGE, division)
    division = Division.objects.select_for_update(of=("self",)).get(pk=division.pk)
    changed = changed_names(division, {name: changes[name] for name in ("name", "position") if name in changes})
    if not changed:
        return division
    if "name" in changed:
        _check_name(division.decree_id, changes["name"], besides=division.pk)
    for name in changed:
        setattr(division, name, changes[name])
    division.save(update_fields=changed)
    record(TaskForceEvent.DIVISION_EDITED, by=by, target=division, details={"changed": changed})
    return division


@transaction.atomic
def remove(*, division: Division, by: User) -> None:
    """Remove a division that has no meetings; its agencies stay members, without a division."""
    policy.check(by, Permission.DECREE_MANAGE, division)
    division = Division.objects.select_for_update(of=("self",)).select_related("decree").get(pk=division.pk)
    record(TaskForceEvent.DIVISION_REMOVED, by=by, target=division, details={"decree": str(division.decree)})
    try:
        with transaction.atomic():
            division.delete()
    except ProtectedError:
        raise WorkflowRefused(
            _("Bidang ini sudah punya rapat dan tidak dapat dihapus. Anda dapat mengganti namanya.")
        ) from None


def _check_name(decree_id: UUID, name: str, besides: UUID | None = None) -> None:
    others = Division.objects.filter(decree_id=decree_id, name__iexact=name)
    if besides is not None:
        others = others.exclude(pk=besides)
    if others.exists():
        raise WorkflowRefused(_("Bidang dengan nama itu sudah ada dalam SK ini."))
