"""The kinds of row policy this project uses, as SQL conditions. Each is false if its setting is empty."""

import re
from dataclasses import dataclass

WRITES = ("INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True)
class RowPolicy:
    """One rule: rows that meet ``condition`` are open to ``commands``.

    ``figures_condition`` is the wider condition for SELECT on a table that may also be read for counting. A
    ``restrictive`` rule opens nothing by itself: it must hold in addition to a rule that opens rows.
    """

    name: str
    condition: str
    commands: tuple[str, ...] = ("ALL",)
    figures_condition: str = ""
    restrictive: bool = False

    @classmethod
    def task_force(cls, column: str = "task_force_id") -> "RowPolicy":
        """Rows of the task forces whose case files the user works on, for every command."""
        wider = any_of(column, "app.task_forces", "app.figure_task_forces")
        return cls("task_force", any_of(column, "app.task_forces"), figures_condition=wider)

    @classmethod
    def agency(cls, column: str = "agency_id", *, insert: bool = False) -> "RowPolicy":
        """Rows in the queue of the user's agency: read and changed, never deleted; ``insert`` is for child rows."""
        commands = ("SELECT", "INSERT", "UPDATE") if insert else ("SELECT", "UPDATE")
        return cls(f"agency_{_identifier(column)}", any_of(column, "app.agencies"), commands)

    @classmethod
    def member(cls, column: str = "task_force_id") -> "RowPolicy":
        """Rows shared by the members of a task force (meetings, released figures), for every command."""
        return cls("member", any_of(column, "app.member_task_forces"))

    @classmethod
    def coordinators(cls, column: str = "task_force_id") -> "RowPolicy":
        """Only members who coordinate the task force may write such rows; all members may read them."""
        return cls("coordinators", any_of(column, "app.coordinating_task_forces"), WRITES, restrictive=True)

    @classmethod
    def own(cls, column: str = "user_id") -> "RowPolicy":
        """The user's own rows, for every command."""
        return cls("own", is_user(column))

    @classmethod
    def shared_with_role(cls, role: str, column: str = "task_force_id") -> "RowPolicy":
        """Rows that an owner shares with one role of the task force. People with that role read them, never write."""
        mine = "NULLIF(current_setting('app.roles', true), '')::text[]"
        seat = f"{_identifier(column)}::text || ':' || {_identifier(role)}"
        return cls("shared_with_role", f"{seat} = ANY ((SELECT {mine})::text[])", ("SELECT",))

    @classmethod
    def published(cls, condition: str) -> "RowPolicy":
        """Rows that are public, readable by everybody."""
        return cls("published", condition, ("SELECT",))

    @classmethod
    def anybody_adds(cls) -> "RowPolicy":
        """Anybody may add a row (a notification for a colleague, an audit row); another rule decides who reads it."""
        return cls("anybody_adds", "true", ("INSERT",))

    @classmethod
    def audit_reader(cls) -> "RowPolicy":
        """Audit rows of the user's task forces, refusals included, and of the user's own acts."""
        ids = _array("app.task_forces")
        refusals = f"string_to_array(array_to_string({ids}, '/refused,') || '/refused', ',')"
        streams = f"(SELECT {ids}::text[] || {refusals})::text[]"
        return cls("audit_reader", f"stream = ANY ({streams}) OR {is_user('actor_id')}", ("SELECT",))

    def clauses(self, *, figures: bool) -> list[tuple[str, str]]:
        """Command and condition of each PostgreSQL policy this rule becomes."""
        if figures and self.figures_condition:
            return [("SELECT", self.figures_condition), *((command, self.condition) for command in WRITES)]
        return [(command, self.condition) for command in self.commands]


def any_of(column: str, *settings: str) -> str:
    """The column holds one of the ids in the settings. The inner SELECT runs once per query, not once per row."""
    arrays = [_array(name) for name in settings]
    if len(arrays) > 1:
        arrays = [" || ".join(f"COALESCE({array}, '{{}}')" for array in arrays)]
    return f"{_identifier(column)} = ANY ((SELECT {arrays[0]})::uuid[])"


def is_user(column: str) -> str:
    """The column holds the current user."""
    return f"{_identifier(column)} = (SELECT NULLIF(current_setting('app.user_id', true), '')::uuid)"


def _array(setting: str) -> str:
    """The ids in a setting; NULL if it is unset, or empty because an earlier transaction left it so."""
    return f"NULLIF(current_setting('{setting}', true), '')::uuid[]"


def _identifier(name: str) -> str:
    if not re.fullmatch(r"[a-z_][a-z0-9_]*", name):
        raise ValueError(f"not a plain column name: {name}")
    return name
