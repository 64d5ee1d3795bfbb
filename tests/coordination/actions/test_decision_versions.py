"""A decision corrected with its meeting: whoever has it open meanwhile is shown the correction."""

import pytest

from coordination.actions import decisions
from coordination.models import Meeting
from safeguards.errors import Conflict
from tests.coordination.actions.test_meetings import decision, edited, held

pytestmark = pytest.mark.django_db


def test_a_correction_is_a_new_version_and_the_others_keep_theirs(world):
    meeting = held(world, "Sosialisasi di sekolah", "Rumah aman")
    first, second = meeting.decisions.order_by("position")
    before = (first.version, second.version)
    same = decision(world, "Rumah aman", id=second.pk, owner_agency=second.owner_agency, due_on=second.due_on)
    edited(world, meeting, decisions=[decision(world, "Sosialisasi di pasar", id=first.pk), same])
    first.refresh_from_db(), second.refresh_from_db()
    assert first.text == "Sosialisasi di pasar"
    assert (first.version, second.version) == (before[0] + 1, before[1])


def test_new_decisions_stand_behind_those_there_are(world):
    meeting = held(world, "Satu", "Dua")
    kept = [decision(world, row.text, id=row.pk) for row in meeting.decisions.order_by("position")]
    edited(world, meeting, decisions=[*kept, decision(world, "Tiga"), decision(world, "Empat")])
    found = Meeting.objects.get(pk=meeting.pk).decisions.order_by("position")
    assert list(found.values_list("position", "text")) == [(1, "Satu"), (2, "Dua"), (3, "Tiga"), (4, "Empat")]


def test_whoever_reports_progress_from_an_old_page_sees_the_correction(world):
    meeting = held(world)
    row = meeting.decisions.get()
    edited(world, meeting, decisions=[decision(world, "Sosialisasi di pasar", id=row.pk)])
    with pytest.raises(Conflict):
        decisions.update(
            decision=row, state=row.state, progress_note="Sudah berjalan", version=row.version, by=world.rina
        )
