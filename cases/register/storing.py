"""The uploaded file in the database: in encrypted pieces, never on a disk in clear; and keyed tokens of it."""

import base64
import hashlib
import json
from collections.abc import Iterable

from cases.models import RegisterBatch, RegisterPiece
from cases.register.columns import Layout
from cases.register.rows import Plan
from safeguards import tokens

PIECE = 600_000  # bytes of the file per row of the table


def put(batch: RegisterBatch, content: bytes) -> None:
    """Keep the file."""
    pieces = (content[start : start + PIECE] for start in range(0, len(content), PIECE))
    for position, piece in enumerate(pieces):
        RegisterPiece.objects.create(
            task_force_id=batch.task_force_id,
            batch=batch,
            position=position,
            content=base64.b64encode(piece).decode(),
        )


def get(batch: RegisterBatch) -> bytes:
    """The file as it was uploaded; empty once it was deleted."""
    pieces = RegisterPiece.objects.filter(batch=batch).order_by("position").values_list("content", flat=True)
    return b"".join(base64.b64decode(piece) for piece in pieces.iterator(chunk_size=4))


def layout_of(batch: RegisterBatch) -> Layout:
    """Where the table stands and what its columns mean."""
    return Layout.from_plain(json.loads(batch.layout))


def sheets_of(batch: RegisterBatch) -> list[tuple[str, int]]:
    """Name and number of rows of every sheet."""
    return [tuple(pair) for pair in json.loads(batch.sheets)]


def file_token(content: bytes) -> int:
    """The keyed token of a whole file."""
    return tokens.exact_token("register:file", _hex(content)) or 0


def heading_token(layout: Layout) -> int:
    """The keyed token of what a header says."""
    return tokens.exact_token("register:heading", layout.heading or "-") or 0


def old_number_token(text: str) -> int | None:
    """The keyed token of an old register number."""
    return tokens.exact_token("register:number", text)


def fingerprint(plan: Plan) -> int:
    """The keyed token of what a row says: equal for the same row in another file, whatever the order of columns."""
    facts = plan.facts
    parts: Iterable = [
        plan.old_number, facts["reported_on"], facts["event_on"], facts["kind"], facts["violence_form"], facts["told"],
        facts["reporter_name"], *plan.reported,
        *(f"{v['name']}|{v['nik']}|{v['sex']}|{v['age']}|{v['birth_date']}" for v in plan.victims),
    ]  # fmt: skip
    return tokens.exact_token("register:row", json.dumps(list(parts), ensure_ascii=False)) or 0


def _hex(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
