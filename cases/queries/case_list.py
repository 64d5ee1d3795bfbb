"""One page of the case list in one query of any length: the rows with their victims and services."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases import words
from cases.choices import CaseKind, ServiceState, Stage, VictimStatus, ViolenceForm
from cases.models.time_limit import LIMITS_IN_FORCE, Limits
from cases.queries.duties import ENDED_VALUES, CaseFacts, ServiceFacts, VictimFacts, duties_of
from interface.marks import Badge
from interface.paging import COUNTED, OF_PAGE, PageKeys
from safeguards import clock

# A page's cases with the moments of their first complaint and last change, their victims and services. One statement,
# for speed. Row security applies.
PAGE = """
    SELECT c.id, c.task_force_id, c.number, c.kind, c.violence_form, c.stage, c.urgency, c.opened_at, region.name,
           (SELECT min(CASE WHEN e.id IS NULL THEN p.received_at ELSE p.recorded_at END)
              FROM cases_complaint p LEFT JOIN cases_registerentry e ON e.complaint_id = p.id
             WHERE p.case_id = c.id),
           (SELECT array_agg(p.planned_on) FROM cases_complaint p WHERE p.case_id = c.id AND p.planned_on IS NOT NULL),
           (SELECT e.at FROM safeguards_auditevent e WHERE e.root_id = c.id ORDER BY e.at DESC LIMIT 1),
           (SELECT json_agg(json_build_array(v.id, v.position, v.stage, v.status, v.is_child,
                                             (SELECT s.needs_review FROM cases_screening s WHERE s.victim_id = v.id
                                               ORDER BY s.screened_at DESC, s.id DESC LIMIT 1),
                                             (SELECT json_agg(json_build_array(s.service_line, a.short_name, s.state,
                                                                               s.referral_number, s.due_at, s.ended_at,
                                                                               s.paused_at IS NOT NULL, s.paused_until)
                                                              ORDER BY s.requested_at)
                                                FROM cases_service s JOIN taskforces_agency a ON a.id = s.agency_id
                                               WHERE s.victim_id = v.id)) ORDER BY v.position)
              FROM cases_victim v WHERE v.case_id = c.id),
           ({limits})::text, {counted}
      FROM cases_case c LEFT JOIN taskforces_region region ON region.code = c.event_region_id
     WHERE c.id = ANY({of_page})
     ORDER BY c.reported_on DESC, c.id DESC
"""

DOUBTFUL = (CaseKind.OTHER_VIOLENCE.value, ViolenceForm.TRAFFICKING.value)
NO_CASE = "00000000-0000-0000-0000-000000000000"  # placeholder in a URL pattern for a case's key


class CaseRow(NamedTuple):
    """One line of the list, in words; ``badge`` says how the nearest duty stands."""

    address: str
    number: str
    about: str
    victims: str
    stage: str
    duty: str
    badge: Badge
    changed_at: datetime


class ListedCase(NamedTuple):
    """One case as returned by the statement, with victims and services as JSON."""

    id: UUID
    task_force_id: UUID
    number: str
    kind: str
    violence_form: str
    stage: str
    urgency: str
    opened_at: datetime
    region: str | None
    received_at: datetime | None
    planned_on: list[date] | None
    changed_at: datetime | None
    victims: list | None  # each with its services
    limits: str | None  # JSON of the limits in force, equal in every row
    counted: int  # number of cases in the list, equal in every row


def read(keys: PageKeys) -> tuple[int, list[ListedCase]]:
    """The number of cases and the cases of a page; row security limits them to what the reader may see."""
    statement = PAGE.format(limits=LIMITS_IN_FORCE, counted=COUNTED, of_page=OF_PAGE)
    today = clock.today()
    with connection.cursor() as cursor:
        cursor.execute(f"{keys.found} {statement}", [*keys.parameters, today, today, *keys.counted, *keys.of_page])
        found = [ListedCase(*row) for row in cursor.fetchall()]
    return found[0].counted if found else 0, found


def rows_of(cases: Iterable[ListedCase]) -> list[CaseRow]:
    """The lines of a page, each with its most urgent duty."""
    cases, now = list(cases), clock.now()
    limits = Limits(json.loads(cases[0].limits or "[]") if cases else ())
    pattern = reverse("cases:case-detail", args=[NO_CASE])
    return [_row(case, limits.of(case.task_force_id), now, pattern.replace(NO_CASE, str(case.id))) for case in cases]


def _row(case: ListedCase, limits: Mapping[str, timedelta], now: datetime, address: str) -> CaseRow:
    victims, said = case.victims or [], _said(get_language())
    # if all has ended, the only remaining duty is to stop sharing
    is_alive = any(row[2] not in ENDED_VALUES or _shares(row) for row in victims)
    found = duties_of(_facts(case), limits, now) if is_alive else ()
    is_confirmed = any(status == VictimStatus.CONFIRMED for _key, _place, _stage, status, *_facts in victims)
    kind = words.kind(case.kind, case.violence_form, is_confirmed=is_confirmed)
    return CaseRow(
        address=address,
        number=case.number,
        about=", ".join(filter(None, (kind, case.region))),
        victims=words.victim_count(len(victims), sum(row[4] for row in victims)),
        stage=said[case.stage],
        changed_at=case.changed_at or case.opened_at,
        duty=found[0].title if found else "",
        badge=found[0].badge if found else Badge("done", said[""]),
    )


@cache
def _said(_language: str) -> dict[str, str]:
    """The words for every stage and for "no duty", which nearly every line needs."""
    return {"": _("Tidak ada"), **{stage: str(label) for stage, label in Stage.choices}}


def _facts(case: ListedCase) -> CaseFacts:
    return CaseFacts(
        kind=case.kind,
        urgency=case.urgency,
        received_at=case.received_at or case.opened_at,
        planned_on=tuple(case.planned_on or ()),
        kind_is_doubtful=(case.kind, case.violence_form) == DOUBTFUL,
        victims=tuple(
            VictimFacts(UUID(key), place, stage, status, needs_review=bool(review))
            for key, place, stage, status, _child, review, _services in case.victims or ()
        ),
        services=tuple(
            ServiceFacts(UUID(key), *rest, _moment(due), _moment(ended), is_paused, until and date.fromisoformat(until))
            for key, *_facts, services in case.victims or ()
            for *rest, due, ended, is_paused, until in services or ()
        ),
    )


def _shares(victim: list) -> bool:
    """Whether a victim in the statement's result has a service with stopped sharing that is not settled."""
    return any(state == ServiceState.STOPPED for _line, _agency, state, *_rest in victim[-1] or ())


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
