"""Imports point down only.

tppo_gugus → reports → referrals | coordination → cases → taskforces → interface → safeguards.
"""

import ast

from tests.architecture.sources import LAYERS, PACKAGES, files, name, tree


def _level(package: str) -> int:
    return next(index for index, layer in enumerate(LAYERS) if package in layer.split("|"))


def _imported(path) -> set[str]:
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module.split(".")[0])
    return found & set(PACKAGES)


def test_no_package_imports_one_above_or_beside_it():
    wrong = [
        f"{name(path)} imports {other}"
        for package in PACKAGES
        for path in files(package)
        for other in _imported(path)
        if other != package and _level(other) <= _level(package)
    ]
    # settings name the roof's own launcher; nothing else imports the roof
    assert wrong == []


def test_no_signals_between_apps():
    users = [name(path) for path in files() if "django.db.models.signals" in path.read_text()]
    assert users == []


def test_telling_another_time_is_for_stories_only():
    tellers = {name(path) for path in files() if "clock.at(" in path.read_text()}
    assert all(teller.startswith("tppo_gugus/demo/") for teller in tellers), tellers


def test_a_file_is_opened_wide_only_where_a_referral_is_answered_or_work_is_given_on():
    users = {name(path) for path in files() if "file_scope(" in path.read_text()}
    allowed = ("safeguards/row_security/", "referrals/actions/", "cases/leaving/")
    assert all(user.startswith(allowed) for user in users), users


def test_counts_are_opened_only_by_the_summary():
    users = {name(path) for path in files() if "figures_scope(" in path.read_text()}
    allowed = ("safeguards/row_security/", "reports/")
    assert all(user.startswith(allowed) for user in users), users
