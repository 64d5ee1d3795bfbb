"""The checks for every page: no axe violation, no sideways scrolling at 360 pixels, useful print, no foreign host.

All routes with real objects behind them, as every persona who may open them.
"""

from urllib.parse import urlsplit

import pytest
from django.db import transaction
from playwright.sync_api import Page

from tests.architecture.addresses import PUBLIC, one_of_everything, routes
from tests.architecture.crowd import first_details
from tests.browser.checks import complaints_of, look_at, look_at_paper

pytestmark = pytest.mark.django_db(transaction=True)
READERS = ("sari", "maya", "rina", "arif")  # caseworker, agency officer, secretariat, accounts admin
PAPERS = {"reports:summary-download"}
WIDTHS = (1280, 360)


def open_pages(page: Page, things: dict) -> list[str]:
    """URLs this user may open, each page once."""
    named = [route.address(things) for route in routes() if route.name not in PAPERS | PUBLIC]
    found = []
    for address in dict.fromkeys(["/", "/cari/", *named]):
        answer = page.request.get(address, max_redirects=0)
        if answer.status == 200 and "<h1" in answer.text():
            found.append(address)
    return found


@pytest.mark.parametrize("reader", READERS)
def test_every_page_of_a_reader(world, open_page, reader):
    with transaction.atomic():
        things = one_of_everything(world)
        first_details(world, things)
    page = open_page("/", user=getattr(world, reader))
    addresses = open_pages(page, things)
    heard, asked, faults = complaints_of(page), [], []
    page.on("request", lambda request: asked.append(urlsplit(request.url)))
    for address in addresses:
        page.goto(address)
        for width in WIDTHS:
            faults += [f"{address} at {width}: {fault}" for fault in look_at(page, width)]
        faults += [f"{address} on paper: {fault}" for fault in look_at_paper(page)]
    assert not faults, "\n".join(faults)
    assert heard == []
    assert {place.hostname for place in asked if place.scheme.startswith("http")} == {"localhost"}
