"""A form with five steps: the answers are kept in an encrypted envelope and become a complaint at the end."""

import base64
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from cases.choices import ContactRule, ReporterKind, Sex, Urgency
from cases.public.forms.steps import STEPS, day_said
from cases.public.receipts import Receipt, receipt_of
from safeguards.encryption import DecryptionError
from safeguards.encryption.envelope import seal, unseal

PURPOSE = "public.form"
STALE_AFTER = 2 * 3600  # seconds; older answers are shown again before they are sent
GONE_AFTER = 24 * 3600  # seconds; older envelopes are not opened
LAST = len(STEPS)
FREE_TEXT = (("1", ("story",)), ("2", ("others", "suspects")), ("3", ("place", "when")))  # steps and their answers
CHOSEN_MANY = frozenset({"ways"})
TITLES = (_lazy("Apa yang terjadi"), _lazy("Siapa"), _lazy("Di mana dan kapan"), _lazy("Cara menghubungi Anda"))


@dataclass
class PublicSheet:
    """One form being filled in: its task force's code, when it was begun, and the answers of each step."""

    code: str
    seed: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    begun: float = field(default_factory=time.time)
    typed: dict[str, dict[str, Any]] = field(default_factory=dict)
    question: list[int] | None = None
    is_stale: bool = False

    @classmethod
    def opened(cls, envelope: str, code: str) -> "PublicSheet | None":
        """The sheet in an envelope; ``None`` if the envelope is foreign, of another form, or too old."""
        try:
            content, age = unseal(PURPOSE, envelope)
        except DecryptionError:
            return None
        if age > GONE_AFTER or content["code"] != code:
            return None
        seed = base64.b64decode(content["seed"])
        sheet = cls(code, seed, content["begun"], content["typed"], content["question"])
        sheet.is_stale = age > STALE_AFTER
        return sheet

    @property
    def envelope(self) -> str:
        """The sheet, encrypted for the page."""
        return seal(
            PURPOSE,
            {
                "code": self.code,
                "seed": base64.b64encode(self.seed).decode(),
                "begun": self.begun,
                "typed": self.typed,
                "question": self.question,
            },
        )

    @cached_property
    def receipt(self) -> Receipt:
        """The receipt of this sheet; a sheet sent twice has the same one."""
        return receipt_of(self.seed)

    @property
    def seconds(self) -> float:
        """The time taken so far."""
        return time.time() - self.begun

    def keep(self, step: int, data: QueryDict) -> None:
        """Store the answers of a step as typed, right or wrong."""
        names = STEPS[step - 1].base_fields
        self.typed[str(step)] = {
            name: data.getlist(name)[:10] if name in CHOSEN_MANY else data.get(name, "")
            for name in names
            if name in data
        }

    def form(self, step: int) -> forms.Form:
        """The bound form of a step; it is validated even if it is empty."""
        return STEPS[step - 1](_as_data(self.typed.get(str(step), {})))

    def unjudged(self, step: int) -> forms.Form:
        """The form of a step with the typed answers but without errors, for people who go back."""
        judged, kept = self.form(step), self.typed.get(str(step), {})
        return type(judged)(initial={name: judged[name].data for name in judged.fields if name in kept})

    @property
    def first_wrong(self) -> int | None:
        """The first invalid step before the last one."""
        for step in range(1, LAST):
            if not self.form(step).is_valid():
                return step
        return None

    @property
    def is_dangerous(self) -> bool:
        """Whether somebody is in danger now."""
        return self.typed.get("1", {}).get("danger") == "yes"

    @property
    def free_text(self) -> str:
        """The free text so far, for people who can no longer send it; without the reporter's details."""
        said = (self.typed.get(step, {}).get(name, "") for step, names in FREE_TEXT for name in names)
        return "\n\n".join(text.strip() for text in said if text.strip())

    def values(self) -> dict[str, Any]:
        """The cleaned values of all steps. Only for a sheet without a wrong step."""
        found: dict[str, Any] = {}
        for step, prefix in ((1, ""), (2, "about_"), (3, ""), (4, "contact_")):
            form = self.form(step)
            form.full_clean()
            found.update({f"{prefix}{name}": value for name, value in form.cleaned_data.items()})
        return found


def complaint_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """The complaint values of the answers. All free text goes into encrypted fields."""
    may_call = values["contact_rule"] == ContactRule.CONDITIONAL
    kind = values["about_who"] or ReporterKind.UNKNOWN
    day = day_said(values["when"])
    name = values["contact_name"].strip() or (values["about_name"].strip() if kind == ReporterKind.VICTIM else "")
    return {
        "narrative": _narrative(values),
        "event_on": day,
        "event_place": values["place"].strip(),
        "reporter_kind": kind,
        "reporter_is_anonymous": not name,
        "reporter_name": name,
        "reporter_phone": values["contact_phone"].strip(),
        "reporter_contact_rule": values["contact_rule"],
        "reporter_contact_ways": values["contact_ways"] if may_call else [],
        "reporter_contact_hours": values["contact_hours"] if may_call else "",
        "reporter_code_word": values["contact_code_word"].strip(),
        "reporter_contact_note": values["contact_note"].strip(),
        "reporter_may_leave_message": may_call and values["contact_may_leave_message"],
        "urgency": Urgency.EMERGENCY if values["danger"] == "yes" else Urgency.UNKNOWN,
    }


def person_of(values: Mapping[str, Any]) -> dict[str, Any] | None:
    """The person it is about, if anything was said of them. A reporter who is that person keeps the same contact."""
    sex, age, name = values["about_sex"] or Sex.UNKNOWN, values["about_age"], values["about_name"].strip()
    is_reporter = values["about_who"] == ReporterKind.VICTIM
    name = name or (values["contact_name"].strip() if is_reporter else "")
    if not (name or age is not None or sex != Sex.UNKNOWN or values["about_who"]):
        return None
    person: dict[str, Any] = {"name": name, "sex": sex, "age": age}
    if is_reporter:
        told = complaint_of(values)
        person |= {
            "phone": told["reporter_phone"],
            "contact_rule": told["reporter_contact_rule"],
            "contact_ways": told["reporter_contact_ways"],
            "contact_hours": told["reporter_contact_hours"],
            "contact_code_word": told["reporter_code_word"],
            "contact_note": told["reporter_contact_note"],
            "may_leave_message": told["reporter_may_leave_message"],
        }
    return person


def shown_answers(sheet: PublicSheet) -> list[dict]:
    """The answers of each step, in the words of the page."""
    parts = []
    for step in range(1, LAST):
        rows = [{"label": bound.label, "value": said} for bound in sheet.form(step) if (said := _said(bound))]
        parts.append({"step": step, "title": TITLES[step - 1], "rows": rows})
    return parts


def _said(bound: forms.BoundField) -> str:
    """An answer in words: the label of a choice, *Ya* for a ticked box, otherwise the text."""
    if isinstance(bound.field, forms.BooleanField):
        return _("Ya") if bound.data else ""
    words = {str(value): str(label) for value, label in getattr(bound.field, "choices", ()) if value}
    values = bound.data if isinstance(bound.data, list) else [bound.data or ""]
    return ", ".join(words.get(value, value) for value in values if value)


def _narrative(values: Mapping[str, Any]) -> str:
    """The story, then the other answers, each under its label."""
    parts = [
        ("", values["story"]),
        (_("Orang lain yang mengalami"), values["about_others"]),
        (_("Yang melakukan atau mengajak"), values["about_suspects"]),
        (_("Waktu menurut pelapor"), values["when"]),
    ]
    return "\n\n".join(f"{label}:\n{said.strip()}" if label else said.strip() for label, said in parts if said.strip())


def _as_data(kept: Mapping[str, Any]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in kept.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data
