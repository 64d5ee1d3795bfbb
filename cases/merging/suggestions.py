"""Who may be the same person: the matches of the known facts, without people marked as different."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.matching import Facts, Match, Reason, known, matches_for
from cases.merging.mentions import Mention, mentions_of, shown_to
from cases.models import NotSame, Person, PersonMerge
from cases.reading import ages
from interface import days
from safeguards.encryption import readable

MOST_SUGGESTED = 10


@dataclass(frozen=True)
class Suggestion:
    """A possible same person: codes and the fields that agree."""

    person_id: UUID
    mentions: list[Mention]
    match: Match


class Decisions(NamedTuple):
    """What colleagues decided about a person and others: marked as different, and a merge with them undone."""

    told_apart: set[UUID]
    undone: dict[UUID, PersonMerge]  # the last such merge, by the other person


def suggestions_for(person: Person, *, user) -> list[Suggestion]:
    """Likely same people, the likeliest first. Reads what is known of ``person``, shows none of it.

    People marked as different are left out. An undone merge is shown as a reason against.
    """
    decided = decisions_about([person.pk])[person.pk]
    matches = matches_for(
        facts_of(person),
        task_force_ids=[person.task_force_id],
        limit=MOST_SUGGESTED,
        exclude={person.pk, *decided.told_apart},
    )
    matches = with_decisions(matches, decided)
    found = {
        key: shown_to(user, mentions, person) for key, mentions in mentions_of(m.person_id for m in matches).items()
    }
    return [
        Suggestion(match.person_id, found[match.person_id], match) for match in matches if found.get(match.person_id)
    ]


def with_decisions(matches: Iterable[Match], decided: Decisions) -> list[Match]:
    """The matches without people marked as different, each undone merge as a reason against, sorted again."""
    left = [match for match in matches if match.person_id not in decided.told_apart]
    undone = decided.undone
    told = [match.doubted(_undone(undone[match.person_id])) if match.person_id in undone else match for match in left]
    return sorted(told, key=lambda match: match.order, reverse=True)


def decisions_about(person_ids: Iterable[UUID]) -> dict[UUID, Decisions]:
    """By person: what colleagues decided about them and everybody merged into them.

    Three queries for any number of people, one more per level of merges.
    """
    found = {key: Decisions(set(), {}) for key in person_ids}
    owners = _owners(found)
    pairs = NotSame.objects.standing().filter(Q(first__in=owners) | Q(second__in=owners))
    pairs = list(pairs.values_list("first_id", "second_id"))
    merges = PersonMerge.objects.filter(Q(kept__in=owners) | Q(gone__in=owners), undone_at__isnull=False)
    merges = list(merges.select_related("undone_by").defer("before", "reason").order_by("undone_at"))
    both = {key for pair in pairs for key in pair} | {key for one in merges for key in (one.kept_id, one.gone_id)}
    now = known.survivors(both) if both else {}
    for one, other in (way for pair in pairs for way in (pair, pair[::-1])):
        if one in owners:
            found[owners[one]].told_apart.add(now[other])
    for merge in merges:
        for one, other in ((merge.kept_id, merge.gone_id), (merge.gone_id, merge.kept_id)):
            if one in owners:
                found[owners[one]].undone[now[other]] = merge
    return found


def _undone(merge: PersonMerge) -> Reason:
    said = {"who": merge.undone_by.first_name, "on": days.day(timezone.localdate(merge.undone_at))}
    return Reason("merge", "undone", _("Penggabungan keduanya dibatalkan oleh %(who)s, %(on)s") % said, agrees=False)


def _owners(person_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """By person: the survivor, for these people and everyone merged into them. One query per level of merges."""
    owners = {key: key for key in person_ids}
    last = set(owners)
    while last:
        rows = PersonMerge.objects.standing().filter(kept__in=last).values_list("gone_id", "kept_id")
        owners |= (new := {gone: owners[kept] for gone, kept in rows})
        last = set(new)
    return owners


def facts_of(person: Person) -> Facts:
    """The known facts of a person, for matching."""
    return Facts(
        name=person.name,
        nickname=person.nickname,
        nik=person.nik,
        phones=(person.phone,) if readable(person.phone) else (),
        birth_date=ages.stored_date(person.birth_date),
        sex=person.sex,
        guardian=person.guardian,
        accounts=tuple(line for line in person.accounts.splitlines() if line.strip()),
    )


def not_same_of(person: Person) -> list[NotSame]:
    """The valid pairs of a person and of everybody merged into them."""
    keys = everybody_in(person)
    pairs = NotSame.objects.standing().filter(Q(first__in=keys) | Q(second__in=keys))
    return list(pairs.select_related("decided_by"))


def everybody_in(person: Person) -> list[UUID]:
    """The person and everybody merged into them, along the chains of standing merges."""
    found, last = [person.pk], [person.pk]
    while last:
        last = list(PersonMerge.objects.standing().filter(kept__in=last).values_list("gone_id", flat=True))
        found += last
    return found


def survivors_of(keys: Iterable[UUID]) -> set[UUID]:
    """The current records of these people: themselves, or their survivors."""
    found, last = set(), set(keys)
    while last:
        rows = Person.objects.filter(pk__in=last).values_list("pk", "merged_into")
        last = set()
        for key, into in rows:
            (found if into is None else last).add(into or key)
    return found
