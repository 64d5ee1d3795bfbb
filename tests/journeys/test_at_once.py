"""Two users at the same moment, and a database that fails in the middle, on separate real connections."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection, connections

from cases.actions import complaints
from cases.models import Case, Complaint, Person, Service
from referrals.models import Referral
from safeguards.audit import AuditEvent
from taskforces.access.roles import Role
from tests.journeys import steps
from tests.journeys.desk import Desk, Sheet
from tests.personas import make_user

pytestmark = pytest.mark.django_db(transaction=True)
GO_AWAY = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid = %s"


def at_once(*sheets: tuple[Desk, Sheet]) -> None:
    """Send every sheet in its own thread, all at the same moment."""
    start = Barrier(len(sheets))

    def send(desk: Desk, sheet: Sheet) -> None:
        start.wait(10)
        try:
            desk.send(sheet, expect=None)
        finally:
            connections.close_all()

    threads = [Thread(target=send, args=pair) for pair in sheets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)


def referred(world) -> str:
    """A referral in the queue of Dinas Sosial; its number."""
    sari = Desk(world.sari)
    steps.log_call(sari)
    steps.open_case(sari)
    return steps.refer(sari, world.dinsos, "social_rehabilitation")


def test_two_officers_accept_one_referral_at_once(world):
    number = referred(world)
    colleague = make_user("Doni", Role.AGENCY_OFFICER, world.decree, world.dinsos)
    desks = [Desk(world.maya), Desk(colleague)]
    open_pages = [desk.open("/rujukan/masuk/").follow(number) for desk in desks]
    at_once(*((desk, desk.fill("Terima rujukan", first_service_on=steps.today())) for desk in open_pages))
    assert Referral.objects.get().state == "accepted"
    assert Service.objects.get().state == "accepted"
    assert AuditEvent.objects.filter(verb="referral.accepted").count() == 1
    for desk in desks:
        assert desk.status in (200, 422)
        assert "diterima" in desk.text or "Diterima" in desk.text, "both learn how it stands"


def test_one_accepts_while_the_other_declines(world):
    number = referred(world)
    desks = [Desk(world.maya), Desk(make_user("Doni", Role.AGENCY_OFFICER, world.decree, world.dinsos))]
    for desk in desks:
        desk.open("/rujukan/masuk/").follow(number)
    at_once(
        (desks[0], desks[0].fill("Terima rujukan", first_service_on=steps.today())),
        (desks[1], desks[1].fill("Tolak rujukan", reason="no_place")),
    )
    referral, service = Referral.objects.get(), Service.objects.get()
    assert (referral.state, service.state) in (("accepted", "accepted"), ("declined", "declined"))


def test_two_colleagues_open_a_case_from_one_complaint_at_once(world):
    sari, ratna = Desk(world.sari), Desk(world.ratna)
    steps.log_call(sari)
    complaint = sari.address
    open_pages = [desk.open(complaint).follow("Buka kasus") for desk in (sari, ratna)]
    at_once(*((desk, desk.fill("Buka kasus", kind="tppo")) for desk in open_pages))
    assert Case.objects.count() == 1
    for desk in (sari, ratna):
        assert desk.status == 200
        assert Case.objects.get().number in desk.text


def vanish_during(monkeypatch: pytest.MonkeyPatch, module: object, name: str) -> None:
    """Make the server end our connection when this function is called, after rows were already written."""
    original: Callable = getattr(module, name)

    def gone(*args: object, **options: object) -> object:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (pid,) = cursor.fetchone()
        other = connections["default"].copy()
        try:
            with other.cursor() as cursor:
                cursor.execute(GO_AWAY, [pid])
        finally:
            other.close()
        return original(*args, **options)

    monkeypatch.setattr(module, name, gone)


def test_a_database_that_goes_away_leaves_nothing_half_written(world, monkeypatch):
    sari = Desk(world.sari, raise_request_exception=False)
    sheet = sari.open("/pengaduan/catat/").fill("Simpan pengaduan", {"narrative": steps.TOLD, **steps.GIRL})
    with monkeypatch.context() as during:
        vanish_during(during, complaints, "record")
        sari.send(sheet, expect=503)
    assert "Tidak ada yang" in sari.text or "tidak ada yang" in sari.text
    assert sari.response["Retry-After"] == "30"
    connection.close()
    assert (Complaint.objects.count(), Person.objects.count()) == (0, 0)
    sari.send(sheet)
    assert Complaint.objects.count() == 1


def test_while_the_database_is_gone_every_page_says_so_plainly(world, monkeypatch):
    sari = Desk(world.sari, raise_request_exception=False)
    sari.open("/pengaduan/catat/")
    connection.close()
    with monkeypatch.context() as meanwhile:
        meanwhile.setitem(connection.settings_dict, "HOST", "/nowhere")
        for address in ("/", "/pengaduan/catat/", "/kasus/", "/masuk/"):
            sari.open(address, expect=503)
            assert "Traceback" not in sari.source
        connection.close()
    sari.open("/pengaduan/catat/")
