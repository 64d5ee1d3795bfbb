"""Facts of candidates, decrypted for comparing and stored nowhere."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils import timezone

from cases.choices import Sex
from cases.matching.facts import Facts
from cases.models import ComplaintPerson, Person, Victim
from cases.reading import telephone
from cases.reading.ages import stored_date
from cases.reading.nik import may_identify
from safeguards import clock

COLUMNS = (
    "pk", "merged_into_id", "name", "nickname", "nik", "birth_date", "phone", "guardian", "accounts", "sex",
)  # fmt: skip


@dataclass(frozen=True)
class Known:
    """A person of the register: facts, with all ages and origins ever recorded."""

    person_id: UUID
    merged_into: UUID | None
    facts: Facts
    ages: tuple[tuple[int, date], ...] = ()  # full years, on that day
    origins: frozenset[str] = field(default_factory=frozenset)  # region codes
    sexes: frozenset[str] = field(default_factory=frozenset)

    def __repr__(self) -> str:
        return f"<Known {self.person_id}>"

    @property
    def has_sure_nik(self) -> bool:
        """Whether the NIK may serve as a key, for every sex ever recorded."""
        facts = self.facts
        sexes = self.sexes or {""}
        today = clock.today()
        return all(may_identify(facts.nik, today=today, sex=sex, birth_date=facts.birth_date) for sex in sexes)


def read(keys: Iterable[UUID], *, task_force_ids: Iterable[UUID]) -> dict[UUID, Known]:
    """The people with these keys that row security shows."""
    keys = list(keys)
    recorded = _recorded_facts(keys)
    people = Person.objects.filter(pk__in=keys, task_force_id__in=list(task_force_ids))
    return {row[0]: _known(row, recorded.get(row[0], [])) for row in people.values_list(*COLUMNS)}


def survivors(keys: Iterable[UUID]) -> dict[UUID, UUID]:
    """For merged people: the key of the survivor at the end of the chain."""
    keys, into = set(keys), {}
    ahead = keys
    while ahead:
        rows = Person.objects.filter(pk__in=ahead, merged_into__isnull=False).values_list("pk", "merged_into_id")
        found = dict(rows)
        into |= found
        ahead = set(found.values()) - into.keys()
    return {key: _end(key, into) for key in keys}


def _end(key: UUID, into: dict[UUID, UUID]) -> UUID:
    seen = set()
    while key in into and key not in seen:
        seen.add(key)
        key = into[key]
    return key


def _recorded_facts(keys: list[UUID]) -> dict[UUID, list[tuple]]:
    """Age, day, sex and origin in complaints and cases, by person."""
    rows = [
        *ComplaintPerson.objects.filter(person_id__in=keys).values_list(
            "person_id", "age", "complaint__event_on", "complaint__received_at", "sex", "origin_region_id"
        ),
        *Victim.objects.filter(person_id__in=keys).values_list(
            "person_id", "age_at_event", "case__event_on", "case__opened_at", "sex", "origin_region_id"
        ),
    ]
    found: dict[UUID, list[tuple]] = {}
    for key, *rest in rows:
        found.setdefault(key, []).append(tuple(rest))
    return found


def _known(row: tuple, recorded: list[tuple]) -> Known:
    key, merged_into, name, nickname, nik, born, phone, guardian, accounts, sex = row
    facts = Facts(
        name=name,
        nickname=nickname,
        nik=nik,
        phones=tuple(telephone.split(phone)),
        birth_date=stored_date(born),
        guardian=guardian,
        accounts=tuple(accounts.splitlines()),
    )
    ages = {
        (age, event_on or timezone.localdate(moment))
        for age, event_on, moment, _sex, _origin in recorded
        if age is not None
    }
    return Known(
        person_id=key,
        merged_into=merged_into,
        facts=facts,
        ages=tuple(sorted(ages, key=lambda pair: pair[1])),
        origins=frozenset(origin for *_rest, origin in recorded if origin),
        sexes=frozenset({sex, *(recorded_sex for _a, _e, _m, recorded_sex, _o in recorded)} - {Sex.UNKNOWN, ""}),
    )
