"""The tests of a module are found by its path: `tests/` has the folders of the apps, each test in the right one.

A machine cannot read what a test is about, but it can read what the test imports. So the rule is: a test stands in the
mirror of a package from which it imports. Models and code lists do not count, because every test needs them. Three more
places are allowed. A test that fetches pages may be in `views`. A test that imports a module at the top of its app, or
from three packages or more, may stand at the top of the app. A test that imports nothing of its app may stand anywhere
in it, unless it imports from a higher app.
"""

import ast
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.architecture.sources import PACKAGES, ROOT, tree

SAYS_NOTHING = {"models", "choices"}
CROSSES = 3  # from so many packages of one app on, a test may be at the top of that app

# Tests in other places, and why.
ELSEWHERE = {
    "tests/cases/register/test_register_in_lists.py": "the fixtures of the folder write its register",
}


def _modules(module: ast.Module) -> Iterable[str]:
    """The dotted name of every module imported anywhere in the file; names from a package count as its modules."""
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def _package(app: str, dotted: str, root: Path) -> str | None:
    """The folder of the app with the imported module: "" is the top; None means that it does not matter.

    The tests of a package count as the package itself: `tests.cases.merging.test_merges` for `cases.merging`.
    """
    parts = dotted.removeprefix("tests.").split(".")
    if parts[0] != app or SAYS_NOTHING.intersection(parts[1:2]):
        return None
    folders: list[str] = []
    for part in parts[1:]:
        if not (root / app / Path(*folders, part)).is_dir():
            break
        folders.append(part)
    return "/".join(folders)


def wrong_place(path: str, module: ast.Module, root: Path = ROOT) -> str:
    """Why a test module, given by its path from the root, is in the wrong folder; "" if it is right."""
    _, app, *folders, _ = Path(path).parts
    here = "/".join(folders)
    imported = list(_modules(module))
    apps = {dotted.split(".")[0] for dotted in imported}
    if app not in apps and apps & set(PACKAGES[: PACKAGES.index(app)]):
        return f"it imports nothing of {app}, but from an app above it"
    packages = {found for dotted in imported if (found := _package(app, dotted, root)) is not None}
    crossing = "" in packages or len({package.split("/")[0] for package in packages}) >= CROSSES
    stands_well = (
        not packages
        or (here == "" and crossing)
        or (here == "views" and _fetches(module))
        or (here != "" and any(f"{package}/".startswith(f"{here}/") for package in packages))
    )
    return "" if stands_well else f"it imports from {', '.join(f'{app}/{package}' for package in sorted(packages))}"


def _fetches(module: ast.Module) -> bool:
    """Whether the test fetches pages."""
    return any(isinstance(node, ast.Attribute) and node.attr in ("get", "post") for node in ast.walk(module))


def _tests() -> Iterable[Path]:
    for app in PACKAGES:
        yield from sorted((ROOT / "tests" / app).rglob("test_*.py"))


def test_each_folder_mirrors_an_app_or_says_what_it_is():
    folders = {path.parent for path in (ROOT / "tests").glob("*/*.py")}
    unsaid = [
        folder.name
        for folder in sorted(folders)
        if folder.name not in PACKAGES and not ast.get_docstring(tree(folder / "__init__.py"))
    ]
    assert not unsaid, f"Say in __init__.py what stands there, or move it to the mirror of its app: {', '.join(unsaid)}"


def test_each_folder_below_an_app_is_a_package_of_it():
    folders = {
        path.parent.relative_to(ROOT / "tests") for app in PACKAGES for path in (ROOT / "tests" / app).rglob("*.py")
    }
    nowhere = sorted(str(folder) for folder in folders if not (ROOT / folder / "__init__.py").exists())
    assert not nowhere, f"The apps have no such packages: {', '.join(nowhere)}"


def test_each_test_stands_where_its_module_would_be_looked_for():
    found = {str(path.relative_to(ROOT)): wrong_place(str(path.relative_to(ROOT)), tree(path)) for path in _tests()}
    wrong = {path: why for path, why in found.items() if why}
    unlisted = [f"{path}: {why}" for path, why in wrong.items() if path not in ELSEWHERE]
    assert not unlisted, "Move these tests to the mirror of what they test:\n" + "\n".join(unlisted)
    assert ELSEWHERE.keys() - wrong.keys() == set(), "These stand well, or are gone"


ENGINE = "from cases.matching.engine import matches_for\nfrom cases.models import Person"
PAGES = "from cases.actions import complaints\ndef test_it(client): client.get('/')"


@pytest.mark.parametrize(
    ("path", "source", "stands_well"),
    [
        ("tests/cases/matching/test_engine.py", ENGINE, True),
        ("tests/cases/test_engine.py", ENGINE, False),
        ("tests/cases/models/test_engine.py", ENGINE, False),
        ("tests/cases/actions/test_engine.py", ENGINE, False),
        ("tests/cases/views/test_pages.py", PAGES, True),
        ("tests/cases/test_pages.py", PAGES, False),
        ("tests/cases/views/test_acts.py", "from cases.actions import complaints", False),
        ("tests/cases/test_workflow.py", "from cases import workflow", True),
        ("tests/reports/test_papers.py", "from reports import choices\nfrom reports.actions import releases", False),
        ("tests/cases/reading/test_workflow.py", "from cases import workflow", False),
        ("tests/cases/merging/test_pages.py", "from tests.cases.merging.test_merges import merged", True),
        ("tests/cases/public/test_form.py", "from cases.public.actions import reports", True),
        ("tests/interface/test_errors.py", "from tppo_gugus.views import errors", False),
        ("tests/tppo_gugus/test_views.py", "from taskforces.actions import saved_views", True),
    ],
)
def test_a_test_in_the_wrong_folder_is_found(path, source, stands_well):
    assert (wrong_place(path, ast.parse(source)) == "") is stands_well
