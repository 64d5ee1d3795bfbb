"""Fixtures: separate key rings, two task forces, and a person in each."""

import pytest
from django.db import connection

from cases.models import Person
from safeguards.encryption import sealing
from safeguards.encryption.key_ring import KeyRing, forget_key_ring, write_key_ring
from taskforces.choices import Level
from taskforces.models import TaskForce


@pytest.fixture
def ring_file(tmp_path, settings):
    """A key ring of this test's own, with one key."""
    path = tmp_path / "keys" / "ring.json"
    write_key_ring(path, KeyRing.generate())
    settings.KEY_RING_FILE = path
    forget_key_ring()
    yield path
    forget_key_ring()


@pytest.fixture
def sealed(ring_file, sql):
    """The database of this test is tied to its own key ring."""
    sql("DELETE FROM safeguards_keyringseal")
    sealing.seal_database()
    return ring_file


@pytest.fixture
def jambi(db) -> TaskForce:
    """The task force with visible rows."""
    return TaskForce.objects.create(name="Gugus Tugas Kota Jambi", level=Level.CITY)


@pytest.fixture
def jakarta_barat(db) -> TaskForce:
    """The task force with invisible rows."""
    return TaskForce.objects.create(name="Gugus Tugas Kota Jakarta Barat", level=Level.CITY)


@pytest.fixture
def siti(jambi) -> Person:
    """An invented person of Jambi."""
    return Person.objects.create(task_force=jambi, name="Siti Contoh", nik="1571014502900001", phone="081234567890")


@pytest.fixture
def sql(db):
    """Run one statement without the ORM and return its rows."""

    def run(statement: str, *params) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(statement, params)
            return cursor.fetchall() if cursor.description else []

    return run
