"""A summary as plain JSON and back: what a release freezes, what a script prints, what a paper is made from again."""

import base64
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from reports.summary_shape import AtMost, Covered, MeetingSummary, Sum

RELATIONS = {kind.__name__: kind for kind in (Sum, AtMost, Covered)}


def dump(value: Any) -> Any:
    """JSON of a summary or of any part of it. Bytes become base64; relations carry their kind."""
    if is_dataclass(value) and not isinstance(value, type):
        data = {field.name: dump(getattr(value, field.name)) for field in fields(value)}
        return {"kind": type(value).__name__, **data} if type(value).__name__ in RELATIONS else data
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: dump(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [dump(item) for item in value]
    return value


def load(data: Mapping[str, Any]) -> MeetingSummary:
    """The summary a release froze."""
    return _load(MeetingSummary, data)


def _load(kind: Any, data: Any) -> Any:
    """A value of a type from its JSON."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is tuple:
        return tuple(_load(arguments[0], item) for item in data)
    if origin in (Union, types.UnionType):
        return _union(arguments, data)
    if origin is not None and origin is not Literal:
        return {key: _load(arguments[1], item) for key, item in data.items()}
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{name: _load(hints[name], item) for name, item in data.items() if name in hints})
    if kind in (date, datetime):
        return kind.fromisoformat(data)
    return base64.b64decode(data) if kind is bytes else data


def _union(arguments: tuple[Any, ...], data: Any) -> Any:
    """Relations by their kind; else the one type beside None; cells as they are."""
    if data is None:
        return None
    if isinstance(data, Mapping) and data.get("kind") in RELATIONS:
        return _load(RELATIONS[data["kind"]], {key: item for key, item in data.items() if key != "kind"})
    real = [argument for argument in arguments if argument is not type(None)]
    return _load(real[0], data) if len(real) == 1 else data
