"""GET every URL as every persona, and POST an empty form, with few and with more rows.

Not part of the suite: ``python -m tests.rendered_pages`` runs it.
"""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.addresses import one_of_everything, routes
from tests.architecture.crowd import crowd, first_details
from tests.personas import client_of

PAPERS = {"reports:summary-download"}  # no HTML
PEOPLE = ("sari", "ratna", "budi", "maya", "rina", "arif", "tono", "dewi", "nobody", "stranger")
ROWS = {"one": 0, "more": 3}


def plain_addresses(patterns=None, before: str = "/") -> Iterator[str]:
    """URLs without a key, including those of packages."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from plain_addresses(pattern.url_patterns, before + route)
        elif isinstance(pattern, URLPattern) and not set(route) & set("<^$("):
            yield before + route


@pytest.mark.django_db
@pytest.mark.parametrize("rows", ROWS)
@pytest.mark.parametrize("name", PEOPLE)
def test_every_address(world, name, rows):
    things = one_of_everything(world)
    first_details(world, things)
    if ROWS[rows]:
        crowd(world, things, copies=ROWS[rows])
    client = Client() if name == "stranger" else client_of(getattr(world, name))
    client.raise_request_exception = False
    keyed = [route.address(things) for route in routes() if route.name not in PAPERS]
    for address in dict.fromkeys([*plain_addresses(), *keyed]):
        for ask in (client.get, client.post):
            with transaction.atomic():  # no request changes the next one
                ask(address)
                transaction.set_rollback(True)
