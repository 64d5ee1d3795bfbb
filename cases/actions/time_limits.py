"""Time limits of duties in one task force. The supervisor decides, dated and signed; earlier limits stay on record."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, cast

from django.db import transaction
from django.utils.translation import gettext as _

from cases.choices import Duty
from cases.events import TimeLimitEvent
from cases.models import TimeLimit
from cases.queries.time_limits import check_start, check_terms, rows_of, version_in
from safeguards import clock
from safeguards.audit import record
from safeguards.conflicts import Difference, shown
from safeguards.errors import Conflict
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.models import TaskForce, User


@transaction.atomic
def change(
    *, task_force: TaskForce, duty: str, starts_on: date, terms: Mapping[str, Any] | None, version: str, by: User
) -> TimeLimit | None:
    """Set a limit of the task force from a day on; the limit planned for that time is ended or withdrawn.

    ``terms`` are ``TimeLimit.TERMS`` with values, or ``None`` to return to the house limit. ``version`` is
    ``version_of`` when the form was opened. Equal values change nothing. Returns the row that applies.
    """
    policy.check(by, Permission.TIME_LIMIT_SET, task_force)
    TaskForce.objects.select_for_update(no_key=True).get(pk=task_force.pk)  # lock: a first limit has no row yet
    rows = list(rows_of(task_force.pk, duty))
    check_start(starts_on)
    if terms is not None:
        check_terms(duty, terms, starts_on)
    standing = _standing(rows, starts_on)
    if _holds_already(rows, standing, starts_on, terms):
        return standing
    _check_version(rows, standing, version, starts_on, terms)
    _end(rows, starts_on, by)
    if terms is None:
        ended = standing or rows[-1]
        record(TimeLimitEvent.USUAL, by=by, target=ended, details={"duty": duty, "starts_on": starts_on})
        return None
    made = _made(task_force, duty, starts_on, terms, by)
    details = {"duty": duty, "hours": made.hours, "starts_on": starts_on, "is_verified": made.is_verified}
    record(TimeLimitEvent.SET, by=by, target=made, details=details)
    return made


def _begins(row: TimeLimit) -> date:
    """The first day of a row of a task force; only the limit of the house has none."""
    return cast(date, row.valid_from)


def _standing(rows: list[TimeLimit], on: date) -> TimeLimit | None:
    """The row of the task force that currently applies on a day."""
    held = [row for row in rows if row.withdrawn_at is None and _begins(row) <= on]
    return next((row for row in held if row.valid_until is None or row.valid_until >= on), None)


def _holds_already(
    rows: list[TimeLimit], standing: TimeLimit | None, on: date, terms: Mapping[str, Any] | None
) -> bool:
    is_last = not any(row.withdrawn_at is None and _begins(row) > on for row in rows)
    if terms is None:
        return is_last and standing is None
    if standing is None or standing.valid_until is not None:
        return False
    return is_last and all(getattr(standing, name) == terms[name] for name in TimeLimit.TERMS)


def _check_version(
    rows: list[TimeLimit], standing: TimeLimit | None, version: str, starts_on: date, terms: Mapping[str, Any] | None
) -> None:
    """Raise ``Conflict``, field by field, if somebody saved since the form was opened."""
    if version_in(rows) == version:
        return
    theirs = {name: getattr(standing, name) for name in TimeLimit.TERMS} if standing else {}
    yours = dict(terms or {})
    labels: dict[str, Any] = {name: TimeLimit._meta.get_field(name) for name in TimeLimit.TERMS}
    differences = [
        Difference(str(field.verbose_name).capitalize(), shown(field, theirs.get(name)), shown(field, yours.get(name)))
        for name, field in labels.items()
        if theirs.get(name) != yours.get(name)
    ]
    begins = TimeLimit._meta.get_field("valid_from")
    since = standing.valid_from if standing else None
    if since != starts_on:
        name = str(begins.verbose_name).capitalize()
        differences.append(Difference(name, shown(begins, since), shown(begins, starts_on)))
    raise Conflict(_("Rekan Anda menetapkan batas ini sementara halaman terbuka."), differences)


def _end(rows: list[TimeLimit], starts_on: date, by: User) -> None:
    """End the current limit the day before, and withdraw limits that begin on the day or later."""
    for row in rows:
        if row.withdrawn_at is not None:
            continue
        if _begins(row) >= starts_on:
            row.withdrawn_at, row.withdrawn_by = clock.now(), by
            row.save(update_fields=["withdrawn_at", "withdrawn_by"])
        elif row.valid_until is None or row.valid_until >= starts_on:
            row.valid_until = starts_on - timedelta(days=1)
            row.save(update_fields=["valid_until"])


def _made(task_force: TaskForce, duty: str, starts_on: date, terms: Mapping[str, Any], by: User) -> TimeLimit:
    now = clock.now()
    checked = {"checked_at": now, "checked_by": by} if terms["is_verified"] else {}
    return TimeLimit.objects.create(
        task_force=task_force,
        duty=Duty(duty),
        valid_from=starts_on,
        recorded_at=now,
        recorded_by=by,
        **{name: terms[name] for name in TimeLimit.TERMS},
        **checked,
    )
