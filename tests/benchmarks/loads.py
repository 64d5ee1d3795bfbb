"""The databases to measure: created if missing, with the time that took."""

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
    """One database of ``cases`` cases. ``seconds`` is the time to create it, if that was measured here."""

    cases: int
    seconds: float | None
    is_new: bool

    @property
    def database(self) -> str:
        """Its name."""
        return f"tppo_load_{self.cases}"


def prepare(cases: int, *, fresh: bool) -> Load:
    """The database of a size: an existing or a new one."""
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
    """Collect static files, because pages use the collected names."""
    manage("collectstatic", "--noinput", "--verbosity", "0")


def manage(*arguments: str, shown: bool = False) -> str:
    """Run a management command in a separate process; returns its output, and prints it if ``shown``."""
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
