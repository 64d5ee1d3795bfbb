"""The rows of each list in handwritten SQL that knows only the tables."""

from tests.benchmarks.people import Person

ROWS = 25
# the page's count; it also stops at a thousand
CASES_COUNTED = (
    "SELECT count(*) FROM (SELECT 1 FROM cases_case WHERE task_force_id = ANY(%(ours)s) {more} LIMIT 1001) x"
)
CASES = """
    WITH page AS (
        SELECT id, number, kind, violence_form, stage, urgency, opened_at, reported_on, event_region_id FROM cases_case
        WHERE task_force_id = ANY(%(ours)s) {more}
        ORDER BY reported_on DESC, id DESC LIMIT %(rows)s + 1 OFFSET %(before)s
    )
    SELECT page.*, region.name,
           (SELECT min(received_at) FROM cases_complaint complaint WHERE complaint.case_id = page.id),
           (SELECT max(at) FROM safeguards_auditevent event WHERE event.root_id = page.id),
           (SELECT json_agg(json_build_array(victim.position, victim.stage, victim.status, victim.is_child)
                            ORDER BY victim.position)
            FROM cases_victim victim WHERE victim.case_id = page.id),
           (SELECT json_agg(json_build_array(victim.position, service.service_line, agency.short_name, service.state,
                                             service.referral_number, service.due_at) ORDER BY service.requested_at)
            FROM cases_victim victim
            JOIN cases_service service ON service.victim_id = victim.id
            JOIN taskforces_agency agency ON agency.id = service.agency_id
            WHERE victim.case_id = page.id)
    FROM page LEFT JOIN taskforces_region region ON region.code = page.event_region_id
    ORDER BY reported_on DESC, id DESC
"""
TOLD_OF_A_CHILD = "AND EXISTS (SELECT 1 FROM cases_victim v WHERE v.case_id = cases_case.id AND v.is_child)"

QUEUE_COUNTED = """
    SELECT count(*) FILTER (WHERE state = 'sent'), count(*) FILTER (WHERE state = 'accepted'),
           count(*) FILTER (WHERE state IN ('completed', 'declined', 'withdrawn'))
    FROM referrals_referral WHERE agency_id = ANY(%(ours)s)
"""
QUEUE = """
    SELECT referral.id, referral.number, referral.urgency, referral.state, service_lines, slip, sent_at, answer_due_at,
           answered_at, first_service_on, completed_at, outcome, decline_reason, answerer.name, agency.name, region.name
    FROM referrals_referral referral
    JOIN taskforces_agency agency ON agency.id = referral.agency_id
    JOIN taskforces_taskforce force ON force.id = referral.task_force_id
    LEFT JOIN taskforces_region region ON region.code = force.region_id
    LEFT JOIN taskforces_user answerer ON answerer.id = referral.answered_by_id
    WHERE referral.agency_id = ANY(%(ours)s) AND referral.state = ANY(%(states)s)
    ORDER BY {order} LIMIT %(rows)s OFFSET %(before)s
"""
BY_HARM = "array_position(ARRAY['emergency', 'urgent'], referral.urgency::text) NULLS LAST"
WAITING = f"(answer_due_at < now()) DESC, {BY_HARM}, answer_due_at, sent_at DESC, referral.id"
RUNNING = f"{BY_HARM}, answer_due_at, sent_at DESC, referral.id"
ENDED = "sent_at DESC, referral.id"


def cases(person: Person, *, page: int = 1, more: str = "") -> list[tuple]:
    """A page of the user's cases with their victims, services, first complaint and last change."""
    values = {"ours": list(person.context["task_forces"]), "rows": ROWS, "before": (page - 1) * ROWS}
    with person.asking() as cursor:
        cursor.execute(CASES_COUNTED.format(more=more), values)
        cursor.fetchall()
        cursor.execute(CASES.format(more=more), values)
        return cursor.fetchall()


def queue(person: Person, states: list[str], order: str, *, page: int = 1) -> list[tuple]:
    """A page of the queue of the user's agency, in the order of its duties, with the queue's counts."""
    values = {
        "ours": list(person.context["agencies"]),
        "states": states,
        "rows": ROWS,
        "before": (page - 1) * ROWS,
    }
    with person.asking() as cursor:
        cursor.execute(QUEUE_COUNTED, values)
        cursor.fetchall()
        cursor.execute(QUEUE.format(order=order), values)
        return cursor.fetchall()
