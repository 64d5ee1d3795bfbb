"""Only people who work on the case see that somebody is a victim again."""

from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.models import ComplaintPerson
from tests.factories import CaseFactory, ComplaintFactory, PersonFactory, VictimFactory
from tests.personas import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def again(world):
    """A girl in a new case, whose first case ended in 2024."""
    person = PersonFactory(task_force=world.jambi)
    old = CaseFactory(by=world.sari, reported_on=date(2024, 5, 12), stage="termination")
    VictimFactory(case=old, person=person, stage="termination", termination_reason="reintegrated")
    new = CaseFactory(by=world.sari, reported_on=date(2026, 2, 1))
    VictimFactory(case=new, person=person)
    return old, new


def page_of(user, case) -> str:
    answer = client_of(user).get(reverse("cases:case-detail", args=[case.pk]))
    return unescape(answer.content.decode()) if answer.status_code == 200 else ""


def test_the_case_page_says_so_with_day_and_outcome(world, again):
    old, new = again
    page = page_of(world.sari, new)
    assert "Pernah menjadi korban dalam" in page
    assert old.number in page
    assert "12 Mei 2024, reintegrasi berhasil" in page
    assert "Tinjau" in page
    assert "Menjadi korban lagi dalam" in page_of(world.ratna, old)


def test_a_closed_double_is_no_return(world, again):
    old, new = again
    old.victims.update(stage="duplicate", termination_reason="")
    assert "Pernah menjadi korban" not in page_of(world.sari, new)


@pytest.mark.parametrize("name", ["tono", "maya", "rina", "arif", "dewi"])
def test_nobody_else_learns_of_it(world, again, name):
    assert page_of(getattr(world, name), again[1]) == ""


def test_a_case_elsewhere_is_not_mentioned(world):
    person = PersonFactory(task_force=world.jambi)
    elsewhere = CaseFactory(by=world.tono, reported_on=date(2024, 1, 1))
    VictimFactory(case=elsewhere, person=person)
    case = CaseFactory(by=world.sari)
    VictimFactory(case=case, person=person)
    assert "Pernah menjadi korban" not in page_of(world.sari, case)


def test_the_complaint_page_says_it_of_a_possible_victim_and_not_of_somebody_reported(world, again):
    old, _new = again
    person = old.victims.get().person
    complaint = ComplaintFactory(by=world.sari)
    row = ComplaintPerson.objects.create(task_force=world.jambi, complaint=complaint, person=person, position=1)
    address = reverse("cases:complaint-detail", args=[complaint.pk])
    assert old.number in client_of(world.sari).get(address).content.decode()
    row.role = "reported"
    row.save()
    assert old.number not in client_of(world.sari).get(address).content.decode()


def test_more_returns_cost_no_more_questions(world, again):
    _old, new = again
    client, address = client_of(world.sari), reverse("cases:case-detail", args=[new.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for _number in range(8):
        VictimFactory(case=CaseFactory(by=world.sari), person=new.victims.get().person)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(few) == len(many)
