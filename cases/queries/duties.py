"""What has to be done next on a case, derived from its rows. Nothing is stored, so nothing goes stale.

The case list shows the most urgent duty of each case, the case page shows all; both use ``duties_of``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import words
from cases.choices import CaseKind, ContactRule, Duty, DutyRank, ServiceState, Stage, Urgency, VictimStatus
from cases.choices.badges import BADGES
from cases.reading.planned_days import is_near
from cases.workflow import ENDED
from interface import days, marks
from taskforces.choices import ServiceLine

EMERGENCY, LATE, TODAY, WAITING, OPEN = DutyRank
BEFORE_A_PLAN = frozenset({Stage.COMPLAINT, Stage.EMERGENCY, Stage.IDENTIFICATION, Stage.ASSESSMENT})
SHARED = frozenset({ServiceState.REQUESTED, ServiceState.ACCEPTED, ServiceState.STOPPED})
# A service that was not given whole, and what the file then asks for.
UNGIVEN = {
    ServiceState.DECLINED: (
        gettext_lazy("Pilih instansi lain untuk %(line)s /%(position)s"),
        gettext_lazy("%(agency)s tidak menerima"),
    ),
    ServiceState.PARTLY: (
        gettext_lazy("Rujuk sisa %(line)s /%(position)s"),
        gettext_lazy("%(agency)s memberi sebagian"),
    ),
}
ENDED_VALUES = frozenset(stage.value for stage in ENDED)


class VictimFacts(NamedTuple):
    """Facts of a victim that decide duties."""

    id: UUID
    position: int
    stage: str
    status: str
    contact_rule: str = ""
    has_phone: bool = False
    needs_review: bool = False  # the last screening was judged again automatically, with another result
    returned_from: str = ""  # an earlier ended case of the same person
    consent_follows: bool = False  # sent on in an emergency; the consent itself is still to be asked
    consent_withdrawn_at: datetime | None = None  # end of the last consent, if none is in force

    @property
    def is_on_the_way(self) -> bool:
        """Whether this victim's services have not ended."""
        return self.stage not in ENDED_VALUES


class ServiceFacts(NamedTuple):
    """Facts of a service that decide duties."""

    victim_id: UUID
    service_line: str
    agency: str
    state: str
    referral_number: str = ""
    due_at: datetime | None = None
    ended_at: datetime | None = None  # of a stopped one: when its consent was withdrawn
    is_paused: bool = False
    paused_until: date | None = None  # the day on which somebody decides whether it goes on


class CaseFacts(NamedTuple):
    """Facts of a case that decide duties.

    ``received_at`` is the moment of the first complaint, or of the import for an old register, because nobody could
    have met a deadline of years ago here.
    """

    kind: str
    urgency: str
    received_at: datetime
    victims: tuple[VictimFacts, ...] = ()
    services: tuple[ServiceFacts, ...] = ()
    is_from_register: bool = False
    kind_is_doubtful: bool = False  # other violence with the form "trafficking"
    planned_on: tuple[date, ...] = ()  # days of planned departures, from the complaints


@dataclass(frozen=True)
class NextDuty:
    """One duty: what, for whom, until when. ``act`` is the act that fulfils it, ``victim_id`` the victim."""

    rank: DutyRank
    title: str
    # kind | safe | plan | screen | review | identify | answer | refer | stop_sharing | ask_contact | ask_consent |
    # returned | resume
    act: str
    due_at: datetime | None = None
    victim_id: UUID | None = None
    note: str = ""
    referral_number: str = ""  # the referral this is about, where there is one

    def order(self) -> tuple:
        """Harm first, then the nearest deadline."""
        return (self.rank, self.due_at is None, self.due_at.timestamp() if self.due_at else 0.0)

    @property
    def badge(self) -> marks.Badge:
        """How it stands: the deadline in relative words, where there is one and nothing presses more than time."""
        found = BADGES.of(DutyRank, self.rank)
        if self.due_at is None or self.rank in (EMERGENCY, WAITING):
            return found
        return marks.of_deadline(found.shape, self.due_at)


def duties_of(case: CaseFacts, limits: Mapping[str, timedelta], now: datetime) -> list[NextDuty]:
    """Everything open on a case, the most harmful and latest first."""
    victims = [victim for victim in case.victims if victim.is_on_the_way]
    found = [*_safety(case, victims), *_plan(case, victims, timezone.localdate(now)), *_kind(case, victims)]
    for victim in case.victims:  # also for ended victims: somebody else may still hold shared data
        found += _consent(case, victim, limits, now)
    for victim in victims:
        found += _identification(case, victim, limits, now)
        found += _review(victim)
        found += _contact(victim)
        found += _consent_to_follow(victim)
        found += _returned(victim)
    found += _services(case, {victim.id: victim for victim in victims}, now)
    return sorted(found, key=NextDuty.order)


def _safety(case: CaseFacts, victims: list[VictimFacts]) -> Iterable[NextDuty]:
    if case.urgency != Urgency.EMERGENCY or not victims:
        return
    who = "/" + ", /".join(str(victim.position) for victim in victims)
    yield NextDuty(
        EMERGENCY,
        _("Pastikan %(who)s berada di tempat aman") % {"who": who},
        "safe",
        note=_("Catat hasilnya dengan mengubah tingkat kedaruratan kasus."),
    )


def _plan(case: CaseFacts, victims: list[VictimFacts], today: date) -> Iterable[NextDuty]:
    """A planned departure that is near, or has just passed and nobody knows whether it happened."""
    near = min((day for day in case.planned_on if is_near(day, today)), default=None)
    if near is None or not victims:
        return
    has_passed = near < today
    title = _("Pastikan apakah jadi berangkat") if has_passed else _("Cegah keberangkatan, pastikan keberadaannya")
    note = _("Rencana %(day)s, %(far)s") % {"day": days.day(near, weekday=True), "far": words.how_far(near, today)}
    yield NextDuty(EMERGENCY, title, "plan", note=note)


def _kind(case: CaseFacts, victims: list[VictimFacts]) -> Iterable[NextDuty]:
    if case.kind_is_doubtful and victims:
        note = _("Bentuk kekerasannya tertulis “trafficking”, yang berarti TPPO")
        yield NextDuty(TODAY, _("Putuskan jenis kasus: TPPO atau kekerasan lain"), "kind", note=note)


def _identification(case, victim: VictimFacts, limits, now: datetime) -> Iterable[NextDuty]:
    is_unscreened = case.kind == CaseKind.TPPO and victim.status == VictimStatus.UNSCREENED
    if not is_unscreened and victim.stage not in (Stage.COMPLAINT, Stage.EMERGENCY):
        return
    due = case.received_at + limits[Duty.IDENTIFICATION.value]
    hours = int(limits[Duty.IDENTIFICATION.value].total_seconds() // 3600)
    since = _("%(hours)s jam sejak dipindahkan dari register lama") if case.is_from_register else None
    note = (since or _("%(hours)s jam sejak pengaduan")) % {"hours": hours}
    if is_unscreened:
        title = _("Skrining unsur TPPO untuk /%(position)s") % {"position": victim.position}
        yield NextDuty(_rank(due, now), title, "screen", due, victim.id, note)
    else:
        title = _("Identifikasi /%(position)s") % {"position": victim.position}
        yield NextDuty(_rank(due, now), title, "identify", due, victim.id, note)


def _review(victim: VictimFacts) -> Iterable[NextDuty]:
    if victim.needs_review:
        title = _("Tinjau kesimpulan skrining /%(position)s") % {"position": victim.position}
        yield NextDuty(TODAY, title, "review", victim_id=victim.id, note=_("Umur saat kejadian berubah"))


def _consent(case, victim: VictimFacts, limits, now: datetime) -> Iterable[NextDuty]:
    """Duties if sharing goes on without a valid consent, or was stopped and not settled yet.

    A new consent does not end this duty, because the agency may still hold the old data.
    """
    own = [service for service in case.services if service.victim_id == victim.id]
    since = [service.ended_at for service in own if service.state == ServiceState.STOPPED and service.ended_at]
    is_running = any(service.state in (ServiceState.REQUESTED, ServiceState.ACCEPTED) for service in own)
    if victim.consent_withdrawn_at is not None and is_running:
        since.append(victim.consent_withdrawn_at)
    if not since:
        return
    due = min(since) + limits[Duty.STOP_SHARING.value]
    title = _("Persetujuan /%(position)s ditarik: hentikan pembagian data") % {"position": victim.position}
    numbers = [service.referral_number for service in own if service.state in SHARED]
    number = numbers[0] if all(numbers) else ""
    yield NextDuty(_rank(due, now), title, "stop_sharing", due, victim.id, referral_number=number)


def _contact(victim: VictimFacts) -> Iterable[NextDuty]:
    if victim.contact_rule == ContactRule.NOT_ASKED and victim.has_phone:
        title = _("Tanyakan cara aman menghubungi /%(position)s") % {"position": victim.position}
        yield NextDuty(OPEN, title, "ask_contact", victim_id=victim.id)


def _consent_to_follow(victim: VictimFacts) -> Iterable[NextDuty]:
    if victim.consent_follows:
        title = _("Minta persetujuan /%(position)s yang menyusul") % {"position": victim.position}
        yield NextDuty(OPEN, title, "ask_consent", victim_id=victim.id)


def _returned(victim: VictimFacts) -> Iterable[NextDuty]:
    """The duty for somebody who is a victim again after services ended: first review what went wrong."""
    if victim.returned_from and victim.stage in BEFORE_A_PLAN:
        title = _("Tinjau %(case)s: /%(position)s menjadi korban lagi") % {
            "case": victim.returned_from,
            "position": victim.position,
        }
        note = _("Pelajari rencana dan pemantauan yang lalu sebelum menyusun yang baru")
        yield NextDuty(OPEN, title, "returned", victim_id=victim.id, note=note)


def _services(case, victims: Mapping[UUID, VictimFacts], now: datetime) -> Iterable[NextDuty]:
    seen = set()
    active = {
        (service.victim_id, service.service_line)
        for service in case.services
        if service.state not in (ServiceState.DECLINED, ServiceState.PARTLY, ServiceState.WITHDRAWN)
    }
    for service in case.services:
        victim = victims.get(service.victim_id)
        if victim is None:
            continue
        key = service.referral_number or (service.victim_id, service.service_line)
        if service.is_paused:  # nothing is due, until somebody decides
            if key not in seen:
                seen.add(key)
                yield from _paused(service, victim, now)
        elif service.state == ServiceState.REQUESTED:
            if key in seen:
                continue
            seen.add(key)
            rank = LATE if service.due_at and service.due_at < now else WAITING
            title = _("Jawaban %(agency)s atas %(number)s") % {
                "agency": service.agency,
                "number": service.referral_number or ServiceLine(service.service_line).label,
            }
            yield NextDuty(rank, title, "answer", service.due_at, victim.id, referral_number=service.referral_number)
        elif (service.victim_id, service.service_line) not in active and service.state in UNGIVEN:
            active.add((service.victim_id, service.service_line))
            title, note = UNGIVEN[ServiceState(service.state)]
            named = {"line": str(ServiceLine(service.service_line).label).lower(), "position": victim.position}
            yield NextDuty(TODAY, title % named, "refer", victim_id=victim.id, note=note % {"agency": service.agency})


def _paused(service: ServiceFacts, victim: VictimFacts, now: datetime) -> Iterable[NextDuty]:
    """A pause whose day has come. It is no lateness: what stands still is asked for by nobody."""
    if service.paused_until is None or service.paused_until > timezone.localdate(now):
        return
    title = _("%(line)s /%(position)s ditunda sampai %(day)s: lanjutkan?") % {
        "line": ServiceLine(service.service_line).label,
        "position": victim.position,
        "day": days.day(service.paused_until),
    }
    yield NextDuty(TODAY, title, "resume", victim_id=victim.id, note=service.referral_number)


def _rank(due: datetime, now: datetime) -> DutyRank:
    return LATE if due < now else TODAY
