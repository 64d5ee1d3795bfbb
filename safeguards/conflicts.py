"""Two people edit one form: the second to save sees, field by field, what the first one wrote."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple, cast

from django.db import models
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from safeguards.errors import Conflict


class Difference(NamedTuple):
    """One field both people changed: its label, what the colleague saved, what was typed here."""

    label: str
    theirs: str
    yours: str


def check_version(row: models.Model, version: int | None, changes: Mapping[str, Any]) -> None:
    """Raise ``Conflict`` if the row was saved after the form was opened and now differs from what was typed.

    If both wrote the same, no error is raised. ``changes`` maps field names to new values.
    """
    if version is None or row.version == version:  # type: ignore[attr-defined]  # every row a form changes has one
        return
    fields = [cast(models.Field, row._meta.get_field(name)) for name in changes]
    differing = [field for field in fields if getattr(row, field.name) != changes[field.name]]
    rows = [
        Difference(
            capfirst(str(field.verbose_name)), shown(field, getattr(row, field.name)), shown(field, changes[field.name])
        )
        for field in differing
    ]
    if rows:
        raise Conflict(_("Rekan Anda menyimpan perubahan sementara halaman ini terbuka."), rows)


def check_all(checks: Iterable[tuple[str, Callable[[], None]]]) -> None:
    """Run every check and raise one ``Conflict`` with the differences of all, for a page that changes several rows.

    Each check comes with a label for its row, written before the field names; it is empty where the row is obvious.
    """
    found, message = [], ""
    for whose, check_one in checks:
        try:
            check_one()
        except Conflict as conflict:
            label = f"{whose} " if whose else ""
            found += [difference._replace(label=f"{label}{difference.label}") for difference in conflict.differences]
            message = conflict.message
    if found:
        raise Conflict(message, found)


def shown(field: models.Field, value: Any) -> str:
    """A value as people read it: the label of a choice, the name of a row, a day, or a dash if empty."""
    if value is None or value == "" or value == []:
        return "–"
    if isinstance(value, bool):
        return _("Ya") if value else _("Tidak")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    choices = dict(getattr(field, "base_field", field).flatchoices)
    if isinstance(value, (list, tuple)):
        return ", ".join(str(choices.get(part, part)) for part in value)
    return str(choices.get(value, value))


def changed_names(row: models.Model, changes: Mapping[str, Any]) -> list[str]:
    """Sorted names of the fields whose value would change. The audit stores these names, never the values."""
    return sorted(name for name, value in changes.items() if getattr(row, name) != value)
