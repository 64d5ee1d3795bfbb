"""Beside the page that completes a complaint stand earlier calls of its reporter, as beside the page of a call."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.models import Complaint
from safeguards import clock
from safeguards.audit import AuditEvent
from tests.cases.stories import girl, logged, opened
from tests.personas import client_of

pytestmark = pytest.mark.django_db
CALLER = {"reporter_phone": "0813-1234-5678", "reporter_name": "Bu Wagiyem Contoh"}
HEADING = "Pelapor ini sebelumnya"


def address_of(complaint: Complaint) -> str:
    return reverse("cases:complaint-amend", args=[complaint.pk])


def opened_page(user, complaint: Complaint) -> str:
    answer = client_of(user).get(address_of(complaint))
    assert answer.status_code == 200
    return answer.content.decode()


def long_ago(world, *people, by=None, **changes) -> Complaint:
    complaint = logged(world, *people, by=by, **{**CALLER, **changes})
    moment = clock.now() - timedelta(days=400)
    Complaint.objects.filter(pk=complaint.pk).update(received_at=moment, recorded_at=moment)
    return complaint


def live(user, complaint_key: object, **typed):
    """What the page asks while somebody types: the values of its form, and its complaint."""
    address = f"{reverse('cases:person-suggest')}?{urlencode({'pengaduan': complaint_key})}"
    fields = {"orang-jumlah": "1", "orang-0-sex": "female", "version": "1", **typed}
    return client_of(user).post(address, fields)


class TestWhenThePageOpens:
    def test_an_earlier_call_of_the_reporter_is_shown_without_a_stored_value(self, world):
        earlier = long_ago(world, narrative="Cerita rahasia.")
        text = opened_page(world.sari, logged(world, girl(), **CALLER))
        assert HEADING in text
        assert reverse("cases:complaint-detail", args=[earlier.pk]) in text
        assert "Nomor pelapor sama." in text
        for secret in ("Wagiyem", "5678", "rahasia"):
            assert secret not in text

    def test_also_for_a_complaint_that_is_part_of_a_case(self, world):
        earlier = long_ago(world)
        case = opened(world, girl(), **CALLER)
        assert earlier.number in opened_page(world.sari, Complaint.objects.get(case=case))

    def test_its_own_complaint_and_another_reporter_are_not(self, world):
        long_ago(world, reporter_phone="0813-9999-0000", reporter_name="Bu Lain Rekaan")
        assert HEADING not in opened_page(world.sari, logged(world, girl(), **CALLER))

    @pytest.mark.each_door
    def test_another_city_s_call_is_not(self, world):
        long_ago(world, by=world.tono)
        complaint = logged(world, girl(), **CALLER)
        assert not client_of(world.sari).get(address_of(complaint)).context["beside"]

    def test_more_calls_cost_no_more_questions(self, world):
        complaint, client = logged(world, girl(), **CALLER), client_of(world.sari)
        long_ago(world)
        client.get(address_of(complaint))
        with CaptureQueriesContext(connection) as few:
            client.get(address_of(complaint))
        for _call in range(4):
            long_ago(world)
        with CaptureQueriesContext(connection) as many:
            client.get(address_of(complaint))
        assert len(many) == len(few)

    def test_a_page_with_an_error_still_shows_them(self, world):
        earlier = long_ago(world)
        complaint = logged(world, girl(), **CALLER)
        answer = client_of(world.sari).post(address_of(complaint), {"narrative": "", "version": "1"})
        assert answer.status_code == 422
        assert earlier.number in answer.content.decode()


class TestWhileTyping:
    def test_the_stored_number_counts_until_another_is_typed(self, world):
        known, other = long_ago(world), long_ago(world, reporter_phone="0813-9999-0000", reporter_name="")
        complaint = logged(world, girl(), **CALLER)
        untouched = live(world.sari, complaint.pk, reporter_phone="", reporter_name="").content.decode()
        assert known.number in untouched
        assert other.number not in untouched
        typed = live(world.sari, complaint.pk, reporter_phone="0813 9999 0000").content.decode()
        assert other.number in typed
        assert complaint.number not in typed + untouched
        assert AuditEvent.objects.filter(verb="person.searched").exists()

    def test_a_call_of_this_hour_is_an_earlier_call_and_no_invitation_to_go_on_there(self, world):
        just_now = logged(world, girl(), **CALLER)
        text = live(world.sari, logged(world, **CALLER).pk).content.decode()
        assert just_now.number in text
        assert "Lanjutkan di pengaduan itu" not in text

    @pytest.mark.each_door
    def test_another_city_s_complaint_does_not_exist(self, world):
        assert live(world.sari, logged(world, by=world.tono, **CALLER).pk).status_code == 404

    @pytest.mark.parametrize("key", ["", "bukan-kunci", "00000000-0000-0000-0000-000000000000"])
    def test_neither_does_one_that_is_not_there(self, world, key):
        assert live(world.sari, key).status_code == 404

    def test_the_wrong_role_is_refused(self, world):
        complaint = logged(world, **CALLER)
        assert live(world.rina, complaint.pk).status_code in (403, 404)
        assert live(world.maya, complaint.pk).status_code in (403, 404)
        assert client_of(world.rina).get(address_of(complaint)).status_code in (403, 404)
