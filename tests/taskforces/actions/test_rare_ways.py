"""Ways through the acts on accounts that are rarely gone: nothing changed, too late, or not theirs to change."""

from datetime import date, timedelta

import pytest

from safeguards import clock
from safeguards.audit import AuditEvent
from safeguards.errors import Conflict, WorkflowRefused
from taskforces.access.roles import Role
from taskforces.actions import agencies, decrees, divisions, invitations, memberships, notifications, watches
from taskforces.models import Agency, Membership, Notification
from tests.factories import SavedViewFactory, WatchFactory

OFFER = {"service_line": "legal_aid", "answer_within_hours": 48}
OTHER = {"service_line": "legal_aid", "answer_within_hours": 24}
NEW = {"number": "99", "year": 2026, "valid_from": date(2026, 1, 1), "valid_until": date(2099, 1, 1)}


class TestAgencies:
    def test_an_offer_a_colleague_changed_meanwhile_is_shown_in_words(self, world):
        agencies.edit(agency=world.dinsos, changes={}, services=[OFFER], version=1, by=world.arif)
        with pytest.raises(Conflict) as refused:
            agencies.edit(agency=world.dinsos, changes={}, services=[OTHER], version=1, by=world.arif)
        (difference,) = refused.value.differences
        assert ("48 jam" in difference.theirs, "24 jam" in difference.yours) == (True, True)

    def test_saved_as_it_is_nothing_happens(self, world):
        before = world.dinsos.version
        agencies.edit(agency=world.dinsos, changes={"name": world.dinsos.name}, by=world.arif)
        assert Agency.objects.get(pk=world.dinsos.pk).version == before
        assert not AuditEvent.objects.exists()

    def test_an_offer_may_come_from_anything_that_is_read_once(self, world):
        agencies.edit(agency=world.dinsos, changes={}, services=iter([OFFER]), by=world.arif)
        assert [(s.service_line, s.answer_within_hours) for s in world.dinsos.services.all()] == [("legal_aid", 48)]

    def test_what_is_not_an_agencys_is_a_mistake(self, world):
        with pytest.raises(TypeError, match="task_force"):
            agencies.edit(agency=world.dinsos, changes={"task_force": world.jakarta}, by=world.arif)


class TestDecrees:
    def test_saved_as_it_is_nothing_happens(self, world):
        decrees.edit(decree=world.decree, changes={"number": world.decree.number}, by=world.arif)
        assert not AuditEvent.objects.exists()

    def test_what_is_not_a_decrees_is_a_mistake(self, world):
        with pytest.raises(TypeError, match="revoked_on"):
            decrees.edit(decree=world.decree, changes={"revoked_on": clock.today()}, by=world.arif)

    def test_who_leaves_before_the_new_decree_begins_is_not_taken_over(self, world):
        begins = clock.today() + timedelta(days=30)
        Membership.objects.filter(user=world.sari).update(valid_until=clock.today() + timedelta(days=3))
        new = decrees.create(task_force=world.jambi, details={**NEW, "valid_from": begins}, by=world.arif)
        made = decrees.carry_over(decree=new, by=world.arif)
        assert "Sari" not in {membership.user.name for membership in made}
        assert "Ratna" in {membership.user.name for membership in made}

    def test_a_decree_that_is_over_continues_nobody(self, world):
        old = decrees.create(
            task_force=world.jambi,
            details={**NEW, "valid_from": date(2020, 1, 1), "valid_until": date(2020, 2, 1)},
            by=world.arif,
        )
        with pytest.raises(WorkflowRefused, match="tidak berlaku"):
            decrees.carry_over(decree=old, by=world.arif)

    def test_a_division_is_moved_without_being_renamed_or_left_as_it_is(self, world):
        division = divisions.create(decree=world.decree, name="Pencegahan", by=world.arif)
        divisions.edit(division=division, changes={"position": 7}, by=world.arif)
        division.refresh_from_db()
        assert (division.name, division.position) == ("Pencegahan", 7)
        events = AuditEvent.objects.count()
        divisions.edit(division=division, changes={"name": "Pencegahan", "position": 7}, by=world.arif)
        assert AuditEvent.objects.count() == events


class TestStaff:
    def test_an_invitation_under_a_decree_that_ended_is_not_renewed(self, world):
        sent = invitations.invite(
            decree=world.decree,
            email="putri@dinsos.contoh",
            name="Putri",
            role=Role.SECRETARIAT,
            agency=None,
            valid_from=date(2020, 1, 1),
            by=world.arif,
        )
        type(world.decree).objects.filter(pk=world.decree.pk).update(valid_until=clock.today() - timedelta(days=1))
        with pytest.raises(WorkflowRefused, match="di bawah SK yang berlaku"):
            invitations.renew(invitation=sent.invitation, by=world.arif)

    def test_the_same_last_day_again_is_no_change(self, world):
        seat = Membership.objects.get(user=world.sari)
        memberships.change_period(membership=seat, valid_until=seat.valid_until, by=world.arif)
        assert not AuditEvent.objects.exists()


class TestTelling:
    def told(self, user) -> int:
        return Notification.objects.filter(user=user).count()

    def test_supervisors_are_told_but_for_those_who_know(self, world):
        notifications.notify_supervisors(task_force_id=world.jambi.pk, text="K-2026-0001", path="/kasus/")
        assert (self.told(world.ratna), self.told(world.sari)) == (1, 0)
        notifications.notify_supervisors(
            task_force_id=world.jambi.pk, text="K-2026-0001", path="/kasus/", except_users=[world.ratna]
        )
        assert self.told(world.ratna) == 1

    def test_those_who_may_do_something_are_told(self, world):
        notifications.notify_permitted(
            permission=notifications.Permission.REGISTER_APPROVE,
            task_force_id=world.jambi.pk,
            text="R",
            path="/register/",
        )
        assert (self.told(world.ratna), self.told(world.sari)) == (1, 0)

    def test_holders_of_a_role_and_some_more_are_told_but_for_who_acted(self, world):
        notifications.notify_holders(
            task_force_id=world.jambi.pk,
            role=Role.SUPERVISOR,
            text="D",
            path="/kasus/",
            and_users=[world.sari, world.maya],
            except_user=world.maya,
        )
        assert [self.told(user) for user in (world.ratna, world.sari, world.maya)] == [1, 1, 0]

    def test_where_no_admin_is_near_the_next_one_above_is_told(self, world):
        path = "/akses/"
        notifications.notify_accounts_admins(task_force_id=world.jambi.pk, text="Akun", path=path)
        assert self.told(world.arif) == 1
        Membership.objects.filter(role=Role.ACCOUNTS_ADMIN).delete()
        notifications.notify_accounts_admins(task_force_id=world.jambi.pk, text="Akun", path=path)
        assert self.told(world.arif) == 1

    def test_who_left_the_team_is_told_no_more_and_the_supervisor_is(self, world):
        Membership.objects.filter(user=world.sari).update(valid_until=clock.today() - timedelta(days=1))
        notifications.notify_user(user=world.sari, text="K", path="/kasus/", task_force_id=world.jambi.pk)
        assert (self.told(world.sari), self.told(world.ratna)) == (0, 1)

    def test_who_left_another_room_is_told_all_the_same(self, world):
        Membership.objects.filter(user=world.rina).update(valid_until=clock.today() - timedelta(days=1))
        notifications.notify_user(user=world.rina, text="Rapat", path="/rapat/")
        assert self.told(world.rina) == 1

    def test_a_colleague_who_begins_is_announced_to_the_team_or_the_queue(self, world):
        notifications.announce(membership=Membership.objects.get(user=world.sari))
        assert (self.told(world.ratna), self.told(world.sari), self.told(world.maya)) == (1, 0, 0)
        notifications.announce(membership=Membership.objects.get(user=world.maya))
        assert self.told(world.ratna) == 1
        notifications.announce(membership=Membership.objects.get(user=world.rina))
        assert Notification.objects.filter(text__icontains="Rina").count() == 0


class TestWatches:
    def test_a_watch_is_ended_once(self, world):
        watch = WatchFactory(view=SavedViewFactory(by=world.sari))
        watches.stop(watch=watch, by=watch.user)
        events = AuditEvent.objects.count()
        watches.stop(watch=watch, by=watch.user)
        assert AuditEvent.objects.count() == events
