"""Each door alone (docs/architecture.md): that a door is really off where a test says so, and what is left then."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse

from cases.models import Case, Screening
from coordination.models import Meeting
from safeguards import clock, row_security
from taskforces.access.scoping import row_security_context
from taskforces.models import Membership, Notification, Watch
from tests.architecture.addresses import one_of_everything
from tests.doors import EVERY_DOOR
from tests.factories import CaseFactory, ComplaintFactory, HandOverFactory, ReferralFactory, VictimFactory
from tests.personas import client_of, make_neighbour


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


# What the page of the accounts admin says is bound by no row security: who works where.
OF_ACCOUNTS = {"SK segera berakhir", "Instansi tanpa petugas", "Undangan belum diterima"}


@pytest.fixture
def busy(world):
    """A day in Kota Jambi on which every group of *Hari ini* has something."""
    things, now = one_of_everything(world), clock.now()
    CaseFactory(by=world.sari, urgency="emergency")
    victim = VictimFactory(case=CaseFactory(by=world.sari))
    own = {"task_force": world.jambi}
    Screening.objects.create(
        **own, victim=victim, age_used=17, child_rule=True, verdict="met", needs_review=True, is_automatic=True,
        screened_at=now, screened_by=world.sari,
    )  # fmt: skip
    for hours in (0, 30):  # at any hour one of them is of this month
        ComplaintFactory(by=world.sari, received_at=now - timedelta(hours=hours), urgency="urgent", people=1)
    HandOverFactory(complaint=ComplaintFactory(by=world.sari, people=1), late=True)
    for state in ("overdue", "accepted"):
        ReferralFactory(victim=VictimFactory(case=CaseFactory(by=world.sari)), **{state: True})
    Meeting.objects.create(
        **own, title="Rapat besok", held_on=clock.today() + timedelta(days=1), place="Aula", recorded_at=now,
        recorded_by=world.rina,
    )  # fmt: skip
    Watch.objects.filter(pk=things["watch"].pk).update(is_crossed=True, told_at=now)
    for user in (world.sari, world.ratna):
        Notification.objects.create(user=user, text="Pekerjaan dialihkan", path=reverse("cases:held"))
    Membership.objects.filter(user=world.sari).update(valid_until=clock.today() + timedelta(days=3))
    return world


@pytest.mark.each_door
def test_the_day_of_another_town_says_nothing_of_this_one(busy, doors):
    """Counts tell too: how many wait, and how many were received this month."""
    day = client_of(make_neighbour(busy)).get("/").context["day"]
    assert {str(group.title) for group in day.groups} - OF_ACCOUNTS == set()
    assert (day.workload.total, day.drafts, day.desk.now) == (0, [], [])


def test_the_busy_day_is_one(busy):
    people = (busy.sari, busy.ratna, busy.maya, busy.rina)
    days = [client_of(user).get("/").context["day"] for user in people]
    assert {str(group.title) for day in days for group in day.groups} >= {
        "Keadaan darurat",
        "Keselamatan",
        "Dialihkan kepada Anda",
        "Rujukan belum dijawab",
        "Pengaduan belum diidentifikasi",
        "Tanda terima daerah lain belum datang",
        "Tambahan baru dari pelapor",
        "Kesimpulan perlu ditinjau",
        "Menunggu jawaban instansi",
        "Pengaduan baru",
        "Terlambat dijawab",
        "Menunggu jawaban Anda",
        "Sedang dilayani",
        "Keputusan terlambat",
        "Rapat mendatang",
        "Akses segera berakhir",
        "Yang Anda pantau",
    }
    assert max(day.workload.total for day in days if day.workload) > 0
    assert any(day.drafts for day in days)
