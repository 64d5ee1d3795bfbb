"""Cases offered on the page that joins a complaint to a case, besides the likely ones: searched for, and today's."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from cases.models import Case, Complaint
from cases.queries import searching
from cases.queries.likely_cases import LikelyCase, LikelyReason
from interface.search_hits import Hit, register_number
from safeguards import clock

MOST_SHOWN = 8


@dataclass(frozen=True)
class SearchedCases:
    """What a search finds: cases to join, and files that match but are part of no case.

    ``people`` is the number of people's and callers' codes found; none if only numbers of files were searched.
    """

    cases: Sequence[LikelyCase]
    without_case: Sequence[Hit]
    people: int | None


def search(text: str, complaint: Complaint, *, user) -> SearchedCases:
    """Cases with this number, or with a person, a reporter, a number or words like the text. Only visible ones."""
    number = register_number(text, year=clock.today().year)
    hits = searching.by_number(number, user=user) if number else []
    hits = hits or searching.by_outside_number(text, user=user)
    people = None
    if not hits:
        hits = [*searching.by_person(text, user=user), *searching.by_caller(text, user=user)]
        people = len(hits)
        hits += searching.by_words(text, user=user)
    whys: dict[UUID, list[LikelyReason]] = defaultdict(list)
    for hit in hits:
        if hit.case_id:
            whys[hit.case_id].append(LikelyReason(f"{hit.code}: {hit.why}."))
    cases = _offered(complaint, user).filter(pk__in=list(whys)) if whys else []
    in_order = sorted(
        (LikelyCase(case, whys[case.pk]) for case in cases), key=lambda one: list(whys).index(one.case.pk)
    )
    own = (complaint.number, f"{complaint.number}/")
    others = [hit for hit in hits if not hit.case_id and not hit.code.startswith(own)]
    return SearchedCases(in_order[:MOST_SHOWN], others[:MOST_SHOWN], people)


def newest(complaint: Complaint, *, user, but: Collection[UUID]) -> list[Case]:
    """Cases reported today or yesterday, the newest first, without those in ``but``."""
    since = clock.today() - timedelta(days=1)
    rows = _offered(complaint, user).filter(reported_on__gte=since).exclude(pk__in=list(but))
    return list(rows.order_by("-reported_on", "-pk")[:MOST_SHOWN])


def _offered(complaint: Complaint, user):
    """Cases the user may see, of the complaint's task force, without its own."""
    rows = Case.objects.visible_to(user).filter(task_force_id=complaint.task_force_id)
    return rows.exclude(pk=complaint.case_id) if complaint.case_id else rows
