"""No dead code: production code or a page uses every name production code defines. Use in a test does not count.

Names are compared as words, so a dead name may hide behind a used one of the same name; never the other way round.
"""

import ast
import enum
import importlib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import django_filters
from django.apps import AppConfig
from django.forms import BaseForm

from tests.architecture.sources import PACKAGES, ROOT, files, name, tree

WORD = re.compile(r"[A-Za-z_]\w*")
# read by name from outside our packages -> by whom
READ_ELSEWHERE = {
    "app_name": "Django, from a urlconf",
    "handler400": "Django, from the urlconf",
    "handler403": "Django, from the urlconf",
    "handler404": "Django, from the urlconf",
    "handler500": "Django, from the urlconf",
    "paginator_class": "Django, from a list view the mixin stands beside",
    "process_exception": "Django, from a middleware",
    "USERNAME_FIELD": "Django, from the model of accounts",
    "EMAIL_FIELD": "Django, from the model of accounts",
    "from_db_value": "Django, from a model field that has it",
    "db_for_write": "Django, from a database router",
    "allow_migrate": "Django, from a database router",
    "allow_relation": "Django, from a database router",
    "is_public": "tests/architecture/test_routes.py: a page for anybody says so itself",
    "for_everybody_signed_in": "tests/architecture/test_routes.py: a page for every member says so itself",
}
SETTINGS = {"tppo_gugus/settings.py": "Django and the libraries read settings by name"}


class Defined(NamedTuple):
    """A name, its place, and the classes around it."""

    path: Path
    line: int
    owners: tuple[str, ...]
    word: str

    def __str__(self) -> str:
        return f"{name(self.path)}:{self.line} {'.'.join([*self.owners, self.word])}"


def defined_in(path: Path, body: list[ast.stmt], owners: tuple[str, ...] = ()) -> Iterator[Defined]:
    """Names a module or a class defines; a framework's decorator counts as a use."""
    for node in body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            if owners or isinstance(node, ast.ClassDef) or not is_registered(node):
                yield Defined(path, node.lineno, owners, node.name)
            if isinstance(node, ast.ClassDef):
                yield from defined_in(path, node.body, (*owners, node.name))
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        for stored in (found for target in targets for found in ast.walk(target) if isinstance(found, ast.Name)):
            yield Defined(path, node.lineno, owners, stored.id)


def is_registered(node: ast.FunctionDef) -> bool:
    """A Django check. A template tag is also registered, but a page must use it."""
    decorators = {ast.unparse(one).partition("(")[0] for one in node.decorator_list}
    return any(one.endswith("register") and one != "register" for one in decorators)


def words_of(module: ast.Module) -> Iterator[str]:
    """Words a module uses: names it reads, attributes, keywords, words in strings but not in docstrings."""
    said = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):
            said.add(id(node.body[0].value))
        match node:
            case ast.Name(id=word, ctx=ast.Load()) | ast.Attribute(attr=word):
                yield word
            case ast.keyword(arg=str(word)):
                yield word
            case ast.Constant(value=str(text)) if id(node) not in said:
                yield from WORD.findall(text)


def used_words() -> Counter[str]:
    """Words in production code, migrations, pages and papers."""
    counted: Counter[str] = Counter()
    sources = [*(path for package in PACKAGES for path in (ROOT / package).rglob("*.py")), ROOT / "manage.py"]
    for path in sources:
        counted.update(words_of(tree(path)))
    drawn = [*(ROOT / "templates").rglob("*.*"), *(ROOT / "reports").rglob("*.typ"), *(ROOT / "static/js").glob("*.js")]
    for path in drawn:
        counted.update(WORD.findall(path.read_text()))
    return counted


def is_asked_by_a_framework(found: Defined) -> bool:
    """Whether a class outside our packages, or a rule of forms and choices, uses the name."""
    owner = importlib.import_module(name(found.path).removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    if not found.owners:
        return isinstance(made := getattr(owner, found.word, None), type) and issubclass(made, AppConfig)
    for step in found.owners:
        owner = getattr(owner, step, None)
    if not isinstance(owner, type):  # a Meta that Django removed
        return True
    if issubclass(owner, enum.Enum | django_filters.FilterSet):
        return True  # a value in the database, a name in the URL
    if issubclass(owner, BaseForm) and found.word.startswith("clean_"):
        return True
    strangers = [base for base in owner.__mro__ if base.__module__.partition(".")[0] not in PACKAGES]
    return any(found.word in vars(base) for base in strangers if base is not object)


def test_every_name_is_used():
    used = used_words()
    dead = [
        found
        for path in files()
        if name(path) not in SETTINGS
        for found in defined_in(path, tree(path).body)
        if not used[found.word] and found.word not in READ_ELSEWHERE and not found.word.startswith("__")
    ]
    assert [str(found) for found in dead if not is_asked_by_a_framework(found)] == []


def test_the_list_of_names_read_elsewhere_holds_no_stale_one():
    used = used_words()
    defined = {found.word for path in files() for found in defined_in(path, tree(path).body)}
    assert [word for word in READ_ELSEWHERE if used[word] or word not in defined] == []
