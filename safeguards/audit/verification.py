"""Verify the chains inside PostgreSQL: each row is compared with its hash, its predecessor and its position."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from django.db import connections
from django.utils.translation import gettext as _

FAULTS = """
WITH chain AS (
    SELECT stream, position, previous_hash, hash,
           lag(position, 1, 0::bigint) OVER w AS position_before,
           lag(hash, 1, ''::bytea) OVER w AS hash_before,
           safeguards_audit_digest(previous_hash, stream, position, at, actor_id, actor_name, verb, target_type,
                                   target_id, target_label, root_id, details) AS digest
      FROM safeguards_auditevent
    WINDOW w AS (PARTITION BY stream ORDER BY position)
)
SELECT DISTINCT ON (stream) stream, position,
       CASE WHEN position <> position_before + 1 THEN 'gap'
            WHEN hash <> digest THEN 'content'
            ELSE 'link' END
  FROM chain
 WHERE position <> position_before + 1 OR hash <> digest OR previous_hash <> hash_before
 ORDER BY stream, position
"""
HEADS = """
SELECT DISTINCT ON (stream) stream, position, encode(hash, 'hex')
  FROM safeguards_auditevent ORDER BY stream, position DESC
"""
RECORDED_HEADS = """
SELECT h.stream, h.position
  FROM jsonb_to_recordset(%s::jsonb) AS h(stream text, position bigint, hash text)
  LEFT JOIN safeguards_auditevent e ON e.stream = h.stream AND e.position = h.position
 WHERE e.hash IS NULL OR encode(e.hash, 'hex') <> h.hash
 ORDER BY h.stream
"""


class ChainHead(NamedTuple):
    """The newest row of one stream: its position and its hash in hexadecimal."""

    position: int
    hash: str


class Fault(NamedTuple):
    """The first broken row of a stream, and what is wrong there."""

    stream: str
    position: int
    kind: str

    def __str__(self) -> str:
        reasons = {
            "gap": _("baris sebelum ini hilang"),
            "content": _("isi baris ini telah diubah"),
            "link": _("baris ini tidak tersambung dengan baris sebelumnya"),
            "head": _("baris ujung yang pernah dicatat telah hilang atau diganti"),
        }
        return _("rantai {stream}, baris {position}: {reason}").format(
            stream=self.stream, position=self.position, reason=reasons[self.kind]
        )


def count_rows() -> int:
    """How many rows there are to verify."""
    return _fetch("SELECT count(*) FROM safeguards_auditevent")[0][0]


def find_faults() -> list[Fault]:
    """The first broken row of every broken stream. Takes some microseconds per row."""
    return [Fault(*row) for row in _fetch(FAULTS)]


def current_heads() -> dict[str, ChainHead]:
    """The newest row of every stream. A copy kept elsewhere reveals a tail cut off or a chain rewritten."""
    return {stream: ChainHead(position, digest) for stream, position, digest in _fetch(HEADS)}


def find_lost_heads(recorded: Mapping[str, ChainHead]) -> list[Fault]:
    """Faults for heads recorded earlier that are missing from the table or have another hash."""
    rows = [{"stream": stream, "position": head.position, "hash": head.hash} for stream, head in recorded.items()]
    return [Fault(stream, position, "head") for stream, position in _fetch(RECORDED_HEADS, [json.dumps(rows)])]


def read_heads(path: Path) -> dict[str, ChainHead]:
    """Heads from a file written by ``write_heads``."""
    content = json.loads(path.read_text())
    return {stream: ChainHead(int(head["position"]), str(head["hash"])) for stream, head in content.items()}


def write_heads(path: Path, heads: Mapping[str, ChainHead]) -> None:
    """Write all heads to the file, or none."""
    temporary = path.with_name(f".{path.name}.new")
    temporary.write_text(json.dumps({stream: head._asdict() for stream, head in sorted(heads.items())}, indent=1))
    temporary.replace(path)


def _fetch(sql: str, params: list | None = None) -> list[tuple]:
    with connections["default"].cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
