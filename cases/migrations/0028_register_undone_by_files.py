"""Let a batch be undone some files at a time, so that a worker can tell how far it is and be stopped.

``cases_undo_register_files`` removes the files of the named entries of a batch; in all else it is the function of 0015 and 0024,
which goes: what it was given were the files to leave (docs/adr/0007).
"""

from django.conf import settings
from django.db import migrations

UNDO_FILES = """
CREATE FUNCTION cases_undo_register_files(given_batch uuid, entries uuid[]) RETURNS integer
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
      WHERE b.id = given_batch AND b.state IN ('written', 'undoing') AND b.written_at > now() - interval '90 days'
        AND b.task_force_id = ANY (NULLIF(current_setting('app.task_forces', true), '')::uuid[])
      FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'this batch cannot be undone' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT array_agg(e.case_id), array_agg(e.complaint_id) INTO files, complaints
      FROM public.cases_registerentry e WHERE e.batch_id = given_batch AND e.id = ANY (entries);
    IF files IS NULL THEN
        RETURN 0;
    END IF;
    SELECT coalesce(array_agg(p), '{}') INTO people
      FROM public.cases_registerentry e, unnest(e.persons) p
      WHERE e.batch_id = given_batch AND e.id = ANY (entries);
    IF EXISTS (SELECT 1 FROM public.cases_casehistory WHERE id = ANY (files))
       OR EXISTS (SELECT 1 FROM public.cases_complainthistory WHERE id = ANY (complaints))
       OR EXISTS (SELECT 1 FROM public.cases_personhistory WHERE id = ANY (people))
       OR EXISTS (SELECT 1 FROM public.cases_victimhistory WHERE case_id = ANY (files))
       OR EXISTS (SELECT 1 FROM public.cases_registerbatch b
                    JOIN public.cases_victim v ON v.case_id = ANY (files)
                   WHERE b.id = given_batch AND (v.added_at > b.written_at OR v.task_force_id <> b.task_force_id))
       OR EXISTS (SELECT 1 FROM public.cases_registerbatch b
                    JOIN public.cases_registerentry e ON e.batch_id = b.id
                   WHERE b.id = given_batch AND e.id = ANY (entries) AND e.task_force_id <> b.task_force_id) THEN
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
REVOKE ALL ON FUNCTION cases_undo_register_files(uuid, uuid[]) FROM PUBLIC;
"""
UNDO_ALL = """
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
       OR EXISTS (SELECT 1 FROM public.cases_victimhistory WHERE case_id = ANY (files))
       OR EXISTS (SELECT 1 FROM public.cases_registerbatch b
                    JOIN public.cases_victim v ON v.case_id = ANY (files)
                   WHERE b.id = given_batch AND (v.added_at > b.written_at OR v.task_force_id <> b.task_force_id))
       OR EXISTS (SELECT 1 FROM public.cases_registerbatch b
                    JOIN public.cases_registerentry e ON e.batch_id = b.id
                   WHERE b.id = given_batch AND e.task_force_id <> b.task_force_id) THEN
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


def allow(name):
    """Let the application role call a function; the role's name is a setting."""

    def act(apps, schema_editor):
        role = schema_editor.quote_name(settings.ROW_SECURITY_APPLICATION_ROLE)
        schema_editor.execute(f"GRANT EXECUTE ON FUNCTION {name}(uuid, uuid[]) TO {role}")

    return act


class Migration(migrations.Migration):
    dependencies = [("cases", "0027_register_undone_in_background")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, allow("cases_undo_register")),
        migrations.RunSQL("DROP FUNCTION cases_undo_register(uuid, uuid[])", UNDO_ALL),
        migrations.RunSQL(UNDO_FILES, "DROP FUNCTION cases_undo_register_files(uuid, uuid[])"),
        migrations.RunPython(allow("cases_undo_register_files"), migrations.RunPython.noop),
    ]
