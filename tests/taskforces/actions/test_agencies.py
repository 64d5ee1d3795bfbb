"""Member agencies: joining, changing, leaving, coming back."""

import pytest

from safeguards.audit import AuditEvent
from safeguards.errors import AccessDenied, Conflict, WorkflowRefused
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.access.roles import Role
from taskforces.actions import agencies
from taskforces.choices import AgencyKind, ServiceLine
from taskforces.models import Agency, Division
from tests.factories import DecreeFactory
from tests.personas import make_user
from tests.taskforces.acts import city_admin, other_admin, verbs

DETAILS = {"name": "LBH Contoh Mitra", "short_name": "LBH Contoh", "kind": AgencyKind.LEGAL_AID}
OFFER = {"service_line": ServiceLine.LEGAL_AID, "answer_within_hours": 48, "note": "Juga malam hari"}


def test_an_agency_joins_with_what_it_offers(world):
    made = agencies.create(task_force=world.jambi, details=DETAILS, services=[OFFER], by=world.arif)

    assert [(s.service_line, s.answer_within_hours, s.note) for s in made.services.all()] == [
        ("legal_aid", 48, "Juga malam hari")
    ]
    assert verbs(made.pk) == ["agency.created"]
    with pytest.raises(WorkflowRefused, match="sudah ada"):
        agencies.create(task_force=world.jambi, details={**DETAILS, "name": "lbh contoh mitra"}, by=world.arif)
    assert Agency.objects.filter(name__iexact=DETAILS["name"]).count() == 1


@pytest.mark.parametrize("who", ["sari", "ratna", "budi", "maya", "rina", "tono", "dewi", "nobody"])
def test_others_change_no_agency(world, who):
    user = getattr(world, who)
    for act in (
        lambda: agencies.create(task_force=world.jambi, details=DETAILS, by=user),
        lambda: agencies.edit(agency=world.dinsos, changes={"name": "X"}, by=user),
        lambda: agencies.deactivate(agency=world.dinsos, by=user),
        lambda: agencies.reactivate(agency=world.dinsos, by=user),
    ):
        with pytest.raises(AccessDenied):
            act()
    assert not AuditEvent.objects.exists()


def test_an_admin_elsewhere_changes_no_agency_here(world):
    anton = other_admin(world)
    for act in (
        lambda: agencies.create(task_force=world.jambi, details=DETAILS, by=anton),
        lambda: agencies.edit(agency=world.dinsos, changes={"name": "X"}, by=anton),
        lambda: agencies.deactivate(agency=world.dinsos, by=anton),
    ):
        with pytest.raises(AccessDenied):
            act()


def test_a_division_of_another_task_force_is_refused(world):
    theirs = Division.objects.create(
        task_force=world.jakarta, decree=DecreeFactory(task_force=world.jakarta), name="Pencegahan", position=1
    )
    with pytest.raises(WorkflowRefused, match="gugus tugas lain"):
        agencies.create(task_force=world.jambi, details={**DETAILS, "division": theirs}, by=world.arif)
    assert not Agency.objects.filter(name=DETAILS["name"]).exists()


def test_an_edit_replaces_what_it_offers(world):
    agencies.edit(
        agency=world.dinsos, changes={"contact_phone": "0741-000"}, services=[OFFER], version=1, by=world.arif
    )
    agencies.edit(
        agency=world.dinsos, changes={"contact_phone": "0741-000"}, services=[OFFER], version=1, by=world.arif
    )

    agency = Agency.objects.get(pk=world.dinsos.pk)
    assert (agency.version, [s.service_line for s in agency.services.all()]) == (2, ["legal_aid"])
    assert AuditEvent.objects.get(root_id=agency.pk).details == {"changed": ["contact_phone", "layanan"]}


def test_a_stale_form_is_a_conflict(world):
    agencies.edit(agency=world.dinsos, changes={"address": "Jalan A"}, version=1, by=world.arif)
    with pytest.raises(Conflict):
        agencies.edit(agency=world.dinsos, changes={"address": "Jalan B"}, version=1, by=world.arif)
    assert Agency.objects.get(pk=world.dinsos.pk).address == "Jalan A"


def test_leaving_ends_the_access_of_its_people_and_returning_restores_it(world):
    agencies.deactivate(agency=world.dinsos, by=world.arif)
    with pytest.raises(WorkflowRefused):
        agencies.deactivate(agency=world.dinsos, by=world.arif)
    assert not policy.can(world.fresh(world.maya), Permission.REFERRAL_VIEW)

    agencies.reactivate(agency=world.dinsos, by=world.arif)
    with pytest.raises(WorkflowRefused):
        agencies.reactivate(agency=world.dinsos, by=world.arif)

    assert policy.can(world.fresh(world.maya), Permission.REFERRAL_VIEW)
    assert verbs(world.dinsos.pk) == ["agency.deactivated", "agency.reactivated"]


def test_an_admin_of_an_agency_does_not_cut_the_branch(world):
    wati = city_admin(world)
    wati.memberships.update(agency=world.dinsos)
    with pytest.raises(WorkflowRefused, match="akses Anda sendiri"):
        agencies.deactivate(agency=world.dinsos, by=wati)
    make_user("Dua", Role.ACCOUNTS_ADMIN, world.decree)
    world.dinsos.refresh_from_db()
    assert world.dinsos.is_active
