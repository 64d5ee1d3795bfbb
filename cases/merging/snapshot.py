"""The state before a merge, stored encrypted with it: what undo restores, value by value."""

import base64
import json
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model

from cases.models import Person
from safeguards.encryption import Unreadable

UNREADABLE = "\u2060unreadable"


@dataclass(frozen=True)
class RowKey:
    """One row that pointed at a person: ``cases.victim``, its column, its key."""

    model: str
    field: str
    pk: str

    def __str__(self) -> str:
        return f"{self.model}.{self.field}:{self.pk}"

    def row(self) -> Model | None:
        """The current row, if it still exists."""
        return apps.get_model(self.model)._base_manager.filter(pk=self.pk).first()


@dataclass(frozen=True)
class Changed:
    """Columns of one row that the merge also changed: an age after a birth date, a row closed as a duplicate."""

    model: str
    pk: str
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass
class Snapshot:
    """Both persons before the merge, the survivor after it, and the rows of both."""

    kept: dict[str, Any]
    gone: dict[str, Any]
    after: dict[str, Any] = field(default_factory=dict)
    own: list[RowKey] = field(default_factory=list)  # rows the survivor had before
    moved: list[RowKey] = field(default_factory=list)  # rows that came from the other
    changed: list[Changed] = field(default_factory=list)

    def as_text(self) -> str:
        """The JSON to store, encrypted by the field."""
        return json.dumps(_closed(asdict(self)), ensure_ascii=False)

    @classmethod
    def read(cls, text: str) -> "Snapshot":
        """Read a stored snapshot."""
        values = _opened(json.loads(text))
        for name, kind in (("own", RowKey), ("moved", RowKey), ("changed", Changed)):
            values[name] = [kind(**item) for item in values[name]]
        return cls(**values)


def _closed(value: Any) -> Any:
    """A value for JSON; a value that cannot be decrypted is kept as its bytes."""
    if isinstance(value, Unreadable):
        return {UNREADABLE: [base64.b64encode(value.stored).decode(), value.purpose.decode()]}
    if isinstance(value, dict):
        return {name: _closed(part) for name, part in value.items()}
    return [_closed(part) for part in value] if isinstance(value, (list, tuple)) else value


def _opened(value: Any) -> Any:
    """The reverse of ``_closed``."""
    if isinstance(value, dict) and value.keys() == {UNREADABLE}:
        stored, purpose = value[UNREADABLE]
        return Unreadable(base64.b64decode(stored), purpose.encode())
    if isinstance(value, dict):
        return {name: _opened(part) for name, part in value.items()}
    return [_opened(part) for part in value] if isinstance(value, list) else value


def person_values(person: Person) -> dict[str, Any]:
    """All values of a person that a merge may change."""
    return {name: plain(getattr(person, name)) for name in Person.DETAILS}


def plain(value: Any) -> Any:
    """A value for JSON, without loss of microseconds."""
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def put_back(row: Model, name: str, value: Any) -> None:
    """Set a column of a row to a stored value."""
    setattr(row, name, row._meta.get_field(name).to_python(value))


def stored_now(row: Model, names) -> dict[str, Any]:
    """Current columns of a row in the format of a snapshot."""
    return {name: plain(getattr(row, name)) for name in names}
