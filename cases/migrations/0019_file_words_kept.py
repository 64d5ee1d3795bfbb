"""Keep the words of summaries by triggers, so that no way into the register forgets them, and fill both side tables.

The tables stay without row security on purpose: PostgreSQL uses their indexes only without a policy. A row of words
goes when its summary is emptied; tokens of a police report are only ever rewritten.
"""

from django.db import migrations

from safeguards.row_security import NOTHING_DELETED, GrantApplicationRole

FUNCTIONS = """
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

INSERT INTO cases_filewords (id, unit, task_force_id, words)
    SELECT id, 'case', task_force_id,
           cases_word_numbers(task_force_id, summary) || cases_simfoni_numbers(task_force_id, simfoni_number)
    FROM cases_case WHERE summary <> '' OR simfoni_number <> '';
INSERT INTO cases_filewords (id, unit, task_force_id, words)
    SELECT id, 'complaint', task_force_id, cases_word_numbers(task_force_id, summary)
    FROM cases_complaint WHERE summary <> '';
SET CONSTRAINTS ALL IMMEDIATE;
"""

NO_FUNCTIONS = """
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


def token_police_reports(apps, schema_editor):
    """Make the tokens of the numbers that are there."""
    from cases.matching.person_tokens import scope_of
    from cases.matching.police_reports import KIND, forms_of
    from safeguards.tokens import exact_token

    tokens = apps.get_model("cases", "ProceedingTokens")
    rows = apps.get_model("cases", "Proceeding").objects.only("pk", "task_force_id", "police_report_number")
    for row in rows.iterator(chunk_size=1000):
        scope = scope_of(row.task_force_id)
        numbers = [exact_token(KIND, form, scope) for form in forms_of(row.police_report_number)]
        tokens.objects.create(proceeding_id=row.pk, task_force_id=row.task_force_id, numbers=numbers)


class Migration(migrations.Migration):
    dependencies = [("cases", "0018_file_words"), ("safeguards", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        migrations.RunPython(token_police_reports, migrations.RunPython.noop),
        GrantApplicationRole("cases_proceedingtokens", NOTHING_DELETED),
    ]
