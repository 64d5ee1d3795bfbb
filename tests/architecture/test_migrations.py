"""Migrations are named, linear and reversible."""

import re

import pytest
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython, RunSQL

from safeguards.row_security import GrantApplicationRole
from tests.architecture.sources import PACKAGES


@pytest.fixture(scope="module")
def migrations():
    loader = MigrationLoader(None)
    return {key: migration for key, migration in loader.disk_migrations.items() if key[0] in PACKAGES}


def test_migrations_say_what_they_do(migrations):
    unnamed = [key for key in migrations if re.search(r"auto_\d{8}", key[1])]
    assert unnamed == []


def test_each_app_has_one_line_of_migrations(migrations):
    for app in PACKAGES:
        own = {key for key in migrations if key[0] == app}
        followed = {parent for key in own for parent in migrations[key].dependencies if parent in own}
        assert len(own - followed) <= 1, f"{app} has more than one newest migration"


def test_every_step_can_be_taken_back(migrations):
    for key, migration in migrations.items():
        for operation in migration.operations:
            assert operation.reversible, f"{key}: {operation.describe()}"
            if isinstance(operation, RunPython):
                assert operation.reverse_code is not None, key
            if isinstance(operation, RunSQL):
                assert operation.reverse_sql is not None, key


def test_rights_are_narrowed_only_after_the_role_has_its_first_ones():
    """``PrepareApplicationRole`` grants rights on every existing table: run later, it would widen restricted ones."""
    graph = MigrationLoader(None).graph
    for key, migration in graph.nodes.items():
        narrows = any(isinstance(operation, GrantApplicationRole) for operation in migration.operations)
        if narrows:
            assert ("safeguards", "0002_row_security") in graph.forwards_plan(key), key
