"""Judge a colleague's seat by the day of the task forces' own zone when a draft is handed over.

``current_date`` is the day of the session, which is UTC's: between midnight and seven in Jambi it is still yesterday's,
so a seat that ended yesterday stood open and one that began today was refused.
"""

from django.conf import settings
from django.db import migrations

CHECK = """
ALTER POLICY handed_insert ON cases_draft WITH CHECK (
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
          AND seat.valid_from <= {today}
          AND (seat.valid_until IS NULL OR seat.valid_until >= {today})
    )
)
"""


def by_the_local_day(apps, schema_editor):
    """The day it is where the task forces work."""
    zone = schema_editor.quote_value(settings.TIME_ZONE)
    schema_editor.execute(CHECK.format(today=f"(now() AT TIME ZONE {zone})::date"), None)


def by_the_day_of_the_session(apps, schema_editor):
    """As it was."""
    schema_editor.execute(CHECK.format(today="current_date"), None)


class Migration(migrations.Migration):
    dependencies = [("cases", "0031_merged_state_erased_late")]

    operations = [migrations.RunPython(by_the_local_day, by_the_day_of_the_session)]
