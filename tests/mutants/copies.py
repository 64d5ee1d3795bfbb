"""Copies of the tree in which faults are planted and tests run; the checkout itself is never touched.

A copy has its own embedded PostgreSQL, so that two of them do not wait for one another. A run that was killed leaves a
folder in `var/mutants`, which the next run makes anew.
"""

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.mutants import durations
from tests.mutants.faults import Fault
from tests.mutants.guarded import ROOT, paths

VAR = ROOT / "var" / "mutants"
LIMITED = ("sh", "-c", 'ulimit -v 6000000; exec "$@"', "sh")  # kB of memory; a fault may make a list grow without end
LEAST_WAIT = 180  # seconds for tests that take none
TYPES_WAIT = 900  # seconds; the first run of mypy reads the whole tree
SAME_TABLES = "MUTANTS_TABLES"  # tests/template_database.py takes its value for the name of the tables
BOOT = Path("/proc/sys/kernel/random/boot_id")  # a template does not outlive the start of the machine
FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+?(?:::[^\[\s]+(?:\[.*?\])?)?)(?: - .*)?$", re.MULTILINE)
MAKE_TABLES = ("safeguards/row_security/", "safeguards/encryption/fields.py", "safeguards/encryption/sealing.py")
PLUGINS = ("-p", "no:randomly", "-p", "tests.mutants.plain_first")
PYTEST = (sys.executable, "-m", "pytest", *PLUGINS, "-q", "--no-header", "--tb=no", "-rfE")


class Refused(Exception):
    """The tests cannot be judged: they do not pass without a fault, or something else ended them."""


class Answer:
    """What pytest said of a tree: how it ended, and the tests that failed."""

    def __init__(self, code: int | None, output: str) -> None:
        self.code, self.output = code, output
        self.failed = FAILED.findall(output)

    @property
    def passed(self) -> bool:
        """Whether all tests passed."""
        return self.code == 0

    @property
    def timed_out(self) -> bool:
        """Whether the tests did not end in time."""
        return self.code is None


def makes_tables(path: str) -> bool:
    """Whether a file decides what the tables of the test database are: for its faults they are made anew."""
    return path.startswith(MAKE_TABLES)


def tree() -> list[str]:
    """The files of the checkout that git knows or would know."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return sorted(path for path in listed.split("\0") if path and (ROOT / path).is_file())


class Copy:
    """One copy of the tree with a database server of its own."""

    def __init__(self, number: int) -> None:
        self.folder = VAR / f"copy-{number}"
        self.running: subprocess.Popen[str] | None = None
        self.environment = {
            **os.environ,
            "VAR_DIR": str(self.folder / "var" / "test"),
            "PYTEST_VERSION": "mutants",
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def make(self) -> None:
        """Lay the files of the checkout anew; the database of an earlier run may stay."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for found in self.folder.iterdir():
            if found.name != "var":
                shutil.rmtree(found) if found.is_dir() else found.unlink()
        digest = hashlib.sha256(BOOT.read_bytes() if BOOT.exists() else b"")
        for path in tree():
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / path, self.folder / path)
            if "/migrations/" in path or path.startswith(("safeguards/", "requirements/dev")):
                digest.update((ROOT / path).read_bytes())
        self.environment[SAME_TABLES] = digest.hexdigest()[:16]

    def run(self, tests: Sequence[str], *, seconds: float, options: Sequence[str] = (), **more: str) -> Answer:
        """Run tests in their order; ``seconds`` is what they took without a fault."""
        asked = self.folder / "var" / "asked.txt"
        asked.parent.mkdir(parents=True, exist_ok=True)
        asked.write_text("\n".join(tests))
        return self.start([*PYTEST, *options, f"@{asked}"], limit=LEAST_WAIT + 10 * seconds, **more)

    def run_with(self, fault: Fault, path: str, tests: Sequence[str], *, seconds: float) -> Answer:
        """The same with a fault planted, up to the first test that fails."""
        tables = {SAME_TABLES: ""} if makes_tables(path) else {}
        with self._planted(fault, path):
            return self.run(tests, seconds=seconds, options=["-x"], **tables)

    def types_refuse(self, *paths: str, fault: Fault | None = None) -> bool:
        """Whether mypy, which every change must pass, refuses files; with a fault planted in the first of them."""
        with self._planted(fault, paths[0]):
            answer = self.start([sys.executable, "-m", "mypy", *paths], limit=TYPES_WAIT)
        if answer.code not in (0, 1):
            raise Refused(f"mypy breaks off:\n{answer.output[-1000:]}")
        return answer.code == 1

    @contextmanager
    def _planted(self, fault: Fault | None, path: str) -> Iterator[None]:
        try:
            if fault is not None:
                (self.folder / path).write_text(fault.planted_in((ROOT / path).read_text()))
            yield
        finally:
            shutil.copy2(ROOT / path, self.folder / path)

    def start(self, command: Sequence[str], *, limit: float | None = None, **more: str) -> Answer:
        """Run a command here; where it takes longer than ``limit`` seconds, end it and what it started."""
        environment = self.environment | more
        with subprocess.Popen(  # in a group of its own, so that all it starts can be ended with it
            [*LIMITED, *command],
            cwd=self.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            errors="replace",
            start_new_session=True,
        ) as process:
            self.running = process
            try:
                output, _nothing = process.communicate(timeout=limit)
                return Answer(process.returncode, output)
            except subprocess.TimeoutExpired:
                return Answer(None, "")
            finally:
                _end(process)

    def watch(self, contexts: Path, seconds: Path, tests: Sequence[str], workers: int) -> Answer:
        """Run tests without a fault, adding to the files that say which lines they ran and how long they took."""
        config = contexts.with_name("coverage.ini")
        config.write_text("\n    ".join(["[run]\nrelative_files = true\ninclude =", *paths()]))
        options = ["--cov", f"--cov-config={config}", "--cov-context=test", "--cov-report=", "--cov-append"]
        plugin = ["-p", "tests.mutants.durations", "-n", str(workers), "--dist", "loadfile", "--ignore=tests/browser"]
        command = [sys.executable, "-m", "pytest", "-q", "--tb=short", *plugin, *options, *tests]
        return self.start(command, **{durations.FILE: str(seconds), "COVERAGE_FILE": str(contexts)})

    def stop(self) -> None:
        """End what runs here still, and the database server of this copy."""
        if self.running is not None:
            _end(self.running)
        self.start([sys.executable, "manage.py", "embedded_database", "stop"], limit=60)


def _end(process: subprocess.Popen) -> None:
    """End a process and those it started; the database server has a session of its own and stays."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
