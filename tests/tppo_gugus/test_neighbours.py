"""An act on one row leaves the rows beside it alone: every field of them is compared.

A query without its condition does its work, and the neighbour's too. Each line makes two rows of a kind and what hangs
on them, acts on the first, and says what belongs to the second.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db.models import Model

from cases.actions import (
    complaints,
    consents,
    contacts,
    drafts,
    duty_roster,
    emergencies,
    hand_overs,
    links,
    proceedings,
    screenings,
    services,
    victims,
)
from cases.models import ContactAttempt, DutyTurn, Service
from cases.public.actions import reports
from coordination.actions import meetings
from referrals.actions import referrals
from safeguards import clock
from taskforces.actions import agencies, divisions, invitations, memberships, notifications, saved_views
from taskforces.models import FirstView
from tests.factories import (
    AgencyFactory,
    AttendanceFactory,
    CaseFactory,
    ComplaintFactory,
    ConsentFactory,
    DecisionFactory,
    DivisionFactory,
    DraftFactory,
    DutyTurnFactory,
    EmergencyFactory,
    HandOverFactory,
    InvitationFactory,
    LinkFactory,
    MeetingFactory,
    NotificationFactory,
    ProceedingFactory,
    PublicReportFactory,
    ReferralFactory,
    SavedViewFactory,
    ScreeningFactory,
    ServiceFactory,
    VictimFactory,
)
from tests.factories.people import change
from tests.personas import World

pytestmark = pytest.mark.django_db
REACHABLE = {"contact_rule": "conditional", "contact_ways": ["call"], "phone": "0812-0000-0027"}
Scene = tuple[Callable[[], Any], list[Model]]


def values_of(rows: Iterable[Model]) -> list[dict[str, Any]]:
    """Every stored field of rows, read anew."""
    found = [type(row)._base_manager.get(pk=row.pk) for row in rows]
    return [{field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields} for row in found]


def reported(world: World, seed: bytes, **given):
    complaint = ComplaintFactory(by=world.sari, channel="public_form", people=1)
    report = PublicReportFactory(complaint=complaint, seed=seed, **given)
    return complaint, report, list(report.messages.all())


def answer(world: World) -> Scene:
    (one, *_rest), (_other, report, messages) = reported(world, b"one"), reported(world, b"other")
    return lambda: reports.answer(complaint=one, text="Ya.", submission_key=uuid4(), by=world.sari), [report, *messages]


def mark_read(world: World) -> Scene:
    (one, *_rest), (other, report, messages) = reported(world, b"one"), reported(world, b"other")
    return lambda: reports.mark_read(complaint=one, by=world.sari), [other, report, *messages]


def unfold(world: World) -> Scene:
    (one, *_rest), (other, report, _messages) = (reported(world, seed, folded=True) for seed in (b"one", b"other"))
    return lambda: reports.unfold(complaint=one, by=world.sari), [other, report]


def declare(world: World) -> Scene:
    (one, *_rest), (other, report, _messages) = (reported(world, seed, folded=True) for seed in (b"one", b"other"))
    handed = HandOverFactory(complaint=ComplaintFactory(by=world.sari), concludes=True)
    return lambda: emergencies.declare(complaint=one, by=world.sari), [other, report, handed, handed.complaint]


def conclude(world: World) -> Scene:
    one, other = (HandOverFactory(complaint=ComplaintFactory(by=world.sari), concludes=True) for _n in range(2))
    return lambda: complaints.conclude(complaint=one.complaint, outcome="information", by=world.sari), [
        other, other.complaint,
    ]  # fmt: skip


def amend(world: World) -> Scene:
    one, other = (ComplaintFactory(by=world.sari, people=2) for _n in range(2))
    given = {"complaint": one, "details": {"event_place": "Pasar"}, "people": [], "version": one.version}
    return lambda: complaints.amend(**given, by=world.sari), [other, *one.people.all(), *other.people.all()]


def hand_over(world: World) -> Scene:
    one, other = ComplaintFactory(by=world.sari), HandOverFactory(complaint=ComplaintFactory(by=world.sari))
    given = {"complaint": one, "to_office": "UPTD PPA Kota Batam", "way": "phone"}
    return lambda: hand_overs.hand_over(**given, by=world.sari), [other, other.complaint]


def end_emergency(world: World) -> Scene:
    one, other = (EmergencyFactory(complaint=ComplaintFactory(by=world.sari), declares=True) for _n in range(2))
    return lambda: emergencies.end(response=one, result="safe", by=world.sari), [other, other.complaint]


def withdraw_consent(world: World) -> Scene:
    one, other = (ReferralFactory(victim=VictimFactory(case=CaseFactory(by=world.sari)), accepted=True) for _n in "ab")
    return lambda: consents.withdraw(consent=one.consent, by=world.sari), [
        other, other.consent, *Service.objects.filter(referral_id=other.pk), *other.case.participations.all(),
    ]  # fmt: skip


def withdraw_one_of_two_consents(world: World) -> Scene:
    victim = VictimFactory(case=CaseFactory(by=world.sari))
    one, other = (ConsentFactory(victim=victim) for _n in range(2))
    service = ServiceFactory(victim=victim, consent=other)
    return lambda: consents.withdraw(consent=one, by=world.sari), [other, service, victim]


def withdraw_referral(world: World) -> Scene:
    victim = VictimFactory(case=CaseFactory(by=world.sari))
    one, other = (ReferralFactory(victim=victim) for _n in range(2))
    alone = ServiceFactory(victim=victim)
    return lambda: referrals.withdraw(referral=one, by=world.sari), [
        other, alone, victim, *Service.objects.filter(referral_id=other.pk),
    ]  # fmt: skip


def pause(world: World) -> Scene:
    victim = VictimFactory(case=CaseFactory(by=world.sari))
    one, other, alone = ReferralFactory(victim=victim), ReferralFactory(victim=victim), ServiceFactory(victim=victim)
    service = Service.objects.get(referral_id=one.pk)
    return lambda: services.pause(service=service, reason="victim_asked", by=world.sari), [
        alone, *Service.objects.filter(referral_id=other.pk),
    ]  # fmt: skip


def pause_alone(world: World) -> Scene:
    one, other = (ServiceFactory(victim=VictimFactory(case=CaseFactory(by=world.sari))) for _n in range(2))
    return lambda: services.pause(service=one, reason="victim_asked", by=world.sari), [other]


def dismiss(world: World) -> Scene:
    one, other = LinkFactory(by=world.ratna), LinkFactory(by=world.ratna)
    return lambda: links.dismiss(link=one, reason="Telepon rumah aman", by=world.ratna), [other]


def restore(world: World) -> Scene:
    one, other = LinkFactory(by=world.ratna, dismissed=True), LinkFactory(by=world.ratna, dismissed=True)
    return lambda: links.restore(link=one, by=world.ratna), [other]


def discard(world: World) -> Scene:
    one, other = (DraftFactory(user=world.sari, key=f"complaint-amend:{uuid4()}") for _n in range(2))
    of_ratna = DraftFactory(user=world.ratna, key=one.key)
    return lambda: drafts.discard(key=one.key, by=world.sari), [other, of_ratna]


def hand_over_draft(world: World) -> Scene:
    one, other = (DraftFactory(user=world.sari, key=f"complaint:{uuid4()}") for _n in range(2))

    def act() -> int:
        return drafts.hand_over(task_force=world.jambi, to=world.ratna, drafts=[one.pk], by=world.sari)

    return act, [other]


def remove_turn(world: World) -> Scene:
    one = DutyTurnFactory(by=world.ratna, user=world.sari)
    other = DutyTurnFactory(by=world.ratna, user=world.ratna)
    return lambda: duty_roster.remove_turn(turn=one, by=world.ratna), [other]


def move_victim(world: World) -> Scene:
    case, other_case = CaseFactory(by=world.sari), CaseFactory(by=world.sari)
    one, beside, other = VictimFactory(case=case), VictimFactory(case=case), VictimFactory(case=other_case)
    return lambda: victims.move(victim=one, to="assessment", by=world.sari), [beside, other, other_case]


def record_step(world: World) -> Scene:
    case, other = CaseFactory(by=world.sari), ProceedingFactory(case=CaseFactory(by=world.sari))
    given = {"case": case, "stage": "police_report", "happened_on": clock.today(), "police_report_number": "LP/9"}
    return lambda: proceedings.record_step(**given, by=world.sari), [other, other.case]


def print_screening(world: World) -> Scene:
    one, other = (ScreeningFactory(victim=VictimFactory(case=CaseFactory(by=world.sari))) for _n in range(2))
    return lambda: _is(screenings.print_filled(victim=one.victim, by=world.sari), one), [other]


def mark_one_read(world: World) -> Scene:
    one, other, of_ratna = (NotificationFactory(user=user) for user in (world.sari, world.sari, world.ratna))
    return lambda: notifications.mark_read(notification=one, by=world.sari), [other, of_ratna]


def mark_all_read(world: World) -> Scene:
    _one, of_ratna = NotificationFactory(user=world.sari), NotificationFactory(user=world.ratna)
    return lambda: notifications.mark_all_read(by=world.sari), [of_ratna]


def remove_view(world: World) -> Scene:
    one, other = SavedViewFactory(by=world.sari), SavedViewFactory(by=world.sari)
    first = FirstView.objects.create(user=world.sari, of_list="cases", view=other)
    of_ratna = FirstView.objects.create(user=world.ratna, of_list="cases", view=one)
    return lambda: saved_views.remove(view=one, by=world.sari), [other, first, of_ratna]


def move_view_up(world: World) -> Scene:
    removed, other_list = (
        SavedViewFactory(by=world.sari, removed=True),
        SavedViewFactory(by=world.sari, of_list="referrals"),
    )
    of_ratna = SavedViewFactory(by=world.ratna)
    _first, second = SavedViewFactory(by=world.sari, position=1), SavedViewFactory(by=world.sari, position=2)
    return lambda: saved_views.move_up(view=second, by=world.sari), [removed, other_list, of_ratna]


def edit_agency(world: World) -> Scene:
    one, other = (AgencyFactory(task_force=world.jambi, lines=["health"]) for _n in range(2))
    given = {"agency": one, "changes": {}, "services": [{"service_line": "legal_aid", "answer_within_hours": 5}]}
    return lambda: agencies.edit(**given, by=world.arif), [other, *other.services.all()]


def remove_division(world: World) -> Scene:
    one, other = (DivisionFactory(decree=world.decree) for _n in range(2))
    return lambda: divisions.remove(division=one, by=world.arif), [other, world.decree]


def revoke_invitation(world: World) -> Scene:
    one, other = (InvitationFactory(by=world.arif, decree=world.decree) for _n in range(2))
    return lambda: invitations.revoke(invitation=one, by=world.arif), [other]


def end_membership(world: World) -> Scene:
    one, other = world.budi.memberships.get(), world.sari.memberships.get()
    return lambda: memberships.deactivate(membership=one, reason="moved", by=world.arif), [other]


def edit_meeting(world: World) -> Scene:
    one, other = MeetingFactory(by=world.rina), MeetingFactory(by=world.rina)
    attendance, decision = AttendanceFactory(meeting=other, agency=world.dinsos), DecisionFactory(meeting=other)
    DecisionFactory(meeting=one)
    given = {"details": {}, "attendances": [{"agency": world.dinsos, "people": 3}], "decisions": []}
    return lambda: meetings.edit(meeting=one, **given, by=world.rina), [other, attendance, decision]


def _is(found: Model, wanted: Model) -> None:
    assert found == wanted


SCENES = [
    answer, mark_read, unfold, declare, conclude, amend, hand_over, end_emergency, withdraw_consent,
    withdraw_one_of_two_consents, withdraw_referral, pause, pause_alone, dismiss, restore, discard, hand_over_draft,
    remove_turn, move_victim, record_step, print_screening, mark_one_read, mark_all_read, remove_view, move_view_up,
    edit_agency, remove_division, revoke_invitation, end_membership, edit_meeting,
]  # fmt: skip


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_an_act_leaves_its_neighbours_alone(world, scene):
    act, beside = scene(world)
    assert beside
    before = values_of(beside)
    act()
    assert values_of(beside) == before


def test_a_press_counts_as_the_same_only_for_the_same_number_way_and_person(world):
    """Within a minute; the attempts of colleagues, of other people and in other ways are attempts of their own."""
    complaint, other = (ComplaintFactory(by=world.sari, people=1) for _n in range(2))
    first, beside = (change(of.people.get().person, **REACHABLE) for of in (complaint, other))
    pressed = [
        contacts.use(way="call", complaint=of, person=person, by=by)
        for of, person, by in (
            (complaint, first, world.sari), (complaint, first, world.ratna), (other, beside, world.sari),
        )
    ]  # fmt: skip
    assert ContactAttempt.objects.count() == len(pressed) == 3
    assert contacts.use(way="call", complaint=complaint, person=first, by=world.sari) == pressed[0]
    contacts.add_result(attempt=pressed[0], result="reached", by=world.sari)
    assert contacts.use(way="call", complaint=complaint, person=first, by=world.sari) not in pressed
    later = clock.now() + contacts.SAME_PRESS + timedelta(seconds=1)
    with clock.at(later):
        assert contacts.use(way="call", complaint=complaint, person=first, by=world.ratna) not in pressed


def test_a_week_is_seven_days_of_this_task_force_and_of_people_still_here(world):
    start = clock.now() + timedelta(days=1)
    given = {"by": world.ratna, "user": world.sari}
    for begins in (timedelta(seconds=-1), timedelta(0), timedelta(days=7), timedelta(days=7, seconds=-1)):
        DutyTurnFactory(**given, starts_at=start + begins, ends_at=start + begins + timedelta(hours=1), phone="0741")
    DutyTurnFactory(by=world.ratna, user=world.maya, starts_at=start, ends_at=start + timedelta(hours=1))
    DutyTurnFactory(by=world.tono, user=world.tono, starts_at=start, ends_at=start + timedelta(hours=1))
    assert duty_roster.repeat_week(task_force=world.jambi, start=start, by=world.ratna) == 1
    made = DutyTurn.objects.latest("entered_at")
    assert made.starts_at == start + timedelta(days=14, seconds=-1)
    assert (made.user, made.ends_at - made.starts_at, made.phone) == (world.sari, timedelta(hours=1), "0741")
