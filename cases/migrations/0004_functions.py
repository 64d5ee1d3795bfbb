"""Functions with the owner's rights. Each does one thing that row security refuses to the application in general."""

from django.db import migrations

from safeguards.row_security import GrantExecution

# Files with these words, only of the caller's own task forces.
FILES_WITH = """
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
              WHERE f.task_force_id = $3' USING NULLIF(numbers, '{}'), most, force;
    END IF;
END $$;
"""

# Undo a register, some files at a time, so that a worker can show progress and be stopped. The application may not
# delete rows of a case file. This function deletes exactly the files of the given entries of a batch of the caller's
# own task force, within ninety days, and only if none was changed (an update leaves a history row; a victim added later
# stops everything; a later row that points at them stops it at the end). Every row is locked before the check, so that
# it waits for a running edit and leaves that file alone (docs/adr/0007).
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
    IF complaints IS NULL THEN
        RETURN 0;
    END IF;
    SELECT coalesce(array_agg(p), '{}') INTO people
      FROM public.cases_registerentry e, unnest(e.persons) p
      WHERE e.batch_id = given_batch AND e.id = ANY (entries);
    PERFORM 1 FROM public.cases_case WHERE id = ANY (files) ORDER BY id FOR UPDATE;
    PERFORM 1 FROM public.cases_complaint WHERE id = ANY (complaints) ORDER BY id FOR UPDATE;
    PERFORM 1 FROM public.cases_person WHERE id = ANY (people) ORDER BY id FOR UPDATE;
    PERFORM 1 FROM public.cases_victim WHERE case_id = ANY (files) ORDER BY id FOR UPDATE;
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
    DELETE FROM public.cases_registerentry WHERE batch_id = given_batch AND id = ANY (entries);
    GET DIAGNOSTICS removed = ROW_COUNT;
    DELETE FROM public.cases_stagechange s USING public.cases_victim v
      WHERE s.victim_id = v.id AND v.case_id = ANY (files);
    DELETE FROM public.cases_victim WHERE case_id = ANY (files);
    DELETE FROM public.cases_complaintperson WHERE complaint_id = ANY (complaints);
    DELETE FROM public.cases_complainttokens WHERE complaint_id = ANY (complaints);
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
"""

# Links that only the undone files made, and the notifications that lead to them. The application names links that
# recurred before; this function removes those that recur no more (as ``shared_values.recurs`` says), were found since
# the batch was approved, and were not dismissed by somebody.
UNDO_LINKS = """
CREATE FUNCTION cases_undo_register_links(given_batch uuid, links uuid[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    force uuid;
    since timestamptz;
    gone uuid[];
BEGIN
    SELECT b.task_force_id, b.confirmed_at INTO force, since FROM public.cases_registerbatch b
      WHERE b.id = given_batch AND b.state IN ('written', 'undoing') AND b.written_at > now() - interval '90 days'
        AND b.task_force_id = ANY (NULLIF(current_setting('app.task_forces', true), '')::uuid[])
      FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'this batch cannot be undone' USING ERRCODE = 'insufficient_privilege';
    END IF;
    WITH ended AS (
        DELETE FROM public.cases_link l
         WHERE l.id = ANY (links) AND l.task_force_id = force AND l.found_at >= since AND l.dismissed_at IS NULL
           AND NOT EXISTS (
               SELECT FROM public.cases_linktoken t
                 LEFT JOIN LATERAL (
                      SELECT v.case_id AS file FROM public.cases_victim v
                       WHERE v.person_id = t.person_id AND v.stage <> 'duplicate'
                      UNION
                      SELECT coalesce(c.case_id, c.id) FROM public.cases_complaintperson r
                        JOIN public.cases_complaint c ON c.id = r.complaint_id
                       WHERE r.person_id = t.person_id) AS f ON true
                WHERE t.task_force_id = force AND t.kind = l.kind AND t.token = l.token
               HAVING count(DISTINCT f.file) > 1 AND (l.kind = 'suspect' OR count(DISTINCT t.person_id) > 1))
        RETURNING l.id)
    SELECT coalesce(array_agg(id), '{}') INTO gone FROM ended;
    DELETE FROM public.taskforces_notification n
      WHERE n.user_id IN (SELECT m.user_id FROM public.taskforces_membership m WHERE m.task_force_id = force)
        AND n.created_at >= since AND n.path IN (SELECT '/kaitan/' || g || '/' FROM unnest(gone) AS g);
    RETURN cardinality(gone);
END;
$$;
"""

# --- The public form --------------------------------------------------------------------------------------------------
DIGEST = "decode(NULLIF(current_setting('app.public_receipt', true), ''), 'hex')"

# The state of a visitor's report, in one of three words, because the visitor may see neither complaint nor case.
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
"""

# The only change a receipt allows: the urgency of its complaint becomes *emergency* and its report is unfolded.
# `if_unjudged`: only if nobody has judged the urgency yet (a form sent again, changed); else in any case
SAY_DANGER = f"""
CREATE FUNCTION cases_public_danger(if_unjudged boolean, OUT number text, OUT is_raised boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    complaint record;
BEGIN
    SELECT c.id, c.number, c.urgency INTO complaint
      FROM public.cases_publicreport r JOIN public.cases_complaint c ON c.id = r.complaint_id
     WHERE r.receipt_digest = {DIGEST}
       FOR UPDATE OF c;
    number := complaint.number;
    is_raised := coalesce(
        complaint.urgency <> 'emergency' AND (NOT if_unjudged OR complaint.urgency = 'unknown'), false
    );
    IF is_raised THEN
        UPDATE public.cases_publicreport SET is_folded = false WHERE complaint_id = complaint.id AND is_folded;
        UPDATE public.cases_complaint SET urgency = 'emergency', version = version + 1 WHERE id = complaint.id;
    END IF;
END
$$;
"""

FUNCTIONS = {
    "cases_files_with(uuid, bigint[], integer)": FILES_WITH,
    "cases_undo_register_files(uuid, uuid[])": UNDO_FILES,
    "cases_undo_register_links(uuid, uuid[])": UNDO_LINKS,
    "cases_public_status()": STATUS,
    "cases_public_danger(boolean)": SAY_DANGER,
}


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_triggers")]

    operations = [
        operation
        for name, made in FUNCTIONS.items()
        for operation in (migrations.RunSQL(made, f"DROP FUNCTION {name}"), GrantExecution(name))
    ]
