"""A migration operation that makes many tables, for which Django draws the models anew only once.

With each table Django otherwise renders all models related to it again: 3,535 of them for the tables of this project,
which took most of the time of an empty database's ``migrate`` (docs/adr/0012-migrations-restarted.md).
"""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger


class TablesAtOnce(Operation):
    """Operations that make something new and look only at the state after them: ``CreateModel`` and ``AddTrigger``.

    One that compares a table before and after (``AddField``) raises ``TypeError``: inside there is no state between.
    """

    def __init__(self, operations: Sequence[Operation]) -> None:
        for operation in operations:
            if not isinstance(operation, CreateModel | AddTrigger):
                raise TypeError(f"{type(operation).__name__} must stand outside: it needs the tables before it.")
        self.operations = list(operations)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Add all to the state, and let the models be rendered when they are next asked for."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Make all, in the order written."""
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Take all away again, the last one first."""
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def references_model(self, name: str, app_label: str) -> bool:
        """Whether one of them names a model."""
        return any(operation.references_model(name, app_label) for operation in self.operations)

    def describe(self) -> str:
        """What ``migrate --plan`` prints."""
        return "; ".join(operation.describe() for operation in self.operations)

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """How a migration file writes it."""
        return type(self).__qualname__, [self.operations], {}
