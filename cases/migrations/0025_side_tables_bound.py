"""Bind the side tables by which people and files are found: nobody poisons or empties those of another task force.

Tokens of people and police reports are keyed, and stay readable without a condition: a policy that is simply true
leaves PostgreSQL its index. Numbers of words have no key, since triggers write them: whoever reads them can try words.
They are read through a function with the owner's rights that answers for the caller's own task forces alone.
"""

from django.conf import settings
from django.db import migrations

from safeguards.row_security import NOTHING_DELETED, EnableRowSecurity, GrantApplicationRole, RowPolicy
from safeguards.row_security.policies import WRITES

OWN = RowPolicy.task_force().condition
VISITOR = "task_force_id = (SELECT NULLIF(current_setting('app.public_task_force', true), '')::uuid)"

READ = f"""
CREATE FUNCTION cases_files_with(force uuid, numbers bigint[], most integer) RETURNS TABLE (id uuid, unit varchar)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF force = ANY (NULLIF(current_setting('app.task_forces', true), '')::uuid[]) THEN
        RETURN QUERY EXECUTE  -- planned for these very numbers: a rare word asks for the index, a common one for the newest
            'SELECT f.id, f.unit FROM (
                 SELECT w.id, w.unit, w.task_force_id FROM public.cases_filewords w
                  WHERE w.words @> $1 ORDER BY w.id DESC LIMIT $2) AS f
              WHERE f.task_force_id = $3' USING NULLIF(numbers, '{{}}'), most, force;
    END IF;
END $$;
REVOKE ALL ON FUNCTION cases_files_with(uuid, bigint[], integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cases_files_with(uuid, bigint[], integer) TO "{settings.ROW_SECURITY_APPLICATION_ROLE}";
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0024_register_undo_holds")]

    operations = [
        EnableRowSecurity(
            "cases_persontokens",
            RowPolicy.published("true"),
            RowPolicy("task_force", OWN, WRITES),
            RowPolicy("visitor_adds", VISITOR, ("INSERT",)),
        ),
        EnableRowSecurity("cases_proceedingtokens", RowPolicy.published("true"), RowPolicy("task_force", OWN, WRITES)),
        GrantApplicationRole("cases_proceedingtokens", NOTHING_DELETED),
        EnableRowSecurity("cases_filewords", RowPolicy.task_force()),
        migrations.RunSQL(READ, "DROP FUNCTION cases_files_with(uuid, bigint[], integer)"),
    ]
