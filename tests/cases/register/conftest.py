"""Fixtures for the import of an old register of Kota Jambi."""

from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from django.db import transaction

from cases.register import actions as register
from safeguards import row_security
from taskforces.access import scoping
from tests.cases.register import files


@pytest.fixture
def desk(world):
    """Ratna's imports: ``upload()``, ``checked()`` and ``written()`` bring a file to that state."""

    def upload(content: bytes | None = None, name: str = "register 2023.xlsx"):
        return register.upload(
            task_force=world.jambi,
            agency=world.uptd,
            file_name=name,
            content=files.xlsx() if content is None else content,
            by=world.ratna,
        )

    def checked(content: bytes | None = None):
        batch = register.check(batch=upload(content), by=world.ratna)
        batch.refresh_from_db()
        return batch

    def written(content: bytes | None = None, rest: str = "new"):
        batch = checked(content)
        if rest:
            who = batch.rows.filter(asks_who=True).values_list("number", flat=True)
            register.decide(batch=batch, decisions=dict.fromkeys(who, rest), rest=rest, by=world.ratna)
        batch = register.confirm(batch=batch, by=world.ratna)
        batch.refresh_from_db()
        return batch

    def undone(batch):
        with as_application(world.ratna):
            return register.undo(batch=batch, by=world.ratna)

    return SimpleNamespace(upload=upload, checked=checked, written=written, undone=undone)


@contextmanager
def as_application(user):
    """Run as a request of the user, under row security."""
    with transaction.atomic(), row_security.activate(scoping.row_security_context(user)):
        yield
