"""Values that several files share, as supervisors see them: kind, codes and counts, never the value.

The number of queries is fixed.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from cases.choices import LinkKind
from cases.models import Case, Complaint, ComplaintPerson, Link, LinkToken, Person, Victim

MOST_LINKS = 12  # shown on one page of a file
MOST_FILES = 60  # of one link; a value in more files says little


@dataclass(frozen=True, order=True)
class File:
    """A case, or a complaint without a case."""

    on: date
    code: str
    url: str
    key: UUID


@dataclass(frozen=True)
class SharedValue:
    """A value that occurs in several files."""

    link: Link
    files: list[File]  # newest first
    people: int

    @property
    def kind(self) -> str:
        """What the files have in common."""
        return self.link.get_kind_display()

    @property
    def count(self) -> int:
        """The number of files with the value."""
        return len(self.files)


def links_of_case(case: Case) -> list[SharedValue]:
    """Standing links of a case to other files. Four queries, however many files there are."""
    people = Q(victimhoods__case=case) | Q(complaint_roles__complaint__case=case)
    return _links_of(Person.objects.filter(people).values("pk"), case.task_force_id, case.pk)


def links_of_complaint(complaint: Complaint) -> list[SharedValue]:
    """Standing links of a complaint to other files."""
    people = Person.objects.filter(complaint_roles__complaint=complaint).values("pk")
    return _links_of(people, complaint.task_force_id, complaint.case_id or complaint.pk)


def files_sharing(links: Sequence[Link]) -> list[SharedValue]:
    """The files that share each link. Links that no longer recur are left out (people merged, files joined)."""
    people = _people_of(links)
    files = files_of({key for keys in people.values() for key in keys})
    found = []
    for link in links:
        keys = people[link.kind, link.token]
        ours = sorted({file for key in keys for file in files[key]}, reverse=True)
        if recurs(link.kind, len(keys), len(ours)):
            found.append(SharedValue(link, ours[:MOST_FILES], len(keys)))
    return found


def recurs(kind: str, people: int, files: int) -> bool:
    """Whether a value links files: several files, several people. One victim's own number links nothing."""
    return files > 1 and (kind == LinkKind.SUSPECT or people > 1)


def files_of(person_ids: Iterable[UUID]) -> dict[UUID, set[File]]:
    """The files of each person. Two queries."""
    keys = list(person_ids)
    found: dict[UUID, set[File]] = defaultdict(set)
    victims = Victim.objects.filter(person_id__in=keys).exclude(stage="duplicate")
    for person, *case in victims.values_list("person_id", "case_id", "case__number", "case__reported_on"):
        found[person].add(_case_file(*case))
    rows = ComplaintPerson.objects.filter(person_id__in=keys).values_list(
        "person_id",
        "complaint_id",
        "complaint__number",
        "complaint__received_at",
        "complaint__case_id",
        "complaint__case__number",
        "complaint__case__reported_on",
    )
    for person, key, number, received_at, *case in rows:
        if case[0]:
            found[person].add(_case_file(*case))
        else:
            url = reverse("cases:complaint-detail", args=[key])
            found[person].add(File(timezone.localdate(received_at), number, url, key))
    return found


def _links_of(people, task_force_id: UUID, own_file: UUID) -> list[SharedValue]:
    shared = LinkToken.objects.filter(
        task_force=OuterRef("task_force"), kind=OuterRef("kind"), token=OuterRef("token"), person__in=people
    )
    links = Link.objects.standing().filter(Exists(shared), task_force_id=task_force_id)[:MOST_LINKS]
    others = []
    for found in files_sharing(list(links)):
        files = [file for file in found.files if file.key != own_file]
        if files:
            others.append(SharedValue(found.link, files, found.people))
    return others


def _people_of(links: Sequence[Link]) -> dict[tuple[str, int], set[UUID]]:
    """The people who share each value. One query."""
    found: dict[tuple[str, int], set[UUID]] = defaultdict(set)
    if not links:
        return found
    asked = Q()
    for kind in {link.kind for link in links}:
        asked |= Q(kind=kind, token__in=[link.token for link in links if link.kind == kind])
    rows = LinkToken.objects.filter(asked, task_force_id__in={link.task_force_id for link in links})
    for kind, token, person in rows.values_list("kind", "token", "person_id"):
        found[kind, token].add(person)
    return found


def _case_file(key: UUID, number: str, on: date) -> File:
    return File(on, number, reverse("cases:case-detail", args=[key]), key)
