"""Bind the old register's tables to their task force, and let a batch be undone by one function of the owner.

The application may delete no row of a case file. ``cases_undo_register`` runs with the owner's rights and removes
exactly the files of one batch of the caller's own task force, within ninety days, while none of them was touched: an
update leaves a history row, a later row that points at them stops the function at the end (docs/adr/0007).
"""

from django.conf import settings
from django.db import migrations

from safeguards.row_security import NOTHING_DELETED, EnableRowSecurity, GrantApplicationRole, RowPolicy

WORKING = ("registerpiece", "registerrow", "registerprogress")  # deleted when they have served
KEPT = ("registerbatch", "registerentry", "registermapping")

UNDO = """
CREATE FUNCTION cases_undo_register(given_batch uuid, left_out uuid[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    files uuid[];
    complaints uuid[];
    people uuid[];
    removed integer;
BEGIN
    PERFORM 1 FROM public.cases_registerbatch b
      WHERE b.id = given_batch AND b.state = 'written' AND b.written_at > now() - interval '90 days'
        AND b.task_force_id = ANY (NULLIF(current_setting('app.task_forces', true), '')::uuid[])
      FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'this batch cannot be undone' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT array_agg(e.case_id), array_agg(e.complaint_id) INTO files, complaints
      FROM public.cases_registerentry e WHERE e.batch_id = given_batch AND NOT e.id = ANY (left_out);
    IF files IS NULL THEN
        RETURN 0;
    END IF;
    SELECT coalesce(array_agg(p), '{}') INTO people
      FROM public.cases_registerentry e, unnest(e.persons) p
      WHERE e.batch_id = given_batch AND NOT e.id = ANY (left_out);
    IF EXISTS (SELECT 1 FROM public.cases_casehistory WHERE id = ANY (files))
       OR EXISTS (SELECT 1 FROM public.cases_complainthistory WHERE id = ANY (complaints))
       OR EXISTS (SELECT 1 FROM public.cases_personhistory WHERE id = ANY (people))
       OR EXISTS (SELECT 1 FROM public.cases_victimhistory WHERE case_id = ANY (files)) THEN
        RAISE EXCEPTION 'a file of this batch was changed' USING ERRCODE = 'restrict_violation';
    END IF;
    SET CONSTRAINTS ALL DEFERRED;
    DELETE FROM public.cases_registerentry WHERE batch_id = given_batch AND case_id = ANY (files);
    GET DIAGNOSTICS removed = ROW_COUNT;
    DELETE FROM public.cases_stagechange s USING public.cases_victim v
      WHERE s.victim_id = v.id AND v.case_id = ANY (files);
    DELETE FROM public.cases_victim WHERE case_id = ANY (files);
    DELETE FROM public.cases_complaintperson WHERE complaint_id = ANY (complaints);
    DELETE FROM public.cases_complaint WHERE id = ANY (complaints);
    DELETE FROM public.cases_case WHERE id = ANY (files);
    DELETE FROM public.cases_linktoken WHERE person_id = ANY (people);
    DELETE FROM public.cases_persontokens WHERE person_id = ANY (people);
    DELETE FROM public.cases_person WHERE id = ANY (people);
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED;
    RETURN removed;
END;
$$;
REVOKE ALL ON FUNCTION cases_undo_register(uuid, uuid[]) FROM PUBLIC;
"""


def allow(apps, schema_editor):
    """Let the application role call it; the role's name is a setting."""
    role = schema_editor.quote_name(settings.ROW_SECURITY_APPLICATION_ROLE)
    schema_editor.execute(f"GRANT EXECUTE ON FUNCTION cases_undo_register(uuid, uuid[]) TO {role}")


class Migration(migrations.Migration):
    dependencies = [("cases", "0014_old_register")]

    operations = [
        *(EnableRowSecurity(f"cases_{name}", RowPolicy.task_force()) for name in (*WORKING, *KEPT)),
        *(GrantApplicationRole(f"cases_{name}", NOTHING_DELETED) for name in KEPT),
        migrations.RunSQL(UNDO, "DROP FUNCTION cases_undo_register(uuid, uuid[])"),
        migrations.RunPython(allow, migrations.RunPython.noop),
    ]
