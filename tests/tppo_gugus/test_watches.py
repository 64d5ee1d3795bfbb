"""*Kabari saya*: notified once when crossed, again only after a reset, with the user's own rights, and it ends."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from safeguards import clock
from safeguards.errors import WorkflowRefused
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.actions import saved_views, watches
from taskforces.models import Notification, Watch
from tests.factories import CaseFactory, ReferralFactory, VictimFactory
from tests.personas import client_of
from tppo_gugus import watching


def kept(world, by=None, **changes):
    """A view of the emergencies."""
    values = {"of_list": "cases", "name": "Darurat", "query": "kedaruratan=emergency", **changes}
    return saved_views.save(task_force=world.jambi, **values, by=by or world.sari)


def told(user) -> list[str]:
    """A user's notifications, oldest first."""
    return list(Notification.objects.filter(user=user).order_by("created_at", "pk").values_list("text", flat=True))


def test_told_once_when_crossed_and_again_only_after_it_fell(world):
    watch = watches.start(view=kept(world), kind="more_than", threshold=1, by=world.sari)
    cases = [CaseFactory(by=world.sari, urgency="emergency")]
    assert watching.evaluate_all() == 0
    watch.refresh_from_db()
    assert (watch.last_value, watch.is_crossed) == (1, False)
    cases.append(CaseFactory(by=world.sari, urgency="emergency"))
    assert [watching.evaluate_all() for _round in range(3)] == [1, 0, 0]
    assert told(world.sari) == ["Kasus yang Anda pantau kini lebih dari 1."]
    assert Notification.objects.get().path == "/kasus/?kedaruratan=emergency"
    cases[0].urgency = "ordinary"
    cases[0].save()
    assert watching.evaluate_all() == 0
    cases[0].urgency = "emergency"
    cases[0].save()
    assert watching.evaluate_all() == 1
    assert len(told(world.sari)) == 2


def test_older_than_is_told_by_the_clock(world):
    watches.start(view=kept(world), kind="older_than", threshold=2, by=world.sari)
    now = timezone.now()
    CaseFactory(by=world.sari, urgency="emergency", opened_at=now)
    for hours, expected in ((0, 0), (48, 0), (71, 0), (73, 1), (100, 0)):
        with clock.at(now + timedelta(hours=hours)):
            assert watching.evaluate_all() == expected, hours
    assert told(world.sari) == ["Kasus yang Anda pantau: ada yang sudah 3 hari, lebih dari 2 hari."]


def test_nobody_is_told_of_rows_they_may_not_see(world):
    """Tono watches the same filter: the cases of Jambi do not count for him."""
    view = saved_views.save(task_force=world.jakarta_barat, of_list="cases", name="Semua", query="", by=world.tono)
    watches.start(view=view, kind="more_than", threshold=0, by=world.tono)
    CaseFactory(by=world.sari, urgency="emergency")
    assert watching.evaluate_all() == 0
    assert Watch.objects.get().last_value == 0


def test_a_shared_view_counts_as_each_of_its_readers_sees_it(world):
    view = kept(world, by=world.ratna, query="tampilan=saya", shared_with_role="caseworker")
    for user in (world.sari, world.ratna):
        watches.start(view=view, kind="more_than", threshold=0, by=user)
    CaseFactory(by=world.sari)
    watching.evaluate_all()
    assert len(told(world.sari)) == 1
    assert told(world.ratna) == []


def test_an_agency_watches_its_queue(world):
    view = saved_views.save(task_force=world.jambi, of_list="inbox", name="Menunggu", query="", by=world.maya)
    watches.start(view=view, kind="more_than", threshold=0, by=world.maya)
    victim = VictimFactory(case=CaseFactory(by=world.sari))
    ReferralFactory(victim=victim, agency=world.rsud)
    assert watching.evaluate_all() == 0
    ReferralFactory(victim=victim)
    assert watching.evaluate_all() == 1
    assert told(world.maya) == ["Kotak rujukan yang Anda pantau kini lebih dari 0."]


class TestEnding:
    """A watch ends with the access, with the view, or by its user."""

    def running(self) -> list[str]:
        return list(Watch.objects.values_list("end_reason", flat=True))

    def test_with_the_access(self, world):
        watches.start(view=kept(world), kind="more_than", threshold=0, by=world.sari)
        CaseFactory(by=world.sari, urgency="emergency")
        world.sari.memberships.update(valid_until=clock.today() - timedelta(days=1))
        assert watching.evaluate_all() == 0
        assert self.running() == ["no_access"]
        assert told(world.sari) == []

    def test_with_the_role(self, world):
        watches.start(view=kept(world), kind="more_than", threshold=0, by=world.sari)
        world.sari.memberships.update(role="secretariat")
        watching.evaluate_all()
        assert self.running() == ["no_access"]

    def test_with_the_permission_for_its_list_though_other_lists_may_be_watched(self, world):
        watches.start(view=kept(world), kind="more_than", threshold=0, by=world.sari)
        CaseFactory(by=world.sari, urgency="emergency")
        world.sari.memberships.update(role="agency_officer")
        assert policy.can(world.fresh(world.sari), Permission.VIEW_SAVE)
        assert watching.evaluate_all() == 0
        assert self.running() == ["no_access"]
        assert told(world.sari) == []

    @pytest.mark.parametrize("how", ["removed", "unshared"])
    def test_with_the_view_and_a_word(self, world, how):
        view = kept(world, by=world.ratna, shared_with_role="caseworker")
        watches.start(view=view, kind="more_than", threshold=0, by=world.sari)
        if how == "removed":
            saved_views.remove(view=view, by=world.ratna)
        else:
            saved_views.edit(view=view, name="Darurat", shared_with_role="", by=world.ratna)
        assert [watching.evaluate_all() for _round in range(2)] == [1, 0]
        assert self.running() == ["view_gone"]
        assert "berakhir" in told(world.sari)[0]
        assert "Darurat" not in told(world.sari)[0]

    @pytest.mark.each_door
    def test_by_its_person_alone(self, world):
        watch = watches.start(view=kept(world), kind="more_than", threshold=0, by=world.sari)
        address = reverse("tppo_gugus:watch-stop", args=[watch.pk])
        for stranger in (world.ratna, world.tono):
            assert client_of(stranger).post(address).status_code == 404
        for _press in range(2):
            assert client_of(world.sari).post(address).status_code == 302
        assert self.running() == ["stopped"]


@pytest.mark.database_timers
def test_what_takes_too_long_is_left_for_the_next_round(world, monkeypatch):
    watches.start(view=kept(world), kind="more_than", threshold=0, by=world.sari)
    later = watches.start(view=kept(world, name="Semua", query=""), kind="more_than", threshold=0, by=world.sari)
    CaseFactory(by=world.sari, urgency="emergency")
    counted = watching._counted

    def slow(watch, view, user):
        if view.query:
            from django.db import connection

            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(30)")
        return counted(watch, view, user)

    monkeypatch.setattr(watching, "LONGEST_COUNT", "1s")
    monkeypatch.setattr(watching, "_counted", slow)
    assert watching.evaluate_all() == 1
    later.refresh_from_db()
    assert later.is_crossed
    assert Watch.objects.exclude(pk=later.pk).get().evaluated_at is None


class TestPages:
    """Watches on the pages."""

    def test_a_watch_is_begun_changed_and_listed_with_its_last_value(self, world):
        view = kept(world)
        CaseFactory(by=world.sari, urgency="emergency")
        client, address = client_of(world.sari), reverse("tppo_gugus:view-watch", args=[view.pk])
        assert client.post(address, {"kind": "more_than", "threshold": "5000"}).status_code == 422
        assert client.post(address, {"kind": "more_than", "threshold": "-1"}).status_code == 422
        for threshold in ("9", "9", "4"):
            assert client.post(address, {"kind": "more_than", "threshold": threshold}).status_code == 302
        assert [watch.threshold for watch in Watch.objects.all()] == [4]
        page = client.get("/tampilan/").content.decode()
        assert "Belum dihitung" in page
        assert "Dalam batas" not in page, "nobody knows yet"
        assert "Naikkan" not in page, "there is nothing above it"
        watching.evaluate_all()
        page = client.get("/tampilan/").content.decode()
        assert "Dalam batas" in page
        assert "kini 1, dihitung hari ini" in page

    def test_a_crossed_watch_stands_on_todays_page(self, world):
        watches.start(view=kept(world), kind="more_than", threshold=0, by=world.sari)
        CaseFactory(by=world.sari, urgency="emergency")
        client = client_of(world.sari)
        assert "Yang Anda pantau" not in client.get("/").content.decode()
        watching.evaluate_all()
        page = client.get("/").content.decode()
        assert "Yang Anda pantau" in page
        assert "lebih dari 0" in page

    def test_not_more_than_a_person_can_follow(self, world, monkeypatch):
        monkeypatch.setattr(watches, "MOST_WATCHES", 1)
        view = kept(world)
        watches.start(view=view, kind="more_than", threshold=1, by=world.sari)
        with pytest.raises(WorkflowRefused):
            watches.start(view=view, kind="older_than", threshold=1, by=world.sari)
