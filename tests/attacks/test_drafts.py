"""What is kept while somebody types, too long or nested too deep: refused in words, nothing fails, nothing is lost."""

from django.urls import reverse

from cases.models import Draft
from tests.factories import make_case, make_victim
from tests.personas import client_of

LONG = "x" * 200_001


def test_a_draft_nested_without_end_is_refused(world):
    for body in ("[" * 100_000, '{"key": "complaint:x", "fields": ' + '{"a":' * 100_000):
        answer = client_of(world.sari).post(reverse("cases:draft-save"), body, content_type="application/json")
        assert answer.status_code == 400
    assert not Draft.objects.exists()


def test_what_is_too_long_for_a_draft_stays_on_the_page(world):
    victim = make_victim(make_case(world))
    client = client_of(world.sari)
    for address, sent in (
        (reverse("cases:complaint-log"), {"narrative": LONG, "add_person": "1", "orang-jumlah": "1"}),
        (reverse("referrals:referral-send", args=[victim.pk]), {"need": LONG, "save_draft": "1"}),
    ):
        answer = client.post(address, sent)
        assert answer.status_code == 200
        assert "Isian terlalu panjang untuk disimpan sebagai draf." in answer.content.decode()
    assert not Draft.objects.exists()
