"""`make test-days`: run the suite on another day, with the clocks of Python and PostgreSQL moved together.

    python -m tests.moved_clock 2028-02-29T23:50 [arguments for pytest]

libfaketime (Debian: libfaketime) moves the clock of every process by the same seconds. Browser tests are left out,
because a Chromium with a moved clock does not trust the server, and pages take the time from the server.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parent.parent
LIBRARIES = ("/usr/lib", "/usr/lib64", "/usr/local/lib")
ZONE = ZoneInfo("Asia/Jakarta")


def find_library() -> Path | None:
    """The path of the multi-thread variant of libfaketime."""
    found = (path for folder in LIBRARIES for path in sorted(Path(folder).rglob("libfaketimeMT.so.1")))
    return next(found, None)


def environment(moment: datetime, library: Path) -> dict[str, str]:
    """The environment of a run: the same offset for each process, and a separate database server."""
    seconds = round((moment - datetime.now(ZONE)).total_seconds())
    return {
        **os.environ,
        "LD_PRELOAD": str(library),
        "FAKETIME": f"{seconds:+d}",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "NO_FAKE_STAT": "1",
        "VAR_DIR": str(ROOT / "var" / "test-days"),
        "PYTEST_VERSION": "moved",
    }


def main(arguments: Sequence[str]) -> int:
    """Run the suite at a local moment; returns its exit status, or 0 with one line if the clock cannot be moved."""
    moment = datetime.fromisoformat(arguments[0]).replace(tzinfo=ZONE)
    library = find_library()
    if library is None:
        print("NOT RUN ON OTHER DAYS: no libfaketime found (Debian: apt-get install libfaketime)")
        return 0
    print(f"The suite on {moment:%d %B %Y, %H.%M} WIB", flush=True)
    moved = environment(moment, library)
    command = [sys.executable, "-m", "pytest", "--ignore=tests/browser", *arguments[1:]]
    try:
        return subprocess.run(command, cwd=ROOT, env=moved, check=False).returncode
    finally:
        stop = [sys.executable, "manage.py", "embedded_database", "destroy"]
        subprocess.run(stop, cwd=ROOT, env=moved, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
