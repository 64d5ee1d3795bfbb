"""Everything that points at a person, and what a merge does with it.

The merge follows what it finds in the models, so that a table added later is followed too; a test holds the findings
against ``RELATIONS``, so that somebody decides about each.
"""

from django.apps import apps
from django.db.models import ForeignKey, Model
from django.db.models.fields.related import ForeignObject

from cases.models import Person

REPOINT = "repoint"  # the row goes to the survivor, and back when the merge is undone
STAYS = "stays"  # the row speaks of the person as it was
DERIVED = "derived"  # tokens, computed anew from the person

RELATIONS: dict[str, str] = {
    "cases.complaintperson.person": REPOINT,
    "cases.victim.person": REPOINT,
    "cases.contactattempt.person": REPOINT,
    "cases.persontokens.person": DERIVED,
    "cases.linktoken.person": DERIVED,
    "cases.person.merged_into": STAYS,  # a chain of merges is walked, not shortened, so that each can be undone
    "cases.personmerge.kept": STAYS,
    "cases.personmerge.gone": STAYS,
    "cases.notsame.first": STAYS,  # read through the people merged into somebody
    "cases.notsame.second": STAYS,
}


def pointing_fields() -> list[ForeignObject]:
    """Every column of every table of ours that refers to a person; histories keep what was and are left out."""
    return [
        field
        for model in apps.get_models()
        if not hasattr(model, "pgh_tracked_model")
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and issubclass(Person, field.related_model)
    ]


def label_of(field: ForeignObject) -> str:
    """``cases.victim.person``: how the table above names a relation."""
    return f"{field.model._meta.label_lower}.{field.name}"


def repointed_fields() -> list[ForeignObject]:
    """Relations whose rows go to the survivor: all that are not known to stay or to be computed."""
    return [field for field in pointing_fields() if RELATIONS.get(label_of(field), REPOINT) == REPOINT]


def rows_of(person: Person) -> list[tuple[ForeignObject, Model]]:
    """Rows that point at a person and would be re-pointed, in the order of their keys."""
    return [
        (field, row)
        for field in repointed_fields()
        for row in field.model._base_manager.filter(**{field.name: person}).order_by("pk")
    ]
