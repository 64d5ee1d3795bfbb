"""The results of this app for the search box. The search text is never written to a URL, log or history.

Names, NIK, telephone and police-report numbers are found through keyed tokens, words of summaries through a table of
numbers; hits are read through ``visible_to`` and shown as codes with the reason they match.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from uuid import UUID

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.choices import FoundUnit
from cases.matching import police_reports
from cases.matching.caller_search import FoundCall, calls_with, calls_with_number
from cases.matching.facts import Match
from cases.matching.people_search import find_people
from cases.merging.mentions import rows_shown_to
from cases.models import Case, Complaint, ComplaintPerson, Victim
from cases.queries.earlier_calls import UNREAD
from cases.words import described
from interface.search_hits import MOST_HITS, Hit, RegisterNumber
from taskforces.access import policy, scoping
from taskforces.access.permissions import Permission

SERIES = ("K", "P")  # of cases and complaints
MOST_READ = 2 * MOST_HITS  # files with a word (the newest: keys are in time order) or with a person
SHORTEST_WORD = 3  # letters; shorter words are not searched in summaries
BY_WORDS = "SELECT id, unit FROM cases_files_with(%s, cases_word_numbers(%s, %s), %s)"
BY_SIMFONI = "SELECT id FROM cases_files_with(%s, cases_simfoni_numbers(%s, %s), %s)"


def by_number(number: RegisterNumber, *, user) -> list[Hit]:
    """Cases and complaints with this register number, among those the user works on."""
    why, numbers = _("Nomor sama"), number.among(SERIES)
    return [*_cases(user, why, number__in=numbers), *_complaints(user, why, number__in=numbers)]


def by_outside_number(text: str, *, user) -> list[Hit]:
    """Cases with this police report number or SIMFONI number, and complaints whose story mentions the report."""
    forces = sorted(scoping.case_task_force_ids(user))
    tracks = police_reports.tracks_with(text, forces)
    found = _cases(user, _("Nomor laporan polisi sama"), proceeding__in=tracks) if tracks else []
    if police_reports.forms_of(text):
        found += _calls(calls_with_number, text, user)
    if not found and any(map(str.isdecimal, text)):
        keys = [key for force in forces for (key,) in _rows(BY_SIMFONI, force, text)]
        found = _cases(user, _("Nomor SIMFONI PPA sama"), pk__in=keys) if keys else []
    return found


def by_words(text: str, *, user) -> list[Hit]:
    """Cases and complaints whose summary has all these words, in any form; newest first."""
    if not any(len(word) >= SHORTEST_WORD for word in text.split()):
        return []
    rows = [row for force in scoping.case_task_force_ids(user) for row in _rows(BY_WORDS, force, text)]
    why = _("Kata dalam ringkasan")
    cases = [key for key, unit in rows if unit == FoundUnit.CASE]
    complaints = [key for key, unit in rows if unit == FoundUnit.COMPLAINT]
    found = _cases(user, why, pk__in=cases) if cases else []
    return [*found, *(_complaints(user, why, pk__in=complaints, case__isnull=True) if complaints else [])][:MOST_HITS]


def by_person(text: str, *, user) -> list[Hit]:
    """Victims and people of complaints with this NIK, this number or a similar name."""
    return hits_of(find_people(text, user=user), user=user)


def by_caller(text: str, *, user) -> list[Hit]:
    """Complaints whose reporter has this number or name, or whose story mentions this number; best first."""
    return _calls(calls_with, text, user)


def hits_of(found: Iterable[Match], *, user) -> list[Hit]:
    """The files of the people found, each with the reason. Best match first; among equals victims, then the newest.

    A victim is not repeated as a person of the complaint.
    """
    matches = {match.person_id: match for match in found}
    hits = _victims(matches, user)
    victims = {key for key, _hit in hits}
    hits += _people_of_complaints([key for key in matches if key not in victims], matches, user)
    hits.sort(key=lambda hit: -matches[hit[0]].score)
    return [hit for _key, hit in hits][:MOST_HITS]


def _victims(matches: Mapping[UUID, Match], user) -> list[tuple[UUID, Hit]]:
    victims = Victim.objects.visible_to(user).filter(person_id__in=list(matches))
    found = []
    for victim in victims.select_related("case", "origin_region").order_by("-case__reported_on", "-pk")[:MOST_READ]:
        url = f"{reverse('cases:case-detail', args=[victim.case_id])}#korban"
        why = _reasons(matches[victim.person_id])
        unit = _("Korban dalam kasus")
        found.append((victim.person_id, Hit(str(victim), url, described(victim), why, unit, victim.case_id)))
    return found


def _people_of_complaints(keys: Sequence[UUID], matches: Mapping[UUID, Match], user) -> list[tuple[UUID, Hit]]:
    rows = ComplaintPerson.objects.visible_to(user).filter(person_id__in=keys)
    newest = rows.select_related("complaint", "origin_region").order_by("-complaint__received_at")[:MOST_READ]
    found = []
    for row in rows_shown_to(user, newest):
        url = reverse("cases:complaint-detail", args=[row.complaint_id])
        unit = _("%(role)s dalam pengaduan") % {"role": row.get_role_display()}
        why = _reasons(matches[row.person_id])
        found.append((row.person_id, Hit(str(row), url, described(row), why, unit, row.complaint.case_id)))
    return found


def _reasons(match: Match) -> str:
    return ". ".join(reason.words for reason in match.reasons)


def _rows(statement: str, force: UUID, text: str) -> list[tuple]:
    """Rows of a side table, through a function limited to the user's own task forces; each row is read again."""
    with connection.cursor() as cursor:
        cursor.execute(statement, [force, force, text, MOST_READ])
        return cursor.fetchall()


def _calls(find: Callable[[str, Sequence[UUID]], list[FoundCall]], text: str, user) -> list[Hit]:
    forces = sorted(scoping.case_task_force_ids(user))
    asked = (Permission.IDENTITY_REVEAL, Permission.COMPLAINT_VIEW)
    if not forces or not all(policy.can(user, permission) for permission in asked):
        return []
    found = {call.complaint_id: call for call in reversed(find(text, forces))}
    if not found:
        return []
    rows = Complaint.objects.visible_to(user).filter(pk__in=list(found)).order_by("-received_at").defer(*UNREAD)
    newest = sorted(rows, key=lambda row: -found[row.pk].score)
    return [_complaint_hit(complaint, found[complaint.pk].words) for complaint in newest[:MOST_HITS]]


def _cases(user, why: str, **asked) -> list[Hit]:
    if not policy.can(user, Permission.CASE_VIEW):
        return []
    found = Case.objects.visible_to(user).filter(**asked).order_by("-reported_on", "-pk")
    return [_case_hit(case, why) for case in found[:MOST_HITS]]


def _complaints(user, why: str, **asked) -> list[Hit]:
    if not policy.can(user, Permission.COMPLAINT_VIEW):
        return []
    found = Complaint.objects.visible_to(user).filter(**asked).order_by("-received_at").defer("narrative", "risks")
    return [_complaint_hit(complaint, why) for complaint in found[:MOST_HITS]]


def _case_hit(case: Case, why: str) -> Hit:
    url = reverse("cases:case-detail", args=[case.pk])
    about = ", ".join(filter(None, (case.get_kind_display(), case.get_stage_display(), case.summary)))
    return Hit(case.number, url, about, why, _("Kasus"), case.pk)


def _complaint_hit(complaint: Complaint, why: str) -> Hit:
    url = reverse("cases:complaint-detail", args=[complaint.pk])
    said = (complaint.get_channel_display(), complaint.get_outcome_display(), complaint.summary)
    about = ", ".join(filter(None, said))
    return Hit(complaint.number, url, about, why, _("Pengaduan"), complaint.case_id)
