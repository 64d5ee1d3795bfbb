"""Each door alone (docs/architecture.md): that a door is really off where a test says so, and what is left then."""

import pytest
from django.db import connection, transaction

from cases.models import Case
from safeguards import row_security
from taskforces.access.scoping import row_security_context
from tests.doors import EVERY_DOOR
from tests.factories import CaseFactory


@pytest.mark.each_door
def test_the_door_that_is_off_lets_everybody_through_and_the_other_nobody(world, doors):
    CaseFactory(by=world.sari)
    with transaction.atomic(), row_security.activate(row_security_context(world.tono)), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_case")
        through_row_security = cursor.fetchone()[0]
    through_visible_to = Case.objects.visible_to(world.tono).count()
    assert (through_row_security, through_visible_to) == {
        EVERY_DOOR: (0, 0),
        "no row security": (1, 0),
        "no visible_to": (0, 1),
    }[doors]
