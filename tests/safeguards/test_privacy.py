"""Privacy: every field classified, redaction at any depth, and a check that finds errors."""

import pytest
from django.apps.registry import Apps
from django.db import models

from cases.models import Person
from safeguards import privacy, privacy_check
from safeguards.encryption import EncryptedTextField


def ids(model) -> list[str]:
    return [error.id for error in privacy_check.check_model(model)]


def make_model(privacy_class: type | None, bases: tuple = (models.Model,), **fields) -> type[models.Model]:
    """A model for one test."""
    meta = type("Meta", (), {"app_label": "safeguards", "apps": Apps()})
    content = {"__module__": __name__, "Meta": meta, **fields}
    if privacy_class is not None:
        content["Privacy"] = privacy_class
    return type("Sample", bases, content)


def sorts(**kinds) -> type:
    return type("Privacy", (), kinds)


def test_every_field_of_ours_is_sorted():
    assert [error for model in privacy.first_party_models() for error in privacy_check.check_model(model)] == []
    assert len(privacy.first_party_models()) > 20


def test_other_packages_are_none_of_ours():
    names = {config.name for config in privacy.first_party_apps()}
    assert {"cases", "safeguards", "taskforces"} <= names
    assert not any("django" in name or "allauth" in name for name in names)


def test_an_unsorted_field_is_an_error():
    assert ids(make_model(None)) == ["safeguards.E001"]
    assert ids(make_model(sorts(plain=("id",)), town=models.CharField(max_length=9))) == ["safeguards.E001"]


@pytest.mark.parametrize("field", [models.TextField(), models.CharField(max_length=9), models.JSONField()])
@pytest.mark.parametrize("kind", ["identifying", "sensitive"])
def test_free_text_about_people_must_be_encrypted(field, kind):
    model = make_model(sorts(plain=("id",), **{kind: ("text",)}), text=field.clone())
    assert ids(model) == ["safeguards.E002"]


def test_codes_dates_and_encrypted_text_are_fine():
    model = make_model(
        sorts(plain=("id",), sensitive=("code", "day"), identifying=("name",)),
        code=models.CharField(max_length=9, choices=[("a", "A")]),
        day=models.DateField(),
        name=EncryptedTextField(),
    )
    assert ids(model) == []


def test_encrypted_text_is_not_plain():
    assert ids(make_model(sorts(plain=("id", "name")), name=EncryptedTextField())) == ["safeguards.E003"]


def test_a_name_that_is_no_field_is_an_error():
    assert ids(make_model(sorts(plain=("id", "nmae")))) == ["safeguards.E004"]


def test_a_field_sorted_twice_is_an_error():
    assert ids(make_model(sorts(plain=("id",), sensitive=("id",)))) == ["safeguards.E005"]


def test_parents_speak_for_their_fields_and_children_may_differ():
    class Base(models.Model):
        number = models.CharField(max_length=9, choices=[("a", "A")])

        class Privacy:
            plain = ("id", "number")

        class Meta:
            abstract = True
            app_label = "safeguards"

    quiet = make_model(None, (Base,))
    assert ids(quiet) == []
    stricter = make_model(sorts(sensitive=("number",)), (Base,))
    assert ids(stricter) == []
    assert privacy.fields_of(stricter, "sensitive") == ("number",)
    extended = make_model(
        type("Privacy", (Base.Privacy,), {"identifying": ("name",)}), (Base,), name=EncryptedTextField()
    )
    assert ids(extended) == []
    assert privacy.fields_of(extended, "plain") == ("id", "number")


def test_history_follows_the_tracked_model():
    history = Person.pgh_event_model
    assert privacy.kinds_of(history)["nik"] == "identifying"
    assert privacy.kinds_of(history)["pgh_created_at"] == "plain"
    assert privacy_check.check_model(history) == []


def test_redaction_reaches_every_depth_and_changes_nothing_else():
    values = {"nik": "1", "sex": "female", "changes": [{"field": "x", "phone": ["a", "b"]}], "task_force_id": 5}
    assert privacy.redact(Person, values) == {
        "nik": "•",
        "sex": "female",
        "changes": [{"field": "x", "phone": "•"}],
        "task_force_id": 5,
    }
    assert values["nik"] == "1"
