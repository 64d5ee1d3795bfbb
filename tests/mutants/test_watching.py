"""What has to be watched anew when files change."""

import pytest

from tests.mutants.watching import _is_new, _is_test

KNOWN = {"tests/cases/test_workflow.py": "digest", "tests/personas.py": "digest"}


@pytest.mark.parametrize(
    ("path", "harmless"),
    [
        ("tests/cases/test_workflow.py", True),  # watched again by itself
        ("tests/cases/test_another.py", True),
        ("tests/architecture/acts.py", True),  # no test that was watched can have read it
        ("tests/personas.py", False),  # everybody reads it
        ("tests/cases/conftest.py", False),  # pytest reads it for all beside it
        ("cases/workflow.py", False),
        ("cases/new.py", False),
    ],
)
def test_new_files_of_tests_leave_what_was_seen_as_it_is(path, harmless):
    assert (_is_test(path) or _is_new(path, KNOWN)) is harmless
