"""Factories write rows and call no act; each makes a valid row alone, in each of its states."""

import ast
import inspect

import factory
import pytest
from django.apps import apps
from factory.declarations import Trait

from tests import factories
from tests.architecture.sources import ROOT

APPS = ("taskforces", "cases", "referrals", "coordination")

# Models without a factory, and why.
WITHOUT = {
    "taskforces.FirstView": "a choice of one press; the tests of views make it by that press",
    "taskforces.RegisterCounter": "moved on by every factory that gives a number (base.next_number)",
    "cases.FileWords": "written by a trigger of the database",
    "cases.LinkToken": "side table, written with its person",
    "cases.ComplaintTokens": "side table, written with its complaint, hand-over or message",
    "cases.PersonTokens": "side table, written with its person",
    "cases.ProceedingTokens": "side table, written with its proceeding",
    "cases.PersonMerge": "holds the sealed state before, which only the merge itself can write",
    "cases.RegisterBatch": "what an uploaded file becomes is read from the file; its tests give the file",
    "cases.RegisterEntry": "as the batch",
    "cases.RegisterMapping": "as the batch",
    "cases.RegisterPiece": "as the batch",
    "cases.RegisterProgress": "as the batch",
    "cases.RegisterRow": "as the batch",
    "referrals.Closure": "written by the database when a consent is withdrawn",
}


def all_factories() -> list[type[factory.Factory]]:
    """Every factory the package offers."""
    found = [getattr(factories, name) for name in factories.__all__ if name.endswith("Factory")]
    return sorted(found, key=lambda one: one.__name__)


def traits() -> list:
    """Every trait of every factory."""
    return [
        pytest.param(one, name, id=f"{one.__name__}-{name}")
        for one in all_factories()
        for name, parameter in one._meta.parameters.items()
        if isinstance(parameter, Trait)
    ]


def check_valid(row) -> None:
    """Check the stored row: known values, no constraint broken. Nullable fields may be empty."""
    row = type(row).objects.get(pk=row.pk)
    empty = {field.name for field in row._meta.fields if field.null and getattr(row, field.attname) is None}
    row.full_clean(validate_unique=False, exclude=empty)


def test_factories_call_no_act():
    for path in (ROOT / "tests" / "factories").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
            said = [*modules, *names, *(f"{module}.{name}" for module in modules for name in names)]
            assert not [one for one in said if "actions" in one.split(".")], path.name


@pytest.mark.django_db
@pytest.mark.parametrize("one", all_factories(), ids=lambda one: one.__name__)
def test_each_factory_makes_a_valid_row_of_its_own(one):
    check_valid(one())


@pytest.mark.django_db
@pytest.mark.parametrize(("one", "trait"), traits())
def test_each_state_of_a_factory_is_a_valid_row(one, trait):
    check_valid(one(**{trait: True}))


@pytest.mark.django_db
def test_rows_belong_to_the_task_force_of_whoever_wrote_them(world):
    case = factories.CaseFactory(by=world.tono)
    victim = factories.VictimFactory(case=case)
    consent = factories.ConsentFactory(victim=victim)
    rows = (case, victim, victim.person, consent, factories.ComplaintFactory(by=world.tono))
    assert {row.task_force_id for row in rows} == {world.jakarta_barat.pk}
    assert (case.responsible, consent.recorded_by) == (world.tono, world.tono)


def test_every_model_of_the_files_has_a_factory():
    made = {one._meta.get_model_class()._meta.label for one in all_factories()}
    models = {
        model._meta.label
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        if not model.__name__.endswith("History")
    }
    assert set(WITHOUT) <= models, "named here, and gone"
    assert models - made == set(WITHOUT)


def test_every_factory_is_offered_and_explained():
    for one in all_factories():
        assert inspect.getdoc(one) != inspect.getdoc(factory.django.DjangoModelFactory), one.__name__
