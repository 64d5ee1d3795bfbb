"""Which tests run a line, and which of them first: those that are about its file, and short."""

import ast
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path

from coverage import CoverageData

from tests.mutants.faults import Fault

MOST_TESTS, MOST_SECONDS = 40, 30.0  # of the first look
MOST_OF_ONE = 8  # cases of one parametrised test in it
SECOND_LOOK = 90.0  # seconds of further tests for a fault that the first look missed
# Read the source of every act, or each model, instead of running it.
READS_ACTS = ("tests/architecture/test_actions.py", "tests/architecture/test_act_table.py")
READS_MODELS = (
    "tests/safeguards/test_privacy.py::test_every_field_of_ours_is_sorted",
    "tests/architecture/test_models_migrated.py",
)
# The same of every function, or of the constants of a file: only those of the fault's own function and file are asked.
READS_FUNCTIONS = (
    "tests/architecture/test_rows_of_acts.py",
    "tests/architecture/test_new_rows_and_told.py",
    "tests/architecture/test_what_follows.py",
    "tests/architecture/test_locks.py",
    "tests/architecture/test_constants.py",
    "tests/architecture/test_lists_inside.py",
)
# Runs when the tables are made, once for all tests, so the tests that see it are named.
SEEN_IN_THE_DATABASE = {
    "safeguards/row_security/operations.py": ("row_security", "test_two_cities", "test_side_tables"),
    "safeguards/row_security/policies.py": ("row_security", "test_two_cities", "test_side_tables"),
}


class Covering:
    """What the run without faults saw: ``seconds`` of each test that passed, and the lines each one ran."""

    def __init__(self, contexts: Path, root: Path, seconds: Mapping[str, float]) -> None:
        self.data = CoverageData(str(contexts))
        self.data.read()
        self.root, self.seconds = root, seconds

    @lru_cache(None)  # noqa: B019 (one of it lives as long as the run)
    def lines(self, path: str) -> dict[int, frozenset[str]]:
        """The tests that ran each line of a file."""
        found = self.data.contexts_by_lineno(path)
        tests = {line: {context.partition("|")[0] for context in contexts} for line, contexts in found.items()}
        return {line: frozenset(names & self.seconds.keys()) for line, names in tests.items()}

    @cached_property
    def totals(self) -> Counter[str]:
        """How many lines of the guarded code each test runs."""
        found: Counter[str] = Counter()
        for file in self.data.measured_files():
            for tests in self.lines(file).values():
                found.update(tests)
        return found

    @lru_cache(None)  # noqa: B019
    def within(self, path: str) -> Counter[str]:
        """How many lines of one file each test runs."""
        found: Counter[str] = Counter()
        for tests in self.lines(path).values():
            found.update(tests)
        return found

    def tests_of(self, path: str, fault: Fault) -> tuple[list[str], list[str]]:
        """Tests of a first and of a second look at a fault, in their order."""
        lines = self.lines(path)
        first, last = fault.lines
        if fault.scope is None:  # runs at import: who runs the function it heads, or anything of the module
            inside = [line for line in lines if self._heads(path, fault, line)]
            reached = set().union(*(lines[line] for line in inside))
        else:
            reached = set(lines.get(fault.line, ())) or set().union(*(lines.get(n, ()) for n in range(first, last + 1)))
        density = self._density(path)
        ordered = sorted(reached, key=lambda test: (-density(test), self.seconds[test], test))
        named = self._named(path, fault)
        return _two_looks([*named, *(test for test in ordered if test not in set(named))], self.seconds)

    def _density(self, path: str):
        within = self.within(path)
        return lambda test: round(within[test] / max(self.totals[test], 1), 2)

    def _heads(self, path: str, fault: Fault, line: int) -> bool:
        """Whether a line belongs to the function whose head holds the fault; for other statements any line does."""
        body = _functions(self.root / path).get(fault.lines)
        return body[0] <= line <= body[1] if body else True

    def _named(self, path: str, fault: Fault) -> list[str]:
        """Tests that see a line without running it."""
        about = (*(READS_ACTS if "actions" in path else ()), *(READS_MODELS if "models" in path else ()))
        found = [t for t in self.seconds if t.startswith(about) and ("[" not in t or f"[{path}:" in t)]
        own = tuple(f"[{words}]" for words in (path, *(f"{path}:{each}" for each in _around(self.root / path, fault))))
        found += [t for t in self.seconds if t.startswith(READS_FUNCTIONS) and t.endswith(own)]
        if fault.scope is None or path in SEEN_IN_THE_DATABASE:
            words = SEEN_IN_THE_DATABASE.get(path, ())
            files = {name for name, modules in _imports(self.root).items() if _module(path) in modules}
            seen = (test for test in self.seconds if _file(test) in files or any(w in _file(test) for w in words))
            found += sorted(seen, key=lambda test: (self.seconds[test], test))
        return found


def _two_looks(tests: Iterable[str], seconds: Mapping[str, float]) -> tuple[list[str], list[str]]:
    first: list[str] = []
    second: list[str] = []
    spent, of_one = [0.0, 0.0], Counter[str]()
    ordered = list(tests)
    for test in ordered:
        function = test.partition("[")[0]
        of_one[function] += 1
        is_few = len(first) < MOST_TESTS and of_one[function] <= MOST_OF_ONE
        if is_few and spent[0] + seconds[test] <= MOST_SECONDS:
            spent[0] += seconds[test]
            first.append(test)
        elif spent[1] + seconds[test] <= SECOND_LOOK:
            spent[1] += seconds[test]
            second.append(test)
    if ordered and not first and not second:  # each takes longer than all may
        first.append(min(ordered, key=lambda test: seconds[test]))
    return first, second


def _file(test: str) -> str:
    return test.partition("::")[0]


def _module(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@lru_cache(None)
def _functions(path: Path) -> dict[tuple[int, int], tuple[int, int]]:
    """Lines of the body of each function, by the lines of its head."""
    found = {}
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            body = node.body[0].lineno
            found[(first, max(first, body - 1))] = (body, node.end_lineno or body)
    return found


def _around(path: Path, fault: Fault) -> list[str]:
    """The names of the functions in which a fault stands."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            if first <= fault.line <= (node.end_lineno or first):
                found.append(node.name)
    return found


@lru_cache(None)
def _imports(root: Path) -> dict[str, set[str]]:
    """The modules that each file of tests imports itself."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted(root.glob("tests/**/test_*.py")):
        modules = found[str(path.relative_to(root))]
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                modules.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                modules.add(node.module)
                modules.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found
