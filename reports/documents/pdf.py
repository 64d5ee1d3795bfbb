"""The letter as PDF/A-2a and PDF/UA-1: tagged, in Indonesian, with the same bytes for the same summary."""

import base64
import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from django.utils.translation import gettext as _

from reports.charts import text_width
from reports.documents.content import Heading, Line, Paper, PrintedFacts, PrintedFigure, PrintedTable, compose
from reports.summary_shape import MeetingSummary
from reports.wording import breakable

TYPESETTER = Path(__file__).with_name("typesetter.py")
TIMEOUT = 40  # seconds; a letter takes less than one
POINT_10 = 3.53  # mm: the size of type in tables
CELL_INSET = 1.8  # mm
LEAST_COLUMN = 16  # mm
MOST_HEADING = 19  # mm: a longer heading of a column of figures takes two lines
SHIELD = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 76" width="64" height="76" font-family="Source Sans Pro">'
    '<path d="M32 2 62 12v28c0 17-13 28-30 34C15 68 2 57 2 40V12z" fill="none" stroke="#000" stroke-width="2"/>'
    '<path d="M32 9 55 17v23c0 13-10 22-23 27C19 62 9 53 9 40V17z" fill="none" stroke="#000"/>'
    '<text x="32" y="36" text-anchor="middle" font-size="8">LAMBANG</text>'
    '<text x="32" y="46" text-anchor="middle" font-size="8">DAERAH</text></svg>'
)


class TypesettingFailed(RuntimeError):
    """The paper could not be typeset; the message is for the log and quotes no content."""


def render(summary: MeetingSummary) -> bytes:
    """The letter of a summary."""
    local = summary.generated_at
    job = {
        "template": "meeting_summary.typ",
        "paper": {**as_data(compose(summary)), "date": [local.year, local.month, local.day]},
        "timestamp": int(local.timestamp()),
    }
    return _run(job)


def pictures(drawings: Sequence[tuple[str, float]]) -> list[bytes]:
    """PNG images of SVG drawings with widths in points, in one call, for formats without SVG."""
    if not drawings:
        return []
    job = {"pictures": [{"svg": svg, "width": f"{width:g}"} for svg, width in drawings]}
    return [base64.b64decode(text) for text in json.loads(_run(job))]


def _run(job: dict) -> bytes:
    """Typeset in a separate process: no environment, no application, limited memory and time."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(TYPESETTER)],
            input=json.dumps(job).encode(),
            capture_output=True,
            timeout=TIMEOUT,
            env={"PATH": os.defpath, "LANG": "C.UTF-8"},
            check=False,
        )
    except subprocess.TimeoutExpired as expired:
        raise TypesettingFailed(f"typesetting took more than {TIMEOUT} s") from expired
    if done.returncode != 0:
        reason = done.stderr.decode(errors="replace").strip().rsplit("\n", 1)[-1]
        shown = re.split(r"[\"'`(]", reason, maxsplit=1)[0].strip()  # the rest may quote the paper
        raise TypesettingFailed(f"typesetting ended with {done.returncode}: {shown[:120]}")
    return done.stdout


def as_data(paper: Paper) -> dict:
    """A paper as plain JSON for the template."""
    data = asdict(paper)
    data["sections"] = [
        {"heading": section.heading, "blocks": [_block(block) for block in section.blocks]}
        for section in paper.sections
    ]
    data["emblem"] = emblem(paper.emblem)
    return data


def emblem(image: bytes | None) -> dict:
    """The region's arms, or a drawn shield as placeholder."""
    alt = _("Lambang daerah")
    if not image:
        return {"bytes": list(SHIELD.encode()), "format": "svg", "alt": _("Tempat lambang daerah")}
    return {"bytes": list(image), "format": "png" if image.startswith(b"\x89PNG") else "svg", "alt": alt}


def _block(block: PrintedTable | PrintedFigure | PrintedFacts) -> dict:
    if isinstance(block, PrintedFigure):
        return {"kind": "figure", **asdict(block)}
    if isinstance(block, PrintedFacts):
        return {"kind": "facts", "pairs": [[label, breakable(value)] for label, value in block.pairs]}
    return {
        "kind": "table",
        "caption": block.caption,
        "headings": [asdict(heading) for heading in block.headings],
        "widths": widths(block.headings, [*block.lines, *([block.total] if block.total else [])]),
        "lines": [_line(line) for line in block.lines],
        "total": _line(block.total) if block.total else None,
        "notes": list(block.notes),
    }


def _line(line: Line) -> dict:
    return {"cells": [breakable(cell) for cell in line.cells], "indent": line.indent}


def widths(headings: Sequence[Heading], lines: Sequence[Line]) -> list[dict]:
    """Columns of figures and dates get the width they need, in mm; columns of words share the rest by length."""
    out = []
    for index, heading in enumerate(headings):
        texts = [line.cells[index] for line in lines]
        if heading.narrow or heading.align == "right":
            inner = max([text_width(text, POINT_10) for text in texts], default=0)
            word = max(text_width(word, POINT_10) for word in heading.label.split(" ") or [""])
            whole = text_width(heading.label, POINT_10)
            size = max(inner, word, whole if whole < MOST_HEADING else 0) + 2 * CELL_INSET
            out.append({"fixed": True, "size": round(max(size, LEAST_COLUMN if heading.label != "No." else 9), 1)})
        else:
            longest = max(map(len, texts), default=0)
            out.append({"fixed": False, "size": min(max(longest, len(heading.label), 14), 40)})
    return out
