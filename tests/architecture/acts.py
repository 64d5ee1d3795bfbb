"""The functions of the modules of acts, parsed: what tests read that compare every act with a table."""

import ast
from collections.abc import Iterator
from functools import cache

import pytest

from tests.architecture.sources import files, name, tree


@cache
def functions_of_acts() -> dict[str, ast.FunctionDef]:
    """The functions of every module of acts, by ``file:function``."""
    found = {}
    for path in files():
        if {"actions", "actions.py"} & set(path.parts):
            functions = (node for node in tree(path).body if isinstance(node, ast.FunctionDef))
            found |= {f"{name(path)}:{function.name}": function for function in functions}
    return found


EACH_FUNCTION = pytest.mark.parametrize("function", list(functions_of_acts()))


def calls_in(function: ast.FunctionDef) -> Iterator[tuple[ast.Call, str]]:
    """The calls in a function with what is called: ``Case.objects.create``."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            yield node, ast.unparse(node.func)


@cache
def tabled(table: str) -> dict[str, list[str]]:
    """A table by ``file:function``, one line a thing; a line further in goes on."""
    found: dict[str, list[str]] = {}
    path = function = ""
    for line in table.strip().splitlines():
        indent, words = len(line) - len(line.lstrip()), line.strip()
        if indent == 0:
            path = words
        elif indent == 4:
            function, _, said = words.partition(": ")
            found.setdefault(f"{path}:{function}", []).append(said)
        else:
            found[f"{path}:{function}"][-1] += f" {words}"
    return found
