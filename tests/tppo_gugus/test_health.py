"""`/sehat/`: one word for machines, open to everybody, and correct when the database is gone."""

import pytest
from django.db import OperationalError
from django.test import Client

from tppo_gugus import health


@pytest.mark.django_db
def test_says_well_to_anybody_under_any_name(client: Client) -> None:
    answer = client.get("/sehat/", headers={"host": "10.0.0.7"})

    assert (answer.status_code, answer.content) == (200, b"sehat\n")
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_says_ill_and_nothing_else_when_the_database_is_gone(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone:
        def cursor(self) -> None:
            raise OperationalError("connection to 10.1.1.1 as tppo_app refused")

        def close(self) -> None:
            self.was_closed = True

    gone = Gone()
    monkeypatch.setattr(health, "connection", gone)

    answer = client.get("/sehat/")

    assert (answer.status_code, answer.content) == (503, b"sakit\n")
    assert gone.was_closed


def test_takes_no_post(client: Client) -> None:
    assert client.post("/sehat/").status_code == 405
