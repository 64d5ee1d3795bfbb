"""Let the application erase the sealed state before a merge, and only that, and only after ninety days.

The state is what undoing puts back: who could write it could put anything into a person. So it may become nothing and
nothing else, and not while the merge can still be undone. The owner's own statements (changing keys) are let through.
"""

from django.db import migrations

from safeguards.row_security import GrantApplicationRole, update_of

GUARD = """
CREATE FUNCTION cases_merged_state_is_erased_late() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF row_security_active('public.cases_personmerge')
       AND (NEW.before IS NOT NULL OR OLD.merged_at > transaction_timestamp() - interval '90 days') THEN
        RAISE EXCEPTION 'the state before a merge stands for ninety days' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER merged_state_is_erased_late BEFORE UPDATE ON cases_personmerge FOR EACH ROW
    WHEN (NEW.before IS DISTINCT FROM OLD.before) EXECUTE FUNCTION cases_merged_state_is_erased_late();
"""
NO_GUARD = """
DROP TRIGGER merged_state_is_erased_late ON cases_personmerge;
DROP FUNCTION cases_merged_state_is_erased_late();
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0030_merged_state_may_be_erased")]

    operations = [
        migrations.RunSQL(GUARD, NO_GUARD),
        GrantApplicationRole(
            "cases_personmerge", ("SELECT", "INSERT", update_of("undone_at", "undone_by_id", "before"))
        ),
    ]
