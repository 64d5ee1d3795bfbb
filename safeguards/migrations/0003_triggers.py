"""The hash chain of the audit table, and the triggers that refuse every change to it."""

from django.db import migrations

# One value per row, the same on every machine: times as microseconds since 1970, details as jsonb prints them.
DIGEST = """
CREATE FUNCTION safeguards_audit_digest(
    previous bytea, stream text, "position" bigint, at timestamptz, actor_id uuid, actor_name text, verb text,
    target_type text, target_id uuid, target_label text, root_id uuid, details jsonb
) RETURNS bytea LANGUAGE sql STABLE
RETURN sha256(previous || convert_to(jsonb_build_array(
    stream, "position", (extract(epoch FROM at) * 1000000)::bigint, actor_id, actor_name, verb,
    target_type, target_id, target_label, root_id, details
)::text, 'UTF8'));
"""

# Runs as the owner: the writer need not be allowed to read the row before its own. The lock keeps a stream's writers in
# line until they commit; sorting is off so that the planner takes the index even while the table is still empty.
CHAIN = """
CREATE FUNCTION safeguards_audit_chain() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET enable_sort = off
AS $$
DECLARE
    last_position bigint;
    last_hash bytea;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(NEW.stream, 582107));
    SELECT e.position, e.hash INTO last_position, last_hash
      FROM public.safeguards_auditevent e WHERE e.stream = NEW.stream ORDER BY e.position DESC LIMIT 1;
    NEW.position := coalesce(last_position, 0) + 1;
    NEW.previous_hash := coalesce(last_hash, ''::bytea);
    NEW.hash := public.safeguards_audit_digest(
        NEW.previous_hash, NEW.stream, NEW.position, NEW.at, NEW.actor_id, NEW.actor_name, NEW.verb,
        NEW.target_type, NEW.target_id, NEW.target_label, NEW.root_id, NEW.details);
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION safeguards_audit_chain() FROM PUBLIC;
CREATE TRIGGER safeguards_audit_chain BEFORE INSERT ON safeguards_auditevent
    FOR EACH ROW EXECUTE FUNCTION safeguards_audit_chain();
"""

REFUSE = """
CREATE FUNCTION safeguards_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER safeguards_append_only BEFORE UPDATE OR DELETE ON safeguards_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION safeguards_refuse_change();
CREATE TRIGGER safeguards_no_truncate BEFORE TRUNCATE ON safeguards_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION safeguards_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("safeguards", "0002_row_security")]

    operations = [
        migrations.RunSQL(DIGEST, "DROP FUNCTION safeguards_audit_digest"),
        migrations.RunSQL(CHAIN, "DROP FUNCTION safeguards_audit_chain CASCADE"),
        migrations.RunSQL(REFUSE, "DROP FUNCTION safeguards_refuse_change CASCADE"),
    ]
