"""A pytest plugin that saves every page the tests get, with a fixed clock and fixed random numbers.

``RENDERED_INTO`` names the folder, ``RENDERED_AT`` the moment at which each test begins.
"""

import os
import random
import re
import uuid
import zlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core import mail
from django.test import Client
from django.utils.html import escape

INTO = Path(os.environ["RENDERED_INTO"])
AT = datetime.fromisoformat(os.environ["RENDERED_AT"])
TICK = timedelta(milliseconds=1)  # per reading of the clock, so that later events have later times
UUID_7 = (7 << 76) | (2 << 62)  # version and variant


class Recording:
    """The state of the running test."""

    def __init__(self) -> None:
        self.folder = INTO
        self.who = ""
        self.start("")

    def start(self, name: str) -> None:
        """Reset the clock, the random numbers and the page numbers."""
        plain = re.sub(r"[^\w.,=-]+", "_", name)[:150]
        self.folder = INTO / f"{plain} {zlib.crc32(name.encode()):08x}"  # two names may look the same when made plain
        self.pages = self.looks = self.keys = 0
        self.chance = random.Random(0)

    def now(self) -> datetime:
        """The clock of Django."""
        self.looks += 1
        return (AT + self.looks * TICK).astimezone(datetime.now().astimezone().tzinfo)

    def new_key(self) -> uuid.UUID:
        """Keys in the order of creation."""
        self.keys += 1
        return uuid.UUID(int=(int(AT.timestamp() * 1000) << 80) | UUID_7 | self.keys)

    def keep(self, title: str, text: str) -> None:
        """Write one page."""
        self.pages += 1
        self.folder.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"[^\w.,=-]+", "_", title)[:120]
        (self.folder / f"{self.pages:04} {name}.html").write_text(text)


NOW = Recording()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort the tests in file order."""
    items.sort(key=lambda item: str(item.path))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test begins, before its fixtures."""
    NOW.start(f"{item.path.stem}/{item.name}".replace("/", "__"))


@pytest.fixture(autouse=True)
def _recorded(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    request = Client.request

    def recorded(self: Client, **asked):
        answer = request(self, **asked)
        if answer.get("Content-Type", "").startswith("text/html") and not answer.streaming:
            title = f"{asked.get('REQUEST_METHOD')} {asked.get('PATH_INFO')} {answer.status_code}"
            if text := answer.content.decode():
                NOW.keep(re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "pk", title), text)
        return answer

    monkeypatch.setattr(Client, "request", recorded)
    monkeypatch.setattr("django.utils.timezone.now", NOW.now)
    clock = SimpleNamespace(now=lambda tz=None: NOW.now().astimezone(tz))
    monkeypatch.setattr("django.template.defaulttags.datetime", clock)  # {% now %}
    monkeypatch.setattr("safeguards.identifiers.uuid7", NOW.new_key)
    monkeypatch.setattr("random._urandom", lambda size: NOW.chance.randbytes(size))
    monkeypatch.setattr("os.urandom", lambda size: NOW.chance.randbytes(size))
    yield
    for letter in getattr(mail, "outbox", []):
        NOW.keep("mail", f"<pre>{escape(letter.subject)}\n\n{escape(letter.body)}\n</pre>")
