"""Meetings, attendance and decisions."""

from datetime import timedelta

import factory

from coordination.choices import DecisionState
from coordination.models import Attendance, Decision, Meeting
from safeguards import clock
from taskforces.access.roles import Role
from tests.factories.base import OwnedFactory, RowFactory, somebody_in, within
from tests.factories.taskforces import agency_of


class MeetingFactory(OwnedFactory):
    """A meeting of today, without attendance and decisions."""

    class Meta:
        model = Meeting

    class Params:
        by = factory.LazyAttribute(lambda row: somebody_in(row.task_force, Role.SECRETARIAT))

    title = "Rakor lintas sektor"
    held_on = factory.LazyFunction(clock.today)
    place = "Aula DPMPPA"
    recorded_at = factory.LazyFunction(clock.now)
    recorded_by = factory.SelfAttribute("by")


class AttendanceFactory(RowFactory):
    """An agency came with two people."""

    class Meta:
        model = Attendance

    meeting = factory.SubFactory(MeetingFactory)
    task_force = within("meeting")
    agency = factory.LazyAttribute(lambda row: agency_of(row.task_force))
    people = 2


class DecisionFactory(RowFactory):
    """A decision to be done in thirty days."""

    class Meta:
        model = Decision

    meeting = factory.SubFactory(MeetingFactory)
    task_force = within("meeting")
    position = factory.LazyAttribute(lambda row: row.meeting.decisions.count() + 1)
    text = "Sosialisasi di sekolah"
    owner_agency = factory.LazyAttribute(lambda row: agency_of(row.task_force))
    due_on = factory.LazyFunction(lambda: clock.today() + timedelta(days=30))
    state_changed_at = factory.LazyFunction(clock.now)
    state_changed_by = factory.SelfAttribute("meeting.recorded_by")

    class Params:
        in_progress = factory.Trait(state=DecisionState.IN_PROGRESS)
        done = factory.Trait(state=DecisionState.DONE)
        cancelled = factory.Trait(state=DecisionState.CANCELLED)
        overdue = factory.Trait(due_on=factory.LazyFunction(lambda: clock.today() - timedelta(days=1)))
