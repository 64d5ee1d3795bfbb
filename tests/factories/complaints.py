"""Complaints, their people, emergencies, hand-overs and contact attempts."""

from datetime import date, datetime, timedelta

import factory
from django.utils import timezone

from cases.choices import (
    Channel,
    ComplaintOutcome,
    ContactResult,
    ContactWay,
    EmergencyContactKind,
    EmergencyResult,
    HandOverWay,
    PersonRole,
    Sex,
    Urgency,
)
from cases.matching import caller_tokens
from cases.merging.mentions import SUSPECT_ROLES
from cases.models import (
    Complaint,
    ComplaintPerson,
    ContactAttempt,
    DutyTurn,
    EmergencyContact,
    EmergencyResponse,
    EmergencyStep,
    HandOver,
)
from cases.reading.ages import age_at_event, stored_date
from safeguards import clock
from tests.factories.base import OwnedFactory, RowFactory, below, next_number, within
from tests.factories.people import PersonFactory, write_tokens
from tests.factories.taskforces import known_region, one_origin

STORY = "Cerita rahasia tentang kafe di Batam"
RECEIVER, CONTACT_PERSON, WHOM = "Penerima Rahasia", "Petugas Rahasia Seberang", "Tetangga Rahasia"


def an_hour_ago() -> datetime:
    """Some time before now."""
    return clock.now() - timedelta(hours=1)


class ComplaintFactory(OwnedFactory):
    """A complaint without an outcome. ``people`` adds that many possible victims of seventeen."""

    class Meta:
        model = Complaint

    number = factory.LazyAttribute(lambda row: next_number(row.task_force, "P", row.received_at.year))
    channel = Channel.CALL_CENTRE_112
    received_at = factory.LazyFunction(an_hour_ago)
    narrative = STORY
    event_on = date(2026, 1, 3)
    recorded_at = factory.LazyAttribute(lambda row: max(row.received_at, clock.now()))
    recorded_by = factory.SelfAttribute("by")

    class Params:
        urgent = factory.Trait(urgency=Urgency.URGENT)
        emergency = factory.Trait(urgency=Urgency.EMERGENCY)
        information = factory.Trait(outcome=ComplaintOutcome.INFORMATION)
        of_a_case = factory.Trait(
            outcome=ComplaintOutcome.NEW_CASE,
            case=factory.SubFactory(
                "tests.factories.cases.CaseFactory", task_force=below("task_force"), by=below("by"),
            ),
        )  # fmt: skip

    @factory.post_generation
    def findable(complaint, create, wanted, **_given):  # noqa: N805 (the row that was made)
        if wanted is not False:
            caller_tokens.refresh(complaint)

    @factory.post_generation
    def people(complaint, create, how_many, **given):  # noqa: N805 (the row that was made)
        for _number in range(how_many or 0):
            ComplaintPersonFactory(complaint=complaint, **given)


class ComplaintPersonFactory(RowFactory):
    """A possible victim in a complaint. The age comes from a known birth date, else the stated one."""

    class Meta:
        model = ComplaintPerson

    complaint = factory.SubFactory(ComplaintFactory)
    task_force = within("complaint")
    person = factory.SubFactory(PersonFactory, task_force=below("complaint.task_force"))
    role = PersonRole.POSSIBLE_VICTIM
    position = factory.LazyAttribute(lambda row: row.complaint.people.count() + 1)
    sex = factory.SelfAttribute("person.sex")
    age = factory.LazyAttribute(lambda row: age_in(row.complaint, row.person, row.told_age))
    origin_region_id = factory.LazyFunction(known_region)

    class Params:
        told_age = None
        reported = factory.Trait(role=PersonRole.REPORTED)
        unknown = factory.Trait(is_known=False, person__unknown=True, sex=Sex.UNKNOWN)

    @classmethod
    def _adjust_kwargs(cls, **given):
        return one_origin(given)

    @factory.post_generation
    def links(row, create, wanted, **_given):  # noqa: N805 (the row that was made)
        if row.role in SUSPECT_ROLES:
            write_tokens(row.person)


def age_in(complaint: Complaint, person, told: int | None) -> int | None:
    """The age at the event, or the stated age without a birth date."""
    day = complaint.event_on or timezone.localdate(complaint.received_at)
    return age_at_event(birth_date=stored_date(person.birth_date), event_on=day, age=told)


# --- Emergencies ------------------------------------------------------------------------------------------------------
class EmergencyFactory(RowFactory):
    """An emergency declared just now, with one step; ``declares=True`` also sets the complaint's urgency."""

    class Meta:
        model = EmergencyResponse

    complaint = factory.SubFactory(ComplaintFactory)
    task_force = within("complaint")
    declared_at = factory.LazyFunction(clock.now)
    declared_by = factory.SelfAttribute("complaint.recorded_by")
    due_at = factory.LazyAttribute(lambda row: row.declared_at + timedelta(hours=1))

    class Params:
        acknowledged = factory.Trait(
            acknowledged_at=factory.LazyFunction(clock.now), acknowledged_by=factory.SelfAttribute("declared_by")
        )
        late = factory.Trait(
            declared_at=factory.LazyFunction(lambda: clock.now() - timedelta(hours=2)),
        )
        ended = factory.Trait(
            result=EmergencyResult.SAFE,
            ended_at=factory.LazyFunction(clock.now),
            ended_by=factory.SelfAttribute("declared_by"),
        )

    @factory.post_generation
    def declares(response, create, wanted, **_given):  # noqa: N805 (the row that was made)
        if wanted:
            response.complaint.outcome, response.complaint.urgency = ComplaintOutcome.EMERGENCY, Urgency.EMERGENCY
            response.complaint.version += 1
            response.complaint.save(update_fields=["outcome", "urgency", "version"])

    @factory.post_generation
    def step(response, create, wanted, **given):  # noqa: N805 (the row that was made)
        if wanted is not False:
            EmergencyStepFactory(response=response, **given)


class EmergencyStepFactory(RowFactory):
    """Somebody was called."""

    class Meta:
        model = EmergencyStep

    response = factory.SubFactory(EmergencyFactory, step=False)
    task_force = within("response")
    whom = WHOM
    note = "Catatan rahasia langkah"
    happened_at = factory.LazyFunction(clock.now)
    recorded_at = factory.LazyFunction(clock.now)
    recorded_by = factory.SelfAttribute("response.declared_by")


class EmergencyContactFactory(OwnedFactory):
    """An office for emergencies."""

    class Meta:
        model = EmergencyContact

    kind = EmergencyContactKind.POLICE
    name = "Unit PPA Polresta (contoh)"
    phone = "0741-000-0110"
    hours = "24 jam"
    entered_at = factory.LazyFunction(clock.now)
    entered_by = factory.SelfAttribute("by")

    class Params:
        gone = factory.Trait(is_active=False)


class DutyTurnFactory(OwnedFactory):
    """A turn of duty that runs now."""

    class Meta:
        model = DutyTurn

    user = factory.SelfAttribute("by")
    starts_at = factory.LazyFunction(an_hour_ago)
    ends_at = factory.LazyAttribute(lambda turn: turn.starts_at + timedelta(hours=8))
    phone = "0741-000-0127"
    entered_at = factory.LazyFunction(clock.now)
    entered_by = factory.SelfAttribute("by")


# --- Other regions, and reaching somebody -----------------------------------------------------------------------------
class HandOverFactory(RowFactory):
    """A hand-over without a receipt; ``concludes=True`` also sets the complaint's outcome."""

    class Meta:
        model = HandOver

    complaint = factory.SubFactory(ComplaintFactory)
    task_force = within("complaint")
    to_office = "UPTD PPA Kota Batam"
    way = HandOverWay.PHONE
    contact_person = CONTACT_PERSON
    handed_at = factory.LazyFunction(clock.now)
    handed_by = factory.SelfAttribute("complaint.recorded_by")
    receipt_due_at = factory.LazyAttribute(lambda row: row.handed_at + timedelta(hours=24))

    class Params:
        late = factory.Trait(handed_at=factory.LazyFunction(lambda: clock.now() - timedelta(hours=25)))
        received = factory.Trait(
            receiver_name=RECEIVER,
            receipt_number="TT-1",
            receipt_way=HandOverWay.LETTER,
            received_at=factory.LazyFunction(clock.now),
            receipt_entered_at=factory.LazyFunction(clock.now),
            receipt_entered_by=factory.SelfAttribute("handed_by"),
        )
        withdrawn = factory.Trait(
            withdrawn_at=factory.LazyFunction(clock.now), withdrawn_by=factory.SelfAttribute("handed_by")
        )

    @factory.post_generation
    def findable(row, create, wanted, **_given):  # noqa: N805 (the row that was made)
        if wanted is not False:
            caller_tokens.refresh_hand_over(row)

    @factory.post_generation
    def concludes(row, create, wanted, **_given):  # noqa: N805 (the row that was made)
        if wanted:
            row.complaint.outcome, row.complaint.handed_to = ComplaintOutcome.OTHER_REGION, row.to_office
            row.complaint.version += 1
            row.complaint.save(update_fields=["outcome", "handed_to", "version"])


class ContactAttemptFactory(RowFactory):
    """A number opened to contact a reporter or a victim, without a result yet."""

    class Meta:
        model = ContactAttempt

    complaint = factory.SubFactory(ComplaintFactory)
    victim = None
    task_force = factory.LazyAttribute(lambda row: (row.victim or row.complaint).task_force)
    way = ContactWay.CALL
    opened_at = factory.LazyFunction(clock.now)
    opened_by = factory.LazyAttribute(
        lambda row: row.victim.case.responsible if row.victim else row.complaint.recorded_by
    )

    class Params:
        of_victim = factory.Trait(
            complaint=None, victim=factory.SubFactory("tests.factories.cases.VictimFactory"), person=None
        )
        reached = factory.Trait(
            result=ContactResult.REACHED,
            result_at=factory.LazyFunction(clock.now),
            result_by=factory.SelfAttribute("opened_by"),
        )

    @classmethod
    def _generate(cls, strategy, params):
        if params.get("victim") is not None:
            params = {"complaint": None, **params}
        return super()._generate(strategy, params)
