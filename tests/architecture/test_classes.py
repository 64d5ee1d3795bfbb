"""Classes contain nothing whose meaning differs between Python versions."""

import inspect
from collections.abc import Iterator
from functools import partial
from importlib import import_module

from tests.architecture.sources import files, name

STARTED_ALONE = ("__main__.py", "wsgi.py")  # importing these starts a program


def _classes() -> Iterator[type]:
    for path in files():
        if path.name in STARTED_ALONE:
            continue
        module = import_module(name(path).removesuffix(".py").removesuffix("/__init__").replace("/", "."))
        for found in vars(module).values():
            if inspect.isclass(found) and found.__module__ == module.__name__:
                yield found


def test_no_class_holds_a_bare_partial():
    """From Python 3.14 on, a partial in a class body is a method and receives ``self``. Write a static method."""
    held = [
        f"{owner.__module__}.{owner.__qualname__}.{attribute}"
        for owner in _classes()
        for attribute, value in vars(owner).items()
        if isinstance(value, partial)
    ]
    assert held == []
