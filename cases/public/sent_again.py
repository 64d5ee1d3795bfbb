"""A form sent again: *back* from the receipt, an answer changed, *send*. Sheet and receipt are the same as before.

A visitor reads nothing of the register, so what was said first is known by a keyed digest alone.
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
    """32 bytes that are the same for the same answers. Nobody without the key ring can try answers against them."""
    said = json.dumps([details, person], cls=DjangoJSONEncoder, sort_keys=True)
    return hmac.digest(derived_key("public.content"), said.encode(), "sha256")


def answers_as_text(details: Mapping[str, Any], person: Mapping[str, Any] | None) -> str:
    """The answers as one text for the office: the story first, then whatever else was answered, by its name."""
    return "\n\n".join([headline(), details["narrative"], *_lines(details, person)])


def headline() -> str:
    """All that a receipt shows of it: whoever finds the slip must not read the report with it."""
    return _("Formulir dikirim lagi dengan isi yang diubah.")


def _lines(details: Mapping[str, Any], person: Mapping[str, Any] | None) -> Iterator[str]:
    """What a corrected answer may be about: the place, the person, how to reach the reporter."""
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
