"""The table of a meeting summary in raw SQL: one statement per unit, one GROUP BY per attribute.

Written from the definitions in the summary, not from ``reports.counting``, so that both can be compared.
"""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.db.backends.utils import CursorWrapper

SIDE = "CASE WHEN {day} >= %(start)s THEN 'current' ELSE 'previous' END"
LOCAL_DAY = "({moment} AT TIME ZONE %(zone)s)::date"
MOMENTS = """(
    {moment} >= %(start)s::timestamp AT TIME ZONE %(zone)s AND {moment} < (%(end)s + 1)::timestamp AT TIME ZONE %(zone)s
    OR {moment} >= %(start_before)s::timestamp AT TIME ZONE %(zone)s
       AND {moment} < (%(end_before)s + 1)::timestamp AT TIME ZONE %(zone)s
)"""
DAYS = "({day} BETWEEN %(start)s AND %(end)s OR {day} BETWEEN %(start_before)s AND %(end_before)s)"


def grouped(attributes: Sequence[tuple[str, ...]], measures: str, kind: str = "kind") -> str:
    """One SELECT for each attribute (or pair of them) over ``counted``: its name, its value, the measures."""
    parts = []
    for names in attributes:
        values = ", ".join(f"{name}::text" for name in names) or "NULL::text"
        group = ", ".join(["side", kind, *names])
        parts.append(
            f"SELECT side, {kind}, '{' '.join(names)}', ARRAY[{values}], {measures} FROM counted GROUP BY {group}"
        )
    return "\nUNION ALL\n".join(parts)


COMPLAINTS = f"""
    WITH counted AS MATERIALIZED (
        SELECT {SIDE.format(day=LOCAL_DAY.format(moment="received_at"))} AS side, '' AS kind, channel, outcome, urgency
        FROM cases_complaint
        WHERE task_force_id = ANY(%(forces)s) AND {MOMENTS.format(moment="received_at")}
    )
    {grouped([(), ("channel",), ("outcome",), ("urgency",)], "count(*)")}
"""

CASES = f"""
    WITH counted AS MATERIALIZED (
        SELECT {SIDE.format(day="reported_on")} AS side, kind, channel, mode, cases_case.stage, violence_form,
               coalesce(track.stage, '') AS legal_stage, police.case_id IS NOT NULL OR track.id IS NOT NULL AS police,
               child.case_id IS NOT NULL AS child
        FROM cases_case
        LEFT JOIN cases_proceeding track ON track.case_id = cases_case.id
        LEFT JOIN (SELECT DISTINCT case_id FROM referrals_referral
                   WHERE task_force_id = ANY(%(forces)s) AND state IN ('accepted', 'completed')
                     AND 'law_enforcement' = ANY(service_lines)) police ON police.case_id = cases_case.id
        LEFT JOIN (SELECT DISTINCT case_id FROM cases_victim
                   WHERE task_force_id = ANY(%(forces)s) AND is_child
                     AND status <> 'not_a_victim' AND stage <> 'duplicate') child ON child.case_id = cases_case.id
        WHERE cases_case.task_force_id = ANY(%(forces)s) AND cases_case.stage <> 'duplicate'
          AND {DAYS.format(day="reported_on")}
    )
    {
    grouped(
        [(), ("channel",), ("mode",), ("stage",), ("violence_form",), ("legal_stage",)],
        "count(*), count(*) FILTER (WHERE police), count(*) FILTER (WHERE child)",
    )
}
"""

VICTIMS = f"""
    WITH counted AS MATERIALIZED (
        SELECT {
    SIDE.format(day="reported_on")
} AS side, kind, sex, mode, channel, main_factor, cases_victim.stage, status,
               coalesce(left(origin_region_id, 5), '') AS origin, is_child,
               coalesce((ARRAY['0-5', '6-12', '13-17', '18-24', '25-44', '45-59', '60+'])[
                   width_bucket(age_at_event, ARRAY[0, 6, 13, 18, 25, 45, 60])], 'unknown') AS age_band
        FROM cases_victim JOIN cases_case ON cases_case.id = cases_victim.case_id
        WHERE cases_case.task_force_id = ANY(%(forces)s) AND cases_victim.stage <> 'duplicate'
          AND (kind <> 'tppo' OR status <> 'not_a_victim') AND {DAYS.format(day="reported_on")}
    )
    {
    grouped(
        [
            (),
            ("sex",),
            ("age_band",),
            ("sex", "age_band"),
            ("mode",),
            ("channel",),
            ("main_factor",),
            ("stage",),
            ("status",),
            ("origin",),
        ],
        "count(*), count(*) FILTER (WHERE is_child)",
    )
}
"""

YEARS = """
    SELECT extract(year FROM reported_on)::int, count(*), count(*) FILTER (WHERE is_child)
    FROM cases_victim JOIN cases_case ON cases_case.id = cases_victim.case_id
    WHERE cases_case.task_force_id = ANY(%(forces)s) AND kind = 'tppo'
      AND status <> 'not_a_victim' AND cases_victim.stage <> 'duplicate'
      AND reported_on BETWEEN %(first_year)s AND %(end)s
    GROUP BY 1
"""

ANSWERS = """count(*), count(*) FILTER (WHERE state IN ('accepted', 'completed')),
    count(*) FILTER (WHERE state = 'completed' AND outcome = 'given'),
    percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM answered_at - sent_at) / 3600)
        FILTER (WHERE answered_at IS NOT NULL),
    count(*) FILTER (WHERE answered_at <= answer_due_at),
    count(*) FILTER (WHERE answered_at IS NOT NULL OR answer_due_at < now()), count(answered_at)"""
SERVICES = f"""
    WITH counted AS MATERIALIZED (
        SELECT {SIDE.format(day=LOCAL_DAY.format(moment="sent_at"))} AS side, line, agency.kind, short_name,
               state, outcome, sent_at, answered_at, answer_due_at
        FROM referrals_referral, unnest(service_lines) AS line, taskforces_agency agency
        WHERE agency.id = agency_id AND referrals_referral.task_force_id = ANY(%(forces)s) AND state <> 'withdrawn'
          AND {MOMENTS.format(moment="sent_at")}
    )
    SELECT side, '', '', {ANSWERS} FROM counted GROUP BY side
    UNION ALL SELECT side, line, '', {ANSWERS} FROM counted GROUP BY side, line
    UNION ALL SELECT side, line, short_name, {ANSWERS} FROM counted GROUP BY side, line, kind, short_name
"""


def count(cursor: CursorWrapper, forces: Sequence, year: int, years: int) -> dict[str, list[tuple]]:
    """All rows of the summary of a calendar year, the year before beside it, and the years before that."""
    values = {
        "forces": list(forces),
        "zone": settings.TIME_ZONE,
        "start": date(year, 1, 1),
        "end": date(year, 12, 31),
        "start_before": date(year - 1, 1, 1),
        "end_before": date(year - 1, 12, 31),
        "first_year": date(year - years + 1, 1, 1),
    }
    found = {}
    for name, statement in (
        ("complaints", COMPLAINTS), ("cases", CASES), ("victims", VICTIMS), ("years", YEARS), ("services", SERVICES)
    ):  # fmt: skip
        cursor.execute(statement, values)
        found[name] = cursor.fetchall()
    return found
