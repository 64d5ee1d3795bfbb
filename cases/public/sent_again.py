"""A form sent again: *back* from the receipt, an answer changed, *send*. Sheet and receipt stay the same.

A visitor can read nothing of the register, so only a keyed digest of the first answers is known.
"""

import hmac
import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from cases.choices import ContactRule, Sex
from cases.models import Complaint
from safeguards.encryption.derived import derived_key

SHOWN = ("event_place", "reporter_name", "reporter_phone", "reporter_contact_hours", "reporter_contact_note")


def digest_of(details: Mapping[str, Any], person: Mapping[str, Any] | None) -> bytes:
    """32 bytes, equal for equal answers. Without the key ring nobody can guess answers against them."""
    said = json.dumps([details, person], cls=DjangoJSONEncoder, sort_keys=True)
    return hmac.digest(derived_key("public.content"), said.encode(), "sha256")


def answers_as_text(details: Mapping[str, Any], person: Mapping[str, Any] | None) -> str:
    """The answers as one text for the office: the story first, then each other answer with its label."""
    return "\n\n".join([headline(), details["narrative"], *_lines(details, person)])


def headline() -> str:
    """The only line a receipt shows of it: somebody who finds the slip must not be able to read the report."""
    return _("Formulir dikirim lagi dengan isi yang diubah.")


def _lines(details: Mapping[str, Any], person: Mapping[str, Any] | None) -> Iterator[str]:
    """The answers that may be corrected: the place, the person, the reporter's contact."""
    if person:
        age = "" if person["age"] is None else str(person["age"])
        about = [person["name"], age, "" if person["sex"] == Sex.UNKNOWN else str(Sex(person["sex"]).label)]
        if any(about):
            yield f"{_('Tentang')}: {', '.join(filter(None, about))}"
    for name in SHOWN:
        if details[name]:
            yield f"{Complaint._meta.get_field(name).verbose_name}: {details[name]}"
    yield f"{Complaint._meta.get_field('reporter_contact_rule').verbose_name}: {_rule(details)}"


def _rule(details: Mapping[str, Any]) -> str:
    """Whether the reporter may be called, in words."""
    return str(ContactRule(details["reporter_contact_rule"]).label)
