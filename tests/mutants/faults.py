"""Small faults that can be planted in a Python source: one replaced stretch of text each, the rest untouched.

A fault is what a tired person writes: a comparison turned round, a check forgotten, one member of a table missing, one
permission taken for another. Texts for people (gettext, messages of exceptions, docstrings) are left alone, because no
test should repeat them word for word.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

COMPARISONS: dict[type, tuple[str, str]] = {
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Is: ("is", "is not"),
    ast.IsNot: (r"is\s+not", "is"),
    ast.In: ("in", "not in"),
    ast.NotIn: (r"not\s+in", "in"),
}
ARITHMETIC: dict[type, tuple[str, str]] = {
    ast.Add: (r"\+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: (r"\*", "//"),
    ast.FloorDiv: ("//", "*"),
    ast.BitOr: (r"\|", "&"),
    ast.BitAnd: ("&", "|"),
}
GETTEXT = frozenset({"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext"})
READ_BY_PEOPLE = frozenset({"debug", "info", "warning", "error", "exception", "write", "add_argument", "CommandError"})
NAMING = frozenset({"TypeVar", "ContextVar"})  # take a name that nobody looks up
# Without these a module does not even look like one to Django or Python: every test would fail, so nothing is asked.
STRUCTURAL = frozenset(
    {"property", "cached_property", "classmethod", "staticmethod", "dataclass", "contextmanager", "register", "wraps"}
)
REMEMBERING = frozenset({"cache", "lru_cache"})  # without it the same is worked out again
TYPES = frozenset({"dict", "list", "set", "tuple", "frozenset", "type", "Callable", "Mapping", "Sequence", "Iterable"})
# Arguments that say how much is locked or written, never what: without them others wait longer, or the same is written.
ONLY_THRIFT = frozenset({"of", "no_key", "skip_locked", "update_fields", "force_insert", "slots", "max_length"})
LOCKED_ALIKE = ONLY_THRIFT - {"update_fields"}
SENTENCE = re.compile(r"\w \w.*[.!?]\s*$", re.DOTALL)  # read by people wherever it stands
FOR_PEOPLE = frozenset({"help_text", "verbose_name", "verbose_name_plural"})
# Links of a query without which it asks less than it should.
NARROWING = frozenset({"visible_to", "filter", "exclude", "select_for_update", "distinct", "order_by"})


@dataclass(frozen=True, slots=True)
class Fault:
    """One replacement. Offsets count bytes; ``lines`` are those of the statement, ``scope`` those of its function.

    ``scope`` is ``None`` where the statement runs at import: at the top, in a class, or in the head of a function.
    """

    kind: str
    start: int
    end: int
    was: str
    becomes: str
    line: int
    line_text: str
    lines: tuple[int, int]
    scope: tuple[int, int] | None

    def planted_in(self, source: str) -> str:
        """The source with this fault in it."""
        data = source.encode()
        return (data[: self.start] + self.becomes.encode() + data[self.end :]).decode()

    def parses_in(self, source: str) -> bool:
        """Whether the source with this fault is Python still."""
        try:
            ast.parse(self.planted_in(source))
        except SyntaxError:
            return False
        return True


class Place(NamedTuple):
    """Where the walk stands: lines of the statement, and of the function whose body or head it belongs to."""

    lines: tuple[int, int]
    scope: tuple[int, int] | None


Span = tuple[int, int]
Edit = tuple[str, Span, str]  # kind, bytes replaced, what stands there instead


def members_of(trees: Iterable[ast.Module]) -> dict[str, list[str]]:
    """The members of each enumeration as the sources name them: ``Permission`` → ``CASE_EDIT``, ``CASE_CLOSE``, …"""
    found: dict[str, set[str]] = defaultdict(set)
    for tree in trees:
        for node in ast.walk(tree):
            if member := _member(node):
                found[member[0]].add(member[1])
    return {name: sorted(members) for name, members in found.items()}


def faults_in(source: str, members: Mapping[str, list[str]] | None = None) -> list[Fault]:
    """All faults that can be planted in a source. ``members`` says what one member may be mistaken for."""
    tree = ast.parse(source)
    known = members if members is not None else members_of([tree])
    return _Reading(source, known).faults(tree)


def _member(node: ast.AST) -> tuple[str, str] | None:
    """``Stage.PLAN`` as two words, where that is what a node says."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        owner, member = node.value.id, node.attr
        if member.isupper() and owner[:1].isupper():
            return owner, member
    return None


class _Reading:
    """One source being read for faults."""

    def __init__(self, source: str, members: Mapping[str, list[str]]) -> None:
        self.source, self.data, self.members = source, source.encode(), members
        self.texts = source.splitlines()
        self.starts = [0]
        for line in self.data.split(b"\n"):
            self.starts.append(self.starts[-1] + len(line) + 1)

    def faults(self, tree: ast.Module) -> list[Fault]:
        """Faults of a module in the order of the text."""
        found: dict[tuple[Span, str], Fault] = {}
        for place, kind, span, becomes in self._statements(tree.body, None):
            fault = self._fault(place, kind, span, becomes)
            if fault.was != becomes:
                found.setdefault((span, becomes), fault)
        return sorted(found.values(), key=lambda fault: (fault.start, fault.end, fault.becomes))

    def _fault(self, place: Place, kind: str, span: Span, becomes: str) -> Fault:
        line = self.data.count(b"\n", 0, span[0]) + 1
        was = self.data[slice(*span)].decode()
        return Fault(kind, *span, was, becomes, line, self.texts[line - 1].strip(), place.lines, place.scope)

    # --- Where nodes stand ---------------------------------------------------------------------------------------
    def span(self, node: ast.AST) -> Span:
        """The bytes a node covers."""
        return self._offset(node.lineno, node.col_offset), self._offset(node.end_lineno, node.end_col_offset)

    def text(self, node: ast.AST) -> str:
        """The words of a node."""
        return self.data[slice(*self.span(node))].decode()

    def _offset(self, line: int, column: int) -> int:
        return self.starts[line - 1] + column

    def between(self, left: ast.AST, right: ast.AST, pattern: str) -> Span | None:
        """The bytes of an operator between two operands."""
        start, end = self.span(left)[1], self.span(right)[0]
        found = re.search(rf"(?<![\w]){pattern}(?![\w])", self.data[start:end].decode())
        return (start + found.start(), start + found.end()) if found else None

    # --- Walking -------------------------------------------------------------------------------------------------
    def _statements(self, body: list[ast.stmt], scope: Span | None) -> Iterator[tuple[Place, str, Span, str]]:
        for statement in body:
            place = Place(_lines_of(statement), scope)
            for edit in self._edits_of(statement):
                yield (place, *edit)
            inner = scope
            if isinstance(statement, ast.FunctionDef):
                inner = scope or (statement.body[0].lineno, statement.end_lineno or statement.lineno)
            for inside in _bodies(statement):
                yield from self._statements(inside, inner)

    def _edits_of(self, statement: ast.stmt) -> Iterator[Edit]:
        """Faults of a statement itself and of the expressions in its head."""
        if _is_docstring(statement) or _names_exports(statement):
            return
        yield from self._removed(statement)
        if _counts_versions(statement):
            return
        for node in _expressions(statement):
            for operator in OPERATORS.get(type(node), ()):
                yield from operator(self, node)

    def _removed(self, statement: ast.stmt) -> Iterator[Edit]:
        """The statement, its guard, its decorators or its transaction forgotten."""
        span = self.span(statement)
        to_attribute = isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Attribute)
        is_call = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call)
        if is_call or to_attribute or isinstance(statement, ast.AugAssign | ast.Raise | ast.Delete):
            yield "statement removed", span, "pass"
        if isinstance(statement, ast.If):
            yield "condition never holds", self.span(statement.test), "False"
        if isinstance(statement, ast.Return) and statement.value and not _is_empty(statement.value):
            yield "nothing returned", self.span(statement.value), "None"
        if isinstance(statement, ast.FunctionDef):
            for decorator in statement.decorator_list:
                if not (STRUCTURAL | REMEMBERING) & set(re.findall(r"\w+", self.text(decorator))):
                    start, end = self.span(decorator)
                    yield "decorator removed", (start - 1, end), "# without"
        if isinstance(statement, ast.With):
            for item in statement.items:
                if "atomic" in self.text(item.context_expr):
                    yield "not atomic", self.span(item.context_expr), '__import__("contextlib").nullcontext()'

    # --- Expressions ---------------------------------------------------------------------------------------------
    def comparison(self, node: ast.Compare) -> Iterator[Edit]:
        """``<`` for ``<=``, ``!=`` for ``==`` …"""
        for left, operator, right in zip([node.left, *node.comparators], node.ops, node.comparators, strict=False):
            pattern, becomes = COMPARISONS[type(operator)]
            if span := self.between(left, right, pattern if pattern[0].isalpha() else re.escape(pattern)):
                yield "comparison", span, becomes

    def boolean(self, node: ast.BoolOp) -> Iterator[Edit]:
        """``or`` for ``and``, and each part left out."""
        was, becomes = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        for left, right in zip(node.values, node.values[1:], strict=False):
            if span := self.between(left, right, was):
                yield "boolean", span, becomes
        neutral = "True" if was == "and" else "False"
        for value in node.values:
            yield "part of a condition left out", self.span(value), neutral

    def negation(self, node: ast.UnaryOp) -> Iterator[Edit]:
        """``not`` and minus forgotten."""
        if isinstance(node.op, ast.Not | ast.USub):
            yield "sign dropped", self.span(node), f"({self.text(node.operand)})"

    def arithmetic(self, node: ast.BinOp) -> Iterator[Edit]:
        """Plus for minus, union for intersection …"""
        if type(node.op) in ARITHMETIC:
            pattern, becomes = ARITHMETIC[type(node.op)]
            if span := self.between(node.left, node.right, pattern):
                yield "arithmetic", span, becomes

    def constant(self, node: ast.Constant) -> Iterator[Edit]:
        """One more, one less, the other truth, another word."""
        if isinstance(node.value, bool):
            yield "constant", self.span(node), str(not node.value)
        elif isinstance(node.value, int):
            yield "constant", self.span(node), str(node.value + 1)
            yield "constant", self.span(node), str(node.value - 1)
        elif isinstance(node.value, str) and not SENTENCE.search(node.value):
            yield "string", self.span(node), repr(f"{node.value}x") if node.value else '"x"'

    def member(self, node: ast.Attribute) -> Iterator[Edit]:
        """One permission, stage or event taken for another: for the one after it."""
        if (said := _member(node)) and len(others := self.members.get(said[0], [])) > 1:
            after = others[(others.index(said[1]) + 1) % len(others)] if said[1] in others else others[0]
            yield "another member", self.span(node), f"{said[0]}.{after}"

    def call(self, node: ast.Call) -> Iterator[Edit]:
        """A keyword argument or a narrowing link of a query forgotten."""
        if isinstance(node.func, ast.Attribute) and node.func.attr in NARROWING:
            yield f"{node.func.attr} forgotten", (self.span(node.func.value)[1], self.span(node)[1]), ""
        for keyword in node.keywords:
            if keyword.arg and keyword.arg not in ONLY_THRIFT | FOR_PEOPLE:
                yield "argument left out", self._with_comma(self.span(keyword), self.span(node)[1]), ""

    def elements(self, node: ast.List | ast.Tuple | ast.Set) -> Iterator[Edit]:
        """An element missing."""
        if isinstance(node.ctx, ast.Load) if not isinstance(node, ast.Set) else len(node.elts) > 1:
            for element in node.elts:
                if isinstance(node, ast.Tuple) and len(node.elts) == 2:  # a tuple of one needs its comma
                    (other,) = [each for each in node.elts if each is not element]
                    both = self.span(node.elts[0])[0], self._with_comma(self.span(node.elts[1]), self.span(node)[1])[1]
                    yield "element missing", both, f"{self.text(other)},"
                else:
                    yield "element missing", self._with_comma(self.span(element), self.span(node)[1]), ""

    def entries(self, node: ast.Dict) -> Iterator[Edit]:
        """An entry missing."""
        for key, value in zip(node.keys, node.values, strict=True):
            if key is not None:
                span = self.span(key)[0], self.span(value)[1]
                yield "element missing", self._with_comma(span, self.span(node)[1]), ""

    def comprehension(self, node: ast.comprehension) -> Iterator[Edit]:
        """The condition of a comprehension forgotten."""
        for condition in node.ifs:
            yield "condition always holds", self.span(condition), "True"

    def choice(self, node: ast.IfExp) -> Iterator[Edit]:
        """The condition of a choice fixed."""
        yield "condition always holds", self.span(node.test), "True"
        yield "condition never holds", self.span(node.test), "False"

    def _with_comma(self, span: Span, end: int) -> Span:
        """A stretch with the comma behind it, where there is one before ``end``."""
        behind = re.match(rb"\s*,[ ]*", self.data[span[1] : end])
        return span[0], span[1] + behind.end() if behind else span[1]


OPERATORS: dict[type, tuple[Callable, ...]] = {
    ast.Compare: (_Reading.comparison,),
    ast.BoolOp: (_Reading.boolean,),
    ast.UnaryOp: (_Reading.negation,),
    ast.BinOp: (_Reading.arithmetic,),
    ast.Constant: (_Reading.constant,),
    ast.Attribute: (_Reading.member,),
    ast.Call: (_Reading.call,),
    ast.List: (_Reading.elements,),
    ast.Tuple: (_Reading.elements,),
    ast.Set: (_Reading.elements,),
    ast.Dict: (_Reading.entries,),
    ast.comprehension: (_Reading.comprehension,),
    ast.IfExp: (_Reading.choice,),
}


def _lines_of(statement: ast.stmt) -> tuple[int, int]:
    """First and last line of a statement; of a compound one, of its head."""
    decorators = getattr(statement, "decorator_list", [])
    first = min([statement.lineno, *(decorator.lineno for decorator in decorators)])
    bodies = [body for body in _bodies(statement) if body]
    last = max(first, bodies[0][0].lineno - 1) if bodies else statement.end_lineno
    return first, last or first


def _bodies(statement: ast.stmt) -> Iterator[list[ast.stmt]]:
    """The blocks inside a statement."""
    for name in ("body", "orelse", "finalbody"):
        yield getattr(statement, name, [])
    for part in (*getattr(statement, "handlers", []), *getattr(statement, "cases", [])):
        yield part.body


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _names_exports(statement: ast.stmt) -> bool:
    """Imports, and lists for ``import *``."""
    if isinstance(statement, ast.Assign):
        return any(isinstance(target, ast.Name) and target.id == "__all__" for target in statement.targets)
    return isinstance(statement, ast.Import | ast.ImportFrom)


def _counts_versions(statement: ast.stmt) -> bool:
    """``case.version += 1``: any other number says the same, that the row was changed."""
    target = statement.target if isinstance(statement, ast.AugAssign) else None
    return isinstance(target, ast.Attribute) and target.attr.endswith("version")


def _is_empty(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value in (None, False)


def _expressions(statement: ast.stmt) -> Iterator[ast.AST]:
    """The expressions of a statement without those of the statements in it, without types and texts for people."""
    waiting: list[tuple[ast.AST, bool]] = [(statement, False)]  # a node, and whether a person reads its strings
    while waiting:
        node, for_people = waiting.pop()
        yield from () if for_people and isinstance(node, ast.Constant) else (node,)
        for_people = for_people or _is_read_by_people(node)
        if isinstance(node, ast.Subscript) and _is_type(node.value):
            continue
        for field, value in ast.iter_fields(node):
            if (
                field in {"annotation", "returns", "decorator_list"}
                or getattr(node, "arg", "") in LOCKED_ALIKE | FOR_PEOPLE
            ):
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST) and not isinstance(child, ast.stmt | ast.ExceptHandler | ast.match_case):
                    waiting.append((child, for_people))


def _is_type(node: ast.expr) -> bool:
    """Whether what is in brackets behind a node are types: ``dict[str, int]``."""
    return isinstance(node, ast.Name) and node.id in TYPES


def _is_read_by_people(node: ast.AST) -> bool:
    """Whether strings inside a node are written for people: sentences, logs, messages, pieces of one text."""
    if isinstance(node, ast.Raise | ast.JoinedStr | ast.Assert):
        return True
    if isinstance(node, ast.Call):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        return called in GETTEXT | READ_BY_PEOPLE | NAMING or called.endswith(("Error", "Refused", "Denied"))
    return False
