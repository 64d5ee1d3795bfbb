"""From facts to matches: candidates by tokens, compared in clear, the likeliest first."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from cases.matching.facts import Facts, Match, Reason
from cases.models import Person
from safeguards import tokens

MOST_CANDIDATES = 200


def matches_for(
    facts: Facts, *, task_force_ids: Iterable[UUID], limit: int = 5, exclude: Iterable[UUID] = ()
) -> list[Match]:
    """Those already known in these task forces who may be this person, the likeliest first."""
    return matches_for_many([facts], task_force_ids=task_force_ids, limit=limit, exclude=exclude)[0]


def matches_for_many(
    many: Sequence[Facts], *, task_force_ids: Iterable[UUID], limit: int = 5, exclude: Iterable[UUID] = ()
) -> list[list[Match]]:
    """The matches of each of many facts, in their order."""
    forces, left_out = list(task_force_ids), set(exclude)
    return [_matches(facts, forces, left_out)[:limit] for facts in many]


def _matches(facts: Facts, forces: list, left_out: set) -> list[Match]:
    numbers = [tokens.exact_token("nik", facts.nik), *(tokens.exact_token("phone", phone) for phone in facts.phones)]
    names = tokens.search_tokens(facts.name)
    keys = _people_with("exact && %s", [[number for number in numbers if number is not None]], forces)
    if names:
        keys |= _people_with(" AND ".join(["names && %s"] * len(names)), names, forces)
    found = []
    for person in Person.objects.filter(pk__in=keys, task_force_id__in=forces):
        match = _compared(facts, person)
        if match and match.person_id not in left_out:
            found.append(match)
    best: dict[UUID, Match] = {}
    for match in sorted(found, key=lambda match: match.score):
        best[match.person_id] = match
    return sorted(best.values(), key=lambda match: -match.score)


def _compared(facts: Facts, person: Person) -> Match | None:
    reasons, score = [], 0.0
    if facts.nik and tokens.normalise("nik", facts.nik) == tokens.normalise("nik", person.nik):
        reasons.append(Reason("nik", "same", _("NIK sama.")))
        score = 0.97
    if tokens.normalise("phone", person.phone) in {tokens.normalise("phone", phone) for phone in facts.phones if phone}:
        reasons.append(Reason("phone", "same", _("Nomor telepon sama.")))
        score = max(score, 0.6)
    if facts.name and tokens.is_near(facts.name, person.name):
        reasons.append(Reason("name", "near", _("Nama mirip.")))
        score = min(score + 0.4, 0.99)
    if not reasons:
        return None
    return Match(person.merged_into_id or person.pk, score, score >= 0.95, tuple(reasons))


def _people_with(condition: str, values: list, forces: list) -> set:
    """Keys from the token table, which has no policy so that its index is used; the rows are read under one."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT person_id FROM cases_persontokens WHERE {condition} AND task_force_id = ANY(%s) LIMIT %s",  # noqa: S608
            [*values, forces, MOST_CANDIDATES],
        )
        return {key for (key,) in cursor.fetchall()}
