"""Let somebody write a draft for a colleague, and nothing else beside their own rows.

Whose a draft is cannot be changed, since nobody may write a row of somebody else: handing over deletes one's own row
and writes a new one. This rule lets exactly that row be written: for a colleague who works on the same task force's
files today, named as handed over by the person who asks. Reading it is the colleague's own rule alone.
"""

from django.db import migrations

from safeguards.row_security import AddRowPolicy, RowPolicy

FOR_A_COLLEAGUE = """
    handed_by_id = (SELECT NULLIF(current_setting('app.user_id', true), '')::uuid)
    AND user_id <> handed_by_id
    AND handed_at IS NOT NULL
    AND starts_with(key, 'complaint:')
    AND EXISTS (
        SELECT 1 FROM taskforces_membership AS seat
        WHERE seat.user_id = cases_draft.user_id
          AND seat.task_force_id = ANY ((SELECT NULLIF(current_setting('app.task_forces', true), '')::uuid[])::uuid[])
          AND seat.role IN ('caseworker', 'supervisor')
          AND seat.deactivated_at IS NULL
          AND seat.valid_from <= current_date
          AND (seat.valid_until IS NULL OR seat.valid_until >= current_date)
    )
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0016_handed_drafts")]

    operations = [AddRowPolicy("cases_draft", RowPolicy("handed", FOR_A_COLLEAGUE, ("INSERT",)))]
