"""Let somebody without an account leave a report, and read back nothing but the messages of their own receipt.

``app.public_task_force`` (set by the two acts of a visitor alone) opens complaints, persons and reports of one task
force for INSERT, and only such complaints as a fresh public one is. ``app.public_receipt`` opens the one report whose
digest it is, and its messages. How the report stands is said by a function with the owner's rights, in one of three
words, because the visitor may see neither complaint nor case.
"""

from django.conf import settings
from django.db import migrations

from safeguards.row_security import (
    NOTHING_DELETED,
    AddRowPolicy,
    EnableRowSecurity,
    GrantApplicationRole,
    RowPolicy,
    update_of,
)

HERE = "task_force_id = (SELECT NULLIF(current_setting('app.public_task_force', true), '')::uuid)"
DIGEST = "decode(NULLIF(current_setting('app.public_receipt', true), ''), 'hex')"
OWN = f"receipt_digest = (SELECT {DIGEST})"
OF_OWN_REPORT = f"report_id IN (SELECT r.id FROM cases_publicreport r WHERE r.{OWN})"
FRESH = "channel = 'public_form' AND outcome = 'pending' AND case_id IS NULL"

STATUS = f"""
CREATE FUNCTION cases_public_status() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT CASE
        WHEN k.stage IN ('termination', 'transferred', 'not_tppo', 'duplicate') THEN 'finished'
        WHEN k.id IS NOT NULL OR c.outcome = 'emergency' THEN 'in_progress'
        WHEN c.outcome <> 'pending' THEN 'finished'
        WHEN EXISTS (SELECT FROM public.cases_publicmessage m WHERE m.report_id = r.id AND m.author = 'office')
            THEN 'in_progress'
        ELSE 'received'
    END
      FROM public.cases_publicreport r
      JOIN public.cases_complaint c ON c.id = r.complaint_id
      LEFT JOIN public.cases_case k ON k.id = c.case_id
     WHERE r.receipt_digest = {DIGEST}
$$;
REVOKE ALL ON FUNCTION cases_public_status() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cases_public_status() TO "{settings.ROW_SECURITY_APPLICATION_ROLE}";
"""


def added(condition: str) -> RowPolicy:
    """Rows a visitor may add and never read."""
    return RowPolicy("visitor_adds", condition, ("INSERT",))


class Migration(migrations.Migration):
    dependencies = [("cases", "0020_public_form")]

    operations = [
        EnableRowSecurity(
            "cases_publicform",
            RowPolicy.published("true"),
            RowPolicy("managers", RowPolicy.member().condition, ("INSERT", "UPDATE")),
        ),
        EnableRowSecurity(
            "cases_publicreport",
            RowPolicy.task_force(),
            added(f"{HERE} AND {OWN}"),
            RowPolicy("visitor_reads", OWN, ("SELECT",)),
        ),
        EnableRowSecurity(
            "cases_publicmessage",
            RowPolicy.task_force(),
            added(f"{HERE} AND author = 'reporter' AND {OF_OWN_REPORT}"),
            RowPolicy("visitor_reads", OF_OWN_REPORT, ("SELECT",)),
        ),
        GrantApplicationRole("cases_publicform", NOTHING_DELETED),
        GrantApplicationRole("cases_publicreport", ("SELECT", "INSERT", update_of("is_folded"))),
        GrantApplicationRole("cases_publicmessage", ("SELECT", "INSERT", update_of("read_at", "read_by_id"))),
        AddRowPolicy("cases_complaint", added(f"{HERE} AND {FRESH}")),
        AddRowPolicy("cases_complaintperson", added(HERE)),
        AddRowPolicy("cases_person", added(HERE)),
        migrations.RunSQL(STATUS, "DROP FUNCTION cases_public_status()"),
    ]
