"""The migrations make the tables the models describe: no field, index or constraint stands only in one of them."""

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)  # exits with 1 where they differ
