"""*Bagian dari kasus yang ada*: likely cases are proposed by code and reason, and one press chooses one."""

from html import unescape
from unittest.mock import patch

import pytest
from django.urls import reverse

from cases.choices import PersonRole, Stage
from cases.models import Complaint, Victim
from safeguards.audit import AuditEvent
from tests.cases.stories import NIK, PHONE, girl, logged, opened, stranger
from tests.factories import CaseFactory, LinkFactory, NotSameFactory, VictimFactory, join
from tests.personas import client_of

pytestmark = pytest.mark.django_db
RECRUITER = {"is_known": True, "role": PersonRole.RECRUITER, "name": "Contoh Perekrut Rekaan"}


def other_girl(**changes) -> dict:
    """Another victim, with nothing in common."""
    values = {"name": "Contoh Kenanga Lain", "nik": "1571015506100002", "phone": "0819-1111-2222", "nickname": "Nanga"}
    return girl(**{**values, "address": "Lorong Lain 5 RT 7", "birth_date": None, "age": 15, **changes})


def address_of(complaint) -> str:
    return reverse("cases:complaint-attach", args=[complaint.pk])


def proposed(user, complaint) -> list:
    return client_of(user).get(address_of(complaint)).context["suggested"]


def test_one_press_attaches_to_the_proposed_case_and_leaves_its_audit_row(world):
    case = opened(world, girl())
    complaint = logged(world, girl(nik="", phone="", name="Conto Melati Rekaan"), stranger())
    answer = client_of(world.sari).post(address_of(complaint), {"chosen": case.number, "number": ""})
    assert answer.url == reverse("cases:case-detail", args=[case.pk])
    complaint.refresh_from_db()
    assert (complaint.case, complaint.outcome) == (case, "existing_case")
    assert AuditEvent.objects.filter(verb="case.complaint_attached", target_id=str(case.pk)).count() == 1


def test_it_says_why_and_nothing_that_is_stored(world):
    case = opened(world, girl(), summary="Ringkasan yang tidak perlu di sini")
    complaint = logged(world, girl(name="Conto Melati Rekaan", nik=""), other_girl())
    page = client_of(world.sari).get(address_of(complaint))
    found = page.context["suggested"]
    assert [one.code for one in found] == [case.number]
    assert found[0].reasons[0].startswith(f"{complaint.number}/1: ")
    assert "Nomor telepon sama." in found[0].reasons[0]
    text = unescape(page.content.decode())
    for secret in (NIK, PHONE, "Melati", "Kenanga", "Jalan Rekaan", "Ringkasan"):
        assert secret not in text
    hints = page.context["form"].fields["new_victims"].option_hints
    assert hints == {str(complaint.people.get(position=1).pk): f"Mungkin sudah ada dalam {case.number}"}


def test_the_very_same_person_chosen_during_the_call_is_first(world):
    likely = opened(world, girl(nik="", phone="", name="Contoh Melati Rekaan", nickname="", birth_date=None))
    case = opened(world, girl(nik="1571025203090002", phone="0813-1111-2222", name="Rekaan Mawar"))
    complaint = logged(world, girl(nik="", person=case.victims.get().person_id))
    found = proposed(world.sari, complaint)
    assert found[0].code == case.number
    assert found[0].reasons == [f"{complaint.number}/1: Orang yang sudah tercatat di sana."]
    assert likely.number not in [one.code for one in found[:1]]


def test_a_person_of_a_complaint_that_is_part_of_a_case_counts_though_no_victim_was_made(world):
    case = opened(world, other_girl())
    second = logged(world, girl())
    join(second, case)
    assert [one.code for one in proposed(world.sari, logged(world, girl()))] == [case.number]


def test_a_case_of_another_city_is_never_proposed_and_cannot_be_pressed(world):
    foreign = opened(world, girl(), by=world.tono)
    complaint = logged(world, girl())
    assert proposed(world.sari, complaint) == []
    answer = client_of(world.sari).post(address_of(complaint), {"chosen": foreign.number})
    assert answer.status_code == 422
    assert Complaint.objects.get(pk=complaint.pk).case is None


@pytest.mark.each_door
@pytest.mark.parametrize(("who", "status"), [("tono", 404), ("rina", 403), ("arif", 403), ("budi", 403), ("dewi", 403)])
def test_others_neither_see_nor_press(world, who, status):
    case = opened(world, girl())
    complaint = logged(world, girl())
    client = client_of(getattr(world, who))
    assert client.get(address_of(complaint)).status_code == status
    assert client.post(address_of(complaint), {"chosen": case.number}).status_code == status
    assert Complaint.objects.get(pk=complaint.pk).case is None


def test_people_told_apart_propose_nothing(world):
    case = opened(world, girl())
    complaint = logged(world, girl())
    NotSameFactory(one=complaint.people.get().person, other=case.victims.get().person, by=world.sari)
    assert proposed(world.sari, complaint) == []


def test_a_row_closed_as_a_duplicate_proposes_nothing(world):
    person = logged(world, girl()).people.get().person
    victim = VictimFactory(case=CaseFactory(by=world.sari), person=person)
    complaint = logged(world, girl())
    assert len(proposed(world.sari, complaint)) == 1
    Victim.objects.filter(pk=victim.pk).update(stage=Stage.DUPLICATE)
    assert proposed(world.sari, complaint) == []


def test_a_recruiter_s_number_is_a_link_told_to_the_supervisor_alone(world):
    case = opened(world, girl(), stranger(**RECRUITER, phone="0815-0000-0042"))
    complaint = logged(
        world, other_girl(), stranger(**{**RECRUITER, "name": "Rekaan Bos Lain"}, phone="0815-0000-0042")
    )
    LinkFactory.of(complaint.people.get(position=2).person)
    assert proposed(world.sari, complaint) == []
    found = proposed(world.ratna, complaint)
    assert [(one.code, one.reasons) for one in found] == [(case.number, ["Kaitan antarkasus: nomor telepon."])]


def test_a_recruiter_s_name_alone_is_no_reason(world):
    opened(world, girl(), stranger(**RECRUITER))
    complaint = logged(world, other_girl(), stranger(**RECRUITER))
    assert proposed(world.sari, complaint) == []


def test_pressed_twice_it_is_done_once(world):
    case = opened(world, girl())
    complaint = logged(world, girl())
    client = client_of(world.sari)
    answers = [client.post(address_of(complaint), {"chosen": case.number}) for _press in range(2)]
    assert [answer.url for answer in answers] == [reverse("cases:case-detail", args=[case.pk])] * 2
    assert AuditEvent.objects.filter(verb="case.complaint_attached").count() == 1


def test_nothing_is_left_when_it_fails_midway(world):
    case = opened(world, other_girl())
    complaint = logged(world, girl())
    sent = {"chosen": case.number, "new_victims": [str(complaint.people.get().pk)]}
    with patch("cases.actions.cases.hand_overs.take_back", side_effect=RuntimeError), pytest.raises(RuntimeError):
        client_of(world.sari).post(address_of(complaint), sent)
    assert case.victims.count() == 1
    assert Complaint.objects.get(pk=complaint.pk).case is None
    assert not AuditEvent.objects.filter(verb="case.complaint_attached").exists()


def test_more_likely_cases_cost_no_more_questions(world, django_assert_max_num_queries):
    opened(world, girl())
    complaint = logged(world, girl())
    client = client_of(world.sari)
    client.get(address_of(complaint))
    with django_assert_max_num_queries(60) as few:
        client.get(address_of(complaint))
    for _case in range(3):
        opened(world, girl())
    with django_assert_max_num_queries(len(few)):
        client.get(address_of(complaint))
