"""Walk every URL as a stranger, a user without a role, and each persona; nobody reads what is not theirs."""

import re
from html import unescape

import pytest
from django.test import Client

from tests.architecture.addresses import PUBLIC, STRANGERS, one_of_everything, routes
from tests.architecture.towns import bound_tables, kept_from_others
from tests.doors import ONE_OFF
from tests.factories import ADDITION, NAME, NIK, PHONE, STORY
from tests.personas import client_of, make_neighbour

IDENTITY = (NAME, NIK, PHONE, "Lorong Rahasia 9", "Wali Rahasia", "2008-01-23", "23 Januari 2008")
TOLD = (STORY, "dari koperasi", ADDITION)
OWN_PAGES = {  # open to every signed-in user with a role
    "taskforces:notification-list",
    "taskforces:notification-open",
    "taskforces:notification-read-all",
    "taskforces:region-suggest",
}


@pytest.fixture
def things(world):
    return one_of_everything(world)


def addresses(things):
    """(route, address) of everything."""
    return [(route, route.address(things)) for route in routes()]


def test_a_stranger_is_asked_to_sign_in_everywhere(things):
    client = Client()
    open_to_all = {
        route.name
        for route, address in addresses(things)
        for method in (client.get, client.post)
        if (answer := method(address)).status_code not in (302, 401, 403, 405)
        or (answer.status_code == 302 and not answer.url.startswith("/masuk/"))
    }
    assert open_to_all <= PUBLIC


def test_somebody_without_a_role_is_refused_everywhere(things, world):
    client = client_of(world.nobody)
    let_in = {
        (route.name, answer.status_code)
        for route, address in addresses(things)
        for method in (client.get, client.post)
        if (answer := method(address)).status_code not in (403, 404, 405) and route.name not in PUBLIC | OWN_PAGES
    }
    assert let_in == set()


def refusals_of(thing, doors: str) -> set[int]:
    """How a page may refuse somebody the row it is about. A method no page takes is refused by 405.

    Row security binds no table of who works where (everybody's rights are read from them): without ``visible_to``
    the policy itself refuses the row.
    """
    is_bound = thing._meta.db_table in bound_tables()
    return {404, 405} if is_bound or doors != "no visible_to" else {403, 404, 405}


@pytest.mark.each_door
def test_another_task_force_finds_nothing(things, world, doors):
    """Asked by somebody whom no role keeps out of any page, so that only the row can.

    A page that says nothing of a person may still name a row (a link, a choice of a form): it does not.
    """
    client, secrets = client_of(make_neighbour(world)), (*IDENTITY, *TOLD, *kept_from_others(world.jambi, doors))
    found, shown = {}, []
    for route, address in [*addresses(things), (None, "/"), (None, "/cari/")]:
        answer = client.get(address)
        text = unescape(answer.content.decode(errors="ignore"))
        shown += [(address, secret) for secret in secrets if secret in text and secret not in address]
        if route is None or not route.rows or route.name in PUBLIC:
            continue
        answers = {answer.status_code, client.post(address).status_code}
        if not answers <= refusals_of(route.thing(things), doors) or answers == {405}:
            found[route.name] = answers
    assert found == {}
    assert shown == []


@pytest.mark.parametrize("doors", ONE_OFF, indirect=True)
def test_one_door_alone_hides_what_another_role_may_not_see(things, world, doors):
    leaks = []
    for name in ("budi", "rina", "dewi"):
        client = client_of(getattr(world, name))
        for route, address in addresses(things):
            text = unescape(client.get(address).content.decode(errors="ignore"))
            leaks += [(name, route.name, secret) for secret in (*IDENTITY, *TOLD) if secret in text]
    assert leaks == []


@pytest.mark.parametrize("name", ["sari", "ratna", "budi", "maya", "rina", "arif", "tono", "dewi", "nobody"])
def test_no_page_shows_an_identity_or_to_outsiders_a_story(things, world, name):
    client = client_of(getattr(world, name))
    forbidden = IDENTITY if name in ("sari", "ratna") else (*IDENTITY, *TOLD)
    leaks, kept = [], []
    for route, address in [*addresses(things), (None, "/"), (None, "/cari/")]:
        answer = client.get(address)
        text = unescape(answer.content.decode(errors="ignore"))
        leaks += [(route and route.name, secret) for secret in forbidden if secret in text or secret in address]
        if answer.status_code == 200 and "no-store" not in answer.get("Cache-Control", ""):
            kept.append(address)
    assert leaks == []
    assert kept == []


@pytest.mark.parametrize("name", ["sari", "maya", "rina", "arif"])
def test_every_page_says_its_name_in_indonesian_and_nothing_else(things, world, name):
    client = client_of(getattr(world, name))
    for route, address in addresses(things):
        answer = client.get(address)
        if route.name in STRANGERS:
            continue  # their titles do not name us on purpose: tests/cases/public/test_public_pages.py
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html") and b"<html" in answer.content:
            title = re.search(r"<title>(.*?)</title>", answer.content.decode(), re.DOTALL).group(1).strip()
            assert title.endswith("Gugus Tugas TPPO"), (route.name, title)
            assert b"None" not in re.sub(rb"<[^>]*>", b"", answer.content), route.name
