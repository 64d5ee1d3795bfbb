"""The bulk import writes the same rows as the actions, for the same facts."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from cases import workflow
from cases.actions import cases as case_actions
from cases.actions import complaints, victims
from cases.choices import Stage
from cases.models import (
    Case,
    Complaint,
    ComplaintPerson,
    ComplaintTokens,
    Person,
    PersonTokens,
    RegisterRow,
    StageChange,
    Victim,
)
from cases.register.batch_writer import WAYS, facts_of_complaint
from safeguards.audit import AuditEvent
from safeguards.audit.verification import find_faults
from tests.cases.register import files

OWN = {"id", "task_force", "created_at", "opened_at", "recorded_at", "stage_since", "added_at", "changed_at"}
NAMED_ELSEWHERE = {"case", "complaint", "person", "victim", "number", "submission_key"}


def facts(row) -> dict:
    """The values of a row, without keys, numbers and the moment of writing."""
    return {
        field.name: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in OWN | NAMED_ELSEWHERE
    }


def everything() -> dict:
    """All rows of a file, in the order they were made."""
    found = {model: [facts(row) for row in model.objects.order_by("pk")] for model in (Case, Complaint, Person, Victim)}
    found[ComplaintPerson] = [facts(row) for row in ComplaintPerson.objects.order_by("complaint__pk", "position")]
    steps = StageChange.objects.order_by("victim__pk", "pk")
    found[StageChange] = [facts(row) for row in steps]
    found[ComplaintTokens] = [(row.names, row.numbers) for row in ComplaintTokens.objects.order_by("complaint__pk")]
    found[PersonTokens] = [(row.names, row.exact) for row in PersonTokens.objects.order_by("person__pk")]
    return found


def by_the_actions(world, plan: dict) -> None:
    """One row of the register, typed by hand."""
    people = [{**victim, "origin_region_id": victim["origin_region"]} for victim in plan["victims"]]
    for victim in people:
        victim["birth_date"] = victim["birth_date"] or None
        for name in ("origin_region", "origin_region_id"):
            victim.pop(name)
    people += [{"role": "reported", "name": name} for name in plan["reported"]]
    complaint = complaints.log(
        task_force=world.jambi,
        details=facts_of_complaint(plan),
        people=people,
        submission_key=None,
        by=world.ratna,
    )
    told = plan["facts"]
    case = case_actions.open_from_complaint(
        complaint=complaint, kind=told["kind"], violence_form=told["violence_form"], mode=told["mode"], by=world.ratna
    )
    for victim in case.victims.all():
        for stage in WAYS[told["stage"]]:
            victims.move(
                victim=victim,
                to=stage,
                note="Dari register lama",
                termination_reason=told["reason"] if stage == Stage.TERMINATION else "",
                by=world.ratna,
            )


def test_bulk_and_actions_write_the_same_rows(desk, world):
    day = timezone.localdate() - timedelta(days=2)
    header = (*files.HEADER, "Nama Pelapor", "No HP Pelapor", "Terlapor", "Kanal", "Modus", "Tanggal Lahir")
    rows = [
        (1, "1", f"{day:%d-%m-%Y}", "Contoh Melati", "1571025203070001", "P", None, "Jl. 1", "TPPO", "Satu.", "selesai",
         "Contoh Ibu", "0812-0000-0001", "Contoh Agen", "SAPA 129", "Prostitusi", "12-03-2007"),
        (2, "2", f"{day:%d-%m-%Y}", "Contoh Sekar\nContoh Ayu", None, "P", "15\n±17", "Jl. 2", "KDRT", "Dua.",
         "dirujuk", None, None, None, "datang langsung", None, None),
        (3, "3", f"{day:%d-%m-%Y}", None, None, "L", "±30", None, "trafficking", "Tiga.", "bukan TPPO",
         None, None, None, None, "ABK", None),
    ]  # fmt: skip
    batch = desk.written(files.xlsx(rows, header, **files.WITHOUT_YEAR))
    assert batch.files_written == 3, batch.failure
    plans = [json.loads(row.content) for row in RegisterRow.objects.filter(batch=batch, kind="new").order_by("number")]
    assert len(plans) == 3
    bulk = everything()
    numbers = list(Case.objects.order_by("pk").values_list("number", flat=True))
    desk.undone(batch)
    for plan in plans:
        by_the_actions(world, plan)
    typed = everything()
    for model, made in bulk.items():
        for one, other in zip(made, typed[model], strict=True):
            assert one == other, model
    assert numbers == [f"K-{day.year}-000{n}" for n in (1, 2, 3)]


@pytest.mark.parametrize("stage", list(WAYS))
def test_every_way_of_an_old_victim_stands_in_the_table(stage):
    before = Stage.COMPLAINT
    for step in WAYS[stage]:
        workflow.check_stage(before, step)
        before = step
    assert before == stage


def test_the_audit_chain_holds_after_a_bulk_and_tells_of_every_file(desk, world):
    batch = desk.written()
    assert find_faults() == []
    told = AuditEvent.objects.filter(verb="register.file_imported").order_by("position")
    assert [(row.target_label, row.root_id, row.details) for row in told] == [
        (
            entry.case.number,
            entry.case_id,
            {"complaint": entry.complaint.number, "batch": batch.number, "row": entry.number},
        )
        for entry in batch.entries.order_by("number")
    ]
