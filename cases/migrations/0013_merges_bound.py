"""Bind merges, pairs told apart and links to their task force, and let no row point at somebody merged away.

What was decided stays: only the columns that take it back may change. Tokens of links are written anew when a person
changes, so they may be deleted. The trigger waits for a merge under way (it takes the key of the person), so that a
file opened at the same moment points at the survivor or is refused.
"""

from django.db import migrations

from safeguards.row_security import EnableRowSecurity, GrantApplicationRole, RowPolicy, update_of

TAKEN_BACK = {
    "personmerge": ("undone_at", "undone_by_id"),
    "notsame": ("withdrawn_at", "withdrawn_by_id"),
    "link": ("dismissed_at", "dismissed_by_id", "dismissed_reason"),
}
POINTING = ("cases_victim", "cases_complaintperson")

FUNCTION = """
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
TRIGGER = (
    "CREATE TRIGGER person_still_stands BEFORE INSERT OR UPDATE OF person_id ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION cases_person_still_stands()"
)


class Migration(migrations.Migration):
    dependencies = [("cases", "0012_persons_merged")]

    operations = [
        *(EnableRowSecurity(f"cases_{name}", RowPolicy.task_force()) for name in (*TAKEN_BACK, "linktoken")),
        *(
            GrantApplicationRole(f"cases_{name}", ("SELECT", "INSERT", update_of(*columns)))
            for name, columns in TAKEN_BACK.items()
        ),
        GrantApplicationRole("cases_linktoken", ("SELECT", "INSERT", "DELETE")),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION cases_person_still_stands()"),
        *(
            migrations.RunSQL(TRIGGER.format(table=table), f"DROP TRIGGER person_still_stands ON {table}")
            for table in POINTING
        ),
    ]
