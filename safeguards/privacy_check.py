"""System checks of ``class Privacy``: every field is sorted once, and free text that is not plain is encrypted."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db import models

from safeguards.encryption.fields import EncryptedTextField
from safeguards.privacy import KINDS, PLAIN, first_party_apps, kinds_of, privacy_classes

FREE_TEXT = (models.CharField, models.TextField, models.JSONField)


@checks.register(checks.Tags.models)
def check_privacy(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Check that every field is sorted once, and that identifying and sensitive free text is encrypted."""
    checked = first_party_apps() if app_configs is None else [c for c in app_configs if c in first_party_apps()]
    found = [config.get_models() for config in checked]
    return [error for group in found for model in group for error in check_model(model)]


def check_model(model: type[models.Model]) -> list[checks.CheckMessage]:
    """What is wrong with one model's ``Privacy``."""
    kinds = kinds_of(model)
    errors: list[checks.CheckMessage] = []
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
    """Whether the field takes any text."""
    return isinstance(field, FREE_TEXT) and not field.choices


def _error(number: int, model: type[models.Model], message: str) -> checks.Error:
    return checks.Error(f"{model._meta.label}: {message}.", obj=model, id=f"safeguards.E00{number}")


def _sorted_twice(model: type[models.Model]) -> list[str]:
    """Fields that one class sorts twice."""
    twice = []
    for part in privacy_classes(model):
        names = [name for kind in KINDS for name in vars(part).get(kind, ())]
        twice += [name for name in dict.fromkeys(names) if names.count(name) > 1]
    return twice
