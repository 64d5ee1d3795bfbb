"""The number of queries of each page: pinned in a file, and the same for one row and for fifteen.

After an intended change, run this file with UPDATE_QUERY_COUNTS=1 in the environment and read the difference of
``query_counts.json`` in the commit.
"""

import json
import os
from collections.abc import Collection
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.architecture.addresses import one_of_everything, routes
from tests.architecture.crowd import crowd, first_details
from tests.personas import client_of

PINNED = Path(__file__).with_name("query_counts.json")
READERS = ("sari", "maya", "rina", "arif")  # caseworker, agency officer, secretariat, accounts admin
OTHERS = ("/", "/cari/")  # pages of the roof
PAPERS = {"reports:summary-download"}  # built from one frozen row, and slow to typeset


def questions(client, address: str) -> int | None:
    """The number of statements of a page, with transaction and row-security context; None if it is refused."""
    if client.get(address).status_code != 200:  # the first request may record something or fill a cache
        return None
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def counts(things, world, among: Collection[str] = ()) -> dict[str, int]:
    """Queries by page and reader, for all pages each may read; ``among`` limits the pages."""
    addresses = {route.name: route.address(things) for route in routes() if route.name not in PAPERS}
    found = {}
    for reader in READERS:
        client = client_of(getattr(world, reader))
        for name, address in {**addresses, **{address: address for address in OTHERS}}.items():
            page = f"{name} as {reader}"
            if (not among or page in among) and (asked := questions(client, address)) is not None:
                found[page] = asked
    return dict(sorted(found.items()))


@pytest.fixture
def things(world):
    made = one_of_everything(world)
    first_details(world, made)
    return made


def differences(before: dict[str, int], after: dict[str, int]) -> str:
    """One line per page with a different number, or on one side only."""
    pages = sorted({*before, *after})
    changed = [page for page in pages if before.get(page) != after.get(page)]
    return "\n".join(f"{page}: {before.get(page)} -> {after.get(page)}" for page in changed)


def test_no_page_asks_more_because_there_is_more_to_show(things, world):
    few = counts(things, world)
    crowd(world, things)
    many = counts(things, world, among=few)
    assert not differences(few, many), differences(few, many)
    if os.environ.get("UPDATE_QUERY_COUNTS"):
        PINNED.write_text(json.dumps(few, indent=1) + "\n")
    pinned = json.loads(PINNED.read_text())
    assert not differences(pinned, few), differences(pinned, few)
