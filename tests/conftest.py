"""What every test shares: the owning database role (fixtures may then become the application role)."""

import os

import pytest

os.environ.setdefault("DATABASE_ROLE", "owner")


@pytest.fixture
def world(db):
    """The cast of the stories in a fresh database."""
    from tests.personas import make_world

    return make_world()
