"""Countries and towns abroad as callers and officers write them. Pure functions over one table.

``abroad.csv`` holds a spelling, the town it means (none for a country), the country, and when it counts. It is ours and
is usage: countries where cases of the task forces have led, their towns, borders and ports, everyday and wrong
spellings. For a new town, add a row. ``only`` is ``name`` for a word that is a person's name too, and ``country`` for a
word of everyday language or a place in Indonesia too, which counts only beside its country (*kuantan malaysia*).
"""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

_FILE = Path(__file__).with_name("abroad.csv")
NAME, BESIDE_COUNTRY = "name", "country"


class Abroad(NamedTuple):
    """A country, or a town with its country."""

    country: str
    town: str  # empty for a country
    only: str  # NAME, BESIDE_COUNTRY or empty


@cache
def _table() -> dict[str, Abroad]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        return {row["written"]: Abroad(row["country"], row["town"], row["only"]) for row in csv.DictReader(file)}


def countries() -> dict[str, Abroad]:
    """The countries by each of their spellings, in lower case."""
    return {written: place for written, place in _table().items() if not place.town}


def towns() -> dict[str, Abroad]:
    """The towns by each of their spellings, in lower case."""
    return {written: place for written, place in _table().items() if place.town}
