"""Doors 3 and 6 of docs/architecture.md, each switched off for a test, so that what the other refuses can be seen.

Row security filters before anybody can see that a ``visible_to`` was forgotten, and a ``visible_to`` filters before
anybody can see that a policy is missing. A test marked ``each_door`` runs three times: as it is, without row security
and without ``visible_to``. Each door alone must refuse; what roles may do stays asked.
"""

import contextlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from unittest.mock import patch

import pytest


@contextlib.contextmanager
def row_security_off() -> Iterator[None]:
    """Let requests stay the owner of the tables, whom no policy and no missing right binds (door 6)."""
    with patch("safeguards.row_security.context._connected_as_another", lambda: False):
        yield


@contextlib.contextmanager
def visible_to_off() -> Iterator[None]:
    """Let every ``visible_to`` return all rows (door 3)."""
    with contextlib.ExitStack() as stack:
        for queryset in scoped_querysets():
            stack.enter_context(patch.object(queryset, "visible_to", lambda rows, user: rows.all()))
        yield


def scoped_querysets() -> set[type]:
    """Every queryset that writes a ``visible_to`` of its own."""
    from django.apps import apps

    ancestors = {parent for model in apps.get_models() for parent in type(model._default_manager.all()).__mro__}
    return {queryset for queryset in ancestors if "visible_to" in vars(queryset)}


EVERY_DOOR = "every door"
DOORS: dict[str, Callable[[], AbstractContextManager[None]]] = {
    EVERY_DOOR: contextlib.nullcontext,
    "no row security": row_security_off,
    "no visible_to": visible_to_off,
}
ONE_OFF = [state for state in DOORS if state != EVERY_DOOR]


def once_per_state(metafunc: pytest.Metafunc) -> None:
    """Run tests marked ``each_door`` once in each state."""
    if metafunc.definition.get_closest_marker("each_door"):
        metafunc.parametrize("doors", DOORS, indirect=True)
