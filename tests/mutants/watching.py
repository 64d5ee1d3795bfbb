"""The run without faults: which tests run which lines, kept in `var/mutants` until what they test changes."""

import hashlib
import json
import shutil
from collections.abc import Collection, Sequence
from pathlib import Path

from tests.mutants.copies import ROOT, VAR, Copy, Refused, tree
from tests.mutants.covering import Covering

CONTEXTS, STATE = VAR / "contexts.sqlite", VAR / "watched.json"
# No test without a browser reads these.
OUTSIDE = ("docs/", "deploy/", "tests/browser/", "tests/benchmarks/", "tests/mutants/", ".ci/", "Makefile")


def watch(copy: Copy, workers: int) -> Covering:
    """Let the tests run without a fault where something changed: all of them, or only files of tests that are new."""
    known = json.loads(STATE.read_text()) if STATE.exists() and CONTEXTS.exists() else {"files": {}, "seconds": {}}
    files = {path: _digest(ROOT / path) for path in tree() if not path.startswith(OUTSIDE) and not path.endswith(".md")}
    changed = {path for path in files.keys() | known["files"].keys() if files.get(path) != known["files"].get(path)}
    seconds = {test: spent for test, spent in known["seconds"].items() if test.partition("::")[0] not in changed}
    if not changed:
        print("Nothing changed since the tests were watched: which lines they run is known.", flush=True)
    elif known["files"] and all(_is_test(path) or _is_new(path, known["files"]) for path in changed):
        new = sorted(path for path in changed & files.keys() if _is_test(path))
        print(f"Only tests changed; watching {', '.join(new) or 'none'} ...", flush=True)
        seconds |= _run(copy, new, workers) if new else {}
    else:
        print(f"Watching all tests without a fault ({len(changed)} files changed) ...", flush=True)
        seconds = _run(copy, [], workers)
    STATE.write_text(json.dumps({"files": files, "seconds": seconds}))
    return Covering(CONTEXTS, ROOT, seconds)


def _run(copy: Copy, tests: Sequence[str], workers: int) -> dict[str, float]:
    """Run tests in a copy, all where none are named. What some ran is added to what is known, once they are done."""
    seconds, contexts = copy.folder / "var" / "seconds.json", copy.folder / "var" / "contexts.sqlite"
    seconds.parent.mkdir(parents=True, exist_ok=True)
    seconds.unlink(missing_ok=True)
    contexts.unlink(missing_ok=True)
    if tests and CONTEXTS.exists():
        shutil.copy2(CONTEXTS, contexts)
    answer = copy.watch(contexts, seconds, tests, workers)
    if answer.code not in (0, 1) or not seconds.exists():
        raise Refused(f"The tests do not run without a fault:\n{answer.output[-3000:]}")
    for test in answer.failed:
        print(f"  not asked, because it fails without a fault: {test}", flush=True)
    contexts.replace(CONTEXTS)
    found: dict[str, float] = json.loads(seconds.read_text())
    return found


def _is_test(path: str) -> bool:
    """Whether a file holds tests alone; what several of them share is no such file."""
    return path.startswith("tests/") and Path(path).match("test_*.py")


def _is_new(path: str, known: Collection[str]) -> bool:
    """Whether a file of ``tests`` came since: no test that was watched and has not changed can have read it."""
    return path.startswith("tests/") and path.endswith(".py") and path not in known and Path(path).name != "conftest.py"


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
