"""*Bagian dari kasus yang ada*: likely cases are proposed by code and reason, and one press chooses one."""

from datetime import timedelta
from html import unescape
from unittest.mock import patch

import pytest
from django.urls import reverse

from cases.choices import PersonRole, Stage
from cases.models import Complaint, Victim
from safeguards import clock
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


class TestEarlierCallsOfTheReporter:
    """A complaint is joined by who reported it, however long ago the first call was."""

    CALLER = {"reporter_phone": "0813-1234-5678", "reporter_name": "Bu Wagiyem Contoh"}

    def page(self, user, complaint) -> str:
        return unescape(client_of(user).get(address_of(complaint)).content.decode())

    def test_an_earlier_case_is_joined_by_one_press(self, world):
        case = opened(world, other_girl(), **self.CALLER)
        complaint = logged(world, girl(), **self.CALLER)
        text = self.page(world.sari, complaint)
        assert "Nomor pelapor sama." in text
        assert f'value="{case.number}"' in text
        for secret in ("Wagiyem", "5678", "Kenanga"):
            assert secret not in text
        answer = client_of(world.sari).post(address_of(complaint), {"chosen": case.number})
        assert answer.url == reverse("cases:case-detail", args=[case.pk])

    def test_an_earlier_complaint_without_a_case_is_shown_and_cannot_be_pressed(self, world):
        earlier = logged(world, other_girl(), **self.CALLER)
        text = self.page(world.sari, logged(world, girl(), **self.CALLER))
        assert reverse("cases:complaint-detail", args=[earlier.pk]) in text
        assert 'name="chosen"' not in text

    def test_its_own_complaint_is_not_among_them(self, world):
        complaint = logged(world, girl(), **self.CALLER)
        assert not client_of(world.sari).get(address_of(complaint)).context["earlier"]

    @pytest.mark.each_door
    def test_another_city_s_call_is_not_shown(self, world):
        opened(world, other_girl(), by=world.tono, **self.CALLER)
        complaint = logged(world, girl(), **self.CALLER)
        assert not client_of(world.sari).get(address_of(complaint)).context["earlier"]


class TestSearchAndNewest:
    """Without a proposal the page is no bare number field."""

    def found(self, user, complaint, text: str) -> list[str]:
        answer = client_of(user).post(address_of(complaint), {"find": text, "look": "1"})
        assert answer.status_code == 200
        return [one.code for one in answer.context["searched"].cases]

    def test_today_s_cases_are_listed_and_older_ones_are_not(self, world):
        case = CaseFactory(by=world.sari)
        CaseFactory(by=world.sari, reported_on=clock.today() - timedelta(days=5))
        CaseFactory(by=world.tono)
        newest = client_of(world.sari).get(address_of(logged(world, girl()))).context["newest"]
        assert newest == [case]

    @pytest.mark.parametrize(
        "text",
        ["Kenanga Lain", "kenanga", "0819-1111-2222", "+62 819 1111 2222", "0813 1234 5678", "wagiyem", "kafe", "K"],
    )
    def test_a_case_is_found_by_whatever_is_known(self, world, text):
        case = opened(
            world, other_girl(), reporter_phone="0813-1234-5678", reporter_name="Bu Wagiyem", summary="Kerja di kafe"
        )
        number = case.number if text == "K" else text
        assert self.found(world.sari, logged(world, girl()), number) == [case.number]

    def test_enter_in_the_search_field_searches_and_joins_nothing(self, world):
        case = opened(world, other_girl())
        complaint = logged(world, girl())
        answer = client_of(world.sari).post(address_of(complaint), {"find": "kenanga", "number": ""})
        assert [one.code for one in answer.context["searched"].cases] == [case.number]
        assert Complaint.objects.get(pk=complaint.pk).case is None

    def test_everything_typed_is_kept(self, world):
        opened(world, other_girl())
        complaint = logged(world, girl())
        ticked = str(complaint.people.get().pk)
        answer = client_of(world.sari).post(
            address_of(complaint), {"find": "kenanga", "number": "K-2026-9", "look": "1", "new_victims": [ticked]}
        )
        form = answer.context["form"]
        assert form["find"].value() == "kenanga"
        assert form["number"].value() == "K-2026-9"
        assert form["new_victims"].value() == [ticked]
        assert not form.errors

    def test_a_negative_answer_says_what_was_searched(self, world):
        complaint = logged(world, girl())
        answer = client_of(world.sari).post(address_of(complaint), {"find": "Sutarno Tiada", "look": "1"})
        text = unescape(answer.content.decode())
        assert "Tidak ada kasus Anda yang cocok." in text
        assert "nama dan telepon pelapor" in text
        assert "Kata lain di dalam cerita tidak dicari." in text

    def test_a_match_without_a_case_is_named(self, world):
        other = logged(world, other_girl(), reporter_phone="0813-1234-5678")
        answer = client_of(world.sari).post(address_of(logged(world, girl())), {"find": "081312345678", "look": "1"})
        assert [hit.code for hit in answer.context["searched"].without_case] == [other.number]

    def test_the_search_is_recorded_without_what_was_typed(self, world):
        opened(world, other_girl())
        self.found(world.sari, logged(world, girl()), "Kenanga Lain")
        (event,) = AuditEvent.objects.filter(verb="person.searched")
        assert event.details == {"found": 1}
        assert "enanga" not in str(event.details)

    @pytest.mark.each_door
    def test_another_city_is_not_found(self, world):
        opened(world, other_girl(), by=world.tono, summary="Kerja di kafe", reporter_phone="0813-1234-5678")
        complaint = logged(world, girl())
        for text in ("kenanga", "0819-1111-2222", "081312345678", "kafe"):
            assert self.found(world.sari, complaint, text) == []

    @pytest.mark.parametrize(("who", "status"), [("tono", 404), ("rina", 403), ("arif", 403), ("budi", 403)])
    def test_others_do_not_search(self, world, who, status):
        complaint = logged(world, girl())
        answer = client_of(getattr(world, who)).post(address_of(complaint), {"find": "x", "look": "1"})
        assert answer.status_code == status
