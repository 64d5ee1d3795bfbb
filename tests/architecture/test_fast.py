"""`make test-fast` finds the tests of a changed file by its path."""

import pytest

from tests import fast
from tests.architecture.sources import PACKAGES, ROOT


@pytest.mark.parametrize(
    ("path", "tests"),
    [
        ("cases/matching/names.py", ["tests/cases/matching"]),
        ("cases/public/actions/reports.py", ["tests/cases/public"]),
        ("cases/workflow.py", ["tests/cases/test_telephone_doors.py", "tests/cases/test_workflow.py"]),
        ("templates/referrals/queue.html", ["tests/referrals/views"]),
        ("templates/components/field.html", ["tests/interface"]),
        ("static/js/draft.js", ["tests/interface"]),
        ("tests/cases/merging/test_merges.py", ["tests/cases/merging/test_merges.py"]),
        ("tests/cases/register/files.py", ["tests/cases/register"]),
        ("README.md", []),
        ("requirements/dev.txt", []),
    ],
)
def test_a_changed_file_names_its_tests(path, tests):
    found = list(fast.tests_of(path))
    assert set(tests) <= set(found)
    assert tests or not found


def test_every_module_has_tests_somewhere():
    """A package without a mirror of its own falls back to one above it."""
    for app in PACKAGES:
        assert list(fast.tests_of(f"{app}/nowhere/module.py")), app


def test_what_changed_comes_before_the_rules_and_nothing_twice():
    chosen = fast.chosen(["cases/matching/names.py", "cases/matching/rarity.py", "tests/cases/matching/test_engine.py"])
    assert chosen[0] == "tests/cases/matching"
    assert chosen[1:] == fast.quick_rules()


def test_no_browser_and_nothing_that_is_gone():
    assert fast.chosen(["tests/browser/test_call.py", "tests/cases/test_gone.py"]) == fast.quick_rules()


def test_the_quick_rules_ask_no_database():
    assert "tests/architecture/test_layers.py" in fast.quick_rules() or len(fast.quick_rules()) > 10
    assert "tests/architecture/test_query_counts.py" not in fast.quick_rules()
    assert all((ROOT / path).exists() for path in fast.quick_rules())
