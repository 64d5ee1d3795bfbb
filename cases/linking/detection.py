"""Detect links: each write of a person stores tokens of values that may recur, and returns those that now do."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.choices import LinkKind
from cases.linking import linkable_values
from cases.linking.shared_values import files_of, recurs
from cases.matching import Match, matches_for
from cases.merging.mentions import SUSPECT_ROLES
from cases.merging.suggestions import decisions_about, facts_of
from cases.models import ComplaintPerson, Link, LinkToken, Person
from safeguards import clock
from taskforces.access.permissions import Permission
from taskforces.actions.notifications import notify_permitted

AT_ONCE = 500  # values looked at in one statement
FilesOf = Callable[[set[UUID]], Mapping[UUID, Collection[Hashable]]]
MOST_SHARING = 400  # people read per batch; a value of more people is detected all the same


def detect_links(
    people: Iterable[Person],
    *,
    code: str,
    is_new_file: bool = False,
    suspects: Collection[UUID] | None = None,
) -> list[Link]:
    """Write the tokens of these people and return the new links.

    ``code`` names the file in which they were written; supervisors are notified of it once if a value recurs. In a new
    file an old link counts as new too, unless it was dismissed. ``suspects`` is given if all these people are new: it
    says who is reported, so nothing is looked up while a caller waits.
    """
    people = list({person.pk: person for person in people}.values())
    if not people:
        return []
    rows = refresh(people) if suspects is None else LinkToken.objects.bulk_create(_tokens(people, suspects))
    found = _recurring(rows)
    links = _links(people[0].task_force_id, found, with_old=is_new_file)
    if links:
        _tell(people[0].task_force_id, code, links)
    return links


def write_tokens_of_new(people: Iterable[Person], *, suspects: Collection[UUID]) -> None:
    """Write the tokens of many new people in bulk; similarity to reported people is computed later."""
    LinkToken.objects.bulk_create(
        row for person in people for row in linkable_values.tokens_of(person, is_suspect=person.pk in suspects)
    )


def detect_all_links(task_force_id: UUID, *, code: str, files_of: FilesOf = files_of) -> list[Link]:
    """Detect every value that recurs in a task force and has no link yet. Called after a bulk import.

    ``files_of`` returns the files of each person; any unique key may identify a file.
    """
    known = set(Link.objects.filter(task_force_id=task_force_id).values_list("kind", "token"))
    shared = LinkToken.objects.filter(task_force_id=task_force_id).values_list("kind", "token")
    likely = [value for value in shared.annotate(people=Count("person")).filter(people__gt=1) if value[:2] not in known]
    made: list[Link] = []
    for start in range(0, len(likely), AT_ONCE):
        rows = [LinkToken(task_force_id=task_force_id, kind=row[0], token=row[1]) for row in likely[start:][:AT_ONCE]]
        made += _links(task_force_id, _recurring(rows, most=None, files_of=files_of), with_old=False)
    if made:
        _tell(task_force_id, code, made)
    return made


def refresh(people: Iterable[Person]) -> list[LinkToken]:
    """Rewrite the tokens of these people; tokens of people merged into others are deleted."""
    people = list(people)
    suspects = set(
        ComplaintPerson.objects.filter(person__in=people, role__in=SUSPECT_ROLES).values_list("person_id", flat=True)
    )
    rows = _tokens(people, suspects)
    LinkToken.objects.filter(person__in=people).delete()
    return LinkToken.objects.bulk_create(rows)


def refresh_phones(people: Iterable[Person]) -> None:
    """Rewrite the telephone tokens of these people, after the reader of numbers changed."""
    people = list(people)
    rows = [row for person in people for row in linkable_values.tokens_of(person, is_suspect=False)]
    LinkToken.objects.filter(person__in=people, kind=LinkKind.PHONE).delete()
    LinkToken.objects.bulk_create(row for row in rows if row.kind == LinkKind.PHONE)


def _tokens(people: Iterable[Person], suspects: Collection[UUID]) -> list[LinkToken]:
    return [
        row
        for person in people
        if not person.merged_into_id
        for row in linkable_values.tokens_of(
            person, is_suspect=person.pk in suspects, same_as=_same_suspects(person) if person.pk in suspects else ()
        )
    ]


def _same_suspects(person: Person) -> set[UUID]:
    """Other records of reported people who are surely the same person as this one.

    Without people marked as different, and without those whose merge with this person was undone.
    """
    if not (person.name or person.nik):
        return set()
    matches = matches_for(facts_of(person), task_force_ids=[person.task_force_id], exclude={person.pk})
    keys = {match.person_id for match in matches if match.is_same or _has_same_contacts(match)}
    if keys:
        decided = decisions_about([person.pk])[person.pk]
        keys -= decided.told_apart | decided.undone.keys()
    rows = ComplaintPerson.objects.filter(person_id__in=keys, role__in=SUSPECT_ROLES)
    return set(rows.values_list("person_id", flat=True)) if keys else set()


def _has_same_contacts(match: Match) -> bool:
    """Whether name, telephone and account agree and nothing disagrees: recruiters change how they are called."""
    agreeing = {reason.field for reason in match.reasons if reason.agrees}
    return {"name", "phone", "account"} <= agreeing and not match.against


def _recurring(
    rows: list[LinkToken], most: int | None = MOST_SHARING, files_of: FilesOf = files_of
) -> set[tuple[str, int]]:
    """Those of these values that occur in several files."""
    if not rows:
        return set()
    asked = Q()
    for kind in {row.kind for row in rows}:
        asked |= Q(kind=kind, token__in=[row.token for row in rows if row.kind == kind])
    sharing: dict[tuple[str, int], set[UUID]] = defaultdict(set)
    shared = LinkToken.objects.filter(asked, task_force_id=rows[0].task_force_id)
    for kind, token, person in shared.values_list("kind", "token", "person_id")[:most]:
        sharing[kind, token].add(person)
    likely = {value: keys for value, keys in sharing.items() if len(keys) > 1 or value[0] == LinkKind.SUSPECT}
    if not likely:
        return set()
    files = files_of({key for keys in likely.values() for key in keys})
    return {
        (kind, token)
        for (kind, token), keys in likely.items()
        if recurs(kind, len(keys), len({file for key in keys for file in files[key]}))
    }


def _links(task_force_id: UUID, found: set[tuple[str, int]], *, with_old: bool) -> list[Link]:
    """Store links for values that recur for the first time; ``with_old`` also returns the known ones."""
    if not found:
        return []
    tokens = [token for _kind, token in found]
    there = {
        (link.kind, link.token): link for link in Link.objects.filter(task_force_id=task_force_id, token__in=tokens)
    }
    new = [
        Link(task_force_id=task_force_id, kind=kind, token=token, found_at=clock.now())
        for kind, token in sorted(found - set(there))
    ]
    Link.objects.bulk_create(new, ignore_conflicts=True)  # a colleague may have noticed it at the same moment
    made = list(Link.objects.filter(pk__in=[link.pk for link in new])) if new else []
    old = [link for value, link in there.items() if value in found and link.dismissed_at is None]
    return made + (old if with_old else [])


def _tell(task_force_id: UUID, code: str, links: list[Link]) -> None:
    """Notify those who may know of links: the code of the file and the kinds, never a value."""
    kinds = ", ".join(sorted({str(link.get_kind_display()).lower() for link in links}))
    notify_permitted(
        permission=Permission.LINK_VIEW,
        task_force_id=task_force_id,
        text=_("%(code)s berkaitan dengan berkas lain: %(kinds)s.") % {"code": code, "kinds": kinds},
        path=reverse("cases:link-detail", args=[links[0].pk]),
    )
