"""Search, compared with reading the same rows by key. It measures the time in the database, under row security.

Every sample searches something else, so that nothing is cached; the 95th percentile is judged.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle

from django.db import connection

from cases.models import Case
from cases.queries import searching as search
from interface.search_hits import Hit, register_number
from referrals import searching
from safeguards import clock
from tests.benchmarks.people import People, Person
from tests.benchmarks.worker import Probe

SEARCH = "search"  # prefix of their names
BY_KEY = {  # URL prefix of a file -> its row by key
    "kasus": "SELECT * FROM cases_case WHERE id = ANY(%s) ORDER BY reported_on DESC, id DESC",
    "pengaduan": "SELECT * FROM cases_complaint WHERE id = ANY(%s) ORDER BY received_at DESC",
    "rujukan": "SELECT referral.*, agency.* FROM referrals_referral referral JOIN taskforces_agency agency "
    "ON agency.id = referral.agency_id WHERE referral.id = ANY(%s)",
}
RARE, COMMON, TOGETHER = "terminal", "korban", "gaji utang"


def measurements(people: People) -> dict[str, dict[str, Probe]]:
    """By number and by words: rare ones, one in most summaries, several together."""
    at = people.caseworker
    numbers = some_numbers(at)
    return {
        f"{SEARCH}: case number": searched(at, by_number, numbers),
        f"{SEARCH}: a number without its series": searched(at, by_number, [number[2:] for number in numbers]),
        f"{SEARCH}: a rare word of summaries": searched(at, by_words, [RARE]),
        f"{SEARCH}: a common word of summaries": searched(at, by_words, [COMMON]),
        f"{SEARCH}: words of a summary together": searched(at, by_words, [TOGETHER]),
    }


def by_number(text: str, person: Person) -> list[Hit]:
    """The box's search for a number."""
    number = register_number(text, year=clock.today().year)
    return [*search.by_number(number, user=person.user), *searching.by_number(number, user=person.user)]


def by_words(text: str, person: Person) -> list[Hit]:
    """The box's search for words."""
    return search.by_words(text, user=person.user)


def searched(person: Person, look: Callable[[str, Person], list[Hit]], texts: Sequence[str]) -> dict[str, Probe]:
    """Two probes in turn: the search, then the found rows by key. Both return seconds in the database."""
    following, keys = cycle(texts), defaultdict(list)

    def find() -> float:
        with person.asking(), in_database() as spent:
            hits = look(next(following), person)
        if not hits:
            raise AssertionError("nothing was found, so nothing was measured")
        keys.clear()
        for hit in hits:
            _root, place, key, *_rest = hit.url.split("/")
            keys[place].append(key)
        return spent[0]

    def by_key() -> float:
        with person.asking(), in_database() as spent, connection.cursor() as cursor:
            for place, found in keys.items():
                cursor.execute(BY_KEY[place], [found])
                cursor.fetchall()
        return spent[0]

    return {"page": find, "raw": by_key}


@contextmanager
def in_database() -> Iterator[list[float]]:
    """Collect the seconds of the statements in this block."""
    spent = [0.0]

    def timed(execute, sql, parameters, many, context):
        begun = time.perf_counter()
        try:
            return execute(sql, parameters, many, context)
        finally:
            spent[0] += time.perf_counter() - begun

    with connection.execute_wrapper(timed):
        yield spent


def some_numbers(person: Person, how_many: int = 40) -> list[str]:
    """Numbers of cases from all over the register."""
    with person.asking():
        found = list(
            Case.objects.visible_to(person.user).order_by("-reported_on", "-pk").values_list("number", flat=True)[:4000]
        )
    return found[:: max(len(found) // how_many, 1)]
