"""Member agencies in detail: what is offered by default, who saved first, what the audit says."""

import pytest

from safeguards.audit import AuditEvent
from safeguards.errors import Conflict, WorkflowRefused
from taskforces.actions import agencies, decrees
from taskforces.choices import AgencyKind, ServiceLine
from taskforces.models import Agency

DETAILS = {"name": "LBH Contoh Mitra", "short_name": "LBH Contoh", "kind": AgencyKind.LEGAL_AID}


def offer(hours=None, note=None, line=ServiceLine.LEGAL_AID):
    return {"service_line": line, "answer_within_hours": hours, "note": note}


def offers_of(agency: Agency) -> dict:
    return {row.service_line: (row.answer_within_hours, row.note) for row in agency.services.all()}


def details_of(agency: Agency) -> list[dict]:
    return list(AuditEvent.objects.filter(root_id=agency.pk).order_by("id").values_list("details", flat=True))


def test_without_a_promise_the_usual_one_is_made_and_the_last_of_a_line_counts(world):
    rows = [offer(12), offer(), offer(6, "Malam", ServiceLine.REPATRIATION)]
    made = agencies.create(task_force=world.jambi, details=DETAILS, services=rows, by=world.arif)
    assert offers_of(made) == {"legal_aid": (agencies.USUAL_PROMISE, ""), "repatriation": (6, "Malam")}
    assert all(row.task_force_id == world.jambi.pk for row in made.services.all())


def test_a_name_stays_ones_own_and_is_not_taken_from_another(world):
    agencies.edit(agency=world.dinsos, changes={"name": world.dinsos.name.upper()}, by=world.arif)
    with pytest.raises(WorkflowRefused, match="sudah ada"):
        agencies.edit(agency=world.dinsos, changes={"name": world.polresta.name.upper()}, by=world.arif)
    agencies.create(
        task_force=world.jakarta_barat, details={**DETAILS, "name": world.polresta.name}, by=world.arif
    )  # another city may have one of that name


def test_an_edit_that_changes_nothing_leaves_nothing(world):
    agencies.edit(agency=world.dinsos, changes={}, services=[offer(5)], by=world.arif)
    before = Agency.objects.get(pk=world.dinsos.pk)
    same = agencies.edit(agency=before, changes={"name": before.name}, services=[offer(5)], version=1, by=world.arif)
    assert same.pk == before.pk
    assert (same.version, offers_of(same)) == (before.version, {"legal_aid": (5, "")})
    assert details_of(before) == [{"changed": ["layanan"]}]


def test_services_a_colleague_changed_meanwhile_are_shown_in_words(world):
    opened_at = Agency.objects.get(pk=world.dinsos.pk).version
    agencies.edit(agency=world.dinsos, changes={}, services=[offer(5)], version=opened_at, by=world.arif)
    with pytest.raises(Conflict) as conflict:
        agencies.edit(agency=world.dinsos, changes={}, services=[offer(9)], version=opened_at, by=world.arif)
    ((label, theirs, yours),) = conflict.value.differences
    assert (label, theirs, yours) == ("Layanan", "Bantuan hukum (5 jam)", "Bantuan hukum (9 jam)")
    agencies.edit(agency=world.dinsos, changes={}, services=[offer(9)], by=world.arif)
    assert offers_of(world.dinsos) == {"legal_aid": (9, "")}


def test_without_services_what_is_offered_stays(world):
    agencies.edit(agency=world.dinsos, changes={}, services=[offer(5)], by=world.arif)
    agencies.edit(agency=world.dinsos, changes={"address": "Jalan A"}, by=world.arif)
    assert offers_of(world.dinsos) == {"legal_aid": (5, "")}
    assert details_of(world.dinsos)[-1] == {"changed": ["address"]}


def test_leaving_says_how_many_people_it_concerns_and_each_step_is_a_version(world):
    before = world.dinsos.version
    gone = agencies.deactivate(agency=world.dinsos, by=world.arif)
    assert (gone.is_active, gone.version) == (False, before + 1)
    assert details_of(world.dinsos) == [{"people": 1}]
    back = agencies.reactivate(agency=gone, by=world.arif)
    assert (back.is_active, back.version) == (True, before + 2)


@pytest.mark.parametrize("changes", [{"is_active": False}, {"task_force": None}, {"version": 9}])
def test_only_what_a_form_asks_is_changed(world, changes):
    with pytest.raises(TypeError, match=next(iter(changes))):
        agencies.edit(agency=world.dinsos, changes=changes, by=world.arif)
    with pytest.raises(TypeError, match="revoked_on"):
        decrees.edit(decree=world.decree, changes={"revoked_on": None}, by=world.arif)
    assert not AuditEvent.objects.exists()
