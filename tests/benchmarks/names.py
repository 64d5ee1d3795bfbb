"""People search, compared with reading the same rows by key; and the cost of suggestions while typing.

Names, NIK and numbers are from people of the benchmark city, read once before measuring. Every sample searches another
person.
"""

import sys
from collections.abc import Callable, Sequence
from itertools import cycle
from random import Random

from django.db import connection
from django.urls import reverse

from cases.models import ComplaintPerson, Person, Victim
from cases.queries import searching
from cases.views import likely
from safeguards.identifiers import new_id
from tests.benchmarks.people import People
from tests.benchmarks.people import Person as Reader
from tests.benchmarks.search import SEARCH, in_database
from tests.benchmarks.worker import Probe

SUGGEST = "suggestion"  # prefix of the measurements of suggestions while typing
SAMPLES = 40
BY_KEY = tuple(
    f"SELECT {', '.join(field.column for field in model._meta.concrete_fields)} "
    f"FROM {model._meta.db_table} WHERE {column} = ANY(%s)"
    for model, column in ((Person, "id"), (Victim, "person_id"), (ComplaintPerson, "person_id"))
)


def measurements(people: People) -> dict[str, dict[str, Probe]]:
    """By the whole name, with one typing error, by a single word, by NIK, by telephone number; and while typing."""
    at = people.caseworker
    known = some_people(at)
    names = [name for name, _nik, _phone in known]
    asked = {
        "full name": names,
        "a name with one typing error": [mistyped(name) for name in names],
        "a single word of a name": [name.split()[-1] for name in names],
        "NIK": [nik for _name, nik, _phone in known],
        "telephone number": [phone for _name, _nik, phone in known],
    }
    return {
        **{f"{SEARCH}: {what}": searched(at, texts) for what, texts in asked.items()},
        f"{SUGGEST}: a name": {"empty": at.empty, "page": suggested(at, [{"name": name} for name in names])},
        f"{SUGGEST}: name, number and age": {
            "empty": at.empty,
            "page": suggested(at, [{"name": mistyped(name), "phone": phone, "age": "19"} for name, _n, phone in known]),
        },
    }


def searched(reader: Reader, texts: Sequence[str]) -> dict[str, Probe]:
    """Two probes in turn: the search, then the found people, their cases and complaints by key; seconds of both."""
    following, keys = cycle(texts), []

    def find() -> float:
        with reader.asking(), in_database() as spent:
            found = searching.find_people(next(following), user=reader.user)
            searching.hits_of(found, user=reader.user)
        if not found:
            raise AssertionError("nobody was found, so nothing was measured")
        keys[:] = [match.person_id for match in found]
        return spent[0]

    def by_key() -> float:
        with reader.asking(), in_database() as spent, connection.cursor() as cursor:
            for statement in BY_KEY:
                cursor.execute(statement, [keys])
                cursor.fetchall()
        return spent[0]

    return {"page": find, "raw": by_key}


def suggested(reader: Reader, blocks: Sequence[dict[str, str]]) -> Callable[[], None]:
    """A probe: the whole response to a page with this much typed."""
    likely.MOST_A_MINUTE = sys.maxsize  # here one user sends many requests
    following, address = cycle(blocks), reverse("cases:person-suggest")

    def ask() -> None:
        block = {f"orang-0-{name}": value for name, value in next(following).items()}
        fields = {"orang-jumlah": "1", "channel": "walk_in", "submission_key": str(new_id()), **block}
        answer = reader.client.post(address, fields)
        if answer.status_code != 200:
            raise AssertionError(f"the suggestion answers {answer.status_code}")

    return ask


def some_people(reader: Reader) -> list[tuple[str, str, str]]:
    """Names, NIK and telephone numbers of people of the city."""
    with reader.asking():
        rows = Victim.objects.visible_to(reader.user).order_by("-added_at")
        found = list(rows.values_list("person__name", "person__nik", "person__phone")[:2000])
    return [row for row in found if all(row)][:: max(len(found) // SAMPLES, 1)]


def mistyped(name: str) -> str:
    """One letter of the longest word left out, always the same."""
    word = max(name.split(), key=len)
    place = Random(name).randrange(1, len(word))
    return name.replace(word, word[:place] + word[place + 1 :], 1)
