"""What an action may refuse with. Views turn these into pages; nobody else catches them.

The message is Indonesian, is shown to the person as it is, and never repeats what somebody typed about a person.
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
    """Nobody may do this now: the state or the facts do not allow it (an error at the form)."""


class Conflict(SafeguardError):
    """A colleague changed the row meanwhile.

    ``differences`` lists, field by field, what each of both wrote, for the page that lets the person choose.
    """

    def __init__(self, message: str = "", differences: Sequence = ()):
        super().__init__(message)
        self.differences = tuple(differences)

    @property
    def rows(self) -> tuple:
        """The differences under the name the conflict page reads."""
        return self.differences
