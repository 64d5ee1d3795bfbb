"""The glossary has every word of the code: models, code lists and their values, with the label users read."""

from importlib import import_module

import pytest
from django.conf import settings
from django.db import models

from safeguards.privacy import first_party_models
from taskforces.access.roles import Role

APPS = ("taskforces", "cases", "referrals", "coordination", "reports")
PAGE = settings.BASE_DIR / "docs" / "glossary.md"


def rows() -> dict[str, list[str]]:
    """Identifier to the other cells of its row."""
    lines = [line for line in PAGE.read_text().splitlines() if line.startswith("| `")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {first.strip("`"): rest for first, *rest in cells}


def code_lists() -> list[type[models.TextChoices]]:
    """Every code list of the apps, and the roles."""
    found = [Role]
    for app in APPS:
        module = import_module(f"{app}.choices")
        own = [part for part in vars(module).values() if getattr(part, "__module__", "").startswith(module.__name__)]
        found += [part for part in own if isinstance(part, type) and issubclass(part, models.TextChoices)]
    return found


def test_every_model_is_explained():
    ours = {model.__name__ for model in first_party_models() if not hasattr(model, "pgh_tracked_model")}

    assert ours - rows().keys() == set()


@pytest.mark.parametrize("codes", code_lists(), ids=lambda codes: codes.__name__)
def test_every_code_is_explained_with_its_label(codes):
    known = rows()
    expected = {f"{codes.__name__}.{value}": str(label) for value, label in codes.choices}

    assert codes.__name__ in known
    assert {key: known.get(key, ["missing"])[0] for key in expected} == expected


def test_nothing_is_explained_that_is_not_there():
    models_ = {model.__name__ for model in first_party_models()}
    codes = {
        code for lists in code_lists() for code in (lists.__name__, *(f"{lists.__name__}.{v}" for v in lists.values))
    }

    assert rows().keys() - models_ - codes == set()


def test_every_row_is_whole():
    assert [key for key, cells in rows().items() if len(cells) != 3 or not all(cells)] == []
