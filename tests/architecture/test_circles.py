"""There are no circular imports, also not through other modules."""

import grimp
import pytest

from tests.architecture.sources import PACKAGES


def circles_of(imports: dict[str, set[str]]) -> list[list[str]]:
    """Groups of two or more modules that import each other, directly or not, each sorted by name.

    ``imports`` maps each module to the modules it imports. The groups are the strongly connected components of the
    graph (Tarjan's algorithm with an explicit stack, because the chains may exceed Python's recursion limit).
    """
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    open_modules: list[str] = []
    circles = []
    for start in sorted(imports):
        walk = [] if start in order else [_enter(start, imports, order, lowest, open_modules)]
        while walk:
            module, rest = walk[-1]
            below = next(rest, None)
            if below is None:
                walk.pop()
                if walk:
                    lowest[walk[-1][0]] = min(lowest[walk[-1][0]], lowest[module])
                if lowest[module] == order[module]:
                    group = open_modules[open_modules.index(module) :]
                    del open_modules[-len(group) :]
                    circles += [sorted(group)] if len(group) > 1 else []
            elif below not in order:
                walk.append(_enter(below, imports, order, lowest, open_modules))
            elif below in open_modules:
                lowest[module] = min(lowest[module], order[below])
    return sorted(circles)


def _enter(module, imports, order, lowest, open_modules):
    order[module] = lowest[module] = len(order)
    open_modules.append(module)
    return module, iter(sorted(imports.get(module, ())))


@pytest.fixture(scope="module")
def imports() -> dict[str, set[str]]:
    """Each of our modules with its imports, also inside functions."""
    graph = grimp.build_graph(*PACKAGES, cache_dir=None)
    return {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}


def test_no_modules_import_one_another_in_a_circle(imports):
    circles = [f"{len(circle)} modules: {' <-> '.join(circle)}" for circle in circles_of(imports)]
    assert not circles, "\n".join(["These modules cannot be read one without the other:", *circles])


def test_a_circle_is_found_however_long_it_is():
    chain = {"a": {"b"}, "b": {"c"}, "c": {"d", "e"}, "d": {"b"}, "e": set(), "f": {"g", "a"}, "g": {"f"}}
    assert circles_of(chain) == [["b", "c", "d"], ["f", "g"]]


def test_a_fork_that_meets_again_is_no_circle():
    assert circles_of({"top": {"left", "right"}, "left": {"base"}, "right": {"base"}, "base": set()}) == []


def test_an_import_that_runs_back_up_closes_a_circle(imports):
    planted = {**imports, "taskforces.access.policy": {*imports["taskforces.access.policy"], "taskforces.models"}}
    members = {module for circle in circles_of(planted) for module in circle}
    assert {"taskforces.access.policy", "taskforces.access.scoping", "taskforces.models.user"} <= members
