"""The uploaded file in the database, in encrypted pieces, never unencrypted on disk; and its keyed tokens."""

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import QuerySet

from cases.matching.person_tokens import scope_of
from cases.models import RegisterBatch, RegisterMapping, RegisterPiece
from cases.reading import telephone
from cases.reading.placeholders import is_placeholder
from cases.register.columns import Layout
from cases.register.plan_making import RowPlan
from safeguards import tokens
from safeguards.encryption import Unreadable, readable_json

PIECE = 600_000  # bytes of the file per row of the table


def put(batch: RegisterBatch, content: bytes) -> None:
    """Store the file in encrypted pieces."""
    pieces = (content[start : start + PIECE] for start in range(0, len(content), PIECE))
    for position, piece in enumerate(pieces):
        RegisterPiece.objects.create(
            task_force_id=batch.task_force_id,
            batch=batch,
            position=position,
            content=base64.b64encode(piece).decode(),
        )


def get(batch: RegisterBatch) -> bytes:
    """The uploaded file; empty once it was deleted."""
    pieces = RegisterPiece.objects.filter(batch=batch).order_by("position").values_list("content", flat=True)
    return b"".join(base64.b64decode(piece) for piece in pieces.iterator(chunk_size=4))


def layout_of(batch: RegisterBatch) -> Layout:
    """The position of the table and the meaning of its columns; no columns if the stored text is unreadable."""
    return Layout.from_plain(readable_json(batch.layout, {"header_from": 1, "data_from": 1, "columns": []}))


def sheets_of(batch: RegisterBatch) -> list[tuple[str, int]]:
    """Name and row count of every sheet."""
    return [tuple(pair) for pair in readable_json(batch.sheets, [])]


def file_token(content: bytes, task_force_id: UUID) -> int:
    """The keyed token of a whole file. All tokens here use the key of the task force."""
    return _token("file", hashlib.sha256(content).hexdigest(), task_force_id) or 0


def content_token(mark: str, task_force_id: UUID) -> int | None:
    """The keyed token of the rows of a sheet, from their digest: equal for the same rows saved anew."""
    return _token("content", mark, task_force_id)


def heading_token(layout: Layout, task_force_id: UUID) -> int:
    """The keyed token of a header."""
    return _token("heading", layout.heading or "-", task_force_id) or 0


def old_number_token(text: str, task_force_id: UUID) -> int | None:
    """The keyed token of an old register number."""
    return _token("number", text, task_force_id)


def nik_token(text: str, task_force_id: UUID) -> int | None:
    """The keyed token of an NIK, to find the same one in a batch."""
    return tokens.exact_token("nik", text, scope_of(task_force_id))


def contact_token(victim: Mapping, task_force_id: UUID) -> int | None:
    """The keyed token of a victim's name and telephone together, to find the same person in a batch.

    None for a placeholder (*Korban 2*): two people without a name may share a telephone.
    """
    name = " ".join(victim["name"].casefold().split())
    if is_placeholder(name) or not victim["phone"]:
        return None
    return _token("contact", f"{name}|{telephone.key_of(victim['phone'])}", task_force_id)


def mapping_of(batch: RegisterBatch) -> QuerySet[RegisterMapping]:
    """What the office remembers of the columns of this batch: one row or none, and none once its file is cleared."""
    own = RegisterMapping.objects.filter(task_force_id=batch.task_force_id, agency=batch.agency_id)
    if batch.cleared_at is not None or isinstance(batch.layout, Unreadable):
        return own.none()
    return own.filter(heading_token=heading_token(layout_of(batch), batch.task_force_id))


def fingerprint(plan: RowPlan, task_force_id: UUID) -> int:
    """The keyed token of a row's content: equal for the same row in another file, in any column order."""
    facts = plan.facts
    parts: Iterable = [
        plan.old_number, facts["reported_on"], facts["event_on"], facts["kind"], facts["violence_form"], facts["told"],
        facts["reporter_name"], *plan.reported,
        *(f"{v['name']}|{v['nik']}|{v['sex']}|{v['age']}|{v['birth_date']}" for v in plan.victims),
    ]  # fmt: skip
    return _token("row", json.dumps(list(parts), ensure_ascii=False), task_force_id) or 0


def _token(kind: str, text: str, task_force_id: UUID) -> int | None:
    return tokens.exact_token(f"register:{kind}", text, scope_of(task_force_id))
