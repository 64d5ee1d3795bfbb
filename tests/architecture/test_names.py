"""A name means one thing: modules or classes of different kinds do not share a name."""

import ast
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.architecture.sources import PACKAGES, files, name, tree

MOST_MODULES = 3  # with one name; a noun may have an action, a form and a page

# A layer has the same name in every app; the name is the module's role, not its subject.
LAYERS = {
    *("actions", "apps", "choices", "commands", "errors", "events", "filters", "forms", "management", "middleware"),
    *("models", "queries", "searching", "tasks", "templatetags", "urls", "views", "workflow"),
}
# Nouns in more than three layers of their app.
NOUNS = {
    "complaints": "one noun: the acts on complaints, their filter, their addresses and their pages",
    "time_limits": "one noun: its act, form, preview and page",
}
# Names with the same meaning in every model or command.
IN_EVERY_ONE = {"Meta": "Django's options", "Privacy": "what each field reveals", "Command": "a management command"}
# Classes that share a name, and why that is not confusing.
SAME_CLASS = {}
# Forms and pages are read together with their template; no other module imports stories and invented rows.
READ_ALONE = ("forms", "views")
STORIES = ("tppo_gugus/demo/", "tppo_gugus/load/")


def crowded_modules(paths: Iterable[str]) -> dict[str, list[str]]:
    """Names of more than ``MOST_MODULES`` files, each with those files; packages and layers do not count."""
    by_name = defaultdict(list)
    for path in paths:
        by_name[Path(path).stem].append(path)
    named = LAYERS | NOUNS.keys() | {"__init__"}
    return {stem: found for stem, found in by_name.items() if len(found) > MOST_MODULES and stem not in named}


def shared_classes(modules: Mapping[str, ast.Module]) -> dict[str, list[str]]:
    """Names of several classes, each with the files; forms, views and stories do not count."""
    by_name = defaultdict(list)
    for path, module in modules.items():
        if set(Path(path).with_suffix("").parts) & set(READ_ALONE) or path.startswith(STORIES):
            continue
        for node in ast.walk(module):
            if isinstance(node, ast.ClassDef) and node.name not in IN_EVERY_ONE:
                by_name[node.name].append(path)
    return {shared: found for shared, found in by_name.items() if len(found) > 1}


def _lines(found: Mapping[str, list[str]]) -> str:
    return "\n".join(f"{shared}: {', '.join(paths)}" for shared, paths in sorted(found.items()))


def test_no_module_name_stands_for_many_things():
    crowded = crowded_modules(name(path) for path in files())
    assert not crowded, f"Rename these modules, so that each says what it holds:\n{_lines(crowded)}"


def test_no_two_classes_share_a_name():
    shared = shared_classes({name(path): tree(path) for path in files()})
    unlisted = {class_name: paths for class_name, paths in shared.items() if class_name not in SAME_CLASS}
    assert not unlisted, f"Rename these classes, so that each says what it is:\n{_lines(unlisted)}"


def test_what_the_search_box_asks_of_an_app_is_called_searching():
    """The search box imports one module of each app, and all have one name."""
    (box,) = [module for path in files("tppo_gugus") if path.name == "search_box.py" for module in [tree(path)]]
    apps = {*PACKAGES} - {"tppo_gugus", "interface", "safeguards"}
    asked = {
        (node.module.split(".")[0], alias.name)
        for node in box.body
        if isinstance(node, ast.ImportFrom) and node.module.split(".")[0] in apps
        for alias in node.names
        if alias.asname is not None
    }
    assert asked == {(app, "searching") for app in apps}


def test_nothing_is_listed_that_is_no_longer_shared():
    stems = [Path(name(path)).stem for path in files()]
    shared = shared_classes({name(path): tree(path) for path in files()})
    assert [noun for noun in NOUNS if stems.count(noun) <= MOST_MODULES] == []
    assert SAME_CLASS.keys() - shared.keys() == set()


def test_a_fourth_module_of_a_name_is_noticed():
    three = ["cases/linking/finding.py", "cases/matching/finding.py", "cases/models/finding.py"]
    layers = [f"{app}/forms.py" for app in ("cases", "referrals", "reports", "coordination", "taskforces")]
    assert crowded_modules([*three, *layers]) == {}
    assert crowded_modules([*three, "taskforces/finding.py"]).keys() == {"finding"}


def test_a_second_class_of_a_name_is_noticed():
    stage = ast.parse("class Stage:\n    class Meta: ...")
    assert shared_classes({"cases/choices/course.py": stage, "cases/register/staging.py": stage}).keys() == {"Stage"}
    assert shared_classes({"cases/choices/course.py": stage, "cases/forms/intake/stage.py": stage}) == {}
    assert shared_classes({"cases/choices/course.py": stage, "reports/forms.py": stage}) == {}
