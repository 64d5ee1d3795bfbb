"""Let taking back an old register remove nothing but what its own import wrote, whatever SQL wrote into its tables.

The function with the owner's rights believed the entries of a batch. Entries are now only added, and only for files of
their own task force that an import wrote just now: a complaint recorded in the very moment its case was opened, which
no page does, and which no update can feign without leaving a history that stops the function. The moment of writing,
from which the ninety days count, is set once; and a victim somebody added to such a file later stops the whole.
"""

from django.db import migrations

from safeguards.row_security import APPEND_ONLY, GrantApplicationRole

GUARDS = """
CREATE FUNCTION cases_register_entry_is_of_its_import() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF row_security_active('public.cases_registerentry') AND EXISTS (
        SELECT FROM added e
          LEFT JOIN public.cases_registerbatch b ON b.id = e.batch_id AND b.task_force_id = e.task_force_id
          LEFT JOIN public.cases_case k ON k.id = e.case_id AND k.task_force_id = e.task_force_id
                AND k.opened_at > transaction_timestamp() - interval '10 minutes'
          LEFT JOIN public.cases_complaint c ON c.id = e.complaint_id AND c.case_id = k.id
                AND c.recorded_at = k.opened_at
         WHERE b.id IS NULL OR c.id IS NULL
            OR EXISTS (SELECT FROM unnest(e.persons) AS made
                        WHERE NOT EXISTS (SELECT FROM public.cases_person p
                                           WHERE p.id = made AND p.task_force_id = e.task_force_id))
    ) THEN
        RAISE EXCEPTION 'an entry tells of files its own import writes' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER entry_is_of_its_import AFTER INSERT ON cases_registerentry
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION cases_register_entry_is_of_its_import();

CREATE FUNCTION cases_register_is_written_once() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF row_security_active('public.cases_registerbatch') THEN
        RAISE EXCEPTION 'when a register was written stands' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER written_once BEFORE UPDATE ON cases_registerbatch FOR EACH ROW
    WHEN (OLD.written_at IS NOT NULL AND NEW.written_at IS DISTINCT FROM OLD.written_at)
    EXECUTE FUNCTION cases_register_is_written_once();
"""

NO_GUARDS = """
DROP TRIGGER written_once ON cases_registerbatch;
DROP FUNCTION cases_register_is_written_once();
DROP TRIGGER entry_is_of_its_import ON cases_registerentry;
DROP FUNCTION cases_register_entry_is_of_its_import();
"""

# The function of 0015 as it stands, with more reasons to refuse before anything is deleted.
CHANGE = """
DO $change$
DECLARE
    said text := pg_get_functiondef('cases_undo_register(uuid, uuid[])'::regprocedure);
    changed text := replace(said, $old${old}$old$, $new${new}$new$);
BEGIN
    IF said = changed THEN
        RAISE EXCEPTION 'the function does not read as expected';
    END IF;
    EXECUTE changed;
END $change$
"""
HISTORY = "OR EXISTS (SELECT 1 FROM public.cases_victimhistory WHERE case_id = ANY (files)) THEN"
LATER = """OR EXISTS (SELECT 1 FROM public.cases_victimhistory WHERE case_id = ANY (files))
       OR EXISTS (SELECT 1 FROM public.cases_registerbatch b
                    JOIN public.cases_victim v ON v.case_id = ANY (files)
                   WHERE b.id = given_batch AND (v.added_at > b.written_at OR v.task_force_id <> b.task_force_id))
       OR EXISTS (SELECT 1 FROM public.cases_registerbatch b
                    JOIN public.cases_registerentry e ON e.batch_id = b.id
                   WHERE b.id = given_batch AND e.task_force_id <> b.task_force_id) THEN"""


def changed(old: str, new: str) -> str:
    """The statement that puts one passage of the function in place of another."""
    return CHANGE.replace("{old}", old).replace("{new}", new)


class Migration(migrations.Migration):
    dependencies = [("cases", "0023_link_tokens_leave_with_their_person")]

    operations = [
        GrantApplicationRole("cases_registerentry", APPEND_ONLY),
        migrations.RunSQL(GUARDS, NO_GUARDS),
        migrations.RunSQL(changed(HISTORY, LATER), changed(LATER, HISTORY)),
    ]
