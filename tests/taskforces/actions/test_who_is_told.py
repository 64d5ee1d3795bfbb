"""Each way of telling colleagues: exactly these people get the line, and nobody else of the whole cast."""

from datetime import timedelta

import pytest

from safeguards import clock
from taskforces.access.permissions import Permission
from taskforces.access.roles import Role
from taskforces.actions import notifications
from taskforces.models import Decree, Membership, Notification
from tests.factories import MembershipFactory
from tests.personas import make_user

LINE = {"text": "K-2026-0001", "path": "/kasus/"}


@pytest.fixture
def barat(world) -> Decree:
    return Decree.objects.get(task_force=world.jakarta_barat)


def told() -> list[str]:
    """Names of those who have a line, in order; a name twice would be two lines."""
    return sorted(Notification.objects.values_list("user__name", flat=True))


def left(user) -> None:
    """The membership ended yesterday."""
    yesterday = clock.today() - timedelta(days=1)
    Membership.objects.filter(user=user).update(valid_from=yesterday, valid_until=yesterday)


def test_supervisors_of_the_task_force_but_for_those_who_know(world, barat):
    make_user("Sinta", Role.SUPERVISOR, world.decree, world.uptd)
    make_user("Doni", Role.SUPERVISOR, barat, world.uptd_jakarta_barat)
    left(make_user("Lama", Role.SUPERVISOR, world.decree, world.uptd))
    notifications.notify_supervisors(task_force_id=world.jambi.pk, except_users=[world.ratna], **LINE)
    assert told() == ["Sinta"]
    notifications.notify_supervisors(task_force_id=world.jambi.pk, **LINE)
    assert told() == ["Ratna", "Sinta", "Sinta"]


def test_the_case_team_is_caseworkers_and_supervisors_of_today(world):
    left(make_user("Lama", Role.CASEWORKER, world.decree, world.uptd))
    notifications.notify_case_team(task_force_id=world.jambi.pk, **LINE)
    assert told() == ["Ratna", "Sari"]


def test_admins_of_the_nearest_level_that_has_some(world):
    notifications.notify_accounts_admins(task_force_id=world.jambi.pk, **LINE)
    assert told() == ["Arif"], "of the centre, two levels above"
    make_user("Putri", Role.ACCOUNTS_ADMIN, Decree.objects.get(task_force=world.jambi_province))
    notifications.notify_accounts_admins(task_force_id=world.jambi.pk, **LINE)
    assert told() == ["Arif", "Putri"]
    wati = make_user("Wati", Role.ACCOUNTS_ADMIN, world.decree)
    notifications.notify_accounts_admins(task_force_id=world.jambi.pk, **LINE)
    assert told() == ["Arif", "Putri", "Wati"]
    left(wati)
    notifications.notify_accounts_admins(task_force_id=world.jambi.pk, **LINE)
    assert told() == ["Arif", "Putri", "Putri", "Wati"]


def test_where_nobody_manages_accounts_nobody_is_told(world):
    left(world.arif)
    notifications.notify_accounts_admins(task_force_id=world.jambi.pk, **LINE)
    assert told() == []


def test_holders_of_a_role_and_some_more_each_once_but_for_who_acted(world):
    notifications.notify_holders(task_force_id=world.jambi.pk, role=Role.SUPERVISOR, **LINE)
    assert told() == ["Ratna"]
    Notification.objects.all().delete()
    notifications.notify_holders(
        task_force_id=world.jambi.pk,
        role=Role.SUPERVISOR,
        and_users=[world.ratna, world.sari, world.tono],
        except_user=world.tono,
        **LINE,
    )
    assert told() == ["Ratna", "Sari"]


def test_those_whose_role_includes_an_act(world, barat):
    make_user("Doni", Role.SUPERVISOR, barat, world.uptd_jakarta_barat)
    left(make_user("Lama", Role.SUPERVISOR, world.decree, world.uptd))
    told_of = {"task_force_id": world.jambi.pk, **LINE}
    notifications.notify_permitted(permission=Permission.LINK_VIEW, **told_of)
    assert told() == ["Ratna"]
    notifications.notify_permitted(permission=Permission.CASE_EDIT, except_user=world.ratna, **told_of)
    assert told() == ["Ratna", "Sari"]


def test_officers_of_an_agency_alone(world):
    make_user("Pengganti", Role.AGENCY_OFFICER, world.decree, world.dinsos)
    left(make_user("Lama", Role.AGENCY_OFFICER, world.decree, world.dinsos))
    make_user("Petugas", Role.CASEWORKER, world.decree, world.dinsos)
    notifications.notify_agency(agency=world.dinsos, **LINE)
    assert told() == ["Maya", "Pengganti"]


class TestSomebodyNew:
    """Those who share the files or the queue notice a stranger."""

    def test_of_the_case_team(self, world):
        new = MembershipFactory(user__name="Baru", decree=world.decree, agency=world.uptd, role=Role.CASEWORKER)
        notifications.announce(membership=new)
        assert told() == ["Ratna", "Sari"]
        text = Notification.objects.first().text
        assert text.startswith("Baru mulai bertugas sebagai pendamping kasus.")

    def test_of_an_agency(self, world):
        left(make_user("Lama", Role.AGENCY_OFFICER, world.decree, world.dinsos))
        new = MembershipFactory(user__name="Baru", decree=world.decree, agency=world.dinsos, role=Role.AGENCY_OFFICER)
        notifications.announce(membership=new)
        assert told() == ["Maya"]

    def test_who_reads_no_file_is_announced_to_nobody(self, world):
        new = MembershipFactory(user__name="Baru", decree=world.decree, agency=None, role=Role.SECRETARIAT)
        notifications.announce(membership=new)
        assert told() == []

    def test_a_long_name_leaves_room_for_the_rest(self, world):
        new = MembershipFactory(user__name="B" * 90, decree=world.decree, agency=world.uptd, role=Role.CASEWORKER)
        notifications.announce(membership=new)
        assert Notification.objects.first().text.startswith("B" * 60 + " mulai bertugas")


class TestWhoLeft:
    """A line about a file they cannot open any more goes to the supervisors they left behind."""

    def test_whoever_is_here_is_told(self, world):
        notifications.notify_user(user=world.sari, task_force_id=world.jambi.pk, **LINE)
        assert told() == ["Sari"]

    def test_a_caseworker_who_left(self, world):
        left(world.sari)
        notifications.notify_user(user=world.sari, task_force_id=world.jambi.pk, **LINE)
        assert told() == ["Ratna"]

    def test_one_whose_account_is_closed(self, world):
        world.sari.is_active = False
        world.sari.save()
        notifications.notify_user(user=world.sari, task_force_id=world.jambi.pk, **LINE)
        assert told() == ["Ratna"]

    def test_one_who_works_elsewhere_now(self, world, barat):
        left(world.sari)
        MembershipFactory(user=world.sari, decree=barat, agency=world.uptd_jakarta_barat, role=Role.CASEWORKER)
        notifications.notify_user(user=world.sari, task_force_id=world.jambi.pk, **LINE)
        assert told() == ["Ratna"], "of a file of Jambi"
        notifications.notify_user(user=world.sari, **LINE)
        assert told() == ["Ratna", "Sari"], "of anything"

    def test_the_task_force_left_last_is_meant(self, world, barat):
        make_user("Doni", Role.SUPERVISOR, barat, world.uptd_jakarta_barat)
        left(world.sari)
        before = clock.today() - timedelta(days=9)
        old = MembershipFactory(
            user=world.sari, decree=barat, agency=world.uptd_jakarta_barat, role=Role.CASEWORKER, valid_from=before
        )
        Membership.objects.filter(pk=old.pk).update(valid_until=before)
        notifications.notify_user(user=world.sari, **LINE)
        assert told() == ["Ratna"]

    def test_nobody_stands_in_for_who_worked_no_file_or_left_nobody_behind(self, world):
        left(world.rina)
        notifications.notify_user(user=world.rina, **LINE)
        assert told() == ["Rina"]
        left(world.ratna)
        left(world.sari)
        notifications.notify_user(user=world.sari, **LINE)
        assert told() == ["Rina", "Sari"]


def test_a_line_is_cut_to_200_letters(world):
    notifications.notify_user(user=world.sari, text="x" * 300, path="/kasus/")
    assert Notification.objects.get().text == "x" * 200


def test_opened_twice_the_first_time_counts_and_only_ones_own(world):
    for user in (world.sari, world.sari, world.tono):
        notifications.notify_user(user=user, **LINE)
    first = Notification.objects.filter(user=world.sari).first()
    began = clock.now()
    with clock.at(began):
        notifications.mark_read(notification=first, by=world.tono)
        assert not Notification.objects.filter(read_at__isnull=False).exists()
        notifications.mark_read(notification=first, by=world.sari)
    with clock.at(began + timedelta(hours=1)):
        notifications.mark_all_read(by=world.sari)
    first.refresh_from_db()
    assert first.read_at == began
    assert Notification.objects.filter(read_at__isnull=True).get().user == world.tono
