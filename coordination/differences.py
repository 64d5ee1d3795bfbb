"""Conflicts on a meeting's page, which has three parts: the second person to save sees the differences in all."""

from collections.abc import Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from coordination.models import Meeting
from interface import days
from safeguards.conflicts import Difference, shown
from safeguards.errors import Conflict


def check_unchanged(
    meeting: Meeting, version: int | None, details: Mapping[str, Any], attendances: list, decisions: list
) -> None:
    """Raise ``Conflict`` if the meeting was saved after the form was opened and now differs from what was typed."""
    if version is None or meeting.version == version:
        return
    rows = [*_facts(meeting, details), *_attendance(meeting, attendances), *_decisions(meeting, decisions)]
    if rows:
        raise Conflict(_("Rekan Anda menyimpan perubahan sementara halaman ini terbuka."), rows)


def _facts(meeting: Meeting, details: Mapping[str, Any]) -> list[Difference]:
    fields = [meeting._meta.get_field(name) for name in details]
    return [
        Difference(
            capfirst(str(field.verbose_name)),
            shown(field, getattr(meeting, field.name)),
            shown(field, details[field.name]),
        )
        for field in fields
        if getattr(meeting, field.name) != details[field.name]
    ]


def _attendance(meeting: Meeting, attendances: list) -> list[Difference]:
    stored = meeting.attendances.select_related("agency")
    theirs = sorted(f"{row.agency.name} ({row.people})" for row in stored)
    yours = sorted(f"{row['agency'].name} ({row['people']})" for row in attendances)
    return [Difference(_("Daftar hadir"), ", ".join(theirs), ", ".join(yours))] if theirs != yours else []


def _decisions(meeting: Meeting, decisions: list) -> list[Difference]:
    stored = meeting.decisions.select_related("owner_agency")
    theirs = [_line(row.text, row.owner_agency, row.due_on) for row in stored]
    yours = [_line(row["text"], row["owner_agency"], row["due_on"]) for row in decisions]
    return [Difference(_("Keputusan"), "; ".join(theirs), "; ".join(yours))] if theirs != yours else []


def _line(text: str, agency, due_on) -> str:
    return f"{text} ({agency}, {days.day(due_on)})"
