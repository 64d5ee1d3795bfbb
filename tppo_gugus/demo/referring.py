"""A referral in a story: sent with consent, answered by the agency's officer, completed or declined."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from cases.actions import consents
from cases.choices import ConsentGiver, Stage, Urgency
from cases.models import Consent, Victim
from cases.workflow import ENDED
from referrals.actions import referrals
from referrals.choices import DeclineReason, OutcomeKind
from referrals.models import Referral
from safeguards import clock
from taskforces.choices import ServiceLine as L
from taskforces.models import User
from tppo_gugus.demo.cast import Place, officer_of
from tppo_gugus.demo.founding import World
from tppo_gugus.demo.telling import Story
from tppo_gugus.demo.words import NEEDS, RESULTS

SHARE_LATE, SHARE_DECLINED, SHARE_NOT_GIVEN = 0.14, 0.1, 0.06
DAYS_TO_COMPLETE = {
    L.PICK_UP: (0, 1),
    L.HEALTH_REHABILITATION: (3, 30),
    L.SOCIAL_REHABILITATION: (14, 60),
    L.LEGAL_AID: (20, 90),
    L.LAW_ENFORCEMENT: (5, 45),
    L.REPATRIATION: (2, 12),
    L.SOCIAL_REINTEGRATION: (14, 50),
}
OTHER_OFFICE = {("jambi", "rsud"): "puskesmas"}


@dataclass(frozen=True)
class Asked:
    """The service lines requested of an office. ``must_accept`` if the story needs it."""

    office: str
    lines: tuple[str, ...]
    must_accept: bool = False


def hours_promised(place: Place, asked: Asked) -> int:
    """The office's longest promise for these lines, because one answer covers all."""
    office = next(office for office in place.offices if office.key == asked.office)
    return max(office.offers[line] for line in asked.lines)


def consent_of(victim: Victim, by: User) -> Consent:
    """The consent for a referral; for a child from a guardian."""
    giver = ConsentGiver.VICTIM_AND_GUARDIAN if victim.is_child else ConsentGiver.VICTIM
    return consents.record(victim=victim, given_by=giver, given_on=clock.today(), by=by)


def send(world: World, place: Place, victim: Victim, asked: Asked, consent: Consent, by: User) -> Referral:
    """Send now; the office's promise is the deadline."""
    return referrals.send(
        victim=victim,
        agency=world.cast.agency(place.key, asked.office),
        service_lines=list(asked.lines),
        need=NEEDS[asked.lines[0]],
        urgency=Urgency.URGENT if asked.lines[0] == L.PICK_UP else Urgency.ORDINARY,
        consent=consent,
        extras={},
        answer_due_at=None,
        submission_key=None,
        by=by,
    )


def way_of(world: World, place: Place, referral: Referral, asked: Asked, rng: Random) -> Story:
    """Answer mostly in time, sometimes late; mostly accept and complete, else decline and refer elsewhere."""
    yield answer_moment(referral.sent_at, hours_promised(place, asked), rng)
    officer = officer_of(place, asked.office)
    if not asked.must_accept and rng.random() < SHARE_DECLINED:
        yield from _declined(world, place, referral, asked, rng)
        return
    with world.cast.acting(officer) as by:
        referral = referrals.accept(referral=referral, first_service_on=clock.today(), by=by)
    shortest, longest = DAYS_TO_COMPLETE[asked.lines[0]]
    yield clock.now() + timedelta(days=rng.randint(shortest, longest), hours=rng.randrange(1, 5))
    given = asked.must_accept or rng.random() >= SHARE_NOT_GIVEN
    with world.cast.acting(officer) as by:
        referrals.complete(
            referral=referral,
            outcomes=dict.fromkeys(
                referral.service_lines, OutcomeKind.GIVEN if given else OutcomeKind.REFUSED_BY_VICTIM
            ),
            note=RESULTS[asked.lines[0]] if given else "Korban memilih tidak melanjutkan.",
            by=by,
        )


def answer_moment(sent_at: datetime, promised: int, rng: Random) -> datetime:
    """When the office answers, from the hours it promised."""
    share = rng.uniform(1.1, 2.6) if rng.random() < SHARE_LATE else rng.uniform(0.08, 0.9)
    return sent_at + timedelta(hours=promised * share)


def _declined(world: World, place: Place, referral: Referral, asked: Asked, rng: Random) -> Story:
    with world.cast.acting(officer_of(place, asked.office)) as by:
        referrals.decline(referral=referral, reason=DeclineReason.NO_PLACE, by=by)
    elsewhere = OTHER_OFFICE.get((place.key, asked.office))
    if elsewhere is None:
        return
    yield clock.now() + timedelta(hours=rng.randrange(1, 20))
    with world.cast.acting(place.caseworker) as by:
        victim = Victim.objects.select_related("case").get(pk=referral.victim_id)
        if Stage(victim.stage) in ENDED:
            return
        again = Asked(elsewhere, asked.lines, must_accept=True)
        second = send(world, place, victim, again, referral.consent, by)
    yield from way_of(world, place, second, again, rng)
