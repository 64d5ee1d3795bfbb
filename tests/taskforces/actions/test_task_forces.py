"""Create and change task forces: who, where, and the audit."""

import pytest

from safeguards.audit import AuditEvent
from safeguards.errors import AccessDenied, Conflict, WorkflowRefused
from taskforces.actions import task_forces
from taskforces.choices import Level
from taskforces.models import Region, TaskForce
from tests.taskforces.acts import city_admin, other_admin, verbs


def region(code: str) -> Region:
    return Region.objects.get(pk=code)


def test_a_city_is_formed_under_its_province(world):
    made = task_forces.create(
        parent=world.jambi_province, region=region("15.05"), details={"name": "Gugus Tugas Muaro Jambi"}, by=world.arif
    )

    assert (made.level, made.parent, made.region_id) == (Level.CITY, world.jambi_province, "15.05")
    assert verbs(made.pk) == ["task_force.created"]


@pytest.mark.parametrize(
    ("parent", "code", "says"),
    [
        ("jambi_province", "15.71", "sudah ada"),
        ("jambi_province", "21.71", "bukan bagian"),
        ("jambi_province", "15.71.01", "Di bawah provinsi"),
        ("jambi_province", "21", "Di bawah provinsi"),
        ("jambi", "15.05", "Di bawah provinsi"),
        ("centre", "15.05", "Di bawah provinsi"),
    ],
)
def test_the_tree_follows_the_regions(world, parent, code, says):
    before = TaskForce.objects.count(), AuditEvent.objects.count()
    with pytest.raises(WorkflowRefused, match=says):
        task_forces.create(parent=getattr(world, parent), region=region(code), details={"name": "X"}, by=world.arif)

    assert (TaskForce.objects.count(), AuditEvent.objects.count()) == before


def test_the_same_form_twice_forms_one(world):
    form = {"parent": world.centre, "region": region("21"), "details": {"name": "Kepri"}, "by": world.arif}
    task_forces.create(**form)
    with pytest.raises(WorkflowRefused, match="sudah ada"):
        task_forces.create(**form)

    assert TaskForce.objects.filter(region="21").count() == 1


@pytest.mark.parametrize("who", ["sari", "ratna", "budi", "maya", "rina", "tono", "dewi", "nobody"])
def test_others_form_and_change_nothing(world, who):
    user = getattr(world, who)
    with pytest.raises(AccessDenied):
        task_forces.create(parent=world.jambi_province, region=region("15.05"), details={"name": "X"}, by=user)
    with pytest.raises(AccessDenied):
        task_forces.edit(task_force=world.jambi, changes={"name": "X"}, by=user)


def test_an_admin_of_a_city_reaches_neither_up_nor_across(world):
    wati, anton = city_admin(world), other_admin(world)
    with pytest.raises(AccessDenied):
        task_forces.create(parent=world.jambi_province, region=region("15.05"), details={"name": "X"}, by=wati)
    with pytest.raises(AccessDenied):
        task_forces.edit(task_force=world.jambi, changes={"name": "X"}, by=anton)
    task_forces.edit(task_force=world.jambi, changes={"letter_place": "Jambi"}, by=wati)

    assert verbs(world.jambi.pk) == ["task_force.edited"]


def test_an_edit_says_what_changed_and_nothing_where_nothing_did(world):
    changes = {"letter_place": "Jambi", "name": world.jambi.name}
    task_forces.edit(task_force=world.jambi, changes=changes, version=1, by=world.arif)
    task_forces.edit(task_force=world.jambi, changes=changes, version=1, by=world.arif)

    event = AuditEvent.objects.get(root_id=world.jambi.pk)
    assert event.details == {"changed": ["letter_place"]}
    assert TaskForce.objects.get(pk=world.jambi.pk).version == 2


def test_a_stale_form_shows_both_and_overwrites_nothing(world):
    task_forces.edit(task_force=world.jambi, changes={"letter_place": "Jambi"}, version=1, by=world.arif)
    with pytest.raises(Conflict) as refused:
        task_forces.edit(task_force=world.jambi, changes={"letter_place": "Telanaipura"}, version=1, by=world.arif)

    assert [(row.theirs, row.yours) for row in refused.value.differences] == [("Jambi", "Telanaipura")]
    assert TaskForce.objects.get(pk=world.jambi.pk).letter_place == "Jambi"


def test_level_and_region_are_not_to_be_changed(world):
    with pytest.raises(TypeError):
        task_forces.edit(task_force=world.jambi, changes={"level": Level.NATIONAL}, by=world.arif)
