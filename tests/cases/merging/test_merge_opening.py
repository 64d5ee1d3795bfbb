"""Before an undo: fields edited since, now and before, for a reason that is recorded."""

import re
from html import unescape
from unittest.mock import patch

import pytest
from django.urls import reverse

from cases.actions import merges
from cases.models import PersonMerge
from safeguards.audit import AuditEvent
from safeguards.audit.sentences import sentence_of
from safeguards.errors import AccessDenied, WorkflowRefused
from tests.cases.merging.test_merges import merged, person_of, undone
from tests.cases.stories import girl, logged, stranger
from tests.factories import change
from tests.personas import client_of

pytestmark = pytest.mark.django_db
BEFORE, CHOSEN, NOW, MOVED = "0812-0000-0027", "0813-0000-0099", "0819-0000-0001", "Jalan Baru 1"
REASON = {"reason": "other", "other_reason": "Membatalkan penggabungan yang keliru"}


@pytest.fixture
def merge(world) -> PersonMerge:
    """Two records of one girl, merged with the second's number; then number and address were edited."""
    kept, gone = person_of(logged(world, girl())), person_of(logged(world, girl(nik="", phone=CHOSEN)))
    merge = merged(kept, gone, world.sari, {"phone": "gone"})
    change(kept, phone=NOW, address=MOVED)
    return merge


def address(merge, name="merge-open") -> str:
    return reverse(f"cases:{name}", args=[merge.pk])


def text_of(answer) -> str:
    return unescape(answer.content.decode())


def hidden_of(page: str) -> dict[str, str]:
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))


def test_nothing_is_shown_before_a_reason_was_given(world, merge):
    client = client_of(world.sari)
    for answer in (client.get(address(merge, "merge-undo")), client.get(address(merge)), client.post(address(merge))):
        assert not [value for value in (BEFORE, CHOSEN, NOW, MOVED) if value in text_of(answer)]
    assert address(merge) in text_of(client.get(address(merge, "merge-undo")))
    assert not AuditEvent.objects.filter(verb="person.merge_opened").exists()


def test_both_values_stand_side_by_side_with_what_becomes_of_them(world, merge):
    answer = client_of(world.sari).post(address(merge), REASON)
    rows = [(row.label, row.now, row.before, row.fate) for row in answer.context["values"]]
    assert rows[:2] == [("Telepon", NOW, BEFORE, "conflicts"), ("Alamat", MOVED, "Jalan Rekaan 27", "edited")]
    page = text_of(answer)
    assert {NOW, BEFORE, MOVED} <= set(re.findall(r'data-label="[^"]*">([^<]*)<', page))
    assert "data-identity" in page
    event = AuditEvent.objects.get(verb="person.merge_opened")
    assert (event.actor_id, event.target_id) == (world.sari.pk, merge.kept_id)
    assert NOW not in sentence_of(event)
    assert AuditEvent.objects.filter(verb="complaint.contact_used").exists()


def test_what_was_seen_is_chosen_and_done(world, merge):
    client = client_of(world.sari)
    seen = hidden_of(text_of(client.post(address(merge), REASON)))
    for _press in range(2):
        answer = client.post(address(merge, "merge-undo"), {**seen, "put_back_fields": ["phone"]})
        assert answer.url == reverse("cases:merge-detail", args=[merge.pk])
    merge.kept.refresh_from_db()
    assert (merge.kept.phone, merge.kept.address) == (BEFORE, MOVED)
    assert AuditEvent.objects.filter(verb="person.merge_undone").count() == 1


def test_a_value_edited_once_more_is_shown_anew_and_nothing_is_undone(world, merge):
    client = client_of(world.sari)
    seen = hidden_of(text_of(client.post(address(merge), REASON)))
    change(merge.kept, phone="0811-7777-0001")
    answer = client.post(address(merge, "merge-undo"), {**seen, "put_back_fields": ["phone"]})
    assert answer.status_code == 409
    assert "0811-7777-0001" in text_of(answer)
    assert PersonMerge.objects.get(pk=merge.pk).undone_at is None
    again = client.post(address(merge, "merge-undo"), {**hidden_of(text_of(answer)), "put_back_fields": ["phone"]})
    assert again.status_code == 302


def test_somebody_else_s_proof_opens_nothing(world, merge):
    seen = hidden_of(text_of(client_of(world.sari).post(address(merge), REASON)))
    answer = client_of(world.ratna).post(address(merge, "merge-undo"), {**seen, "digest": "anders"})
    assert answer.status_code == 409
    assert NOW not in text_of(answer)


@pytest.mark.parametrize(("who", "status"), [("tono", 404), ("rina", 403), ("arif", 403), ("budi", 403), ("dewi", 403)])
def test_others_open_nothing(world, merge, who, status):
    client = client_of(getattr(world, who))
    assert client.get(address(merge)).status_code == status
    assert client.post(address(merge), REASON).status_code == status
    with pytest.raises(AccessDenied):
        merges.open_before(merge=merge, **REASON, by=getattr(world, who))
    assert not AuditEvent.objects.filter(verb="person.merge_opened").exists()


def test_across_roles_it_is_the_supervisor_s(world):
    victim = person_of(logged(world, girl()))
    reported = person_of(logged(world, stranger(is_known=True, name="Contoh Melati Rekaan")))
    merge = merged(victim, reported, world.ratna, reason="Orang yang sama menurut keterangan")
    change(victim, address=MOVED)
    assert client_of(world.sari).post(address(merge), REASON).status_code == 404
    with pytest.raises(AccessDenied):
        merges.open_before(merge=merge, **REASON, by=world.sari)
    assert MOVED in text_of(client_of(world.ratna).post(address(merge), REASON))


def test_where_nothing_was_edited_there_is_nothing_to_open(world):
    merge = merged(*(person_of(logged(world, girl())) for _side in range(2)), world.sari)
    client = client_of(world.sari)
    assert client.get(address(merge)).url == address(merge, "merge-undo")
    assert address(merge) not in text_of(client.get(address(merge, "merge-undo")))


def test_after_it_was_undone_nothing_opens(world, merge):
    undone(merge, world.sari)
    merge.refresh_from_db()
    with pytest.raises(WorkflowRefused, match="sudah dibatalkan"):
        merges.open_before(merge=merge, **REASON, by=world.sari)
    answer = client_of(world.sari).post(address(merge), REASON)
    assert answer.url == reverse("cases:merge-detail", args=[merge.pk])
    assert not AuditEvent.objects.filter(verb="person.merge_opened").exists()


def test_nothing_is_shown_where_it_could_not_be_recorded(world, merge):
    client = client_of(world.sari)
    with patch("cases.actions.merges.record", side_effect=RuntimeError), pytest.raises(RuntimeError):
        client.post(address(merge), REASON)
    assert not AuditEvent.objects.filter(verb__in=["person.merge_opened", "complaint.contact_used"]).exists()
