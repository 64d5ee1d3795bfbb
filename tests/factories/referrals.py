"""Referrals in every state of the workflow, with their services."""

from datetime import timedelta

import factory
from django.db import transaction

from cases.choices import PauseReason, ServiceState, Urgency
from cases.models import Consent, Participation, Service
from referrals import queries, slip, workflow
from referrals.choices import DeclineReason, OutcomeKind, ReferralState
from referrals.models import Referral, ReferralMessage
from safeguards import clock
from taskforces.choices import ServiceLine
from taskforces.models import User
from tests.factories.base import RowFactory, next_number, within
from tests.factories.cases import ConsentFactory, ParticipationFactory, ServiceFactory, VictimFactory
from tests.factories.taskforces import agency_of, officer_of

ANSWERED = {
    "answered_at": factory.LazyFunction(clock.now),
    "answered_by": factory.LazyAttribute(lambda row: officer_of(row.agency)),
}
SERVICE_STATES = {
    ReferralState.SENT: ServiceState.REQUESTED,
    ReferralState.ACCEPTED: ServiceState.ACCEPTED,
    ReferralState.DECLINED: ServiceState.DECLINED,
    ReferralState.WITHDRAWN: ServiceState.WITHDRAWN,
}

NOT_PAUSED = {"paused_at": None, "paused_by": None, "pause_reason": "", "paused_until": None}


def make_slip() -> slip.Slip:
    """A slip about a girl who needs a place to stay; it names nobody."""
    return slip.Slip(
        sender="UPTD PPA Kota Jambi",
        rows=(
            slip.SlipRow("person", "Untuk", "Perempuan, 17 tahun"),
            slip.SlipRow("city", "Kota", "Kota Jambi"),
            slip.SlipRow("services", "Layanan", "Rehabilitasi sosial"),
            slip.SlipRow("need", "Permintaan", "Tempat tinggal sementara dan konseling."),
            slip.SlipRow("consent", "Persetujuan", "Korban dan wali, 9 Februari 2026"),
        ),
        contact=slip.Contact(officer="Sari", office="UPTD PPA Kota Jambi", phone="0741-000-0127"),
        summary="Perempuan, 17 th",
    )


class ReferralFactory(RowFactory):
    """A referral in an agency's queue, with its services (``services=False`` leaves them out).

    ``need`` builds the slip from the file, as on sending; otherwise the slip is a sample.
    """

    class Meta:
        model = Referral

    victim = factory.SubFactory(VictimFactory)
    task_force = within("victim")
    case = factory.SelfAttribute("victim.case")
    service_lines = factory.LazyFunction(lambda: [ServiceLine.SOCIAL_REHABILITATION.value])
    agency = factory.LazyAttribute(lambda row: agency_of(row.task_force, row.service_lines[0]))
    sent_at = factory.LazyFunction(clock.now)
    sent_by = factory.SelfAttribute("victim.case.responsible")
    consent = factory.LazyAttribute(
        lambda row: ConsentFactory(victim=row.victim, recorded_at=row.sent_at, recorded_by=row.sent_by)
    )
    number = factory.LazyAttribute(lambda row: next_number(row.task_force, "R", row.sent_at.year))
    answer_due_at = factory.LazyAttribute(lambda row: row.sent_at + timedelta(hours=24))
    slip = factory.LazyAttribute(lambda row: (composed(row) if row.need else make_slip()).as_json())

    class Params:
        need = ""
        extras = factory.LazyFunction(dict)
        urgent = factory.Trait(urgency=Urgency.URGENT)
        emergency = factory.Trait(urgency=Urgency.EMERGENCY)
        overdue = factory.Trait(sent_at=factory.LazyFunction(lambda: clock.now() - timedelta(hours=25)))
        accepted = factory.Trait(
            state=ReferralState.ACCEPTED, first_service_on=factory.LazyFunction(clock.today), **ANSWERED
        )
        declined = factory.Trait(state=ReferralState.DECLINED, decline_reason=DeclineReason.NO_PLACE, **ANSWERED)
        completed = factory.Trait(
            state=ReferralState.COMPLETED,
            first_service_on=factory.LazyFunction(clock.today),
            outcome=OutcomeKind.GIVEN,
            outcome_note="Konseling empat kali.",
            completed_at=factory.LazyFunction(clock.now),
            completed_by=factory.SelfAttribute("answered_by"),
            **ANSWERED,
        )
        withdrawn = factory.Trait(
            state=ReferralState.WITHDRAWN,
            withdrawn_at=factory.LazyFunction(clock.now),
            withdrawn_by=factory.SelfAttribute("sent_by"),
        )

    @factory.post_generation
    def services(referral, create, wanted, **_given):  # noqa: N805 (the row that was made)
        if wanted is not False:
            write_services(referral)

    @factory.post_generation
    def paused(referral, create, wanted, **given):  # noqa: N805 (the row that was made)
        if wanted:
            pause(referral, **given)

    @factory.post_generation
    def closed(referral, create, wanted, **_given):  # noqa: N805 (the row that was made)
        if wanted:
            close(referral)


class ReferralMessageFactory(RowFactory):
    """A question of the sender, or of the agency (``from_agency``)."""

    class Meta:
        model = ReferralMessage

    referral = factory.SubFactory(ReferralFactory)
    task_force = within("referral")
    agency = factory.SelfAttribute("referral.agency")
    is_from_agency = False
    text = "Sudah dibaca?"
    written_at = factory.LazyFunction(clock.now)
    written_by = factory.SelfAttribute("referral.sent_by")

    class Params:
        from_agency = factory.Trait(
            is_from_agency=True, written_by=factory.LazyAttribute(lambda row: officer_of(row.agency))
        )


def composed(row) -> slip.Slip:
    """The slip of a new referral, from the file."""
    return slip.compose(
        subject=queries.subject_of(row.victim),
        sender=queries.sender_of(User.objects.get(pk=row.sent_by.pk), row.task_force.pk),
        service_lines=row.service_lines,
        need=row.need,
        consent=(row.consent.given_by, row.consent.given_on),
        extras=row.extras,
        answer_due_at=row.answer_due_at,
    )


def write_services(referral: Referral) -> None:
    """One service per line, in the state that fits the referral; an agency that accepted takes part."""
    state = SERVICE_STATES.get(ReferralState(referral.state)) or workflow.SERVICE_END[OutcomeKind(referral.outcome)]
    for line in referral.service_lines:
        ServiceFactory(
            victim=referral.victim,
            service_line=line,
            agency=referral.agency,
            referral_id=referral.pk,
            referral_number=referral.number,
            consent=referral.consent,
            state=state,
            requested_at=referral.sent_at,
            requested_by=referral.sent_by,
            due_at=referral.answer_due_at,
            started_on=referral.first_service_on,
            ended_at=referral.completed_at or referral.withdrawn_at or _declined_at(referral),
            outcome_note=referral.outcome_note,
        )
    if referral.first_service_on and not Participation.objects.filter(case=referral.case, agency=referral.agency):
        ParticipationFactory(case=referral.case, agency=referral.agency, since=referral.answered_at)


def pause(referral: Referral, **given) -> None:
    """Pause its services (``paused__paused_until=day``); the database copies that into the referral."""
    values = {"paused_at": clock.now(), "paused_by": referral.sent_by, "pause_reason": PauseReason.VICTIM_ASKED}
    Service.objects.filter(referral_id=referral.pk).update(**{**values, **given})
    referral.refresh_from_db()


@transaction.atomic
def close(referral: Referral) -> None:
    """Withdraw the consent; the database closes the referral, and open services are stopped."""
    Consent.objects.filter(pk=referral.consent_id).update(withdrawn_at=clock.now(), withdrawn_by=referral.sent_by)
    Service.objects.filter(
        referral_id=referral.pk, state__in=[ServiceState.REQUESTED.value, ServiceState.ACCEPTED.value]
    ).update(state=ServiceState.STOPPED, ended_at=clock.now(), **NOT_PAUSED)
    Participation.objects.filter(case=referral.case_id, agency=referral.agency_id).update(until=clock.now())
    referral.refresh_from_db()


def _declined_at(referral: Referral):
    return referral.answered_at if referral.state == ReferralState.DECLINED else None
