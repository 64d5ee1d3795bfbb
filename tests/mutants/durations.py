"""A pytest plugin: write how long each test that passed took, to the file that MUTANTS_DURATIONS names."""

import json
import os
from collections import Counter
from pathlib import Path

import pytest

FILE = "MUTANTS_DURATIONS"


class Durations:
    """Adds up test and tear-down in seconds, and the longest set-up of the file, since what its tests share is made
    for one of them alone too. A test that did not pass is left out.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.seconds: Counter[str] = Counter()
        self.set_up: Counter[str] = Counter()
        self.not_passed: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """One part of one test is over."""
        if report.when == "setup":
            file = report.nodeid.partition("::")[0]
            self.set_up[file] = max(self.set_up[file], report.duration)
        else:
            self.seconds[report.nodeid] += report.duration
        if not report.passed:
            self.not_passed.add(report.nodeid)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self) -> None:
        """Write them down."""
        passed = {
            test: round(seconds + self.set_up[test.partition("::")[0]], 3)
            for test, seconds in self.seconds.items()
            if test not in self.not_passed
        }
        self.path.write_text(json.dumps(passed))


def pytest_configure(config: pytest.Config) -> None:
    """Listen where the reports come together: not in a worker of pytest-xdist."""
    if FILE in os.environ and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Durations(Path(os.environ[FILE])))
