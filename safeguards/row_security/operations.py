"""Migration operations: the application role, its rights, and row security on a table. All can be reversed."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import ProgrammingError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from safeguards.row_security.policies import RowPolicy

READ_AND_WRITE = ("SELECT", "INSERT", "UPDATE", "DELETE")
NOTHING_DELETED = ("SELECT", "INSERT", "UPDATE")
APPEND_ONLY = ("SELECT", "INSERT")


class _DatabaseOperation(Operation):
    """Changes the database, not the models."""

    reversible = True
    reduces_to_sql = True

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models stay as they are."""

    @property
    def role(self) -> str:
        """The application role's name, quoted."""
        return quoted(settings.ROW_SECURITY_APPLICATION_ROLE)


class PrepareApplicationRole(_DatabaseOperation):
    """Make sure the role exists and may use every table, including those of other packages and of later migrations.

    Tables made before this migration get their rights here, later ones through default privileges. Row security then
    closes the tables that hold cases.
    """

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        ensure_role(schema_editor.connection, settings.ROW_SECURITY_APPLICATION_ROLE)
        rights = ", ".join(READ_AND_WRITE)
        for statement in (
            f"GRANT USAGE ON SCHEMA public TO {self.role}",
            f"GRANT {rights} ON ALL TABLES IN SCHEMA public TO {self.role}",
            f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {self.role}",
            f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {rights} ON TABLES TO {self.role}",
            f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {self.role}",
            f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {self.role}",
        ):
            schema_editor.execute(statement)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Revoke the default rights. The role itself stays, because other databases may use it."""
        rights = ", ".join(READ_AND_WRITE)
        schema_editor.execute(f"ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE {rights} ON TABLES FROM {self.role}")
        rights = "USAGE, SELECT"
        schema_editor.execute(
            f"ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE {rights} ON SEQUENCES FROM {self.role}"
        )

    def describe(self) -> str:
        return "Prepare the application role"


class GrantApplicationRole(_DatabaseOperation):
    """Set the application role's rights on one table to exactly these."""

    def __init__(self, table: str, rights: tuple[str, ...] = READ_AND_WRITE):
        self.table, self.rights = table, tuple(rights)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        table = quoted(self.table)
        schema_editor.execute(f"REVOKE ALL ON {table} FROM {self.role}")
        schema_editor.execute(f"GRANT {', '.join(self.rights)} ON {table} TO {self.role}")

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Grant again the rights every table has by default."""
        schema_editor.execute(f"GRANT {', '.join(READ_AND_WRITE)} ON {quoted(self.table)} TO {self.role}")

    def describe(self) -> str:
        return f"Grant {', '.join(self.rights)} on {self.table} to the application role"


class EnableRowSecurity(GrantApplicationRole):
    """Bind the application role to policies on one table. The owner, who migrates, is not bound.

    ``figures`` also opens the table for counting inside ``figures_scope``; ``rights`` are the role's only rights on it.
    """

    def __init__(
        self, table: str, *policies: RowPolicy, figures: bool = False, rights: tuple[str, ...] = READ_AND_WRITE
    ):
        super().__init__(table, rights)
        self.policies, self.figures = policies, figures

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        super().database_forwards(app_label, schema_editor, from_state, to_state)
        schema_editor.execute(f"ALTER TABLE {quoted(self.table)} ENABLE ROW LEVEL SECURITY")
        for policy in self.policies:
            for statement in _create_policies(self.table, self.role, policy, figures=self.figures):
                schema_editor.execute(statement)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for policy in self.policies:
            for name, _command, _condition in _named_clauses(policy, figures=self.figures):
                schema_editor.execute(f"DROP POLICY {name} ON {quoted(self.table)}")
        schema_editor.execute(f"ALTER TABLE {quoted(self.table)} DISABLE ROW LEVEL SECURITY")
        super().database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Enable row security on {self.table}"


class GrantExecution(_DatabaseOperation):
    """Let only the application role and the owner call one function, which is named with its argument types."""

    def __init__(self, function: str):
        self.function = function

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        schema_editor.execute(f"REVOKE ALL ON FUNCTION {self.function} FROM PUBLIC")
        schema_editor.execute(f"GRANT EXECUTE ON FUNCTION {self.function} TO {self.role}")

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Revoke the right. The operation that made the function also drops it."""
        schema_editor.execute(f"REVOKE ALL ON FUNCTION {self.function} FROM {self.role}")

    def describe(self) -> str:
        return f"Let the application role call {self.function}"


class AddRowPolicy(_DatabaseOperation):
    """Add one more policy to a table that already has row security."""

    def __init__(self, table: str, policy: RowPolicy):
        self.table, self.policy = table, policy

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for statement in _create_policies(self.table, self.role, self.policy):
            schema_editor.execute(statement)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for name, _command, _condition in _named_clauses(self.policy):
            schema_editor.execute(f"DROP POLICY {name} ON {quoted(self.table)}")

    def describe(self) -> str:
        return f"Add the policy {self.policy.name} to {self.table}"


def _named_clauses(policy: RowPolicy, *, figures: bool = False) -> list[tuple[str, str, str]]:
    """Name, command and condition of each PostgreSQL policy a rule becomes."""
    return [
        (quoted(f"{policy.name}_{command.lower()}"), command, condition)
        for command, condition in policy.clauses(figures=figures)
    ]


def _create_policies(table: str, role: str, policy: RowPolicy, *, figures: bool = False) -> list[str]:
    """The statements that make the PostgreSQL policies of a rule."""
    kind = "AS RESTRICTIVE " if policy.restrictive else ""
    statements = []
    for name, command, condition in _named_clauses(policy, figures=figures):
        using = "" if command == "INSERT" else f" USING ({condition})"
        check = f" WITH CHECK ({condition})" if command in ("ALL", "INSERT", "UPDATE") else ""
        statements.append(f"CREATE POLICY {name} ON {quoted(table)} {kind}FOR {command} TO {role}{using}{check}")
    return statements


def update_of(*columns: str) -> str:
    """The right to change only these columns; all others are fixed when the row is written."""
    return f"UPDATE ({', '.join(map(quoted, columns))})"


def quoted(name: str) -> str:
    """An SQL identifier in quotes."""
    return '"' + name.replace('"', '""') + '"'


def ensure_role(connection: BaseDatabaseWrapper, role: str) -> None:
    """Create the role if it is missing. Raises ``ImproperlyConfigured``, with the statements to run, if not allowed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if cursor.fetchone():
            return
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute(f"CREATE ROLE {quoted(role)} NOLOGIN")
            cursor.execute(f"GRANT {quoted(role)} TO CURRENT_USER WITH INHERIT FALSE, SET TRUE")
    except ProgrammingError:
        raise ImproperlyConfigured(
            f"The database role {role} does not exist and this role may not create it. "
            f"As a database administrator run: CREATE ROLE {quoted(role)} LOGIN; "
            f"GRANT {quoted(role)} TO <owner> WITH INHERIT FALSE, SET TRUE;"
        ) from None
