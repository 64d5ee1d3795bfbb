"""Many tables in one migration operation: made, looked up, taken away, and drawn once."""

import pytest
from django.db import connection, models
from django.db.migrations import AddField, CreateModel
from django.db.migrations.state import ModelState, ProjectState

from safeguards.tables_at_once import TablesAtOnce

APP = "safeguards"
ID = ("id", models.BigAutoField(primary_key=True))
BOOK = CreateModel("Book", [ID])
PAGE = CreateModel("Page", [ID, ("book", models.ForeignKey("safeguards.Book", on_delete=models.CASCADE))])
WORD = CreateModel("Word", [ID, ("page", models.ForeignKey("safeguards.Page", on_delete=models.CASCADE))])
TABLES = {"safeguards_book", "safeguards_page", "safeguards_word"}


@pytest.mark.django_db
def test_tables_are_made_and_taken_away():
    """Also a table that points at one made in the same operation, and the other way round when they go."""
    operation, before, after = TablesAtOnce([BOOK, PAGE, WORD]), ProjectState(), ProjectState()
    operation.state_forwards(APP, after)
    with connection.schema_editor() as editor:
        operation.database_forwards(APP, editor, before, after)
    assert set(connection.introspection.table_names()) >= TABLES
    with connection.cursor() as cursor:
        pointed_at = connection.introspection.get_relations(cursor, "safeguards_word")
    assert pointed_at == {"page_id": ("id", "safeguards_page")}
    with connection.schema_editor() as editor:
        operation.database_backwards(APP, editor, after, before)
    assert not TABLES & set(connection.introspection.table_names())


def test_models_are_drawn_once(monkeypatch):
    """Where the state has been rendered, as in a migrate, each table would draw all models related to it again."""
    drawn, render = [], ModelState.render
    monkeypatch.setattr(ModelState, "render", lambda state, apps: drawn.append(state.name) or render(state, apps))
    state = ProjectState()
    assert state.apps.get_models() == []
    TablesAtOnce([BOOK, PAGE, WORD]).state_forwards(APP, state)
    assert {model.__name__ for model in state.apps.get_models()} == {"Book", "Page", "Word"}
    assert sorted(drawn) == ["Book", "Page", "Word"]


def test_it_says_what_it_does():
    """Which models it names is asked when operations are put in order; ``migrate --plan`` prints the rest."""
    operation = TablesAtOnce([BOOK, PAGE])
    assert operation.describe() == "Create model Book; Create model Page"
    assert operation.references_model("book", APP)
    assert not operation.references_model("word", APP)
    name, args, kwargs = operation.deconstruct()
    assert (name, args, kwargs) == ("TablesAtOnce", [[BOOK, PAGE]], {})


def test_an_operation_that_compares_is_refused():
    """A field added inside would be looked up in a state that never was."""
    with pytest.raises(TypeError, match="AddField must stand outside"):
        TablesAtOnce([BOOK, AddField("book", "title", models.TextField())])
