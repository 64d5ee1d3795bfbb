"""Check whether pages are equal before and after a change of templates.

    python -m tests.rendered_pages save FOLDER [paths for pytest] [--of REVISION]
    python -m tests.rendered_pages compare BEFORE AFTER
    python -m tests.rendered_pages against REVISION [paths for pytest]

``save`` runs the crawl of all URLs as every persona and the tests that get pages, and saves every page they get.
``--of`` does so for another commit, in a separate folder, with the crawl of this checkout. ``against`` saves both and
compares. Exits with 1 if something differs.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from tests.rendered_pages.comparing import compare

ROOT = Path(__file__).resolve().parents[2]
TOOL = Path("tests/rendered_pages")
CRAWL = str(TOOL / "crawl.py")
OTHERS = {"architecture", "attacks", "benchmarks", "browser", "rendered_pages"}  # slow, or they draw no page of ours
ASKS = re.compile(r"client|Desk|Stranger")  # a test that gets pages


def told(root: Path) -> list[str]:
    """Test files of a checkout that get pages: the crawl alone meets few mistakes and few states."""
    paths = (path.relative_to(root) for path in sorted((root / "tests").rglob("test_*.py")))
    return [str(path) for path in paths if path.parts[1] not in OTHERS and ASKS.search((root / path).read_text())]


def save(folder: Path, *, root: Path, at: datetime, paths: list[str]) -> None:
    """Run the tests of a checkout and save the pages they get. A failing test is reported but does not stop the run."""
    if folder.exists() and any(folder.iterdir()):
        raise SystemExit(f"{folder} is not empty")
    command = [sys.executable, "-m", "pytest", "-q", "--tb=line", "-p", "tests.rendered_pages.recording"]
    environment = {
        **os.environ,
        "RENDERED_INTO": str(folder.resolve()),
        "RENDERED_AT": at.isoformat(),
        "VAR_DIR": os.environ.get("VAR_DIR", str(ROOT / "var")),  # one database server for both checkouts
    }
    command += [CRAWL, *(paths or told(root))]
    ended = subprocess.run(command, cwd=root, env=environment, check=False).returncode
    if ended not in (0, 1):
        raise SystemExit(f"pytest ended with {ended}: nothing can be compared")
    print(f"{sum(1 for _page in folder.rglob('*.html'))} pages in {folder}", flush=True)


def save_revision(folder: Path, revision: str, *, at: datetime, paths: list[str]) -> None:
    """Save the pages of another commit of this repository."""
    with tempfile.TemporaryDirectory(prefix="pages-") as place:
        root = Path(place)
        archive = subprocess.run(["git", "archive", revision], cwd=ROOT, check=True, capture_output=True).stdout
        subprocess.run(["tar", "-x", "-C", place], input=archive, check=True)
        shutil.rmtree(root / TOOL, ignore_errors=True)
        shutil.copytree(ROOT / TOOL, root / TOOL)
        save(folder, root=root, at=at, paths=[path for path in paths if (root / path.partition("::")[0]).exists()])


def parsed(arguments: list[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.rendered_pages", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    saving = commands.add_parser("save")
    saving.add_argument("folder", type=Path)
    saving.add_argument("--of", metavar="REVISION")
    comparing = commands.add_parser("compare")
    comparing.add_argument("before", type=Path)
    comparing.add_argument("after", type=Path)
    against = commands.add_parser("against")
    against.add_argument("revision")
    for one in (saving, against):
        one.add_argument("paths", nargs="*")
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    """Run the command; returns 0 if nothing differs."""
    asked = parsed(arguments)
    # one moment for both sides, on the day of the database's own clock
    at = datetime.now().astimezone().replace(hour=10, minute=0, second=0, microsecond=0)
    match asked.command:
        case "compare":
            return compare(asked.before, asked.after, ROOT)
        case "save" if asked.of:
            save_revision(asked.folder, asked.of, at=at, paths=asked.paths)
        case "save":
            save(asked.folder, root=ROOT, at=at, paths=asked.paths)
        case _:
            with tempfile.TemporaryDirectory(prefix="pages-") as place:
                before, after = Path(place, "before"), Path(place, "after")
                save_revision(before, asked.revision, at=at, paths=asked.paths)
                save(after, root=ROOT, at=at, paths=asked.paths)
                return compare(before, after, ROOT)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
