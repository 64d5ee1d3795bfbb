"""Find complaints by who called and by numbers in their stories: for the search box and during a call.

A hit is the key of a complaint with a reason; callers read the complaint again through ``visible_to``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy

from cases.matching import caller_tokens, person_tokens
from cases.matching.people_search import MOST_READ, name_likeness, name_statement, typed_words
from cases.matching.spelling import words_of
from cases.models import Complaint, HandOver

SAME_NAME = 0.95  # likeness of a name in any usual spelling
SAID = {
    "phone": gettext_lazy("Nomor pelapor sama"),
    "told": gettext_lazy("Nomor ini disebut dalam cerita atau catatan"),
    "name": gettext_lazy("Nama pelapor sama"),
    "near": gettext_lazy("Nama pelapor mirip"),
    "contact": gettext_lazy("Nama petugas yang menerima penyerahan"),
}
# The newest of many: keys are in time order. MATERIALIZED, because with a plain LIMIT PostgreSQL reads the table from
# its end instead of the index. No condition on the task force, as in ``people_search``.
BY_NUMBER = """
    WITH found AS MATERIALIZED (
        SELECT complaint_id, numbers && %s::bigint[] AS is_caller FROM cases_complainttokens
         WHERE numbers && %s::bigint[]
    )
    SELECT complaint_id, bool_or(is_caller) FROM found GROUP BY complaint_id ORDER BY complaint_id DESC LIMIT %s
"""
WITH_NAMES = "SELECT complaint_id, id FROM cases_complainttokens WHERE "
BY_NAME = """
    WITH found AS MATERIALIZED ({found})
    SELECT DISTINCT complaint_id, id FROM found ORDER BY complaint_id DESC LIMIT %s
"""


@dataclass(frozen=True)
class FoundCall:
    """A complaint with this reporter or this number."""

    complaint_id: UUID
    why: str  # a key of ``SAID``
    score: float

    @property
    def words(self) -> str:
        """Why it was found, in Indonesian."""
        return str(SAID[self.why])


def calls_with(text: str, task_force_ids: Sequence[UUID]) -> list[FoundCall]:
    """Complaints whose reporter has this number or a similar name, or whose story has this number; best first."""
    return calls_with_number(text, task_force_ids) or calls_with_name(text, task_force_ids)


def calls_with_number(text: str, task_force_ids: Sequence[UUID]) -> list[FoundCall]:
    """Complaints with this telephone number, LP number, plate or other number; the reporter's own number first."""
    asked = [caller_tokens.numbers_asked(text, person_tokens.scope_of(force)) for force in task_force_ids]
    caller = [token for one in asked for token in one[caller_tokens.CALLER]]
    told = [token for one in asked for token in one[caller_tokens.TOLD]]
    if not caller and not told:
        return []
    rows = _rows(BY_NUMBER, [caller, [*caller, *told], MOST_READ])
    found = [FoundCall(key, "phone" if is_caller else "told", 1.0 if is_caller else 0.7) for key, is_caller in rows]
    return sorted(found, key=lambda call: -call.score)


def calls_with_name(text: str, task_force_ids: Sequence[UUID]) -> list[FoundCall]:
    """Complaints whose reporter, or whose contact at another office, has all words of this name; best first."""
    words = typed_words(text)
    if not words:
        return []
    found, lists = name_statement(words, task_force_ids, select=WITH_NAMES)
    rows = _rows(BY_NAME.format(found=found), [*lists, MOST_READ])
    best: dict[UUID, FoundCall] = {}
    for call in [*_reporters(words, rows), *_contacts(words, rows)]:
        if call.score > best.get(call.complaint_id, NOBODY).score:
            best[call.complaint_id] = call
    return sorted(best.values(), key=lambda call: -call.score)


NOBODY = FoundCall(UUID(int=0), "near", 0.2)


def _reporters(words: Sequence, rows: Sequence[tuple[UUID, UUID]]) -> Iterable[FoundCall]:
    keys = [complaint for complaint, source in rows if complaint == source]
    if keys:
        for key, name in Complaint.objects.filter(pk__in=keys).values_list("pk", "reporter_name"):
            score = name_likeness(words, words_of(caller_tokens.without_numbers(name)))
            yield FoundCall(key, "name" if score >= SAME_NAME else "near", score)


def _contacts(words: Sequence, rows: Sequence[tuple[UUID, UUID]]) -> Iterable[FoundCall]:
    keys = [source for complaint, source in rows if complaint != source]
    if keys:
        for key, *names in HandOver.objects.filter(pk__in=keys).values_list("complaint_id", *caller_tokens.CONTACTS):
            for name in names:
                yield FoundCall(
                    key, "contact", name_likeness(words, words_of(caller_tokens.without_numbers(name))) * 0.9
                )


def _rows(statement: str, values: list) -> list[tuple]:
    """Everybody may read the table, so that its index is used; each complaint is read again by policy."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
