"""The token of an invitation is the whole right of its holder."""

import pytest

from safeguards import clock
from taskforces.access.roles import Role
from taskforces.actions import invitations

pytestmark = pytest.mark.django_db


def test_a_token_has_256_bits_and_no_two_are_alike(world):
    given = {"decree": world.decree, "agency": world.uptd, "role": Role.CASEWORKER, "valid_from": clock.today()}
    sent = [invitations.invite(email=f"b{n}@uji.contoh", name="Baru", by=world.arif, **given) for n in range(3)]
    tokens = [each.token for each in sent]
    assert {len(token) for token in tokens} == {43}
    assert len(set(tokens)) == 3
