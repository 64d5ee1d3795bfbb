"""Undoing a register leaves no row behind in any table, except what tells that it happened."""

import pytest
from django.apps import apps
from django.db import DatabaseError
from django.urls import reverse

from cases.actions import links
from cases.choices import LinkKind
from cases.linking import detection
from cases.models import Link, RegisterBatch, RegisterMapping, Victim
from cases.register import actions as register
from cases.register import batch_undo, stored_file
from safeguards.audit import AuditEvent
from safeguards.errors import AccessDenied, WorkflowRefused
from taskforces.models import Notification
from tests.cases.register import files
from tests.cases.register.conftest import as_application
from tests.factories import CaseFactory, PersonFactory, VictimFactory
from tests.personas import client_of

HEADER = ("No", "No. Register", "Tgl Lapor", "Nama Korban", "No HP", "L/P", "Umur", "Kronologi", "Jenis Kasus",
          "Nama Pelapor", "Telepon Pelapor", "Terlapor")  # fmt: skip
KNOWN, OWN = "0812 9999 0001", "0812 9999 0002"
ROWS = [
    (1, "1/2023", "3-2-2023", "Contoh Wulan", KNOWN, "P", "20", "Dibawa ke kafe.", "TPPO", "Contoh Ibu",
     "0813 1111 2222", "Contoh Agen"),
    (2, "2/2023", "7-7-2023", "Contoh Ayu", OWN, "P", "25", "Dibawa ke Batam.", "TPPO", None, None, "Contoh Agen"),
    (3, "3/2023", "9-7-2023", "Contoh Raka", OWN, "L", "30", "Dibawa ke Batam juga.", "TPPO", None, None, None),
]  # fmt: skip
# Rows that stay after an undo, and why.
STAYS = {
    "safeguards.AuditEvent": "who brought the files in and took them back",
    "cases.RegisterBatch": "the batch with its counts",
    "cases.RegisterPiece": "its file, until it is cleared in time",
    "cases.RegisterRow": "its dry run, until it is cleared in time",
    "cases.RegisterMapping": "the meaning of the columns serves the next file of the office",
    "taskforces.RegisterCounter": "numbers are not given again",
}


def counts() -> dict[str, int]:
    """The number of rows of every table; histories keep deleted rows as cipher text and are left out."""
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and not hasattr(model, "pgh_tracked_model")
    }


def known_case(world, phone: str = KNOWN) -> Victim:
    """A case recorded by hand, of somebody with a telephone."""
    person = PersonFactory(task_force=world.jambi, name="Contoh Lama", phone=phone, address="", findable=False)
    victim = VictimFactory(case=CaseFactory(by=world.sari), person=person)
    detection.detect_links([person], code=victim.case.number)
    return victim


@pytest.fixture
def brought_in(desk, world):
    """A written batch that shares a telephone with an older case and one between its own rows."""
    known_case(world)
    before = counts()
    batch = desk.written(files.xlsx(ROWS, HEADER, **files.WITHOUT_YEAR))
    return batch, before


def test_no_table_keeps_a_row_without_a_reason(brought_in, desk):
    batch, before = brought_in
    made = {name for name, n in counts().items() if n > before[name]}
    assert {"cases.Link", "cases.LinkToken", "cases.ComplaintTokens", "cases.PersonTokens", "cases.StageChange",
            "taskforces.Notification"} <= made  # fmt: skip
    batch = desk.undone(batch)
    batch.refresh_from_db()
    assert batch.state == "undone"
    left = {name: n - before[name] for name, n in counts().items() if n != before[name]}
    assert set(left) - set(STAYS) == set(), left
    assert left["cases.RegisterBatch"] == 1


def test_the_notification_of_the_import_leads_nowhere_else(brought_in, desk, world):
    batch, _before = brought_in
    paths = {reverse("cases:link-detail", args=[link.pk]) for link in Link.objects.all()}
    assert Notification.objects.filter(path__in=paths).exists()
    other = Notification.objects.create(user=world.ratna, text="Lain", path="/kaitan/")
    desk.undone(batch)
    assert not Notification.objects.filter(path__in=paths).exists()
    assert Notification.objects.filter(pk=other.pk).exists()


def test_a_link_two_other_files_share_stays(brought_in, desk, world):
    batch, _before = brought_in
    link = Link.objects.order_by("found_at").filter(kind=LinkKind.PHONE)
    assert link.count() == 2
    known_case(world)  # now two older cases share it
    desk.undone(batch)
    assert link.count() == 1


def test_a_link_from_before_the_import_stays(desk, world):
    known_case(world), known_case(world)
    old = Link.objects.get()
    desk.undone(desk.written(files.xlsx(ROWS, HEADER, **files.WITHOUT_YEAR)))
    assert list(Link.objects.all()) == [old]


def test_a_link_somebody_dismissed_stays_with_its_reason(brought_in, desk, world):
    batch, _before = brought_in
    link = Link.objects.filter(kind=LinkKind.PHONE).first()
    links.dismiss(link=link, reason="Nomor kantor desa", by=world.ratna)
    desk.undone(batch)
    assert list(Link.objects.all()) == [link]


def test_links_of_a_file_that_stays_are_kept(brought_in, desk, world):
    batch, _before = brought_in
    kept = _victim_called(batch, "Contoh Wulan")
    kept.version += 1
    kept.save()
    desk.undone(batch)
    assert Link.objects.filter(kind=LinkKind.PHONE).count() == 1  # with the older case; the two other rows are gone


@pytest.mark.parametrize("name", ["tono", "sari"])
def test_the_function_removes_no_link_that_recurs_or_is_anothers(brought_in, world, name):
    batch, _before = brought_in
    given = list(Link.objects.values_list("pk", flat=True))
    if name == "tono":
        with pytest.raises(DatabaseError, match="cannot be undone"), as_application(world.tono):
            batch_undo.forget_links(batch, given)
    else:
        with as_application(world.sari):
            assert batch_undo.forget_links(batch, given) == 0
    assert set(Link.objects.values_list("pk", flat=True)) == set(given)


def _victim_called(batch, name: str) -> Victim:
    victims = Victim.objects.filter(case__register_entry__batch=batch).select_related("person")
    return next(victim for victim in victims if victim.person.name == name)


def remembered(desk, world):
    """A written batch whose columns the office remembers."""
    batch = desk.upload(files.xlsx(ROWS, HEADER, **files.WITHOUT_YEAR))
    fields = stored_file.layout_of(batch).fields
    register.set_columns(batch=batch, fields=fields, default_kind="tppo", by=world.ratna)
    register.check(batch=batch, by=world.ratna)
    batch.refresh_from_db()
    register.decide(batch=batch, decisions={}, rest="new", by=world.ratna)
    batch = register.confirm(batch=batch, by=world.ratna)
    batch.refresh_from_db()
    return batch


@pytest.mark.parametrize("ticked", [True, False])
def test_the_columns_are_forgotten_only_if_asked(desk, world, ticked):
    batch, client = remembered(desk, world), client_of(world.ratna)
    assert RegisterMapping.objects.count() == 1
    other = RegisterMapping.objects.create(
        task_force=world.jambi, agency=batch.agency, heading_token=1, fields=["name"], default_kind="tppo",
        used_at=batch.uploaded_at,
    )  # fmt: skip
    page = f"/register-lama/{batch.pk}/tarik/"
    assert "Juga lupakan susunan kolomnya" in client.get(page).content.decode()
    client.post(page, {"forget_columns": "on"} if ticked else {})
    batch.refresh_from_db()
    assert batch.state == "undone"
    assert RegisterMapping.objects.count() == (1 if ticked else 2)
    assert RegisterMapping.objects.filter(pk=other.pk).exists()
    assert AuditEvent.objects.filter(verb="register.columns_forgotten").count() == ticked
    client.post(page, {"forget_columns": "on"})  # a second press
    assert AuditEvent.objects.filter(verb="register.columns_forgotten").count() == ticked


def test_what_is_not_remembered_is_not_asked(desk, world):
    batch = desk.written()
    assert "Juga lupakan" not in client_of(world.ratna).get(f"/register-lama/{batch.pk}/tarik/").content.decode()


@pytest.mark.parametrize("name", ["sari", "tono"])
def test_who_may_not_undo_forgets_nothing(desk, world, name):
    batch, user = remembered(desk, world), getattr(world, name)
    with pytest.raises(AccessDenied):
        register.undo(batch=batch, forget_columns=True, by=user)
    assert RegisterMapping.objects.count() == 1


def test_a_refused_undo_forgets_nothing(desk, world):
    batch = remembered(desk, world)
    RegisterBatch.objects.filter(pk=batch.pk).update(state="discarded")
    with pytest.raises(WorkflowRefused):
        register.undo(batch=batch, forget_columns=True, by=world.ratna)
    assert RegisterMapping.objects.count() == 1
