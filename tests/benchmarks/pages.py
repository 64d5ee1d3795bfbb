"""Pages, compared with the empty page and raw SQL for their rows, and the number of queries of some pages."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.models import Case
from tests.benchmarks import raw_rows
from tests.benchmarks.people import People, Person
from tests.benchmarks.worker import Probe

LISTS = "list"  # measurements with this prefix are lists; other pages only must stay flat
PINNED = Path(__file__).parents[1] / "architecture" / "query_counts.json"
RARE = "keadaan_layanan=requested"  # a few of the city's cases
NEVER = "umur=60"  # nobody in a load is that old: the whole register is searched without a result
OTHER_KIND = "AND kind = 'other_violence'"


def measurements(people: People) -> dict[str, dict[str, Probe]]:
    """Every list page with its raw SQL, and the case page."""
    at, cases = people.caseworker, reverse("cases:case-list")
    queue = reverse("referrals:inbox")
    raw_cases, raw_queue = partial(raw_rows.cases, at), partial(raw_rows.queue, people.officer)
    ended = (["completed", "declined", "withdrawn"], raw_rows.ENDED)
    return {
        "list: cases, first page": listed(at, cases, raw_cases),
        "list: cases, hundredth page": listed(at, f"{cases}?page=100", partial(raw_cases, page=100)),
        "list: cases of one kind": listed(at, f"{cases}?jenis=other_violence", partial(raw_cases, more=OTHER_KIND)),
        "list: cases of one kind, hundredth page": listed(
            at, f"{cases}?jenis=other_violence&page=100", partial(raw_cases, more=OTHER_KIND, page=100)
        ),
        "list: cases with a child": listed(
            at, f"{cases}?korban=anak", partial(raw_cases, more=raw_rows.TOLD_OF_A_CHILD)
        ),
        "list: agency's queue, waiting": listed(people.officer, queue, partial(raw_queue, ["sent"], raw_rows.WAITING)),
        "list: agency's queue, running": listed(
            people.officer, f"{queue}?tampil=dilayani", partial(raw_queue, ["accepted"], raw_rows.RUNNING)
        ),
        "list: agency's queue, ended": listed(people.officer, f"{queue}?tampil=selesai", partial(raw_queue, *ended)),
        "list: agency's queue, ended, hundredth page": listed(
            people.officer, f"{queue}?tampil=selesai&page=100", partial(raw_queue, *ended, page=100)
        ),
        "case list, rarest filter": {"page": at.get(f"{cases}?{RARE}")},
        "case list of the largest task force, rarest filter": {"page": people.busiest.get(f"{cases}?{NEVER}")},
        "case page": {"page": at.get(case_address(at))},
    }


def listed(person: Person, address: str, raw: Callable[[], list[tuple]]) -> dict[str, Probe]:
    """The three probes of a list. Page and SQL must show the same rows in the same order to be comparable."""
    open_page = person.get(address)
    page, rows = open_page().decode(), raw()[: raw_rows.ROWS]
    places = [page.find(f">{row[1]}<") for row in rows]
    if not rows or -1 in places or places != sorted(places):
        raise AssertionError(f"{address} does not show the rows of the raw SQL")
    return {"empty": person.empty, "raw": raw, "page": open_page}


def case_address(person: Person) -> str:
    """The newest case with two victims, one with a service: the same at every size."""
    with person.asking():
        two = Case.objects.filter(victims__position=2, victims__services__state="accepted")
        return reverse("cases:case-detail", args=[two.order_by("-reported_on", "-pk").first().pk])


class Pinned:
    """Pages with a pinned number of queries."""

    def __init__(self, people: People) -> None:
        self.pages = {
            "cases:case-list as sari": (people.caseworker, reverse("cases:case-list")),
            "cases:case-detail as sari": (people.caseworker, case_address(people.caseworker)),
            "referrals:inbox as maya": (people.officer, reverse("referrals:inbox")),
        }

    def queries(self) -> dict[str, tuple[int, int]]:
        """Page to its number of queries here and the number pinned by the tests."""
        pinned = json.loads(PINNED.read_text())
        found = {}
        for name, (person, address) in self.pages.items():
            probe = person.get(address)
            probe()
            with CaptureQueriesContext(connection) as asked:
                probe()
            found[name] = (len(asked), pinned.get(name, 0))
        return found
