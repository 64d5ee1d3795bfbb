"""The databases to measure on: made where they are missing, and how long making them took."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

FILLING = "rows:"  # the first line of a finished step of filling


@dataclass(frozen=True)
class Load:
    """One database of ``cases`` cases. ``seconds`` is how long it took to make, where that was ever measured here."""

    cases: int
    seconds: float | None
    is_new: bool

    @property
    def database(self) -> str:
        """Its name."""
        return f"tppo_load_{self.cases}"


def prepare(cases: int, *, fresh: bool) -> Load:
    """The database of that size: the one that is there, or a new one."""
    notes = settings.VAR_DIR / "benchmarks"
    notes.mkdir(parents=True, exist_ok=True)
    note = notes / f"load_{cases}.json"
    begun = time.monotonic()
    output = manage("generate_load", "--cases", str(cases), *(["--fresh"] if fresh else []), shown=True)
    if "nothing to do" in output:
        known = json.loads(note.read_text()) if note.exists() else {}
        return Load(cases, known.get("seconds"), is_new=False)
    seconds = time.monotonic() - begun
    note.write_text(json.dumps({"seconds": round(seconds, 1)}))
    return Load(cases, seconds, is_new=True)


def collect_static_files() -> None:
    """Pages name their files by what was collected."""
    manage("collectstatic", "--noinput", "--verbosity", "0")


def manage(*arguments: str, shown: bool = False) -> str:
    """Run a management command in a process of its own; returns what it printed, and passes it on where ``shown``."""
    command = [sys.executable, "-u", "manage.py", *arguments]
    lines = []
    with subprocess.Popen(
        command, cwd=Path(settings.BASE_DIR), env=dict(os.environ), stdout=subprocess.PIPE, text=True
    ) as process:
        for line in process.stdout:
            lines.append(line)
            if shown:
                print(f"  {line}", end="", flush=True)
    if process.returncode:
        raise SystemExit(f"manage.py {' '.join(arguments)} failed.")
    return "".join(lines)
