"""The statements that count. Each reads its rows once and groups them by every attribute the summary shows.

``periods`` is joined as a small table, so that one read gives the period and the same period of the year before, even
if they overlap. Units and days: a complaint counts on the local day it was received, a case and its victims on the
local day the case was first reported, a service request on the local day it was sent. Duplicates never count.
"""

from cases.reading.ages import ADULT_AGE

PERIODS = """
    (SELECT * FROM unnest(%(sides)s::text[], %(starts)s::date[], %(ends)s::date[]) AS p(side, first_day, last_day)) p
"""

COMPLAINTS = f"""
    SELECT p.side, x.channel, x.outcome, x.urgency, grouping(x.channel, x.outcome, x.urgency) AS along, count(*)
    FROM {PERIODS}
    JOIN cases_complaint x
      ON x.task_force_id = ANY(%(task_forces)s)
     AND x.received_at >= p.first_day::timestamp AT TIME ZONE %(zone)s
     AND x.received_at < (p.last_day + 1)::timestamp AT TIME ZONE %(zone)s
    GROUP BY GROUPING SETS ((p.side), (p.side, x.channel), (p.side, x.outcome), (p.side, x.urgency))
"""

# Responses to emergencies, by the local day they were declared. They count work, separate from complaints and victims.
EMERGENCIES = f"""
    SELECT p.side, count(*)
    FROM {PERIODS}
    JOIN cases_emergencyresponse x
      ON x.task_force_id = ANY(%(task_forces)s)
     AND x.declared_at >= p.first_day::timestamp AT TIME ZONE %(zone)s
     AND x.declared_at < (p.last_day + 1)::timestamp AT TIME ZONE %(zone)s
    GROUP BY p.side
"""

CASES = f"""
    WITH counted AS (
        SELECT p.side, c.kind, c.channel, c.mode, c.stage, c.violence_form,
               COALESCE(track.stage, '') AS legal_stage,
               track.id IS NOT NULL OR EXISTS (
                   SELECT 1 FROM referrals_referral r
                   WHERE r.case_id = c.id AND 'law_enforcement' = ANY(r.service_lines)
                     AND r.state IN ('accepted', 'completed')
               ) AS with_police,
               EXISTS (
                   SELECT 1 FROM cases_victim v
                   WHERE v.case_id = c.id AND v.is_child AND v.status <> 'not_a_victim' AND v.stage <> 'duplicate'
               ) AS with_child
        FROM {PERIODS}
        JOIN cases_case c
          ON c.task_force_id = ANY(%(task_forces)s) AND c.reported_on BETWEEN p.first_day AND p.last_day
        LEFT JOIN cases_proceeding track ON track.case_id = c.id
        WHERE c.stage <> 'duplicate'
    )
    SELECT side, kind, channel, mode, stage, violence_form, legal_stage,
           grouping(channel, mode, stage, violence_form, legal_stage) AS along,
           count(*), count(*) FILTER (WHERE with_police), count(*) FILTER (WHERE with_child)
    FROM counted
    GROUP BY GROUPING SETS (
        (side, kind), (side, kind, channel), (side, kind, mode), (side, kind, stage), (side, kind, violence_form),
        (side, kind, legal_stage)
    )
"""

VICTIMS = f"""
    WITH counted AS (
        SELECT p.side, c.kind, v.sex, c.mode, c.channel, v.main_factor, v.stage, v.status,
               COALESCE(left(v.origin_region_id, 5), '') AS origin,
               CASE WHEN v.age_at_event IS NULL THEN 'unknown'
                    WHEN v.age_at_event < 6 THEN '0-5'
                    WHEN v.age_at_event < 13 THEN '6-12'
                    WHEN v.age_at_event < {ADULT_AGE} THEN '13-17'
                    WHEN v.age_at_event < 25 THEN '18-24'
                    WHEN v.age_at_event < 45 THEN '25-44'
                    WHEN v.age_at_event < 60 THEN '45-59'
                    ELSE '60+' END AS age_band,
               v.is_child
        FROM {PERIODS}
        JOIN cases_case c
          ON c.task_force_id = ANY(%(task_forces)s) AND c.reported_on BETWEEN p.first_day AND p.last_day
        JOIN cases_victim v ON v.case_id = c.id
        WHERE v.stage <> 'duplicate' AND NOT (c.kind = 'tppo' AND v.status = 'not_a_victim')
    )
    SELECT side, kind, sex, age_band, mode, channel, main_factor, stage, status, origin,
           grouping(sex, age_band, mode, channel, main_factor, stage, status, origin) AS along,
           count(*), count(*) FILTER (WHERE is_child)
    FROM counted
    GROUP BY GROUPING SETS (
        (side, kind), (side, kind, sex), (side, kind, age_band), (side, kind, sex, age_band), (side, kind, mode),
        (side, kind, channel), (side, kind, main_factor), (side, kind, stage), (side, kind, status),
        (side, kind, origin)
    )
"""

YEARS = f"""
    SELECT p.side, count(v.id), count(v.id) FILTER (WHERE v.is_child)
    FROM {PERIODS}
    JOIN cases_case c
      ON c.task_force_id = ANY(%(task_forces)s) AND c.kind = 'tppo'
     AND c.reported_on BETWEEN p.first_day AND p.last_day
    JOIN cases_victim v ON v.case_id = c.id AND v.status <> 'not_a_victim' AND v.stage <> 'duplicate'
    GROUP BY p.side
"""

SERVICES = f"""
    SELECT p.side, line, a.kind, a.short_name, grouping(line, a.kind, a.short_name) AS along,
           count(*) AS requested,
           count(*) FILTER (WHERE r.state IN ('accepted', 'completed')) AS accepted,
           count(*) FILTER (WHERE r.state = 'completed' AND coalesce(r.line_outcomes ->> line, r.outcome) = 'given')
               AS completed,
           percentile_cont(0.5) WITHIN GROUP (
               ORDER BY extract(epoch FROM r.answered_at - r.sent_at - r.paused_for) / 3600
           ) FILTER (WHERE r.answered_at IS NOT NULL) AS median_answer_hours,
           count(*) FILTER (WHERE r.answered_at <= r.answer_due_at) AS promise_kept,
           count(*) FILTER (WHERE r.answered_at IS NOT NULL
                        OR r.closed_at IS NULL AND r.paused_at IS NULL AND r.answer_due_at < %(now)s) AS promise_due,
           count(*) FILTER (WHERE r.answered_at IS NOT NULL) AS answered
    FROM {PERIODS}
    JOIN referrals_referral r
      ON r.task_force_id = ANY(%(task_forces)s)
     AND r.sent_at >= p.first_day::timestamp AT TIME ZONE %(zone)s
     AND r.sent_at < (p.last_day + 1)::timestamp AT TIME ZONE %(zone)s
    JOIN taskforces_agency a ON a.id = r.agency_id
    CROSS JOIN LATERAL unnest(r.service_lines) AS line
    WHERE r.state <> 'withdrawn'
    GROUP BY GROUPING SETS ((p.side), (p.side, line), (p.side, line, a.kind, a.short_name))
"""
