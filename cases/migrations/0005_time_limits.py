"""The time limits an office starts with; it may change or end them."""

from django.db import migrations

from safeguards.identifiers import new_id

ROWS = (
    ("identification", 24, "practice", "1×24 jam sejak pengaduan diterima; dasar hukumnya belum diperiksa", False),
    ("stop_sharing", 72, "law", "UU 27/2022 tentang Pelindungan Data Pribadi, 3×24 jam sejak permintaan", True),
    ("emergency", 1, "practice", "Satu jam sejak keadaan darurat dinyatakan; dasar hukumnya belum diperiksa", False),
    ("hand_over_receipt", 24, "practice", "Satu hari sejak diserahkan; dasar hukumnya belum diperiksa", False),
)


def add_rows(apps, schema_editor):
    """One row per duty."""
    rows = apps.get_model("cases", "TimeLimit").objects
    for duty, hours, source, basis, is_verified in ROWS:
        rows.create(id=new_id(), duty=duty, hours=hours, source=source, basis=basis, is_verified=is_verified)


def remove_rows(apps, schema_editor):
    """Delete the initial rows; rows an office changed or added stay."""
    rows = apps.get_model("cases", "TimeLimit").objects
    for duty, hours, source, basis, is_verified in ROWS:
        rows.filter(duty=duty, hours=hours, source=source, basis=basis, is_verified=is_verified).delete()


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_functions")]

    operations = [migrations.RunPython(add_rows, remove_rows)]
