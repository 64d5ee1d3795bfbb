"""The plan of one case, chosen beforehand from weighted lists by a seeded generator."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from cases.choices import CaseKind, Channel, Factor, Mode, Sex, Urgency, ViolenceForm
from cases.reading.ages import is_child
from tppo_gugus.demo.cast import Place
from tppo_gugus.demo.people import Invented
from tppo_gugus.demo.telling import at

MODES = {
    Mode.PROSTITUTION_ONLINE: 32,
    Mode.PROSTITUTION: 17,
    Mode.FOREIGN_JOB: 16,
    Mode.NIGHT_ENTERTAINMENT: 11,
    Mode.DOMESTIC_WORK: 8,
    Mode.ONLINE_SCAM: 6,
    Mode.DEBT: 5,
    Mode.CHILD_BEGGING: 3,
    Mode.ORDERED_BRIDE: 2,
}
CHILD_MODES = {
    Mode.PROSTITUTION_ONLINE: 50,
    Mode.NIGHT_ENTERTAINMENT: 15,
    Mode.PROSTITUTION: 15,
    Mode.CHILD_BEGGING: 12,
    Mode.DOMESTIC_WORK: 8,
}
MODES_OF_MEN = {Mode.FOREIGN_JOB: 55, Mode.ONLINE_SCAM: 30, Mode.DEBT: 15}
FACTORS = {
    Factor.ECONOMY: 46,
    Factor.FAMILY: 21,
    Factor.LURE: 9,
    Factor.SOCIAL_MEDIA: 8,
    Factor.FEW_JOBS: 6,
    Factor.LOW_EDUCATION: 5,
    Factor.LEFT_SCHOOL: 3,
    Factor.PEERS: 2,
}
CHANNELS = {
    Channel.POLICE: 24,
    Channel.OUTREACH: 17,
    Channel.CALL_CENTRE_112: 16,
    Channel.WALK_IN: 15,
    Channel.UPTD_HOTLINE: 14,
    Channel.AGENCY: 8,
    Channel.SAPA_129: 6,
}
VIOLENCE_FORMS = {
    ViolenceForm.PHYSICAL: 38,
    ViolenceForm.SEXUAL: 27,
    ViolenceForm.PSYCHOLOGICAL: 20,
    ViolenceForm.NEGLECT: 11,
    ViolenceForm.OTHER: 4,
}
URGENCIES = {Urgency.ORDINARY: 50, Urgency.URGENT: 36, Urgency.EMERGENCY: 14}
# Origins of victims; most are not residents of the city that helps them.
ORIGINS: dict[str, Mapping[str, int]] = {
    "jambi": {
        "15.71.02": 10, "15.71.07": 8, "15.71.11": 8, "15.05": 14, "15.04": 8, "15.06": 6, "15.08": 5,
        "16.71": 12, "18.71": 9, "32.12": 8, "32.04": 6, "12.71": 4, "14.71": 4,
    },
    "barat": {
        "31.73.01": 9, "31.73.06": 7, "32.12": 20, "32.04": 12, "33.02": 12, "18.71": 10, "36.71": 9, "53.71": 8,
        "61.72": 6, "16.71": 5,
    },
    "pusat": {"31.71.05": 12, "32.12": 20, "33.02": 16, "32.04": 14, "53.71": 12, "18.71": 12, "36.71": 9},
}  # fmt: skip
DISTRICTS = {"jambi": 11, "barat": 8, "pusat": 8}


@dataclass(frozen=True)
class CasePlan:
    """One case to tell. ``legal_steps``: how many dated steps of the criminal track; 0 without the police."""

    place: Place
    received_at: datetime
    event_on: date
    event_region: str
    kind: str
    channel: str
    urgency: str
    victims: tuple[Invented, ...]
    mode: str = Mode.UNKNOWN
    violence_form: str = ""
    factors: tuple[str, ...] = ()
    legal_steps: int = 0
    is_first_other_violence: bool = False  # opened as other violence; the screening finds TPPO
    told_of: tuple[Mapping[str, Any], ...] = ()  # further people of the call, as recorded by the caseworker
    seed: str = ""
    rng: Random = field(compare=False, default_factory=Random)


def pick(weights: Mapping, rng: Random):
    """One key, by weight."""
    return rng.choices(list(weights), list(weights.values()))[0]


def moments(start: date, end: date, how_many: int, rng: Random) -> list[datetime]:
    """Moments spread over whole days, both ends included, in chronological order."""
    days = (end - start).days + 1
    chosen = sorted(rng.randrange(days) for _ in range(how_many))
    return [at(start + timedelta(days=day), rng.randrange(7, 22), rng.randrange(60)) for day in chosen]


def trafficking_plan(place: Place, received_at: datetime, victims: Sequence[int], rng: Random, **fixed) -> CasePlan:
    """A TPPO case. ``victims``: the age of each; one in seven adults is a man."""
    youngest_is_child = is_child(min(victims))
    men = not youngest_is_child and rng.random() < 0.14
    mode = fixed.pop("mode", "") or pick(CHILD_MODES if youngest_is_child else MODES_OF_MEN if men else MODES, rng)
    sex = Sex.MALE if men or (mode == Mode.CHILD_BEGGING and rng.random() < 0.5) else Sex.FEMALE
    main = pick(FACTORS, rng)
    second = pick(FACTORS, rng)
    values = {
        "channel": pick(CHANNELS, rng),
        "urgency": pick(URGENCIES, rng),
        "legal_steps": rng.choice((0, 0, 1, 3, 6)),
        "factors": (main,) if second == main else (main, second),
        "event_on": received_at.date() - timedelta(days=rng.randrange(2, 20)),
        "event_region": district(place, rng),
        **fixed,
    }
    return CasePlan(
        place=place,
        received_at=received_at,
        kind=CaseKind.TPPO,
        mode=mode,
        victims=tuple(Invented(sex, age, pick(ORIGINS[place.key], rng)) for age in victims),
        rng=Random(rng.random()),
        **values,
    )


def violence_plan(place: Place, received_at: datetime, rng: Random) -> CasePlan:
    """A case of other violence with one victim, mostly a woman or a child of the city."""
    age = rng.choice((4, 7, 9, 11, 13, 14, 15, 16, 17, 19, 22, 26, 29, 31, 34, 37, 41, 48, 56))
    sex = Sex.FEMALE if rng.random() < 0.8 or not is_child(age) else Sex.MALE
    return CasePlan(
        place=place,
        received_at=received_at,
        event_on=received_at.date() - timedelta(days=rng.randrange(1, 12)),
        event_region=district(place, rng),
        kind=CaseKind.OTHER_VIOLENCE,
        channel=pick(CHANNELS, rng),
        urgency=pick(URGENCIES, rng),
        victims=(Invented(sex, age, district(place, rng)),),
        violence_form=pick(VIOLENCE_FORMS, rng),
        rng=Random(rng.random()),
    )


def district(place: Place, rng: Random) -> str:
    """A district of the city."""
    return f"{place.region}.{rng.randrange(1, DISTRICTS[place.key] + 1):02d}"


def adult_age(rng: Random) -> int:
    """Mostly young."""
    return rng.choice((18, 19, 19, 20, 21, 21, 22, 23, 24, 25, 26, 28, 30, 33, 38))


def child_age(rng: Random) -> int:
    """Mostly fifteen to seventeen."""
    return rng.choice((12, 13, 14, 14, 15, 15, 16, 16, 16, 17, 17))
