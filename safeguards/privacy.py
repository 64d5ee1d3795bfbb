"""Privacy: every field of our models is sorted into identifying, sensitive or plain.

A model sorts its fields in a nested ``class Privacy``. It inherits that of an abstract parent and may override it.
Encryption, the redaction of audit details, scrubbing and erasure follow from it. ``manage.py check`` fails on an
unsorted field (``safeguards.privacy_check``).
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.db import models

IDENTIFYING, SENSITIVE, PLAIN = "identifying", "sensitive", "plain"
KINDS = (IDENTIFYING, SENSITIVE, PLAIN)
REDACTED = "•"


def fields_of(model: type[models.Model], kind: str) -> tuple[str, ...]:
    """Names of the model's concrete fields of one kind, in the order of the model."""
    kinds = kinds_of(model)
    return tuple(field.name for field in model._meta.concrete_fields if kinds.get(field.name) == kind)


@cache
def kinds_of(model: type[models.Model]) -> dict[str, str]:
    """Field name to kind, from the model and its parents. A history table follows the model it tracks."""
    tracked = getattr(model, "pgh_tracked_model", None)
    if tracked is not None:
        own = {field.name: PLAIN for field in model._meta.concrete_fields if field.name.startswith("pgh_")}
        return {**kinds_of(tracked), **own}
    return {name: kind for kind, name in _declarations(model)}


def redact(model: type[models.Model], values: Mapping[str, Any]) -> dict[str, Any]:
    """A copy in which a dot replaces the value of every identifying or sensitive field, at any depth."""
    closed = set()
    for field in model._meta.concrete_fields:
        if kinds_of(model).get(field.name) != PLAIN:
            closed |= {field.name, field.attname}
    return _redacted(values, closed)


def privacy_classes(model: type[models.Model]) -> list[type]:
    """Every ``class Privacy`` that applies to the model, the most general first."""
    found = []
    for owner in reversed(model.__mro__):
        if "Privacy" in vars(owner):
            found += [part for part in reversed(vars(owner)["Privacy"].__mro__) if part not in found]
    return found


def first_party_apps() -> list[AppConfig]:
    """The apps of this project: packages directly below its root."""
    root = Path(settings.BASE_DIR).resolve()
    return [config for config in apps.get_app_configs() if Path(config.path).resolve().parent == root]


def first_party_models() -> list[type[models.Model]]:
    """Every model of ours, history tables included."""
    return [model for config in first_party_apps() for model in config.get_models()]


def _declarations(model: type[models.Model]) -> list[tuple[str, str]]:
    """Pairs of kind and field name; a later pair overrides an earlier one."""
    return [(kind, name) for part in privacy_classes(model) for kind in KINDS for name in vars(part).get(kind, ())]


def _redacted(value: Any, closed: set[str]) -> Any:
    if isinstance(value, Mapping):
        return {key: REDACTED if key in closed else _redacted(part, closed) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_redacted(part, closed) for part in value]
    return value
