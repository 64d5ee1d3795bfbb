"""A visitor who goes through the public form, for tests."""

import re

from django.test import Client

from tests.factories import FORM_CODE as CODE

STEPS = (
    {"danger": "no", "story": "Tetangga saya tidak digaji dan tidak boleh pulang."},
    {"who": "community", "name": "Kenanga Rekaan", "age": "16", "sex": "female", "suspects": "Pak Rekaan, agen kerja"},
    {"place": "Ruko dekat pasar Angso Duo", "when": "sejak bulan lalu"},
    {"rule": "never"},
)


def hidden(page, name: str = "sheet") -> str:
    """A hidden field of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())
    return found.group(1) if found else ""


class Stranger:
    """A visitor with a telephone. Only the current page is remembered between steps."""

    def __init__(self, code: str = CODE, **extra):
        self.client = Client(**extra)
        self.address = f"/l/{code}/"
        self.page = self.client.get(self.address)
        self.step = 1

    def press(self, typed: dict | None = None, *, step: int | None = None, go: str = "next", **headers):
        """Send the open step."""
        self.step = step or self.step
        data = {"step": self.step, "sheet": hidden(self.page), "go": go, **(typed or {})}
        self.page = self.client.post(self.address, data, **headers)
        found = re.search(r'name="step" value="(\d)"', self.page.content.decode())
        self.step = int(found.group(1)) if found else 0
        return self.page

    def fill(self, steps=STEPS):
        """The first four steps."""
        for typed in steps:
            self.press(typed)
        return self.page

    def report(self, steps=STEPS, **typed) -> str:
        """All five steps; returns the receipt."""
        self.fill(steps)
        self.press(typed, go="send")
        return receipt_in(self.page)


def receipt_in(page) -> str:
    """The receipt on a page."""
    return "".join(re.findall(r"<span>(\d{4})</span>", page.content.decode()))


def unhurried(monkeypatch) -> None:
    """Switch off the check for answers that are too fast."""
    monkeypatch.setattr("cases.public.views.pages.QUICKEST", 0)
