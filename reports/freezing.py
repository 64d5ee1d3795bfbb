"""A summary as JSON and back. A released summary is stored as it left, and later papers are made only from it."""

import hashlib
import hmac
import json
from datetime import date, datetime
from typing import Any

from cattrs.preconf.json import make_converter

from reports import disclosure
from reports.disclosure.linkage import all_cells, printable_answers, service_key, service_rows
from reports.summary_shape import Cell, MeetingSummary, Relation
from safeguards.encryption.derived import derived_key

_converter = make_converter()
_converter.register_structure_hook(Cell, lambda value, _type: value)
_converter.register_structure_hook(float | str | None, lambda value, _type: value)
_converter.register_structure_hook(Relation, lambda value, _type: value)
_converter.register_unstructure_hook(date, lambda value: value.isoformat())
_converter.register_structure_hook(date, lambda value, _type: date.fromisoformat(value))
_converter.register_structure_hook(date | None, lambda value, _type: value and date.fromisoformat(value))
_converter.register_unstructure_hook(datetime, lambda value: value.isoformat())
_converter.register_structure_hook(datetime, lambda value, _type: datetime.fromisoformat(value))


def to_plain(summary: MeetingSummary) -> dict[str, Any]:
    """The summary as plain JSON values, without relations, which only disclosure control needs."""
    plain = _converter.unstructure(summary)
    plain["relations"] = []
    return json.loads(json.dumps(plain, default=str))


def from_plain(plain: dict[str, Any]) -> MeetingSummary:
    """The summary of a release, from its stored values."""
    return _converter.structure(plain, MeetingSummary)


def digest(summary: MeetingSummary) -> str:
    """SHA-256 of the summary's content, without its moment and number."""
    plain = to_plain(summary)
    for key in ("generated_at", "verification_number", "dated_on"):
        plain.pop(key)
    return hashlib.sha256(json.dumps(plain, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def figures_digest(full: MeetingSummary, threshold: int) -> str:
    """A digest of the counts before disclosure control: an equal digest means equal public figures.

    It is keyed (HMAC-SHA-256), because everybody may read the row of a public paper, and nobody may test guesses of the
    hidden counts against it. It leaves out words and values that no paper prints (``printable_answers``). It includes
    the rules of disclosure control and the threshold, because stricter rules must make a new paper.
    """
    rows = service_rows(full.services)
    answers = {service_key(row, name) for row in rows for name in ("promise_kept", "promise_due")}
    counted = [
        disclosure.RULES,
        threshold,
        [day.isoformat() for period in (full.period, full.previous_period) for day in (period.start, period.end)],
        sorted((key, cell) for key, cell in dict(all_cells(full)).items() if key not in answers),
        # the two rows of totals have the same keys in the full summary, so only their position tells them apart
        [[row.key, row.requested, row.accepted, row.completed, *printable_answers(row)] for row in rows],
    ]
    return hmac.digest(derived_key("reports.figures"), json.dumps(counted).encode(), "sha256").hex()
