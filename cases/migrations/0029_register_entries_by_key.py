"""Let the check of a register's entries look every row up by its key.

Of rows that were written in the same transaction PostgreSQL knows nothing yet, and joined them by their common moment:
20,000 entries took twenty seconds, in which colleagues waited for numbers.
"""

from django.db import migrations

CHECK = "cases_register_entry_is_of_its_import()"
OFF = ("enable_hashjoin", "enable_mergejoin", "enable_seqscan", "enable_material")


class Migration(migrations.Migration):
    dependencies = [("cases", "0028_register_undone_by_files")]

    operations = [
        migrations.RunSQL(f"ALTER FUNCTION {CHECK} SET {name} = off", f"ALTER FUNCTION {CHECK} RESET {name}")
        for name in OFF
    ]
