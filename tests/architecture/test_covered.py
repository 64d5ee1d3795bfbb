"""What `make test` says of coverage: the code that decides is run whole, or the line says why not."""

import re

import pytest

from tests import covered
from tests.architecture.guarded import PACKAGES
from tests.architecture.sources import files, guarded, name

PRAGMA = re.compile(r"#\s*pragma:\s*no (cover|branch)(?P<reason>.*)")
SHORTEST_REASON = 12  # characters


def unreasoned(line: str) -> bool:
    """Whether a line is left out of the coverage without saying why."""
    found = PRAGMA.search(line)
    return found is not None and len(found["reason"].strip(" #-")) < SHORTEST_REASON


def found(covered_lines=8, missing=(), branches=()):
    """The report of a file with ten lines and no more."""
    summary = {"covered_lines": covered_lines, "num_statements": 10, "covered_branches": 0, "num_branches": 0}
    return {"summary": summary, "missing_lines": list(missing), "missing_branches": [list(pair) for pair in branches]}


def test_each_line_that_is_left_out_says_why():
    lines = {
        f"{name(path)}:{number}": line.strip()
        for path in files()
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if unreasoned(line)
    }
    assert not lines, f"Write `# pragma: no cover - why`: {lines}"


def test_a_line_without_its_reason_is_found():
    assert unreasoned("raise  # pragma: no cover")
    assert unreasoned("raise  # pragma: no branch - no")
    assert not unreasoned("raise  # pragma: no cover - another process than the test's runs it")


def test_a_gap_in_what_decides_is_named_with_its_line():
    report = {
        "cases/actions/merges.py": found(missing=[12, 14, 13, 40], branches=[(12, 13), (11, 14), (20, 25), (30, -1)]),
        "cases/views/live.py": found(missing=[3]),
    }
    assert covered.gaps(report) == ["cases/actions/merges.py: 12-14 40 20->25 30->exit"]


def test_every_part_is_told_apart():
    parts = {covered.part_of(name(path)) for path in guarded()}
    assert parts == {*PACKAGES, "acts", "workflow.py", "reports/summary*"}
    assert covered.by_part({"cases/actions/a.py": found(8), "referrals/actions/b.py": found(10)}) == {"acts": 90.0}


@pytest.mark.parametrize(("missing", "code"), [([], 0), ([7], 1)])
def test_a_gap_fails_the_run(monkeypatch, capsys, missing, code):
    files_ = {"safeguards/clock.py": found(10 - len(missing), missing)}
    totals = files_["safeguards/clock.py"]["summary"]
    monkeypatch.setattr(covered, "report", lambda: {"files": files_, "totals": totals})
    assert covered.main() == code
    assert ("safeguards/clock.py: 7" in capsys.readouterr().out) is bool(missing)
