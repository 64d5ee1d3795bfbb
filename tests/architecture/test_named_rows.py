"""A row named in a field, a choice, a button or a parameter is a door as a row named in the path is.

Somebody who holds every role in Jakarta Barat opens every page there. Wherever a page names a row of Jakarta Barat, the
request is sent once more with the same kind of row of Kota Jambi in its place. Whatever is answered: nothing fails,
nothing of Kota Jambi is shown or changed, and no row of Jakarta Barat points there.
"""

from collections.abc import Iterator

import pytest
from django import forms
from django.db import transaction

from tests.architecture.filled_forms import KEY, Naming, namings, sent
from tests.architecture.sources import PACKAGES
from tests.architecture.towns import Towns, kept_from_others
from tests.doors import ONE_OFF

# Fields that name a row and stand empty on every page until somebody was found: where they are tested.
EMPTY_AT_FIRST = {"person": "tests/matching/test_likely.py::TestTaken"}


@pytest.fixture
def towns(world) -> Towns:
    return Towns(world)


def doors_of(towns: Towns) -> list[Naming]:
    """Every place in which a page names a row, once."""
    found: dict[tuple, Naming] = {}
    for address, page in towns.pages():
        for naming in namings(address, page):
            found.setdefault(naming.door, naming)
    return list(found.values())


def fields_that_name_rows(parent: type = forms.BaseForm) -> Iterator[str]:
    """Names of the fields of all our forms that take a key."""
    for form in parent.__subclasses__():
        yield from fields_that_name_rows(form)
        if form.__module__.split(".")[0] in PACKAGES:
            for name, field in getattr(form, "base_fields", {}).items():
                if isinstance(field, forms.ModelChoiceField | forms.UUIDField):
                    yield name


@pytest.mark.parametrize("doors", ONE_OFF, indirect=True)
def test_a_row_of_another_town_named_on_a_page_is_not_found(towns, doors):
    found, secrets, before = doors_of(towns), kept_from_others(towns.jambi, doors), towns.state()
    wrong, untried = [], {naming.door for naming in found}
    for naming in found:
        (own_key,) = KEY.findall(naming.value)
        for key in towns.instead_of(own_key):
            untried.discard(naming.door)
            with transaction.atomic():
                answer = sent(towns.client, naming, key)
                after = towns.state()
                transaction.set_rollback(True)
            text = answer.content.decode(errors="ignore")
            changed = {name for name in before if before[name] != after[name]}
            if answer.status_code >= 500 or changed or any(one in text for one in secrets - {key}):
                wrong.append((naming.door, key, answer.status_code, changed))
    assert wrong == []
    assert untried == set()


def test_every_field_that_names_a_row_is_met_and_would_be_taken(towns):
    """Or the test above asked no page, or was refused for another reason."""
    found, refused = doors_of(towns), []
    for naming in found:
        with transaction.atomic():
            answer = sent(towns.client, naming, KEY.findall(naming.value)[0])
            transaction.set_rollback(True)
        if answer.status_code != 200:
            refused.append((naming.door, answer.status_code, getattr(answer.context.get("form"), "errors", "")))
    assert refused == []
    assert set(fields_that_name_rows()) - {naming.kind.rpartition("-")[2] for naming in found} == set(EMPTY_AT_FIRST)
