"""A plugin of pytest for ``make test-fast``: when the time is up no further test begins, and their number is told."""

import os
import time

import pytest

UNTIL = "TEST_FAST_UNTIL"
LEFT = "the time is up"


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave the test out before anything is made for it; a rule that asks no database runs all the same."""
    is_quick_rule = item.path.parent.name == "architecture" and item.get_closest_marker("django_db") is None
    if not is_quick_rule and time.monotonic() > float(os.environ.get(UNTIL, "inf")):
        pytest.skip(LEFT)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many."""
    left = [report for report in terminalreporter.stats.get("skipped", []) if LEFT in str(report.longrepr)]
    if left:
        terminalreporter.write_line(f"{len(left)} tests were left out, because the time was up: make test runs them.")
