"""When and from where a session was last used: stored once a minute, not with every page."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.utils import timezone

from tests.personas import client_of


@pytest.fixture
def client(world):
    client = client_of(world.sari)
    client.get("/kasus/", HTTP_USER_AGENT="Peramban A")
    return client


def seen(client) -> UserSession:
    return UserSession.objects.get(session_key=client.session.session_key)


def age(client, **length) -> UserSession:
    """Set the last use of the session to so long ago."""
    UserSession.objects.filter(pk=seen(client).pk).update(last_seen_at=timezone.now() - timedelta(**length))
    return seen(client)


def test_the_first_page_notes_person_place_and_browser(world, client):
    noted = seen(client)
    assert (noted.user, noted.ip, noted.user_agent) == (world.sari, "127.0.0.1", "Peramban A")


def test_within_a_minute_nothing_is_written(client):
    before = age(client, seconds=30)
    client.get("/kasus/", HTTP_USER_AGENT="Peramban A")
    assert seen(client).last_seen_at == before.last_seen_at


def test_after_a_minute_it_is_noted_again(client):
    before = age(client, seconds=61)
    client.get("/kasus/", HTTP_USER_AGENT="Peramban A")
    assert seen(client).last_seen_at > before.last_seen_at + timedelta(seconds=60)


@pytest.mark.parametrize("change", [{"HTTP_USER_AGENT": "Peramban B"}, {"REMOTE_ADDR": "10.0.0.9"}])
def test_another_place_or_browser_is_noted_at_once(client, change):
    age(client, seconds=5)
    client.get("/kasus/", **{"HTTP_USER_AGENT": "Peramban A", **change})
    noted = seen(client)
    assert (noted.user_agent, noted.ip) == (
        change.get("HTTP_USER_AGENT", "Peramban A"),
        change.get("REMOTE_ADDR", "127.0.0.1"),
    )


def test_strangers_leave_nothing(db, client):
    before = UserSession.objects.count()
    client.logout()
    client.get("/masuk/")
    assert UserSession.objects.count() <= before
