"""All relations to a person, and what a merge does with each.

The merge reads the relations from the models, so that tables added later are included. A test compares them with
``RELATIONS``, so that somebody decides about each.
"""

from django.apps import apps
from django.db.models import ForeignKey, Model
from django.db.models.fields.related import ForeignObject

from cases.models import Person

REPOINT = "repoint"  # the row moves to the survivor, and back when the merge is undone
STAYS = "stays"  # the row is about the original person
DERIVED = "derived"  # tokens, computed again from the person

RELATIONS: dict[str, str] = {
    "cases.complaintperson.person": REPOINT,
    "cases.victim.person": REPOINT,
    "cases.contactattempt.person": REPOINT,
    "cases.persontokens.person": DERIVED,
    "cases.linktoken.person": DERIVED,
    "cases.person.merged_into": STAYS,  # chains of merges are not shortened, so that each can be undone
    "cases.personmerge.kept": STAYS,
    "cases.personmerge.gone": STAYS,
    "cases.notsame.first": STAYS,  # read through the chain of merges
    "cases.notsame.second": STAYS,
}


def pointing_fields() -> list[ForeignObject]:
    """Every column of our tables that refers to a person, except in history tables."""
    return [
        field
        for model in apps.get_models()
        if not hasattr(model, "pgh_tracked_model")
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and issubclass(Person, field.related_model)
    ]


def label_of(field: ForeignObject) -> str:
    """``cases.victim.person``: the name of a relation in the table above."""
    return f"{field.model._meta.label_lower}.{field.name}"


def repointed_fields() -> list[ForeignObject]:
    """Relations whose rows move to the survivor: all that neither stay nor are derived."""
    return [field for field in pointing_fields() if RELATIONS.get(label_of(field), REPOINT) == REPOINT]


def rows_of(person: Person) -> list[tuple[ForeignObject, Model]]:
    """Rows that point at a person and would move, in the order of their keys."""
    return [
        (field, row)
        for field in repointed_fields()
        for row in field.model._base_manager.filter(**{field.name: person}).order_by("pk")
    ]
