"""Which files get faults, what a seed draws, and that no equivalent is listed in vain."""

import itertools
import subprocess
import sys

import pytest

from tests.mutants import guarded
from tests.mutants.guarded import ROOT, drawn, equivalents, faults, paths


def test_the_code_that_guards_is_in_the_draw():
    found = set(paths())
    assert {
        "safeguards/audit/recording.py",
        "taskforces/access/policy.py",
        "cases/actions/complaints.py",
        "cases/register/actions.py",
        "cases/public/actions/reports.py",
        "taskforces/actions/decrees.py",
        "cases/workflow.py",
        "referrals/workflow.py",
        "reports/disclosure/suppression.py",
    } <= found
    assert not [path for path in found if path.startswith(("tests/", "var/")) or "/migrations/" in path]


def test_a_seed_draws_the_same_faults_each_time_and_every_line_once():
    first, again, other = (list(itertools.islice(drawn(seed), 50)) for seed in (1, 1, 2))
    assert first == again
    assert first != other
    assert len({(path, fault.line) for path, fault in first}) == 50
    assert all(
        path.startswith("cases/workflow") for path, _fault in itertools.islice(drawn(1, within="cases/workflow"), 5)
    )


@pytest.mark.parametrize("entry", equivalents(), ids=lambda entry: f"{entry.file}: {entry.line[:60]}")
def test_an_equivalent_matches_a_fault_still_and_says_why(entry):
    assert [fault for fault in faults().get(entry.file, ()) if entry.is_this(entry.file, fault)], "remove the entry"
    assert len(entry.reason.split()) > 4


def test_an_equivalent_is_not_drawn(monkeypatch):
    path, fault = next(drawn(1))
    entry = guarded.Equivalent(path, fault.line_text, fault.was, fault.becomes, "a reason")
    monkeypatch.setattr(guarded, "equivalents", lambda: [entry])
    assert (path, fault) not in set(itertools.islice(drawn(1), 50))


def test_the_command_starts_without_django():
    listing = ("--list", "--sample", "2")
    answer = subprocess.run(
        [sys.executable, "-m", "tests.mutants", *listing], cwd=ROOT, env={}, capture_output=True, text=True, check=False
    )
    assert (answer.returncode, answer.stderr) == (0, "")
    assert len(answer.stdout.splitlines()) == 3
