"""Read the audit: turn a stored event into the Indonesian sentence of its vocabulary.

Every app's ``events`` module lists its vocabularies (``TextChoices``: verb, sentence with {braces}). Its ``WORDS``
names the code list that gives the label of a detail's value: ``{"to_stage": Stage}``.
"""

import base64
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import gettext as _

from safeguards.audit.models import AuditEvent
from safeguards.encryption import decrypt_text, encrypt_text
from safeguards.encryption.cipher import DecryptionError
from safeguards.privacy import first_party_apps

SEALED = "sealed:"
PURPOSE = b"audit.sealed"


def sealed(text: str) -> str:
    """Free text for ``details``, encrypted, because a typed reason may name a person.

    The audit is never rewritten, so the key used here stays in the ring as long as the audit is kept.
    """
    return SEALED + base64.b64encode(encrypt_text(text, PURPOSE)).decode() if text else ""


def sentence_of(event: AuditEvent) -> str:
    """What happened, without the actor: ``Membuka kasus K-2026-0012 dari pengaduan P-2026-0036``."""
    sentences, words = vocabulary()
    template = sentences.get(event.verb)
    if template is None:
        return f"{event.verb} {event.target_label}".strip()
    values = {key: _words(event, key, value, words) for key, value in event.details.items()}
    return str(template).format_map(_Blank(values, target=event.target_label)).strip(" :")


def with_actor(event: AuditEvent) -> str:
    """The sentence of a timeline: ``Sari membuka kasus K-2026-0012 …``; an event without actor names the system."""
    text = sentence_of(event)
    return f"{event.actor_name or _('Sistem')} {text[:1].lower()}{text[1:]}."


@cache
def vocabulary() -> tuple[dict[str, Any], dict[str, type[models.TextChoices]]]:
    """All verbs with their sentences, and the code lists of details, from the apps' ``events`` modules."""
    sentences: dict[str, Any] = {}
    words: dict[str, type[models.TextChoices]] = {}
    for config in first_party_apps():
        if find_spec(f"{config.name}.events") is None:
            continue
        module = import_module(f"{config.name}.events")
        own = [part for part in vars(module).values() if getattr(part, "__module__", "") == module.__name__]
        for part in own:
            if isinstance(part, type) and issubclass(part, models.TextChoices):  # pragma: no branch - all are, today
                sentences.update(dict(part.choices))
        words.update(getattr(module, "WORDS", {}))
    return sentences, words


class _Blank(dict):
    """Leave out of the sentence the details that an older row does not have."""

    def __missing__(self, key: str) -> str:
        return ""


def _words(event: AuditEvent, key: str, value: Any, words: Mapping[str, type[models.TextChoices]]) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(_words(event, key, part, words) for part in value)
    if value is None:
        return ""
    text = str(value)
    if text.startswith(SEALED):
        return _opened(text)
    if key == "changed":
        return _field_words(event.target_type, text)
    return str(dict(words[key].choices).get(text, text)) if key in words else text


def _opened(text: str) -> str:
    try:
        return decrypt_text(base64.b64decode(text.removeprefix(SEALED)), PURPOSE)
    except (DecryptionError, ValueError):
        return _("(tidak terbaca dengan kunci yang ada)")


def _field_words(target_type: str, name: str) -> str:
    """The Indonesian name of a changed field of the target."""
    try:
        return str(apps.get_model(target_type)._meta.get_field(name).verbose_name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return name
