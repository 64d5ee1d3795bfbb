"""Reads too complex for a queryset method: the facts for the slip, the agencies' services, and the queues."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Aggregate, Case, Count, DurationField, F, Q, QuerySet, When
from django.utils.translation import gettext as _

from cases.choices import ServiceState, Urgency
from cases.models import Proceeding, Service, Victim
from cases.models.victim import ADULT_AGE
from cases.queries import safe_contact
from cases.reading.ages import full_years, stored_date
from referrals.choices import ReferralState
from referrals.models import Closure, Referral
from referrals.slip import Sender, Subject, in_order
from safeguards import clock
from safeguards.encryption import Unreadable, readable
from taskforces import region_table
from taskforces.choices import ServiceLine
from taskforces.models import Agency, AgencyService, User
from taskforces.models.agency import USUAL_PROMISE

USUAL_OVER = timedelta(days=180)  # how far back "usually answers within" looks
CLOSED_SHOWN = 20  # how many referrals closed by a withdrawn consent are shown
USUAL_NEEDS = 3  # answers; with fewer no usual time is shown


# --- The slip ---------------------------------------------------------------------------------------------------------
def last_declined(victim: Victim, user: User) -> Referral | None:
    """The newest referral of a victim if it was declined: the next one begins where it was, not empty."""
    newest = Referral.objects.visible_to(user).filter(victim=victim).order_by("-sent_at", "-pk").first()
    return newest if newest is not None and newest.state == ReferralState.DECLINED else None


def subject_of(victim: Victim) -> Subject:
    """The facts of a victim's file that a slip may use. If the birth date is known, the age is that of today."""
    person, proceeding = victim.person, Proceeding.objects.filter(case_id=victim.case_id).first()
    age, estimated = victim.age_at_event, victim.age_is_estimated
    if born := stored_date(person.birth_date):
        age, estimated = full_years(born, clock.today()), False
    return Subject(
        sex=victim.sex,
        age=age,
        age_is_estimated=estimated,
        is_child=victim.is_child if age is None else age < ADULT_AGE,
        city=_city_of(victim.task_force),
        nickname=_text_or_note(person.nickname),
        special_needs=_text_or_note(victim.special_needs),
        name=readable(person.name),
        nik=readable(person.nik),
        phone=readable(person.phone),
        address=readable(person.address),
        guardian=readable(person.guardian),
        origin=_origin_of(victim.origin_region),
        police_report_number=readable(proceeding.police_report_number) if proceeding else "",
        contact_rule=person.contact_rule,
        contact_ways=tuple(person.contact_ways),
        contact_hours=safe_contact.of_person(person, home=victim.origin_region_id).hours_and_zone,
        contact_code_word=_text_or_note(person.contact_code_word),
        contact_note=_text_or_note(person.contact_note),
        may_leave_message=person.may_leave_message,
    )


def _text_or_note(text: str) -> str:
    """The text, or a note that it cannot be read: a receiver must not believe that there is no warning."""
    return _("tidak terbaca di berkas kasus, tanyakan kepada pengirim") if isinstance(text, Unreadable) else text


def sender_of(user, task_force_id) -> Sender:
    """The office and officer that a receiver calls: the agency of the user's membership in this task force."""
    own = [m for m in user.current_memberships if m.task_force_id == task_force_id]
    agencies = [m.agency for m in own if m.agency is not None]
    if agencies:
        return Sender(office=agencies[0].name, officer=user.first_name, phone=agencies[0].contact_phone)
    office = own[0].task_force.name if own else ""
    return Sender(office=office, officer=user.first_name)


def _city_of(task_force) -> str:
    return task_force.region.name if task_force.region else task_force.name


def _origin_of(region) -> str:
    """``Jambi Selatan, Kota Jambi``: no more than the district; a province stands alone."""
    row = region_table.row_of(region_table.wider(region.pk)) if region else None
    if row is None:
        return ""
    around = region_table.row_of(row.parent_code) if row.parent_code else None
    return f"{row.name}, {around.name}" if around else row.name


# --- Agencies ---------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Offer:
    """A possible receiver: an agency, its relevant services, and its usual time to answer, in hours."""

    agency: Agency
    services: tuple[AgencyService, ...]
    usual_hours: float | None

    @property
    def service_lines(self) -> list[ServiceLine]:
        """The lines of these services, in order."""
        return in_order(service.service_line for service in self.services)

    @property
    def notes(self) -> list[str]:
        """The agency's notes on these services."""
        return list(dict.fromkeys(service.note for service in self.services if service.note))

    @property
    def promised_hours(self) -> int:
        """Its longest promise, because one answer covers all lines."""
        return max(service.answer_within_hours for service in self.services)


class Median(Aggregate):
    """The median of an expression."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"


def offers(task_force_id) -> list[Offer]:
    """Active agencies of the task force that offer a service, in three queries."""
    agencies = Agency.objects.active().filter(task_force_id=task_force_id).prefetch_related("services")
    usual = usual_answer_hours(task_force_id)
    found = [Offer(agency, tuple(agency.services.all()), usual.get(agency.pk)) for agency in agencies]
    return [offer for offer in found if offer.services]


def fitting(all_offers: Iterable[Offer], service_lines: Iterable[str]) -> list[Offer]:
    """The offers with every requested line, reduced to these lines; the shortest promise first."""
    lines = set(in_order(service_lines))
    found = []
    for offer in all_offers:
        if lines <= set(offer.service_lines):
            services = tuple(s for s in offer.services if not lines or s.service_line in lines)
            found.append(replace(offer, services=services))
    return sorted(found, key=lambda offer: (offer.promised_hours, offer.agency.name))


def usual_answer_hours(task_force_id) -> dict:
    """For each agency with enough answers in the last half year, the median hours from sending to answer.

    The time during which the sender had paused a referral is not counted.
    """
    answered = Referral.objects.filter(
        task_force_id=task_force_id, answered_at__isnull=False, sent_at__gte=clock.now() - USUAL_OVER
    )
    rows = answered.values("agency_id").annotate(
        answers=Count("pk"),
        usual=Median(F("answered_at") - F("sent_at") - F("paused_for"), output_field=DurationField()),
    )
    return {r["agency_id"]: r["usual"].total_seconds() / 3600 for r in rows if r["answers"] >= USUAL_NEEDS}


def missing_lines(agency: Agency, service_lines: Iterable[str]) -> list[ServiceLine]:
    """Requested lines that the agency does not offer; all of them if it has left the task force."""
    offered = set(agency.services.values_list("service_line", flat=True)) if agency.is_active else set()
    return [line for line in in_order(service_lines) if line not in offered]


def promised_by(agency: Agency, service_lines: Iterable[str], at: datetime) -> datetime:
    """The moment by which the agency promises to answer: its longest promise, because one answer covers all lines."""
    hours = agency.services.filter(service_line__in=in_order(service_lines)).values_list(
        "answer_within_hours", flat=True
    )
    return at + timedelta(hours=max(hours, default=USUAL_PROMISE))


def settled_note(referral: Referral) -> str:
    """The sender's note after a withdrawn consent closed the referral; it is stored in the case file."""
    row = Service.objects.filter(referral_id=referral.pk, state=ServiceState.WITHDRAWN).first()
    return row.outcome_note if row else ""


def pausable_of(referral: Referral) -> Service | None:
    """One of the services that stand still or go on together with the referral, while it is alive."""
    if not referral.is_alive:
        return None
    return Service.objects.filter(referral_id=referral.pk).only("pk", "task_force_id").first()


def sender_of_closed(closure: Closure) -> Sender:
    """The office and officer that a receiver calls about a closed referral, if they still work here."""
    return sender_of(closure.sent_by, closure.task_force_id)


# --- Queues -----------------------------------------------------------------------------------------------------------
ENDED = (ReferralState.COMPLETED, ReferralState.DECLINED, ReferralState.WITHDRAWN)


def late_first(queryset: QuerySet, at: datetime) -> QuerySet:
    """Order as duties: late, waiting, running or paused, by harm and deadline; then ended ones, newest first."""
    alive = Q(state__in=(ReferralState.SENT, ReferralState.ACCEPTED), closed_at__isnull=True)
    waiting = Q(state=ReferralState.SENT, closed_at__isnull=True, paused_at__isnull=True)
    return queryset.annotate(
        is_late=Case(When(waiting & Q(answer_due_at__lt=at), then=True), default=False),
        duty=Case(When(waiting, then=0), When(alive, then=1), default=2),
        harm=Case(
            When(alive & Q(urgency=Urgency.EMERGENCY), then=0),
            When(alive & Q(urgency=Urgency.URGENT), then=1),
            default=2,
        ),
        next_due=Case(When(alive, then="answer_due_at"), default=None),
    ).order_by("-is_late", "duty", "harm", F("next_due").asc(nulls_last=True), "-sent_at", "pk")


def inbox(user) -> QuerySet:
    """Referrals to the user's own agencies. The list shows nothing from other tables."""
    return Referral.objects.in_queue_of(user)


def page_of_inbox(keys: Sequence[UUID]) -> list[Referral]:
    """The rows of one page of the queue, in the order of ``keys``: a long queue is sorted without its slips."""
    rows = Referral.objects.filter(pk__in=keys).defer("decline_note", "outcome_note")
    found = {row.pk: row for row in rows.order_by()}
    return [found[key] for key in keys]


def closed_in_queue(user) -> list[Closure]:
    """Closures of referrals to the user's agency, newest first, without their slips."""
    return list(Closure.objects.in_queue_of(user)[:CLOSED_SHOWN])


def inbox_counts(user) -> dict[str, int]:
    """How many referrals wait, run, are paused and have ended in the user's queues, in one query."""
    goes_on = Q(paused_at__isnull=True)
    return Referral.objects.in_queue_of(user).aggregate(
        waiting=Count("pk", filter=Q(state=ReferralState.SENT) & goes_on),
        running=Count("pk", filter=Q(state=ReferralState.ACCEPTED) & goes_on),
        paused=Count("pk", filter=~goes_on),
        ended=Count("pk", filter=Q(state__in=ENDED)),
    )


def page_of_sent(keys: Sequence[UUID]) -> list[Referral]:
    """The rows of one page of sent referrals, in the order of ``keys``, with the related rows they show."""
    rows = Referral.objects.filter(pk__in=keys).select_related("agency", "victim__case", "sent_by")
    found = {row.pk: row for row in rows.defer("slip", "decline_note", "outcome_note").order_by()}
    return [found[key] for key in keys]
