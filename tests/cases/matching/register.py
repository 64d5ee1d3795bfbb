"""The invented people as rows: persons, tokens, and complaints with their age and origin."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from random import Random
from uuid import UUID

from django.db import connection

from cases.matching import Facts, person_tokens
from cases.models import Complaint, ComplaintPerson, Person, PersonTokens
from safeguards.identifiers import new_id
from taskforces.choices import RegionLevel
from taskforces.models import Region
from tests.cases.matching.generator import CITIES, DISTRICTS, SEED, Somebody, in_register
from tests.cases.stories import logged

AT_ONCE = 2_000


def store(world, people: Sequence[Somebody]) -> list[UUID]:
    """Write them into the register of Kota Jambi; returns their keys in the order of ``people``."""
    _make_regions()
    rng = Random(SEED)
    known = [in_register(one, rng) for one in people]
    rows = [_person(world, facts) for facts, _event in known]
    for start in range(0, len(rows), AT_ONCE):
        part = rows[start : start + AT_ONCE]
        Person.objects.bulk_create(part)
        PersonTokens.objects.bulk_create(map(person_tokens.tokens_of, part))
    _tell(world, [(row, one, *told) for row, one, told in zip(rows, people, known, strict=True)])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE cases_persontokens, cases_person, cases_complaintperson")
    return [row.pk for row in rows]


def _make_regions() -> None:
    cities = [Region(code=code, name=code, level=RegionLevel.CITY, parent_id="15") for code in CITIES]
    districts = [Region(code=code, name=code, level=RegionLevel.DISTRICT, parent_id=code[:5]) for code in DISTRICTS]
    Region.objects.bulk_create(cities + districts, ignore_conflicts=True)


def _person(world, facts: Facts) -> Person:
    return Person(
        task_force=world.jambi,
        name=facts.name,
        nickname=facts.nickname,
        nik=facts.nik,
        birth_date=facts.birth_date.isoformat() if facts.birth_date else "",
        phone=" / ".join(facts.phones),
        guardian=facts.guardian,
        accounts="\n".join(facts.accounts),
        sex=facts.sex,
    )


def _tell(world, stored: list[tuple[Person, Somebody, Facts, date]]) -> None:
    """One complaint for all people of one day's events."""
    by_day = defaultdict(list)
    for person, one, facts, event in stored:
        by_day[event].append((person, one, facts))
    example = logged(world)
    for event, people in by_day.items():
        example.pk, example.number = new_id(), f"P-{event:%y%m%d}"
        example.submission_key, example.event_on, example._state.adding = None, event, True
        complaint = Complaint.objects.bulk_create([example])[0]
        ComplaintPerson.objects.bulk_create(
            ComplaintPerson(
                task_force=world.jambi,
                complaint_id=complaint.pk,
                person=person,
                position=position,
                sex=one.sex,
                age=max(one.age_on(event), 0),
                origin_region_id=facts.origin or None,
            )
            for position, (person, one, facts) in enumerate(people, 1)
        )
