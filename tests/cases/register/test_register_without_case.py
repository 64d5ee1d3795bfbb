"""A row that tells of no case (a question, a wrong number, a prank) becomes a complaint that ended without one."""

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError
from django.utils import timezone

from cases.actions import complaints
from cases.choices import ComplaintOutcome
from cases.models import Case, Complaint, ComplaintPerson, Person, RegisterEntry, RegisterRow, Victim
from cases.register import actions as register
from cases.register import batch_undo
from cases.register.batch_writer import facts_of_complaint
from safeguards.audit import AuditEvent
from safeguards.audit.verification import find_faults
from tests.cases.register import files
from tests.cases.register.conftest import as_application
from tests.cases.register.test_register_writing import facts
from tests.personas import client_of

DAY = timezone.localdate() - timedelta(days=3)
REPORTED = f"{DAY:%d-%m-%Y}"


def row(number: str, kind: str, *, name: str | None = None, status: str | None = None) -> tuple:
    """A row of the register with a kind of its own."""
    return (int(number), number, REPORTED, name, None, "P" if name else None, "30" if name else None, None, kind,
            f"Kata {number}.", status)  # fmt: skip


def content(*rows: tuple) -> bytes:
    """A file with these rows."""
    return files.xlsx(list(rows), files.HEADER, **files.WITHOUT_YEAR)


def plan_of(batch, number: int) -> dict:
    """The plan of the row with this old number."""
    plans = map(json.loads, RegisterRow.objects.filter(batch=batch).values_list("content", flat=True))
    return next(plan for plan in plans if plan["old_number"] == str(number))


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        ("Menanyakan jadwal sidang", ComplaintOutcome.INFORMATION),
        ("mau tanya prosedur paspor", ComplaintOutcome.INFORMATION),
        ("Konsultasi perceraian", ComplaintOutcome.INFORMATION),
        ("Minta surat keterangan", ComplaintOutcome.INFORMATION),
        ("Info lowongan", ComplaintOutcome.INFORMATION),
        ("Salah sambung", ComplaintOutcome.WRONG_NUMBER),
        ("(iseng)", ComplaintOutcome.SPAM),
        ("bukan pengaduan", ComplaintOutcome.NOT_A_COMPLAINT),
        ("Minta dijemput", ""),
        ("Minta perlindungan", ""),
        ("mencari anak hilang", ""),
        ("TPPO", ""),
        ("KDRT", ""),
    ],
)
def test_what_is_no_case(desk, kind, outcome):
    batch = desk.checked(content(row("1", kind), row("2", "TPPO", name="Contoh Sekar")))
    assert plan_of(batch, 1)["facts"]["outcome"] == outcome


@pytest.mark.parametrize(
    ("kind", "name", "status", "is_asked"),
    [
        ("Menanyakan bansos", None, None, False),
        ("Konsultasi soal perceraian", None, None, False),
        ("Menanyakan anaknya yang belum pulang", None, None, True),
        ("Tanya kenapa paspornya ditahan agen", None, None, True),
        ("Info lowongan kerja di Kamboja", None, None, True),
        ("Konsultasi dijual suami", None, None, True),
        ("Menanyakan bansos", "Contoh Melati", None, True),  # she may be asking for more
        ("Menanyakan bansos", "Contoh Melati", "Informasi diberikan", False),
        ("Konsultasi KDRT", None, None, True),
        ("bukan iseng", None, None, True),
    ],
)
def test_it_is_asked_where_a_case_may_hide(desk, kind, name, status, is_asked):
    batch = desk.checked(content(row("1", kind, name=name, status=status), row("2", "TPPO", name="Contoh Sekar")))
    plan = plan_of(batch, 1)
    assert plan["facts"]["outcome"]
    assert any("bukan kasus" in doubt["text"] for doubt in plan["doubts"]) == is_asked
    assert kind in plan["facts"]["told"]


def test_an_emergency_is_a_case(desk):
    header = (*files.HEADER, "Urgensi")
    urgent = (*row("1", "Menanyakan rumah aman"), "Darurat")
    batch = desk.checked(files.xlsx([urgent], header, **files.WITHOUT_YEAR))
    assert plan_of(batch, 1)["facts"] | {"urgency": "emergency", "outcome": ""} == plan_of(batch, 1)["facts"]


def test_who_dials_a_wrong_number_is_no_victim(desk):
    batch = desk.checked(
        content(row("1", "Salah sambung", name="Contoh Melati"), row("2", "TPPO", name="Contoh Sekar"))
    )
    plan = plan_of(batch, 1)
    assert plan["victims"] == []
    assert "Contoh Melati" in plan["facts"]["told"]


def mixed(desk):
    """Three cases' worth of rows, two of them without a case."""
    return desk.written(
        content(
            row("1", "Menanyakan bansos", name="Contoh Melati", status="Informasi diberikan"),
            row("2", "TPPO", name="Contoh Sekar"),
            row("3", "Salah sambung"),
            row("4", "KDRT", name="Contoh Ayu"),
        )
    )


def test_it_writes_complaints_without_cases(desk, world):
    batch = mixed(desk)
    assert (batch.files_written, batch.cases_written, batch.complaints_written, batch.victims_written) == (4, 2, 2, 2)
    assert list(Case.objects.order_by("number").values_list("number", flat=True)) == [
        f"K-{DAY.year}-000{n}" for n in (1, 2)
    ]
    made = Complaint.objects.order_by("number")
    assert [(one.number, one.outcome, one.case_id is None) for one in made] == [
        (f"P-{DAY.year}-0001", "information", True),
        (f"P-{DAY.year}-0002", "new_case", False),
        (f"P-{DAY.year}-0003", "wrong_number", True),
        (f"P-{DAY.year}-0004", "new_case", False),
    ]
    assert ComplaintPerson.objects.filter(complaint__outcome="information").count() == 1
    assert not Victim.objects.filter(person__complaint_roles__complaint__outcome="information").exists()
    assert find_faults() == []
    told = AuditEvent.objects.filter(verb="register.complaint_imported").order_by("position")
    assert [(one.target_label, one.details) for one in told] == [
        (entry.complaint.number, {"batch": batch.number, "row": entry.number})
        for entry in batch.entries.filter(case__isnull=True).order_by("number")
    ]


def test_bulk_and_actions_write_the_same_complaint(desk, world):
    batch = desk.written(content(row("1", "Menanyakan bansos", name="Contoh Melati", status="Informasi diberikan")))
    plan = plan_of(batch, 1)
    bulk = [facts(one) for model in (Complaint, Person, ComplaintPerson) for one in model.objects.all()]
    desk.undone(batch)
    (victim,) = plan["victims"]
    person = {name: value for name, value in victim.items() if name != "origin_region"} | {"birth_date": None}
    logged = complaints.log(
        task_force=world.jambi, details=facts_of_complaint(plan), people=[person], submission_key=None, by=world.ratna
    )
    complaints.conclude(complaint=logged, outcome="information", by=world.ratna)
    assert bulk == [facts(one) for model in (Complaint, Person, ComplaintPerson) for one in model.objects.all()]


def test_taking_back_leaves_nothing(desk, world):
    def counts() -> dict[str, int]:
        own = [model for model in apps.get_models() if model._meta.app_label in ("cases", "referrals", "coordination")]
        return {model._meta.label: model._base_manager.count() for model in own}

    before = counts()
    batch = desk.undone(mixed(desk))
    batch.refresh_from_db()
    assert (batch.state, batch.files_undone) == ("undone", 4)
    left = {name: n - before[name] for name, n in counts().items() if n != before[name]}
    stays = {"cases.RegisterBatch", "cases.RegisterPiece", "cases.RegisterRow", "cases.RegisterMapping"}
    stays |= {f"cases.{name}History" for name in ("Case", "Complaint", "Person", "Victim")}  # as cipher text, ADR 7
    assert set(left) <= stays, left  # the batch tells what was undone; the mapping serves the next file
    told = AuditEvent.objects.filter(verb="register.complaint_undone").order_by("position")
    assert [one.details for one in told] == [{"complaint": f"P-{DAY.year}-000{n}"} for n in (1, 3)]


def test_a_complaint_used_since_stays(desk, world):
    batch = mixed(desk)
    used = Complaint.objects.get(outcome="information")
    used.summary, used.version = "Dibaca lagi", used.version + 1
    used.save()
    page = client_of(world.ratna).get(f"/register-lama/{batch.pk}/tarik/")
    assert page.context["stays"] == [(used.number, f"/pengaduan/{used.pk}/", "datanya diubah sesudah dipindahkan")]
    assert page.context["goes"] == "2 kasus dan 1 pengaduan tanpa kasus"
    desk.undone(batch)
    assert list(Complaint.objects.values_list("pk", flat=True)) == [used.pk]


def test_imported_again_it_is_known(desk, world):
    mixed(desk)
    again = desk.checked(content(row("3", "Salah sambung"), row("5", "TPPO", name="Contoh Wulan")))
    known = RegisterRow.objects.get(batch=again, kind="known")
    assert f"P-{DAY.year}-0003" in json.loads(known.content)["refusals"][0]["text"]


def test_the_pages_say_what_a_row_becomes(desk, world):
    data = content(row("1", "Menanyakan bansos"), row("2", "TPPO", name="Contoh Sekar"))
    batch, client = desk.checked(data), client_of(world.ratna)
    text = client.get(f"/register-lama/{batch.pk}/").content.decode()
    assert "Pengaduan tanpa kasus, informasi diberikan" in text
    assert "Tulis 1 kasus dan 1 pengaduan tanpa kasus" in text
    assert (
        "Tulis 1 kasus dan 1 pengaduan tanpa kasus?" in client.get(f"/register-lama/{batch.pk}/tulis/").content.decode()
    )
    register.confirm(batch=batch, by=world.ratna)
    entry = RegisterEntry.objects.get(case__isnull=True)
    text = client.get(f"/register-lama/{batch.pk}/").content.decode()
    assert "1 kasus dan 1 pengaduan tanpa kasus dengan 1 korban sudah ditulis." in text
    assert f'href="/pengaduan/{entry.complaint_id}/"' in text


def test_the_database_takes_no_entry_for_a_complaint_of_a_page(desk, world):
    """Taking a register back trusts its entries, so nobody may make one for a complaint that a page recorded."""
    batch = desk.written()
    logged = complaints.log(
        task_force=world.jambi,
        details={"channel": "walk_in", "received_at": timezone.now(), "narrative": "Kata."},
        people=[],
        submission_key=None,
        by=world.ratna,
    )
    for outcome in ("", "information"):
        if outcome:
            complaints.conclude(complaint=logged, outcome=outcome, by=world.ratna)
            logged.refresh_from_db()
        entry = RegisterEntry(task_force=world.jambi, batch=batch, number=99, fingerprint=99, complaint=logged)
        if not outcome:
            with pytest.raises(DatabaseError, match="its own import"), as_application(world.ratna):
                entry.save(force_insert=True)
            continue
        with as_application(world.ratna):
            entry.save(force_insert=True)  # its change of outcome left a row of history
    assert entry.pk in batch_undo.touched(batch)
    with pytest.raises(DatabaseError, match="was changed"), as_application(world.ratna):
        batch_undo.remove(batch, [entry.pk])
