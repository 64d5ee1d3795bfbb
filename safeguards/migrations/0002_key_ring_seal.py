"""The seal that ties a database to its key ring. ``migrate`` fills it once every table is up to date."""

from django.db import migrations, models

from safeguards.row_security import GrantApplicationRole


class Migration(migrations.Migration):
    dependencies = [("safeguards", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="KeyRingSeal",
            fields=[
                (
                    "key_id",
                    models.PositiveSmallIntegerField(
                        help_text="as in the key ring; 0 is the key of the search tokens",
                        primary_key=True,
                        serialize=False,
                        verbose_name="nomor kunci",
                    ),
                ),
                (
                    "fingerprint",
                    models.BinaryField(
                        help_text="HMAC-SHA256 under the key", max_length=32, verbose_name="sidik kunci"
                    ),
                ),
                ("sealed_at", models.DateTimeField(verbose_name="disegel pada")),
            ],
            options={"verbose_name": "segel kunci", "verbose_name_plural": "segel kunci"},
        ),
        GrantApplicationRole("safeguards_keyringseal", ("SELECT",)),
    ]
