"""The application role, the audit table, its hash chain, and the triggers that refuse every change to it."""

from django.db import migrations, models

from safeguards.row_security import EnableRowSecurity, PrepareApplicationRole, RowPolicy

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
    initial = True

    dependencies = []

    operations = [
        PrepareApplicationRole(),
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "stream",
                    models.CharField(
                        help_text="task force id, or system; refusals end in /refused",
                        max_length=64,
                        verbose_name="rantai",
                    ),
                ),
                ("position", models.BigIntegerField(editable=False, verbose_name="urutan")),
                ("at", models.DateTimeField(verbose_name="waktu")),
                ("actor_id", models.UUIDField(null=True)),
                ("actor_name", models.CharField(max_length=200, verbose_name="pelaku")),
                ("verb", models.CharField(max_length=80, verbose_name="perbuatan")),
                ("target_type", models.CharField(max_length=100)),
                ("target_id", models.UUIDField(null=True)),
                ("target_label", models.CharField(max_length=200, verbose_name="berkas")),
                (
                    "root_id",
                    models.UUIDField(
                        help_text="the file the target belongs to: case, complaint, referral, meeting", null=True
                    ),
                ),
                (
                    "details",
                    models.JSONField(default=dict, help_text="values of identifying and sensitive fields are redacted"),
                ),
                ("previous_hash", models.BinaryField(max_length=32)),
                ("hash", models.BinaryField(max_length=32)),
            ],
            options={
                "verbose_name": "catatan audit",
                "verbose_name_plural": "catatan audit",
                "indexes": [
                    models.Index(fields=["root_id", "at"], name="audit_history_of_a_file"),
                    models.Index(fields=["actor_id", "at"], name="audit_acts_of_a_person"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("stream", "position"), name="audit_one_row_per_position")
                ],
            },
        ),
        migrations.RunSQL(DIGEST, "DROP FUNCTION safeguards_audit_digest"),
        migrations.RunSQL(CHAIN, "DROP FUNCTION safeguards_audit_chain CASCADE"),
        migrations.RunSQL(REFUSE, "DROP FUNCTION safeguards_refuse_change CASCADE"),
        EnableRowSecurity(
            "safeguards_auditevent", RowPolicy.anybody_adds(), RowPolicy.audit_reader(), append_only=True
        ),
    ]
