"""The dry run in words, for the page: what each row becomes, without names, and the questions about it."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.choices import (
    CaseKind,
    Channel,
    ComplaintOutcome,
    RegisterRowKind,
    RegisterState,
    Sex,
    Stage,
    ViolenceForm,
)
from cases.choices.badges import BADGES
from cases.models import Case, Complaint, RegisterBatch, RegisterEntry, RegisterRow, Victim
from cases.register.column_meanings import F, RegisterField
from cases.words import described
from interface import days
from interface.marks import Badge
from interface.numbers import number
from interface.unnamed import unnamed, years
from safeguards.encryption import readable_json
from taskforces import region_table

MOST_VICTIMS = 6  # listed one by one
MOST_WRITTEN = 60  # characters of a cell
SHOWN = (F.REPORTED_ON, F.CHANNEL, F.REGION, F.SEX, F.MALE, F.FEMALE, F.AGE, F.BIRTH_DATE, F.KIND, F.STATUS)
SILENT = (RegisterRowKind.FOLLOWS, RegisterRowKind.PASSED)


def rows_in_words(rows: Iterable[RegisterRow], batch: RegisterBatch) -> list[dict[str, Any]]:
    """The rows of one page: number, result, remarks, possibly same people, and the possible answers."""
    rows = list(rows)
    matches = {row.pk: readable_json(row.matches, []) for row in rows}
    codes = _codes({UUID(lines[0]["person"]) for found in matches.values() for lines in found if lines})
    entries = RegisterEntry.objects.filter(batch=batch, number__in=[row.number for row in rows])
    written = {entry.number: entry.file for entry in entries.select_related("case", "complaint")}
    return [_row_in_words(row, batch, matches[row.pk], codes, written.get(row.number)) for row in rows]


def count_by_kind(batch: RegisterBatch) -> dict[str, int]:
    """The number of rows of each kind."""
    found = RegisterRow.objects.filter(batch=batch).order_by().values_list("kind").annotate(n=Count("pk"))
    return {kind: dict(found).get(kind, 0) for kind in RegisterRowKind.values}


def files_in_words(cases: int, complaints: int) -> str:
    """``90 kasus dan 7 pengaduan tanpa kasus``: what rows become, in numbers."""
    parts = [_("%s kasus") % number(cases)] if cases or not complaints else []
    parts += [_("%s pengaduan tanpa kasus") % number(complaints)] if complaints else []
    return _(" dan ").join(parts)


def word_of(kind: str, batch: RegisterBatch) -> str:
    """The word for rows of a kind. For new rows it changes once the batch is written, and again after an undo."""
    became = {RegisterState.WRITTEN: _("Dibuat"), RegisterState.UNDONE: _("Ditarik kembali")}.get(batch.state)
    return became if became and kind == RegisterRowKind.NEW else str(RegisterRowKind(kind).label)


def _row_in_words(
    row: RegisterRow, batch: RegisterBatch, matches: list[list[dict]], codes: dict[UUID, str], file
) -> dict:
    plan = readable_json(row.content, None)
    if plan is None:
        return _unreadable(row, batch, file)
    if row.kind in SILENT:
        return _silent(row, batch, plan)
    same = [
        _("Korban %(n)s mungkin %(code)s. %(why)s") % {
            "n": index, "code": codes.get(UUID(lines[0]["person"]), _("orang yang sudah dicatat")),
            "why": " ".join(lines[0]["why"]),
        }
        for index, lines in enumerate(matches, 1) if lines
    ]  # fmt: skip
    same += [_as_before(victim) for victim in plan["victims"] if victim.get("row")]
    is_asked = any(victim.get("row_asked") for victim in plan["victims"])
    remarks = remarks_in_words(plan)
    may_answer = row.kind in (RegisterRowKind.DOUBT, RegisterRowKind.MATCH)
    return {
        "row": row, "file": file, "path": path_of(file), "same": same, "remarks": remarks,
        "becomes": case_in_words(plan), "victims": victims_in_words(plan), "old_number": plan["old_number"],
        "written": written_in_words(plan), "place": place_in_words(plan),
        "badge": Badge("done", _("Dibuat")) if file else BADGES.of(RegisterRowKind, row.kind, word_of(row.kind, batch)),
        "answers": _answers(row, bool(same) or is_asked) if may_answer else [],
    }  # fmt: skip


def _silent(row: RegisterRow, batch: RegisterBatch, plan: dict[str, Any]) -> dict:
    """A row that continues a case, or that is none: it only says so."""
    return {
        "row": row, "file": None, "same": [], "remarks": remarks_in_words(plan), "becomes": "", "victims": "",
        "badge": BADGES.of(RegisterRowKind, row.kind, word_of(row.kind, batch)), "answers": [],
    }  # fmt: skip


def remarks_in_words(plan: dict[str, Any]) -> list[str]:
    """All remarks on a row: what refuses it, what is asked, and how it was understood."""
    return [remark_in_words(remark) for remark in (*plan["refusals"], *plan["doubts"], *plan.get("said", ()))]


def written_in_words(plan: dict[str, Any]) -> list[tuple[str, str]]:
    """Date, channel, region, sex, age and kind as they stand in the file, each with its meaning."""
    written = plan.get("written", {})
    return [(str(RegisterField(name).label), written[name][:MOST_WRITTEN]) for name in SHOWN if written.get(name)]


def place_in_words(plan: dict[str, Any]) -> str:
    """The channel and the region of the event, as they were read."""
    facts = plan["facts"]
    region = region_table.row_of(region_table.wider(facts["event_region"] or ""))
    channel = Channel(facts["channel"])
    parts = ["" if channel == Channel.UNKNOWN else str(channel.label), region.label if region else ""]
    return ", ".join(part for part in parts if part)


def _as_before(victim: dict[str, Any]) -> str:
    if victim.get("row_by_nik", bool(victim["nik"])):
        return _("NIK dan nama sama dengan korban di baris %s.") % victim["row"]
    return _("Nama dan telepon sama dengan korban di baris %s.") % victim["row"]


def _unreadable(row: RegisterRow, batch: RegisterBatch, file) -> dict:
    """A row whose plan cannot be decrypted: it says so and asks nothing. Its batch cannot be written."""
    remark = _("Baris ini tidak terbaca. Buang proses ini dan unggah berkasnya sekali lagi.")
    return {
        "row": row, "file": file, "path": path_of(file), "same": [], "remarks": [remark],
        "becomes": str(row.content), "victims": "",
        "badge": BADGES.of(RegisterRowKind, RegisterRowKind.REFUSED, word_of(row.kind, batch)), "answers": [],
    }  # fmt: skip


def path_of(file: Case | Complaint | None) -> str:
    """The page of what a row became."""
    if file is None:
        return ""
    return reverse("cases:case-detail" if isinstance(file, Case) else "cases:complaint-detail", args=[file.pk])


def case_in_words(plan: dict[str, Any]) -> str:
    """``TPPO, 12 Agustus 2023, selesai``: the case a row becomes, or the complaint without one."""
    facts = plan["facts"]
    if facts["outcome"]:
        said = _("Pengaduan tanpa kasus, %s") % ComplaintOutcome(facts["outcome"]).label.lower()
        return ", ".join([said, days.day(date.fromisoformat(facts["reported_on"]))])
    kind = CaseKind(facts["kind"]).label
    if facts["violence_form"]:
        kind = _("Kekerasan: %s") % ViolenceForm(facts["violence_form"]).label.lower()
    stage = Stage(facts["stage"]).label if facts["stage"] != Stage.COMPLAINT else ""
    reported = days.day(date.fromisoformat(facts["reported_on"])) if facts["reported_on"] else ""
    return ", ".join(str(part) for part in (kind, reported, stage) if part)


def victims_in_words(plan: dict[str, Any]) -> str:
    """``Perempuan, 15 th; Perempuan, 17 th``: the victims without names."""
    lines = []
    for victim in plan["victims"][:MOST_VICTIMS]:
        region = region_table.row_of(region_table.wider(victim["origin_region"] or ""))
        age = "" if victim["age"] is None else years(victim["age"], victim["age_is_estimated"])
        lines.append(unnamed(Sex(victim["sex"]).known, age, region.label if region else ""))
    rest = len(plan["victims"]) - MOST_VICTIMS
    if rest > 0:
        lines.append(ngettext("dan %d lainnya", "dan %d lainnya", rest) % rest)
    return "; ".join(lines) or _("tanpa korban")


def _answers(row: RegisterRow, has_same: bool) -> list[tuple[str, str, bool]]:
    """The possible answers: value, words, and whether it is chosen."""
    offered = [("same", _("Orang yang sama")), ("new", _("Orang baru"))] if has_same else [("new", _("Bawa"))]
    chosen = row.decision or ("same" if row.kind == RegisterRowKind.MATCH else "")
    if chosen == "same" and not has_same:
        chosen = "new"  # "same" was given for all rows; this row has no match, so it counts as new
    return [(value, words, value == chosen) for value, words in (*offered, ("skip", _("Lewati")))]


def remark_in_words(remark: dict[str, str]) -> str:
    """A remark as one sentence; the column, if any, comes first."""
    text = _("kolom %(column)s: %(text)s") % remark if remark["column"] else remark["text"]
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith((".", "?")) else ".")


def _codes(people: set[UUID]) -> dict[UUID, str]:
    """The label of each known person: the code of their latest victim row with sex, age and origin."""
    rows = Victim.objects.filter(person_id__in=people).select_related("case", "origin_region").order_by("added_at")
    return {row.person_id: f"{row.case.number}/{row.position}, {described(row)}" for row in rows}
