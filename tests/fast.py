"""`make test-fast`: the tests of what somebody changed, then the quick rules about the whole codebase.

What changed is asked of git: first what is not committed yet, then what else differs from the branch point with `main`;
where nothing does, what the last commit changed. Tests stand in the mirror of what they test
(``tests/architecture/test_mirror.py``), so the folder of a module names its tests. When the time is up, tests that did
not begin are left to `make test`, and their number is told; the quick rules all run. No browser.
"""

import argparse
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath

ROOT = Path(__file__).resolve().parent.parent
UNTIL = "TEST_FAST_UNTIL"  # in the environment: when no further test begins, on the clock of ``time.monotonic``
# What no path tells: where the tests of these files stand.
ELSEWHERE = {
    "templates/components": ["tests/interface"],
    "static": ["tests/interface"],
    "docs": ["tests/tppo_gugus/test_generated_docs.py", "tests/tppo_gugus/test_deployment.py"],
    "deploy": ["tests/tppo_gugus/test_deployment.py"],
}
RULES = "tests/architecture"
OF_THE_DATABASE = re.compile(r"\b(world|django_db|db)\b")  # a test whose file says none of these asks no database
NOT_FAST = ("tests/browser/", "tests/journeys/", "tests/benchmarks/")


def changed() -> list[str]:
    """Paths from the root that differ, those at hand first; none where there is no git."""
    at_hand = _git("diff", "--name-only", "HEAD") + _git("ls-files", "--others", "--exclude-standard")
    base = _git("merge-base", "HEAD", "main") or _git("merge-base", "HEAD", "origin/main") or ["HEAD"]
    found = list(dict.fromkeys([*at_hand, *_git("diff", "--name-only", base[0])]))
    return found or _git("diff", "--name-only", "HEAD~1")


def _git(*words: str) -> list[str]:
    asked = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return asked.stdout.split() if asked.returncode == 0 else []


def tests_of(path: str) -> Iterator[str]:
    """Folders and files with the tests of a changed file, by their paths from the root."""
    pure = PurePath(path)
    elsewhere = [tests for start, tests in ELSEWHERE.items() if path.startswith(f"{start}/")]
    if elsewhere:
        yield from elsewhere[0]
    elif pure.parts[0] == "tests":
        yield from _of_tests(pure)
    elif pure.parts[0] == "templates":
        yield from _nearest(PurePath("tests", pure.parts[1], "views"))
    elif pure.suffix == ".py" and (ROOT / "tests" / pure.parts[0]).is_dir():
        yield from _nearest(PurePath("tests", pure.parent))


def _of_tests(path: PurePath) -> Iterator[str]:
    """A changed test is its own; a changed helper is its folder's."""
    if path.name.startswith("test_") and path.suffix == ".py":
        yield str(path)
    elif len(path.parts) > 2:
        yield str(path.parent)


def _nearest(folder: PurePath) -> list[str]:
    """The mirror of a package; where it has none, the tests at the top of its app, or all of a small app."""
    if len(folder.parts) > 2 and (ROOT / folder).is_dir():
        return [str(folder)]
    while len(folder.parts) > 2:
        folder = folder.parent
        if len(folder.parts) > 2 and (ROOT / folder).is_dir():
            return [str(folder)]
    return sorted(str(path.relative_to(ROOT)) for path in (ROOT / folder).glob("test_*.py")) or [str(folder)]


def quick_rules() -> list[str]:
    """Rules about the whole codebase that read files and ask no database: seconds in all."""
    rules = sorted((ROOT / RULES).glob("test_*.py"))
    return [str(path.relative_to(ROOT)) for path in rules if not OF_THE_DATABASE.search(path.read_text())]


def chosen(paths: Iterable[str]) -> list[str]:
    """What is run, in this order: the tests of changed files, then the quick rules; each once, what is there."""
    found = dict.fromkeys([test for path in paths for test in tests_of(path)] + quick_rules())
    wanted = [test for test in found if (ROOT / test).exists() and not f"{test}/".startswith(NOT_FAST)]
    return [test for test in wanted if not {str(parent) for parent in PurePath(test).parents} & set(wanted)]


def main() -> int:
    """Run them; the exit code is pytest's."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--workers", default="2")
    parser.add_argument("--seconds", type=int, default=40, help="after which no further test begins")
    options = parser.parse_args()
    tests = chosen(changed())
    print("First what changed, then the quick rules:", *tests, sep="\n  ", flush=True)
    words = ["-p", "tests.time_box", "-p", "no:randomly", "-q", "-n", options.workers, "--dist", "load"]
    environment = {**os.environ, UNTIL: str(time.monotonic() + options.seconds)}
    return subprocess.run(
        [sys.executable, "-m", "pytest", *words, *tests], cwd=ROOT, env=environment, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
