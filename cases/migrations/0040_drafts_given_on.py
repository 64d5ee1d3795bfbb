"""Let a form about a file be given on to a colleague too, as a call could be since 0017 and 0032.

When somebody's access ends, what they had begun to type goes with the rest of their work. The rule stays as narrow as it
was: a row for a colleague who works on the same task force's files today, named as handed over by the person whose row
it was.
"""

from django.conf import settings
from django.db import migrations

CALLS = "starts_with(key, 'complaint:')"
FORMS = "split_part(key, ':', 1) IN ('complaint', 'complaint-amend', 'screening', 'referral') AND strpos(key, ':') > 0"
CHECK = """
ALTER POLICY handed_insert ON cases_draft WITH CHECK (
    handed_by_id = (SELECT NULLIF(current_setting('app.user_id', true), '')::uuid)
    AND user_id <> handed_by_id
    AND handed_at IS NOT NULL
    AND {forms}
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


def _write(schema_editor, forms: str) -> None:
    zone = schema_editor.quote_value(settings.TIME_ZONE)
    schema_editor.execute(CHECK.format(forms=forms, today=f"(now() AT TIME ZONE {zone})::date"), None)


def forms_of_a_file(apps, schema_editor):
    """Calls, and forms about a file."""
    _write(schema_editor, FORMS)


def calls_only(apps, schema_editor):
    """As it was."""
    _write(schema_editor, CALLS)


class Migration(migrations.Migration):
    dependencies = [("cases", "0039_register_asks_who")]

    operations = [migrations.RunPython(forms_of_a_file, calls_only)]
