"""Compare two persons field by field: what differs, the possible choices, and the values they give."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cases.choices import ContactRule, Sex
from cases.models import Person
from safeguards.conflicts import Difference, shown
from safeguards.encryption import Unreadable
from safeguards.errors import WorkflowRefused

KEPT, GONE, BOTH = "kept", "gone", "both"
LISTS = frozenset({"nickname", "phone", "accounts"})  # fields that may keep both values
NOTHING: Mapping[str, Any] = {"sex": Sex.UNKNOWN, "contact_rule": ContactRule.NOT_ASKED, "may_leave_message": False}


@dataclass(frozen=True)
class ComparedField:
    """One field of both persons."""

    name: str
    label: str
    left: str  # of the survivor, in words
    right: str
    differs: bool
    default: str  # kept, gone, or empty if somebody has to choose
    may_keep_both: bool
    is_identity: bool


def compare_fields(kept: Person, gone: Person) -> list[ComparedField]:
    """Every field of both persons in the order of the forms, equal ones too."""
    return [_row(name, kept, gone) for name in Person.DETAILS]


def differing_fields(kept: Person, gone: Person) -> list[str]:
    """Names of the fields in which the two persons differ."""
    return [name for name in Person.DETAILS if getattr(kept, name) != getattr(gone, name)]


def agreeing_fields(kept: Person, gone: Person) -> tuple[list[str], list[str]]:
    """Labels of the fields with the same value, and of those empty in both."""
    alike = [name for name in Person.DETAILS if getattr(kept, name) == getattr(gone, name)]
    said = [label_of(name) for name in alike if not is_empty_value(name, getattr(kept, name))]
    return said, [label_of(name) for name in alike if is_empty_value(name, getattr(kept, name))]


def default_of(name: str, kept: Person, gone: Person) -> str:
    """The choice offered first: the side with a value, and for contact the safer one.

    Empty if the values differ: the user has to decide.
    """
    left, right = getattr(kept, name), getattr(gone, name)
    if left == right:
        return KEPT
    if name == "may_leave_message":
        return GONE if left else KEPT
    if is_empty_value(name, right):
        return KEPT
    if is_empty_value(name, left):
        return GONE
    if name == "contact_rule":
        return KEPT if left == ContactRule.NEVER else GONE if right == ContactRule.NEVER else ""
    return ""


def merged_values(kept: Person, gone: Person, choices: Mapping[str, str]) -> dict[str, Any]:
    """The values of the survivor after these choices (field → kept, gone or both).

    Raises ``WorkflowRefused`` where the values differ and none was chosen.
    """
    values = {}
    for name in differing_fields(kept, gone):
        choice = choices.get(name) or default_of(name, kept, gone)
        if choice not in (KEPT, GONE, BOTH) or (choice == BOTH and not _may_keep_both(name, kept, gone)):
            raise WorkflowRefused(_("Pilih isian yang dipakai untuk: %(field)s.") % {"field": label_of(name).lower()})
        values[name] = _chosen(name, kept, gone, choice)
    return values


def changed_since(person: Person, version: int) -> list[Difference]:
    """Fields that changed since this version: the new value, and the one that was shown."""
    history = apps.get_model("cases", "PersonHistory")
    seen = history.objects.filter(id=person.pk, version=version).order_by("pk").first()
    if seen is None:
        return []
    return [
        Difference(label_of(name), shown(field, getattr(person, name)), shown(field, getattr(seen, name)))
        for name in Person.DETAILS
        if getattr(person, name) != getattr(seen, name)
        for field in [Person._meta.get_field(name)]
    ]


def label_of(name: str) -> str:
    """The Indonesian name of a field of a person."""
    return capfirst(str(Person._meta.get_field(name).verbose_name))


def is_empty_value(name: str, value: Any) -> bool:
    """Whether a value is empty, not asked or unknown."""
    return value in ("", None, []) or value == NOTHING.get(name)


def joined_lines(first: str, second: str) -> str:
    """The lines of both texts, each once."""
    return "\n".join(
        dict.fromkeys(line.strip() for line in (*first.splitlines(), *second.splitlines()) if line.strip())
    )


def _chosen(name: str, kept: Person, gone: Person, choice: str) -> Any:
    if choice == BOTH and name in ("nickname", "phone"):
        return ", ".join(dict.fromkeys([getattr(kept, name), getattr(gone, name)]))
    if choice == BOTH and name == "accounts":
        return joined_lines(kept.accounts, gone.accounts)
    return getattr(gone if choice == GONE else kept, name)


def _may_keep_both(name: str, kept: Person, gone: Person) -> bool:
    """Whether both values may be kept: the field is a list, and both are filled and readable."""
    values = (getattr(kept, name), getattr(gone, name))
    return name in LISTS and not any(is_empty_value(name, value) or isinstance(value, Unreadable) for value in values)


def _row(name: str, kept: Person, gone: Person) -> ComparedField:
    field = Person._meta.get_field(name)
    left, right = getattr(kept, name), getattr(gone, name)
    return ComparedField(
        name=name,
        label=label_of(name),
        left=shown(field, left),
        right=shown(field, right),
        differs=left != right,
        default=default_of(name, kept, gone),
        may_keep_both=_may_keep_both(name, kept, gone),
        is_identity=name in Person.IDENTITY,
    )
