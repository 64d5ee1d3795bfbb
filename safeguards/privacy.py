"""Privacy: every field of every model of ours is sorted into identifying, sensitive or plain.

A model says so in a nested ``class Privacy``; what an abstract parent says counts too, and the child may say otherwise.
From it follow encryption, the redaction of audit details, scrubbing and erasure. ``manage.py check`` fails on a field
nobody sorted.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core import checks
from django.db import models

from safeguards.encryption.fields import EncryptedTextField

IDENTIFYING, SENSITIVE, PLAIN = "identifying", "sensitive", "plain"
KINDS = (IDENTIFYING, SENSITIVE, PLAIN)
REDACTED = "•"
FREE_TEXT = (models.CharField, models.TextField, models.JSONField)


def fields_of(model: type[models.Model], kind: str) -> tuple[str, ...]:
    """Names of the model's concrete fields of one kind, in the order of the model."""
    kinds = kinds_of(model)
    return tuple(field.name for field in model._meta.concrete_fields if kinds.get(field.name) == kind)


@cache
def kinds_of(model: type[models.Model]) -> dict[str, str]:
    """Field name to kind, as said by the model and its parents. A history table says what its tracked model says."""
    tracked = getattr(model, "pgh_tracked_model", None)
    if tracked is not None:
        own = {field.name: PLAIN for field in model._meta.concrete_fields if field.name.startswith("pgh_")}
        return {**kinds_of(tracked), **own}
    return {name: kind for kind, name in _declarations(model)}


def redact(model: type[models.Model], values: Mapping[str, Any]) -> dict[str, Any]:
    """A copy in which the value of every identifying or sensitive field is a dot, at any depth."""
    closed = set()
    for field in model._meta.concrete_fields:
        if kinds_of(model).get(field.name) != PLAIN:
            closed |= {field.name, field.attname}
    return _redacted(values, closed)


def first_party_apps() -> list[AppConfig]:
    """The apps of this project: packages directly below its root."""
    root = Path(settings.BASE_DIR).resolve()
    return [config for config in apps.get_app_configs() if Path(config.path).resolve().parent == root]


def first_party_models() -> list[type[models.Model]]:
    """Every model of ours, history tables included."""
    return [model for config in first_party_apps() for model in config.get_models()]


@checks.register(checks.Tags.models)
def check_privacy(app_configs, **kwargs) -> list[checks.CheckMessage]:
    """Every field sorted, once; what identifies or is sensitive and is free text, encrypted."""
    checked = first_party_apps() if app_configs is None else [c for c in app_configs if c in first_party_apps()]
    found = [config.get_models() for config in checked]
    return [error for group in found for model in group for error in check_model(model)]


def check_model(model: type[models.Model]) -> list[checks.CheckMessage]:
    """What is wrong with one model's ``Privacy``."""
    kinds = kinds_of(model)
    errors = []
    for field in model._meta.concrete_fields:
        kind = kinds.get(field.name)
        if kind is None:
            errors.append(_error(1, model, f"{field.name} is not sorted in class Privacy"))
        elif kind != PLAIN and is_free_text(field):
            errors.append(_error(2, model, f"{field.name} is {kind} free text and must be an EncryptedTextField"))
        elif kind == PLAIN and isinstance(field, EncryptedTextField):
            errors.append(_error(3, model, f"{field.name} is encrypted but called plain"))
    names = {field.name for field in model._meta.concrete_fields}
    if getattr(model, "pgh_tracked_model", None) is None:
        unknown = [name for name in kinds if name not in names]
        errors += [_error(4, model, f"class Privacy names {name}, which is no field") for name in unknown]
        errors += [_error(5, model, f"class Privacy sorts {name} twice") for name in _sorted_twice(model)]
    return errors


def is_free_text(field: models.Field) -> bool:
    """Whether somebody may type what they like into the field."""
    return isinstance(field, FREE_TEXT) and not field.choices


def _error(number: int, model: type[models.Model], message: str) -> checks.Error:
    return checks.Error(f"{model._meta.label}: {message}.", obj=model, id=f"safeguards.E00{number}")


def _privacy_classes(model: type[models.Model]) -> list[type]:
    """Every ``class Privacy`` that speaks for the model, the most general first."""
    found = []
    for owner in reversed(model.__mro__):
        if "Privacy" in vars(owner):
            found += [part for part in reversed(vars(owner)["Privacy"].__mro__) if part not in found]
    return found


def _declarations(model: type[models.Model]) -> list[tuple[str, str]]:
    """Pairs of kind and field name; a later pair overrides an earlier one."""
    return [(kind, name) for part in _privacy_classes(model) for kind in KINDS for name in vars(part).get(kind, ())]


def _sorted_twice(model: type[models.Model]) -> list[str]:
    """Fields one and the same class sorts twice."""
    twice = []
    for part in _privacy_classes(model):
        names = [name for kind in KINDS for name in vars(part).get(kind, ())]
        twice += [name for name in dict.fromkeys(names) if names.count(name) > 1]
    return twice


def _redacted(value: Any, closed: set[str]) -> Any:
    if isinstance(value, Mapping):
        return {key: REDACTED if key in closed else _redacted(part, closed) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_redacted(part, closed) for part in value]
    return value
