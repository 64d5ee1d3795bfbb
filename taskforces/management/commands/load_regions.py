"""``manage.py load_regions``: put the region table into the database. Running it again changes nothing."""

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from taskforces import region_table, villages
from taskforces.choices import RegionLevel

MERGE = """
    INSERT INTO taskforces_region AS known (code, name, level, parent_id)
    SELECT code, name, level, parent_id FROM region_rows ORDER BY code
    ON CONFLICT (code) DO UPDATE SET name = excluded.name, level = excluded.level, parent_id = excluded.parent_id
    WHERE (known.name, known.level, known.parent_id)
        IS DISTINCT FROM (excluded.name, excluded.level, excluded.parent_id)
"""


class Command(BaseCommand):
    help = "Load provinces, regencies/cities, districts and villages (idempotent)."

    def handle(self, *args, **options) -> None:
        """Load the regions and print how many changed."""
        changed = load()
        known = len(region_table.rows()) + len(villages.every_row())
        self.stdout.write(f"{known} regions, {changed} changed.")


@transaction.atomic
def load(*, with_villages: bool = True) -> int:
    """Load every region; how many rows were new or different. The villages take about a second for the first time."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE region_rows (code text, name text, level text, parent_id text)")
        with cursor.copy("COPY region_rows FROM STDIN") as copy:
            for row in region_table.rows().values():
                copy.write_row((row.code, row.name, row.level.value, row.parent_code))
            for code, name in villages.every_row() if with_villages else ():
                copy.write_row((code, name, RegionLevel.VILLAGE.value, region_table.wider(code)))
        cursor.execute(MERGE)
        changed = cursor.rowcount
        cursor.execute("DROP TABLE region_rows")
    return changed
