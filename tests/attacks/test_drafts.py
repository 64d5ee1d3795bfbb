"""Drafts that are too long, nested too deep or too late are refused with a message, and nothing is lost."""

import threading

import pytest
from django.db import connection, transaction
from django.urls import reverse

from cases.actions import drafts
from cases.models import Draft
from safeguards.errors import WorkflowRefused
from safeguards.identifiers import new_id
from tests.cases.stories import log
from tests.factories import CaseFactory, VictimFactory
from tests.personas import client_of

LONG = "x" * 200_001


def test_a_draft_nested_without_end_is_refused(world):
    for body in ("[" * 100_000, '{"key": "complaint:x", "fields": ' + '{"a":' * 100_000):
        answer = client_of(world.sari).post(reverse("cases:draft-save"), body, content_type="application/json")
        assert answer.status_code == 400
    assert not Draft.objects.exists()


def test_what_is_too_long_for_a_draft_stays_on_the_page(world):
    victim = VictimFactory(case=CaseFactory(by=world.sari))
    client = client_of(world.sari)
    for address, sent in (
        (reverse("cases:complaint-log"), {"narrative": LONG, "add_person": "1", "orang-jumlah": "1"}),
        (reverse("referrals:referral-send", args=[victim.pk]), {"need": LONG, "save_draft": "1"}),
    ):
        answer = client.post(address, sent)
        assert answer.status_code == 200
        assert "Isian terlalu panjang untuk disimpan sebagai draf." in answer.content.decode()
    assert not Draft.objects.exists()


@pytest.mark.parametrize("key", ["complaint:abc", "complaint-amend:1", "screening", "screening:abc", "referral:-"])
def test_a_key_that_no_page_writes_is_refused_and_stops_no_page(world, key):
    client = client_of(world.sari)
    body = {"key": key, "fields": {"narrative": "Belum selesai."}}
    assert client.post(reverse("cases:draft-save"), body, content_type="application/json").status_code == 403
    Draft.objects.create(user=world.sari, key=key, fields="{}", handed_by=world.ratna)  # only possible with SQL
    for address in (reverse("home"), reverse("cases:draft-list")):
        assert client.get(address).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_draft_that_arrives_while_its_call_is_saved_is_not_kept(world):
    key, came = new_id(), []

    def arrive() -> None:
        try:
            came.append(drafts.save(key=f"complaint:{key}", fields={"narrative": "Terlambat"}, by=world.sari))
        except WorkflowRefused as refusal:
            came.append(refusal)
        finally:
            connection.close()

    late = threading.Thread(target=arrive)
    with transaction.atomic():
        log(world, key=key)
        late.start()
        late.join(0.5)
    drafts.discard(key=f"complaint:{key}", by=world.sari)
    late.join(30)
    assert isinstance(came[0], WorkflowRefused)
    assert not Draft.objects.exists()


@pytest.mark.each_door
def test_a_colleague_s_draft_of_the_same_form_is_neither_shown_nor_discarded(world):
    """A form about a row has one key for everybody, and a draft of it for each."""
    victim = VictimFactory(case=CaseFactory(by=world.sari))
    page = reverse("referrals:referral-send", args=[victim.pk])
    for user, need in ((world.sari, "Kata Sari"), (world.ratna, "Kata Ratna")):
        client_of(user).post(page, {"need": need, "save_draft": "1"})
    assert Draft.objects.values("key").distinct().count() == 1
    for user, own, other in ((world.sari, "Kata Sari", "Kata Ratna"), (world.ratna, "Kata Ratna", "Kata Sari")):
        shown = client_of(user).get(page).content.decode()
        assert own in shown
        assert other not in shown
    Draft.objects.update(key=f"screening:{victim.pk}")
    client_of(world.sari).post(reverse("cases:screening", args=[victim.pk]), {"act": "discard"})
    assert [draft.user for draft in Draft.objects.all()] == [world.ratna]
