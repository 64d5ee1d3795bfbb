"""Who may be the same person: the matches of the known facts, without people marked as different."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.matching import Facts, Match, Reason, matches_for
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


def suggestions_for(person: Person, *, user) -> list[Suggestion]:
    """Likely same people, the likeliest first. Reads what is known of ``person``, shows none of it.

    People marked as different are left out. An undone merge is shown as a reason against.
    """
    matches = matches_for(
        facts_of(person),
        task_force_ids=[person.task_force_id],
        limit=MOST_SUGGESTED,
        exclude={person.pk, *told_apart_from(person)},
    )
    matches = without_undone(matches, merges_undone_of([person.pk]).get(person.pk, {}))
    found = {
        key: shown_to(user, mentions, person) for key, mentions in mentions_of(m.person_id for m in matches).items()
    }
    return [
        Suggestion(match.person_id, found[match.person_id], match) for match in matches if found.get(match.person_id)
    ]


def without_undone(matches: Iterable[Match], undone: Mapping[UUID, PersonMerge]) -> list[Match]:
    """The matches with each undone merge as a reason against, sorted again."""
    told = [
        match.doubted(_undone(undone[match.person_id])) if match.person_id in undone else match for match in matches
    ]
    return sorted(told, key=lambda match: match.order, reverse=True)


def merges_undone_of(person_ids: Iterable[UUID]) -> dict[UUID, dict[UUID, PersonMerge]]:
    """By person: people whose merge with them was undone, with the last such merge."""
    owners = _owners(person_ids)
    found: dict[UUID, dict[UUID, PersonMerge]] = {key: {} for key in person_ids}
    merges = PersonMerge.objects.filter(Q(kept__in=owners) | Q(gone__in=owners), undone_at__isnull=False)
    for merge in merges.select_related("undone_by").defer("before", "reason").order_by("undone_at"):
        for one, other in ((merge.kept_id, merge.gone_id), (merge.gone_id, merge.kept_id)):
            if one in owners:
                found[owners[one]][other] = merge
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


def told_apart_from(person: Person) -> set[UUID]:
    """People marked as different from this person, or from anybody merged into them."""
    return {other for pair in not_same_of(person) for other in (pair.first_id, pair.second_id)} - {person.pk}


def told_apart_from_each(person_ids: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """By person: people marked as different. Two queries for any number of people; one more per level of merges."""
    owners = _owners(person_ids)
    found: dict[UUID, set[UUID]] = {key: set() for key in person_ids}
    pairs = NotSame.objects.standing().filter(Q(first__in=owners) | Q(second__in=owners))
    for first, second in pairs.values_list("first_id", "second_id"):
        for one, other in ((first, second), (second, first)):
            if one in owners:
                found[owners[one]].add(other)
    return found


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
