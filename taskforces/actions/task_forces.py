"""Acts on a task force: form it under another one, and edit its letterhead."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from safeguards.audit import record
from safeguards.conflicts import changed_names, check_version
from safeguards.errors import WorkflowRefused
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.choices import Level, RegionLevel
from taskforces.events import TaskForceEvent
from taskforces.models import Region, TaskForce, User


@transaction.atomic
def create(*, parent: TaskForce, region: Region, details: Mapping[str, Any], by: User) -> TaskForce:
    """Form the task force of a region: a city's under that of its province, a province's under the centre's.

    ``details`` are values of ``TaskForce.EDITABLE``. The level follows from the region.
    """
    policy.check(by, Permission.TASK_FORCE_MANAGE, parent)
    parent = TaskForce.objects.select_for_update(of=("self",)).get(pk=parent.pk)
    level = _place(parent=parent, region=region)
    task_force = TaskForce.objects.create(level=level, region=region, parent=parent, **_only_editable(details))
    record(TaskForceEvent.CREATED, by=by, target=task_force, details={"level": level, "region": region.pk})
    return task_force


@transaction.atomic
def edit(*, task_force: TaskForce, changes: Mapping[str, Any], version: int | None = None, by: User) -> TaskForce:
    """Change name, letterhead, signatory or the threshold below which counts are hidden."""
    policy.check(by, Permission.TASK_FORCE_MANAGE, task_force)
    task_force = TaskForce.objects.select_for_update(of=("self",)).get(pk=task_force.pk)
    changes = _only_editable(changes)
    check_version(task_force, version, changes)
    changed = changed_names(task_force, changes)
    if not changed:
        return task_force
    for name in changed:
        setattr(task_force, name, changes[name])
    task_force.version += 1
    task_force.save(update_fields=[*changed, "version"])
    record(TaskForceEvent.EDITED, by=by, target=task_force, details={"changed": changed})
    return task_force


def _place(*, parent: TaskForce, region: Region) -> Level:
    """The level of this region's task force under that parent. Raises ``WorkflowRefused`` if none fits."""
    if TaskForce.objects.filter(region=region).exists():
        raise WorkflowRefused(_("Gugus tugas untuk %(region)s sudah ada.") % {"region": region.name})
    if region.level == RegionLevel.PROVINCE and parent.level == Level.NATIONAL:
        return Level.PROVINCE
    if region.level == RegionLevel.CITY and parent.level == Level.PROVINCE and region.parent_id == parent.region_id:
        return Level.CITY
    if region.level == RegionLevel.CITY and parent.level == Level.PROVINCE:
        raise WorkflowRefused(
            _("%(region)s bukan bagian dari wilayah %(parent)s.") % {"region": region.name, "parent": parent.name}
        )
    raise WorkflowRefused(
        _("Di bawah provinsi dibentuk gugus tugas kabupaten/kota; di bawah pusat dibentuk gugus tugas provinsi.")
    )


def _only_editable(values: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(values) - set(TaskForce.EDITABLE)
    if unknown:
        raise TypeError(f"not a task force's to change: {', '.join(sorted(unknown))}")
    return dict(values)
