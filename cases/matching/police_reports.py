"""Numbers of police reports (LP) are encrypted; tokens of their significant parts find them.

Offices write one number in many ways: ``LP/B/12/II/2026/SPKT/POLRESTA``, ``LP-B 12 / II / 2026``, ``lp b/012/2/2026``.
The significant parts are the kind, the number, the month and the year.
"""

import re
from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from cases.matching.person_tokens import scope_of
from cases.models import Proceeding, ProceedingTokens
from safeguards import tokens
from safeguards.encryption import Unreadable

KIND = "police_report"
CORE = re.compile(
    r"LP[\W_]*(?P<kind>[A-Z]{0,3})[\W_]*0*(?P<last>\d{1,6})"
    r"(?:[\W_]+(?P<later>[A-Z]{1,3}))??[\W_]+(?P<month>[IVX]{1,4}|\d{1,2})[\W_]+(?P<year>\d{4})"
)
MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
MOST = 50
FOUND = "SELECT proceeding_id FROM cases_proceedingtokens WHERE numbers && %s AND task_force_id = ANY(%s) LIMIT %s"


def forms_of(text: str) -> list[str]:
    """The number in normal form, with its kind and without. Empty if the text contains no such number."""
    upper = text.upper()
    found = CORE.search(upper)
    if found is None:
        whole = " ".join(re.findall(r"[A-Z0-9]+", upper))
        return [whole] if whole.startswith("LP") and any(map(str.isdecimal, whole)) else []
    month = found["month"]
    if month.isdecimal() and 1 <= int(month) <= len(MONTHS):
        month = MONTHS[int(month) - 1]
    bare, kind = f"{found['last']} {month} {found['year']}", found["kind"] or found["later"]
    return [f"{kind} {bare}", bare] if kind else [bare]


def forms_in(text: str) -> set[str]:
    """The numbers inside a story, each in normal form, with its kind and without."""
    return {form for found in CORE.finditer(text.upper()) for form in forms_of(found[0])}


def refresh(proceeding: Proceeding) -> None:
    """Store the tokens of a criminal track's current number; one that cannot be decrypted keeps its tokens."""
    if isinstance(proceeding.police_report_number, Unreadable):
        return
    scope = scope_of(proceeding.task_force_id)
    found = [tokens.exact_token(KIND, form, scope) for form in forms_of(proceeding.police_report_number)]
    ProceedingTokens.objects.update_or_create(
        proceeding=proceeding, defaults={"task_force_id": proceeding.task_force_id, "numbers": found}
    )


def rebuild() -> int:
    """Renew the tokens of all numbers, after a new index key; returns how many tracks were renewed."""
    renewed = 0
    for proceeding in Proceeding.objects.order_by("pk").iterator(chunk_size=500):
        refresh(proceeding)
        renewed += 1
    return renewed


def tracks_with(text: str, task_force_ids: Sequence[UUID]) -> list[UUID]:
    """Keys of criminal tracks with this number."""
    forms = forms_of(text)[:1]  # the most specific form that was typed
    wanted = [tokens.exact_token(KIND, form, scope_of(force)) for force in task_force_ids for form in forms]
    if not wanted:
        return []
    with connection.cursor() as cursor:
        cursor.execute(FOUND, [wanted, list(task_force_ids), MOST])
        return [key for (key,) in cursor.fetchall()]
