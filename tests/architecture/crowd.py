"""Fifteen of everything: more rows must not cause more queries."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from cases.events import CaseEvent
from cases.models import ComplaintPerson, Consent, Participation, Proceeding, ProceedingStep, Screening
from coordination.models import Attendance, Decision, Meeting
from referrals.models import ReferralMessage
from safeguards.audit import record
from taskforces.access.roles import Role
from taskforces.choices import AgencyKind, Level, ServiceLine
from taskforces.models import (
    Agency,
    AgencyService,
    Decree,
    Division,
    Invitation,
    Membership,
    Notification,
    TaskForce,
    User,
)
from tests.factories import CaseFactory, ComplaintFactory, ReferralFactory, VictimFactory
from tests.personas import BEGAN


def first_details(world, things: dict[str, Any]) -> None:
    """One dependent row of each kind, so that one object and many objects show the same kinds of rows."""
    proceeding = Proceeding.objects.create(
        task_force=world.jambi,
        case=things["case"],
        stage="inquiry",
        stage_on=date(2026, 1, 9),
        police_report_number="LP",
    )
    things["proceeding"] = proceeding
    _below_case(world, things, things["victim"], 0)
    VictimFactory(case=CaseFactory(by=world.sari), person=things["complaint"].people.first().person)
    for user in world.everybody:
        Notification.objects.create(user=user, text="R-2026-0000 menunggu", path="/rujukan/")
    _happening(world, things)


def _happening(world, things: dict[str, Any]) -> None:
    with transaction.atomic():
        record(CaseEvent.EDITED, by=world.sari, target=things["case"], details={"changed": ["urgency"]})


def crowd(world, things: dict[str, Any], copies: int = 14) -> None:
    """``copies`` more of everything, with the same parents as the first."""
    for number in range(copies):
        victim = VictimFactory(case=things["case"], person__findable=False)
        _below_case(world, things, victim, number + 1)
        VictimFactory(
            case=CaseFactory(by=world.sari, responsible=world.sari if number % 2 else world.ratna),
            person__findable=False,
        )
        ComplaintFactory(by=world.sari, people=1, people__person__findable=False)
        ComplaintFactory(
            by=world.sari, outcome="new_case", case=things["case"], people=1, people__person__findable=False
        )
        agency = _agency(world, number)
        _meetings(world, things, agency, number)
        _accounts(world, agency, number)
        _more_people_in_the_complaint(things, number)
        _happening(world, things)


def _below_case(world, things: dict[str, Any], victim, number: int) -> None:
    """A referral with its service and letters, a screening, a consent, a step of the criminal track."""
    now, own = timezone.now() - timedelta(minutes=number), {"task_force": world.jambi}
    referral = things["referral"] if number == 0 else ReferralFactory(victim=victim)
    for first in {referral, things["referral"]}:
        ReferralMessage.objects.create(
            **own,
            referral=first,
            agency=first.agency,
            text="Kapan?",
            written_at=now,
            written_by=world.sari,
            is_from_agency=False,
        )
    for whose in {victim, things["victim"]}:
        Screening.objects.create(
            **own, victim=whose, age_used=17, child_rule=True, verdict="met", screened_at=now, screened_by=world.sari
        )
        Consent.objects.create(
            **own,
            victim=whose,
            given_by="victim_and_guardian",
            given_on=now.date(),
            recorded_at=now,
            recorded_by=world.sari,
        )
    ProceedingStep.objects.create(
        **own, proceeding=things["proceeding"], stage="inquiry", happened_on=date(2026, 1, 9), recorded_at=now,
        recorded_by=world.sari,
    )  # fmt: skip


def _agency(world, number: int) -> Agency:
    agency = Agency.objects.create(
        task_force=world.jambi, name=f"Yayasan Contoh {number}", short_name=f"Yayasan {number}", kind=AgencyKind.NGO,
        division=world.division,
    )  # fmt: skip
    for line in (ServiceLine.SOCIAL_REHABILITATION, ServiceLine.LEGAL_AID):
        AgencyService.objects.create(
            task_force=world.jambi, agency=agency, service_line=line, answer_within_hours=24 + number
        )
    return agency


def _meetings(world, things: dict[str, Any], agency: Agency, number: int) -> None:
    own, now = {"task_force": world.jambi}, timezone.now()
    meeting = Meeting.objects.create(
        **own, title=f"Rapat {number}", held_on=date(2026, 1, 1 + number), place="Aula", recorded_at=now,
        recorded_by=world.rina,
    )  # fmt: skip
    for which, position in ((meeting, 1), (things["meeting"], number + 2)):
        Attendance.objects.create(**own, meeting=which, agency=agency, people=2)
        Decision.objects.create(
            **own, meeting=which, position=position, text="Perbarui daftar kontak", owner_agency=agency,
            due_on=date(2026, 2, 1), state_changed_at=now, state_changed_by=world.rina,
        )  # fmt: skip
    Participation.objects.create(**own, case=things["case"], agency=agency, since=now)


def _accounts(world, agency: Agency, number: int) -> None:
    own, now = {"task_force": world.jambi}, timezone.now()
    Division.objects.create(**own, decree=world.decree, name=f"Bidang {number}", position=number + 2)
    old = Decree.objects.create(
        **own, number=f"{number}", year=2010, valid_from=date(2010, 1, 1), valid_until=date(2011, 1, 1)
    )
    colleague = User.objects.create_user(f"petugas{number}@uji.contoh", name=f"Petugas {number}")
    for decree in (world.decree, old):
        Membership.objects.create(
            **own, user=colleague, decree=decree, agency=world.uptd, role=Role.CASEWORKER, valid_from=BEGAN
        )
    Membership.objects.create(
        **own, user=colleague, decree=world.decree, agency=agency, role=Role.AGENCY_OFFICER, valid_from=BEGAN
    )
    Invitation.objects.create(
        **own, email=f"undangan{number}@uji.contoh", name="Petugas Baru", decree=world.decree, agency=agency,
        role=Role.AGENCY_OFFICER, valid_from=now.date(), token_digest=f"{number + 1:064}",
        expires_at=now + timedelta(hours=72), invited_at=now, invited_by=world.arif,
    )  # fmt: skip
    TaskForce.objects.create(name=f"Gugus Tugas Contoh {number}", level=Level.CITY, parent=world.jambi_province)
    for user in world.everybody:
        Notification.objects.create(user=user, text=f"R-2026-{number:04} menunggu", path="/rujukan/")


def _more_people_in_the_complaint(things: dict[str, Any], number: int) -> None:
    complaint = things["complaint"]
    first = complaint.people.first()
    victim = VictimFactory(case=things["case"], person__findable=False)
    ComplaintPerson.objects.create(
        task_force=complaint.task_force, complaint=complaint, person=victim.person,
        position=first.position + number + 1, sex="female", age=17, origin_region_id="15.71.02",
    )  # fmt: skip
