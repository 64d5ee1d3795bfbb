"""Rules for scripts: one way to request a part of a page, and no attributes of a library we do not use."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.personas import client_of

SCRIPTS = Path(settings.BASE_DIR) / "static" / "js"
TEMPLATES = Path(settings.BASE_DIR) / "templates"
SENDERS = {"draft.js", "lock.js"}  # they only send data and update no part of the page
REFERRALS = "/rujukan/"
PART = {"X-Requested-With": "fetch"}


def test_one_module_asks_for_parts_of_a_page():
    fetching = {file.name for file in SCRIPTS.glob("*.js") if re.search(r"\bfetch\(", file.read_text())}
    assert fetching == {"fragment.js", *SENDERS}


def test_no_page_speaks_to_htmx():
    speaking = [file.name for file in TEMPLATES.rglob("*.html") if re.search(r"\bhx-|htmx", file.read_text())]
    assert speaking == []


def test_every_reason_a_part_can_fail_for_has_its_sentence():
    script = (SCRIPTS / "fragment.js").read_text()
    used = set(re.findall(r'"(offline|expired|often|failed)"', script))
    words = (TEMPLATES / "shell" / "fragment_failures.html").read_text()
    assert used == set(re.findall(r'data-reason="(\w+)"', words)) == {"offline", "expired", "often", "failed"}


@pytest.mark.django_db
def test_a_part_asked_for_on_a_locked_screen_is_told_so_without_a_page(world):
    client = client_of(world.sari)
    client.post("/kunci/")
    assert client.get(REFERRALS).status_code == 302
    answer = client.get(REFERRALS, headers=PART)
    assert (answer.status_code, answer.content) == (423, b"")


@pytest.mark.django_db
def test_a_part_asked_for_in_a_session_that_ended_is_told_so_without_a_page(world):
    client = client_of(world.sari)
    client.get(REFERRALS)
    session = client.session
    session["begun_at"] -= settings.SESSION_COOKIE_AGE + 1
    session.save()
    answer = client.get(REFERRALS, headers=PART)
    assert (answer.status_code, answer.content) == (401, b"")
    assert "_auth_user_id" not in client.session
