"""The time limits of one duty for the form, and the checks of a new limit."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from cases.choices import LimitSource
from cases.models import TimeLimit
from cases.models.time_limit import LONGEST_HOURS, TimeLimitQuerySet
from safeguards import clock
from safeguards.errors import WorkflowRefused

LATEST_START = timedelta(days=366)  # from today; a later day is more likely mistyped than planned


def rows_of(task_force_id, duty: str) -> TimeLimitQuerySet:
    """All rows of a task force for a duty, in the order of writing."""
    return TimeLimit.objects.filter(task_force_id=task_force_id, duty=duty).order_by("pk")


def version_of(task_force_id, duty: str) -> str:
    """The version of a duty's limits for the form; it changes with every save."""
    return version_in(rows_of(task_force_id, duty))


def version_in(rows: Iterable[TimeLimit]) -> str:
    """The same for rows already read, in the order of ``rows_of``."""
    state = [(str(row.pk), str(row.valid_until), row.withdrawn_at is not None) for row in rows]
    return hashlib.sha256(repr(state).encode()).hexdigest()[:16]


def house_limit(duty: str, on: date) -> TimeLimit | None:
    """The house row in force on a day; the last one if there are several."""
    rows = TimeLimit.objects.in_force(on).filter(task_force__isnull=True, duty=duty)
    return rows.one_after_another().last()


def check_start(starts_on: date) -> None:
    """Raise ``WorkflowRefused`` for a past day, or one so far ahead that it is probably a typo."""
    if starts_on < clock.today():
        raise WorkflowRefused(_("Batas berlaku paling awal hari ini. Yang sudah lewat tetap seperti waktu itu."))
    if starts_on > clock.today() + LATEST_START:
        raise WorkflowRefused(_("Pilih hari dalam satu tahun ke depan."))


def check_terms(duty: str, terms: Mapping[str, Any], starts_on: date) -> None:
    """Raise ``WorkflowRefused`` for a limit without a basis, or looser than the house's legal limit on that day."""
    if not 1 <= terms["hours"] <= LONGEST_HOURS:
        raise WorkflowRefused(_("Batas paling pendek 1 jam dan paling lama 365 hari."))
    if not terms["basis"] and (terms["source"] == LimitSource.LAW or terms["is_verified"]):
        raise WorkflowRefused(_("Tulis dasarnya: peraturan dan pasal, atau keputusan rapat."))
    house = house_limit(duty, starts_on)
    is_law = house is not None and house.source == LimitSource.LAW and house.is_verified
    if is_law and terms["hours"] > house.hours and not (terms["source"] == LimitSource.LAW and terms["is_verified"]):
        raise WorkflowRefused(
            _(
                "Peraturan memberi paling lama %(hours)s jam (%(basis)s). Batas yang lebih lama hanya dengan sumber "
                "Peraturan yang sudah diperiksa."
            )
            % {"hours": house.hours, "basis": house.basis}
        )
