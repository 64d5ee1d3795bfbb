"""The errors by which an action refuses. Views turn them into pages; nothing else catches them.

The message is Indonesian, is shown to the user as it is, and never repeats what was typed about a person.
"""

from collections.abc import Sequence


class SafeguardError(Exception):
    """Base of every deliberate refusal."""

    def __init__(self, message: str = ""):
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class AccessDenied(SafeguardError):
    """This person may not do this (403)."""


class WorkflowRefused(SafeguardError):
    """Nobody may do this now: the state or the facts do not allow it (shown as an error of the form)."""


class Conflict(SafeguardError):
    """A colleague changed the row in the meantime.

    ``differences`` lists, field by field, what both people wrote. The conflict page lets the user choose.
    """

    def __init__(self, message: str = "", differences: Sequence = ()):
        super().__init__(message)
        self.differences = tuple(differences)

    @property
    def rows(self) -> tuple:
        """The differences under the name the conflict page reads."""
        return self.differences
