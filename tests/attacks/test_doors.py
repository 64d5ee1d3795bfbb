"""A stolen cookie, a locked screen, a password without its second factor, a colleague whose access has ended."""

import logging
from collections.abc import Iterator

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache.backends.db import DatabaseCache
from django.db import router
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from safeguards.audit import AuditEvent
from safeguards.errors import AccessDenied
from safeguards.scrubbing import ScrubFormatter
from taskforces.access.roles import Role
from taskforces.actions import invitations
from taskforces.models import Notification
from tests.architecture.addresses import STRANGERS, one_of_everything, routes
from tests.personas import PASSWORD, client_of
from tppo_gugus.middleware import ErrorPageMiddleware

OPEN_WHILE_LOCKED = {"/akun/logout/", "/keluar/", "/kunci/", "/kunci/buka/"}
# pages for setting up a second factor, or signing out
OPEN_WITHOUT_FACTOR = OPEN_WHILE_LOCKED | {
    "/akun/2fa/",
    "/akun/2fa/totp/activate/",
    "/akun/2fa/recovery-codes/",
    "/akun/2fa/recovery-codes/generate/",
    "/akun/2fa/recovery-codes/download/",
    "/akun/2fa/reauthenticate/",
    "/akun/reauthenticate/",
}


def account_pages() -> Iterator[str]:
    """Every URL of the sign-in package and of the roof, in any release."""

    def walk(patterns, before: str) -> Iterator[str]:
        for pattern in patterns:
            part = before + str(pattern.pattern).lstrip("^")
            if isinstance(pattern, URLResolver) and pattern.namespace is None:
                yield from walk(pattern.url_patterns, part)
            elif isinstance(pattern, URLPattern) and not ({"(", "<"} & set(part)):
                yield f"/{part}"

    yield from walk(get_resolver().url_patterns, "")
    yield "/akun/password/reset/key/1-abc/"
    yield "/akun/confirm-email/abc/"


def guarded(things) -> Iterator[str]:
    """Every URL of ours except the public pages, which have no session to lock."""
    return (route.address(things) for route in routes() if route.name not in STRANGERS)


def signed_in(user) -> Client:
    client = Client()
    client.post("/masuk/", {"login": user.email, "password": PASSWORD})
    return client


def let_through(client: Client, addresses, towards: str, *, before=None) -> set[tuple[str, str]]:
    """URL and method of every response that does not redirect ``towards``."""
    found = set()
    for address in addresses:
        for method in ("get", "post"):
            if before:
                before(client)
            answer = getattr(client, method)(address)
            if answer.status_code != 302 or not answer["Location"].startswith(towards):
                found.add((address, method))
    return found


def test_a_locked_screen_opens_nothing_but_the_lock(world):
    client = signed_in(world.sari)

    def lock(client: Client) -> None:
        client.force_login(world.sari)
        client.post("/kunci/")

    things = one_of_everything(world)
    addresses = {*account_pages(), *guarded(things)}
    opened = {address for address, _method in let_through(client, addresses, "/kunci/", before=lock)}
    assert opened <= OPEN_WHILE_LOCKED


@pytest.mark.parametrize("person", ["sari", "ratna", "maya"])
def test_who_reads_identity_goes_nowhere_without_a_second_factor(world, settings, person):
    settings.FORCE_SECOND_FACTOR = True
    user = getattr(world, person)
    things = one_of_everything(world)
    addresses = {*account_pages(), *guarded(things)}
    opened = let_through(
        Client(), addresses, "/akun/2fa/totp/activate/", before=lambda client: client.force_login(user)
    )
    assert {address for address, _method in opened} <= OPEN_WITHOUT_FACTOR


def test_recovery_codes_alone_are_no_second_factor(world, settings):
    settings.FORCE_SECOND_FACTOR = True
    client = signed_in(world.sari)
    client.post("/akun/reauthenticate/", {"password": PASSWORD})
    client.post("/akun/2fa/recovery-codes/generate/")
    assert client.get("/").headers["Location"] == "/akun/2fa/totp/activate/"


def test_attempts_are_counted_outside_the_request_s_transaction():
    """Most refusals roll back their request; an attempt counted on the same connection would be lost."""
    cache = DatabaseCache("tppo_cache", {})
    assert router.db_for_write(cache.cache_model_class) == "audit"
    assert router.db_for_read(cache.cache_model_class) == "audit"


@pytest.mark.parametrize("address", ["/", "/kabar/", "/pengaduan/", "/petugas/", "/cari/"])
def test_who_was_deactivated_reads_no_old_news_either(world, address):
    line = Notification.objects.create(user=world.sari, text="R-2026-0001 diterima", path="/rujukan/")
    client = client_of(world.sari)
    membership = world.sari.memberships.get()
    membership.deactivated_at, membership.deactivated_by = timezone.now(), world.arif
    membership.save()
    assert "R-2026-0001" not in client.get(address).content.decode()
    assert client.get(f"/kabar/{line.pk}/").status_code == 404


@pytest.mark.parametrize(
    "next_page", ["//jahat.contoh/", "https://jahat.contoh/", "/\\jahat.contoh", "javascript:alert(1)"]
)
@pytest.mark.parametrize("door", ["/masuk/", "/kunci/", "/kunci/buka/", "/akun/reauthenticate/", "/keluar/"])
def test_no_door_leads_off_the_site(world, door, next_page):
    client = Client() if door == "/masuk/" else signed_in(world.sari)
    answer = client.post(door, {"login": world.sari.email, "password": PASSWORD, "next": next_page})
    assert "jahat" not in answer.headers.get("Location", "")
    assert "alert" not in answer.headers.get("Location", "")


def test_a_session_prepared_before_signing_in_is_not_the_one_after(world):
    client = Client()
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = planted = session.session_key
    client.post("/masuk/", {"login": world.sari.email, "password": PASSWORD})
    assert client.session.session_key != planted


@pytest.mark.parametrize(
    "address",
    [
        "/kasus/01a20000-cfc0-7450-b41e-f471d9911999/",
        "/undangan/Zk3vXw0pQ9sT1uR7yB5nC2mD8eF4gH6j/",
        "/akun/password/reset/key/1-c9k2pz-8b1d2f3a4c5e6f708192a3b4c5d6e7f8/",
    ],
)
def test_the_log_holds_no_key_and_no_token_of_an_address(address):
    record = logging.LogRecord("django.request", logging.WARNING, "x.py", 1, "Too Many Requests: %s", (address,), None)
    line = ScrubFormatter("%(message)s").format(record)
    assert max(line.split("/"), key=len) in ("Too Many Requests: ", "password")


@pytest.mark.django_db(transaction=True)
def test_a_refusal_no_view_turned_is_recorded_too(world):
    request = RequestFactory().get("/")
    request.user, request.resolver_match = world.sari, None
    ErrorPageMiddleware(lambda _request: HttpResponse()).process_exception(request, AccessDenied("tidak"))
    event = AuditEvent.objects.get(verb="access.refused")
    assert event.actor_id == world.sari.pk


def test_a_session_ends_however_busily_it_is_used(world, settings):
    client = signed_in(world.sari)
    client.get("/kabar/")
    session = client.session
    session["begun_at"] -= settings.SESSION_COOKIE_AGE + 1
    session.save()
    assert client.get("/kabar/")["Location"] == "/masuk/?next=/kabar/"
    assert "_auth_user_id" not in client.session
    told = client.post("/draf/", b"{}", content_type="application/json", headers={"accept": "application/json"})
    assert told.status_code == 401


def test_colleagues_are_told_when_somebody_new_may_read_their_files(world):
    """An accounts admin who sees an invitation link could use it, but the case team would notice."""
    sent = invitations.invite(
        decree=world.decree,
        email="samaran@uji.contoh",
        name="Samaran",
        role=Role.CASEWORKER,
        agency=world.uptd,
        valid_from=timezone.localdate(),
        by=world.arif,
    )
    invitations.accept(invitation=sent.invitation, name="Samaran", password=PASSWORD)
    for colleague in (world.sari, world.ratna):
        assert "Samaran" in Notification.objects.get(user=colleague).text
    assert not Notification.objects.filter(user__in=[world.maya, world.tono, world.rina]).exists()


def test_a_request_that_ends_after_the_lock_does_not_open_it_again(world):
    client = signed_in(world.sari)
    client.get("/kabar/")
    running = SessionStore(client.session.session_key)
    running["seen_at"] = 1
    client.post("/kunci/")
    with pytest.raises(UpdateError):
        running.save()
    assert client.get("/kabar/")["Location"].startswith("/kunci/")
