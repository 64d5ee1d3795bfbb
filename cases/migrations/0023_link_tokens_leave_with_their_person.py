"""Tokens by which files are linked leave with their person: taking back an imported register removes both at once.

The function that does so deletes people by SQL and knows nothing of links, so the key itself carries them away.
"""

from django.db import migrations

REMAKE = """
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


class Migration(migrations.Migration):
    dependencies = [("cases", "0022_screening_to_review")]

    operations = [migrations.RunSQL(REMAKE.format(what="ON DELETE CASCADE"), REMAKE.format(what=""))]
