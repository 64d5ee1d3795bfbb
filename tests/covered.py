"""What the tests without a browser cover: one line in all, one for each part of the code that decides.

``make coverage`` writes the data and then runs this. It fails where a line or a branch of the code that decides
(``tests/architecture/guarded.py``) is neither run nor marked ``# pragma: no cover - why``.
"""

import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath
from typing import Any

from coverage import Coverage
from coverage.exceptions import CoverageException

from tests.architecture.guarded import is_guarded

COUNTED = ("covered_lines", "num_statements", "covered_branches", "num_branches")
Report = Mapping[str, Any]  # of one file, or of all, as `coverage json` writes it


def report() -> Report:
    """The report over all data of the last run. Raises ``CoverageException`` where there is none."""
    measured = Coverage()
    measured.load()
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        measured.json_report(outfile=file.name)
        return json.loads(Path(file.name).read_text())


def share(summary: Mapping[str, int]) -> float:
    """Lines and branches that ran, of all, in per cent."""
    run, of = (
        summary["covered_lines"] + summary["covered_branches"],
        summary["num_statements"] + summary["num_branches"],
    )
    return 100 * run / of if of else 100.0


def part_of(path: str) -> str:
    """The part of the code that a decisive module belongs to, as the report names it."""
    pure = PurePath(path)
    if pure.name == "workflow.py":
        return "workflow.py"
    if "actions" in (*pure.parent.parts, pure.stem):
        return "acts"
    if path.startswith("reports/summary"):
        return "reports/summary*"
    return "/".join(pure.parts[:2]) if pure.parts[0] in ("taskforces", "reports") else pure.parts[0]


def by_part(files: Mapping[str, Report]) -> dict[str, float]:
    """Each part of the code that decides with its share in per cent."""
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for path, found in files.items():
        if is_guarded(path):
            for name in COUNTED:
                sums[part_of(path)][name] += found["summary"][name]
    return {part: share(sums[part]) for part in sorted(sums)}


def gaps(files: Mapping[str, Report]) -> list[str]:
    """Lines and branches of the code that decides which no test runs, a line a module: ``x.py: 12-15 20->25``."""
    lines = []
    for path, found in sorted(files.items()):
        if is_guarded(path) and (missed := [*_spans(found["missing_lines"]), *_branches(found)]):
            lines.append(f"{path}: {' '.join(missed)}")
    return lines


def _spans(numbers: Iterable[int]) -> list[str]:
    """Numbers of lines, those that follow each other as one: ``12-15``."""
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return [f"{first}-{last}" if last > first else str(first) for first, last in spans]


def _branches(found: Report) -> list[str]:
    """Branches that were not taken; not those that begin or end at a line that did not run, which is named already."""
    missing = set(found["missing_lines"])
    ways = [(a, b) for a, b in found["missing_branches"] if a not in missing and b not in missing]
    return [f"{a}->{'exit' if b < 0 else b}" for a, b in ways]


def main() -> int:
    """Print the report; 1 where something decisive is not covered."""
    try:
        found = report()
    except CoverageException as error:
        print(f"No coverage: {error}")
        return 1
    print(f"Covered by the tests without a browser (lines and branches): {share(found['totals']):.1f} % of everything.")
    for part, percent in by_part(found["files"]).items():
        print(f"  {part:<24} {percent:6.2f} %")
    missing = gaps(found["files"])
    for gap in missing:
        print(f"  not run: {gap}")
    if missing:
        print("Write a test that runs these, or mark the line `# pragma: no cover - why`.")
    return bool(missing)


if __name__ == "__main__":
    sys.exit(main())
