"""Triggers for rules that constraints cannot express, and for the words of the file search.

They are not in the acts, because a new way of writing a row could miss them there.
"""

from django.conf import settings
from django.db import migrations

# --- Words of summaries -----------------------------------------------------------------------------------------------
# Written by triggers, so that no way of writing a file misses them. Emptying a summary deletes its row of words.
WORDS = """
CREATE FUNCTION cases_word_number(force uuid, word text) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    RETURN ('x' || left(encode(sha256(convert_to(force::text || ':' || word, 'UTF8')), 'hex'), 16))::bit(64)::bigint;

CREATE FUNCTION cases_word_numbers(force uuid, written text) RETURNS bigint[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    RETURN (
        SELECT coalesce(array_agg(public.cases_word_number(force, lexeme)), '{}')
        FROM unnest(tsvector_to_array(to_tsvector('pg_catalog.indonesian'::regconfig, written))) AS lexeme
    );

CREATE FUNCTION cases_simfoni_numbers(force uuid, number text) RETURNS bigint[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    RETURN (
        SELECT CASE WHEN plain = '' THEN '{}' ELSE ARRAY[public.cases_word_number(force, 'simfoni:' || plain)] END
        FROM (SELECT upper(regexp_replace(number, '[^0-9A-Za-z]', '', 'g')) AS plain) AS written
    );

CREATE FUNCTION cases_keep_words(found_id uuid, found_unit text, force uuid, numbers bigint[]) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF numbers = '{}' THEN
        DELETE FROM public.cases_filewords WHERE id = found_id;
    ELSE
        INSERT INTO public.cases_filewords AS row (id, unit, task_force_id, words)
        VALUES (found_id, found_unit, force, numbers)
        ON CONFLICT (id) DO UPDATE SET task_force_id = force, words = numbers;
    END IF;
END $$;

CREATE FUNCTION cases_keep_case_words() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM public.cases_keep_words(
        NEW.id, 'case', NEW.task_force_id,
        public.cases_word_numbers(NEW.task_force_id, NEW.summary)
            || public.cases_simfoni_numbers(NEW.task_force_id, NEW.simfoni_number)
    );
    RETURN NULL;
END $$;

CREATE FUNCTION cases_keep_complaint_words() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM public.cases_keep_words(
        NEW.id, 'complaint', NEW.task_force_id, public.cases_word_numbers(NEW.task_force_id, NEW.summary)
    );
    RETURN NULL;
END $$;

CREATE TRIGGER words_added AFTER INSERT ON cases_case FOR EACH ROW
    WHEN (NEW.summary <> '' OR NEW.simfoni_number <> '') EXECUTE FUNCTION cases_keep_case_words();
CREATE TRIGGER words_changed AFTER UPDATE OF summary, simfoni_number ON cases_case FOR EACH ROW
    WHEN (NEW.summary IS DISTINCT FROM OLD.summary OR NEW.simfoni_number IS DISTINCT FROM OLD.simfoni_number)
    EXECUTE FUNCTION cases_keep_case_words();
CREATE TRIGGER words_added AFTER INSERT ON cases_complaint FOR EACH ROW
    WHEN (NEW.summary <> '') EXECUTE FUNCTION cases_keep_complaint_words();
CREATE TRIGGER words_changed AFTER UPDATE OF summary ON cases_complaint FOR EACH ROW
    WHEN (NEW.summary IS DISTINCT FROM OLD.summary) EXECUTE FUNCTION cases_keep_complaint_words();
"""
NO_WORDS = """
DROP TRIGGER words_added ON cases_case;
DROP TRIGGER words_changed ON cases_case;
DROP TRIGGER words_added ON cases_complaint;
DROP TRIGGER words_changed ON cases_complaint;
DROP FUNCTION cases_keep_case_words();
DROP FUNCTION cases_keep_complaint_words();
DROP FUNCTION cases_keep_words(uuid, text, uuid, bigint[]);
DROP FUNCTION cases_simfoni_numbers(uuid, text);
DROP FUNCTION cases_word_numbers(uuid, text);
DROP FUNCTION cases_word_number(uuid, text);
"""

# --- Merged people ----------------------------------------------------------------------------------------------------
# No row points at a merged person. The trigger waits for a running merge (it locks the key of the person), so that a
# file opened at the same moment points at the survivor or is refused.
POINTING = ("cases_victim", "cases_complaintperson")

PERSON_STANDS = """
CREATE FUNCTION cases_person_still_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    merged uuid;
BEGIN
    SELECT merged_into_id INTO merged FROM cases_person WHERE id = NEW.person_id FOR KEY SHARE;
    IF merged IS NOT NULL THEN
        RAISE EXCEPTION 'the person was merged into another' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$
"""
PERSON_STANDS_ON = (
    "CREATE TRIGGER person_still_stands BEFORE INSERT OR UPDATE OF person_id ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION cases_person_still_stands()"
)

# Undo restores the encrypted state before a merge, so anybody who could write it could put anything into a person. So
# the application may only set it to null, and not while the merge can still be undone. Statements of the owner (key
# rotation) are allowed.
ERASED_LATE = """
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
NOT_ERASED_LATE = """
DROP TRIGGER merged_state_is_erased_late ON cases_personmerge;
DROP FUNCTION cases_merged_state_is_erased_late();
"""

# Link tokens are deleted with their person. The function that undoes an imported register deletes people by SQL and
# does not know links, so the foreign key cascades.
LINK_TOKENS_LEAVE = """
DO $$
DECLARE
    name text;
BEGIN
    SELECT conname INTO STRICT name FROM pg_constraint
      WHERE conrelid = 'cases_linktoken'::regclass AND confrelid = 'cases_person'::regclass AND contype = 'f';
    EXECUTE format('ALTER TABLE cases_linktoken DROP CONSTRAINT %I', name);
    EXECUTE format(
      'ALTER TABLE cases_linktoken ADD CONSTRAINT %I FOREIGN KEY (person_id) REFERENCES cases_person (id) {what} '
      'DEFERRABLE INITIALLY DEFERRED', name);
END $$
"""

# --- The old register -------------------------------------------------------------------------------------------------
# Undoing a register (0004) trusts its entries. So entries can only be added, and only for files of their own task force
# that an import has just written: a complaint recorded at the exact moment its case was opened, or one recorded as ended
# without a case. No page does either, and an update that imitates it leaves a history row, which stops the function. The moment of writing, from which the
# ninety days count, is set once. The check looks up every row by its key: PostgreSQL has no statistics for rows of the
# same transaction, and a join on their common moment took twenty seconds for 20,000 entries.
REGISTER_GUARDS = """
CREATE FUNCTION cases_register_entry_is_of_its_import() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_material = off AS $$
BEGIN
    IF row_security_active('public.cases_registerentry') AND EXISTS (
        SELECT FROM added e
          LEFT JOIN public.cases_registerbatch b ON b.id = e.batch_id AND b.task_force_id = e.task_force_id
          LEFT JOIN public.cases_case k ON k.id = e.case_id AND k.task_force_id = e.task_force_id
                AND k.opened_at > transaction_timestamp() - interval '10 minutes'
          LEFT JOIN public.cases_complaint c ON c.id = e.complaint_id AND c.task_force_id = e.task_force_id
                AND (c.case_id = k.id AND c.recorded_at = k.opened_at
                     OR e.case_id IS NULL AND c.case_id IS NULL AND c.version = 2
                        AND c.outcome IN ('information', 'wrong_number', 'spam', 'not_a_complaint')
                        AND c.recorded_at > transaction_timestamp() - interval '10 minutes')
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
NO_REGISTER_GUARDS = """
DROP TRIGGER written_once ON cases_registerbatch;
DROP FUNCTION cases_register_is_written_once();
DROP TRIGGER entry_is_of_its_import ON cases_registerentry;
DROP FUNCTION cases_register_entry_is_of_its_import();
"""

# --- Emergencies on the public form -----------------------------------------------------------------------------------
# An emergency is never folded, whichever of the two rows is written. The function runs with the owner's rights, because
# a visitor sees no complaint.
NEVER_FOLDED = """
CREATE FUNCTION cases_emergency_is_not_folded() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    complaint uuid;
BEGIN
    IF TG_TABLE_NAME = 'cases_complaint' THEN complaint := NEW.id; ELSE complaint := NEW.complaint_id; END IF;
    IF EXISTS (
        SELECT FROM public.cases_publicreport r JOIN public.cases_complaint c ON c.id = r.complaint_id
         WHERE c.id = complaint AND c.urgency = 'emergency' AND r.is_folded
    ) THEN
        RAISE EXCEPTION 'an emergency is not folded'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'emergency_is_not_folded';
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION cases_emergency_is_not_folded() FROM PUBLIC;
CREATE CONSTRAINT TRIGGER emergency_is_not_folded AFTER INSERT OR UPDATE OF is_folded ON cases_publicreport
    FOR EACH ROW WHEN (NEW.is_folded) EXECUTE FUNCTION cases_emergency_is_not_folded();
CREATE CONSTRAINT TRIGGER emergency_is_not_folded AFTER UPDATE OF urgency ON cases_complaint
    FOR EACH ROW WHEN (NEW.urgency = 'emergency') EXECUTE FUNCTION cases_emergency_is_not_folded();
"""
FOLDED_AGAIN = """
DROP TRIGGER emergency_is_not_folded ON cases_complaint;
DROP TRIGGER emergency_is_not_folded ON cases_publicreport;
DROP FUNCTION cases_emergency_is_not_folded();
"""


# --- Time limits ------------------------------------------------------------------------------------------------------
# The limit of a past day cannot change. A row can be withdrawn only until the end of its first day, signed by its
# writer, and stays withdrawn; an end date can neither change once past nor move into the past. One day of tolerance as
# in 0002.
LIMITS_STAND = f"""
CREATE FUNCTION cases_time_limit_stands() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    today date := (transaction_timestamp() AT TIME ZONE '{settings.TIME_ZONE}')::date;
    writer uuid := NULLIF(current_setting('app.user_id', true), '')::uuid;
BEGIN
    IF row_security_active('public.cases_timelimit') AND (
        OLD.withdrawn_at IS NOT NULL
        OR NEW.withdrawn_at IS NOT NULL
           AND (NEW.withdrawn_by_id IS DISTINCT FROM writer OR OLD.valid_from < today - 1)
        OR NEW.valid_until IS DISTINCT FROM OLD.valid_until
           AND LEAST(OLD.valid_until, NEW.valid_until) < today - 2
    ) THEN
        RAISE EXCEPTION 'which limit held on a day that is over stands' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER time_limit_stands BEFORE UPDATE ON cases_timelimit FOR EACH ROW
    EXECUTE FUNCTION cases_time_limit_stands();
"""
NO_LIMITS_STAND = """
DROP TRIGGER time_limit_stands ON cases_timelimit;
DROP FUNCTION cases_time_limit_stands();
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_row_security")]

    operations = [
        migrations.RunSQL(WORDS, NO_WORDS),
        migrations.RunSQL(PERSON_STANDS, "DROP FUNCTION cases_person_still_stands()"),
        *(
            migrations.RunSQL(PERSON_STANDS_ON.format(table=table), f"DROP TRIGGER person_still_stands ON {table}")
            for table in POINTING
        ),
        migrations.RunSQL(ERASED_LATE, NOT_ERASED_LATE),
        migrations.RunSQL(LINK_TOKENS_LEAVE.format(what="ON DELETE CASCADE"), LINK_TOKENS_LEAVE.format(what="")),
        migrations.RunSQL(REGISTER_GUARDS, NO_REGISTER_GUARDS),
        migrations.RunSQL(NEVER_FOLDED, FOLDED_AGAIN),
        migrations.RunSQL(LIMITS_STAND, NO_LIMITS_STAND),
    ]
