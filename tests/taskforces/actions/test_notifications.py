"""Kabar: who is notified, and that nobody reads another user's notifications."""

import pytest

from safeguards import clock, row_security
from taskforces.access import scoping
from taskforces.actions import notifications
from taskforces.models import Membership, Notification
from tests.personas import client_of


def unread(user) -> int:
    return Notification.objects.visible_to(user).unread().count()


def told(user) -> list[str]:
    return list(Notification.objects.filter(user=user).values_list("text", flat=True))


def test_an_agency_means_its_officers_of_today(world):
    Membership.objects.filter(user=world.budi).update(deactivated_at=clock.now(), deactivated_by=world.arif)

    notifications.notify_agency(agency=world.dinsos, text="Rujukan R-2026-0001 menunggu", path="/rujukan/masuk/")
    notifications.notify_agency(agency=world.polresta, text="Rujukan R-2026-0002 menunggu", path="/rujukan/masuk/")

    assert told(world.maya) == ["Rujukan R-2026-0001 menunggu"]
    assert Notification.objects.count() == 1


def test_the_case_team_is_told_but_for_the_one_who_acted(world):
    notifications.notify_case_team(
        task_force_id=world.jambi.pk, text="K-2026-0001", path="/kasus/", except_user=world.sari
    )

    assert told(world.ratna) == ["K-2026-0001"]
    assert told(world.sari) == told(world.tono) == told(world.rina) == told(world.arif) == []


def test_a_line_never_leads_elsewhere(world):
    for path in ("//jahat.contoh/", "https://jahat.contoh/", "rujukan/"):
        with pytest.raises(ValueError, match="a page of ours"):
            notifications.notify_user(user=world.sari, text="x", path=path)


def test_one_may_tell_a_colleague_under_row_security(world):
    with row_security.activate(scoping.row_security_context(world.sari)):
        notifications.notify_user(user=world.maya, text="R-2026-0001", path="/rujukan/")
        assert not Notification.objects.exists()

    assert told(world.maya) == ["R-2026-0001"]


@pytest.mark.each_door
def test_opening_marks_as_read_and_leads_on(world):
    notifications.notify_user(user=world.sari, text="K-2026-0001", path="/kasus/")
    line = Notification.objects.get()
    assert unread(world.sari) == 1

    assert client_of(world.tono).get(f"/kabar/{line.pk}/").status_code == 404
    answer = client_of(world.sari).get(f"/kabar/{line.pk}/")

    assert (answer.status_code, answer["Location"]) == (302, "/kasus/")
    assert unread(world.sari) == 0


@pytest.mark.each_door
def test_all_at_once(world):
    for number in (1, 2):
        notifications.notify_user(user=world.sari, text=f"K-2026-000{number}", path="/kasus/")
    notifications.notify_user(user=world.tono, text="K-2026-0003", path="/kasus/")

    assert client_of(world.sari).get("/kabar/dibaca/").status_code == 405
    client_of(world.sari).post("/kabar/dibaca/")

    assert list(Notification.objects.unread().values_list("user", flat=True)) == [world.tono.pk]


@pytest.mark.each_door
def test_the_list_shows_ones_own_lines(world):
    notifications.notify_user(user=world.sari, text="K-2026-0001 menunggu", path="/kasus/")
    notifications.notify_user(user=world.tono, text="K-2026-0003 menunggu", path="/kasus/")

    page = client_of(world.sari).get("/kabar/").content.decode()

    assert "K-2026-0001" in page
    assert "K-2026-0003" not in page
    assert "Tandai semua dibaca" in page
    assert "Belum ada kabar" in client_of(world.rina).get("/kabar/").content.decode()
