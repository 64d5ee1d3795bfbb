"""Check, before anything is written, that the tables of a database are those of this code.

Until the first release a migration may be edited; the demo is then made again (docs/architecture.md). A demo therefore
notes a digest of each migration it applied, in the comment on ``django_migrations``. A server does not.
"""

import hashlib
import json
import pkgutil
import re
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from psycopg import sql

OLDER = "This database comes from an earlier development version and cannot be upgraded: start that version again."
NEWER = "This database was upgraded by a newer version of this program: start that version again."
OLDER_DEMO = (
    "The database of this demo comes from an earlier development version and cannot be upgraded; "
    "to make a new one, without what was entered, type: make demo-reset"
)
NEWER_DEMO = (
    "The database of this demo was made by a newer version of this program; "
    "start that version again, or make a new one, without what was entered, and type: make demo-reset"
)
NOTES = "SELECT obj_description(to_regclass('django_migrations'), 'pg_class')"

Key = tuple[str, str]  # app label and name, as Django records them


class OtherVersionError(Exception):
    """The database was made by another version of this code; the message says what to do."""


def check_applied_migrations() -> None:
    """Raise ``OtherVersionError`` if our database records migrations that this code lacks, or (demo) that have changed.

    An empty database, one that is behind, and one whose first ``migrate`` was interrupted are accepted.
    """
    ours, own_apps = _migrations_of_this_code(), _own_apps()
    applied = {key for key in MigrationRecorder(connection).applied_migrations() if key[0] in own_apps}
    if applied - ours.keys():
        older, newer = (OLDER_DEMO, NEWER_DEMO) if settings.DEMO else (OLDER, NEWER)
        raise OtherVersionError(newer if ours.keys() <= applied else older)
    if settings.DEMO and any(noted != digest(ours[key]) for key, noted in _notes().items() if key in applied):
        raise OtherVersionError(OLDER_DEMO)


def note_migrations() -> None:
    """In a demo, note the digests of the migrations about to be applied. Notes of applied ones stay as they are."""
    if not settings.DEMO:
        return
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    applied = recorder.applied_migrations()
    fresh = {key: digest(path) for key, path in _migrations_of_this_code().items() if key not in applied}
    notes = {".".join(key): value for key, value in {**_notes(), **fresh}.items()}
    with connection.cursor() as cursor:
        text = sql.Literal(json.dumps(notes, sort_keys=True))
        cursor.execute(sql.SQL("COMMENT ON TABLE django_migrations IS {}").format(text))


def digest(path: Path) -> str:
    """The digest of a migration, 16 letters; its docstring, comments and empty lines do not count."""
    source = re.sub(r'\A\s*""".*?"""', "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    lines = (line.rstrip() for line in source.splitlines())
    text = "\n".join(line for line in lines if line and not line.lstrip().startswith("#"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _own_apps() -> dict[str, Path]:
    """The migrations folder of each app of this project, by label; installed packages are not checked."""
    folders = {config.label: Path(config.path).resolve() for config in apps.get_app_configs()}
    return {label: folder / "migrations" for label, folder in folders.items() if folder.parent == settings.BASE_DIR}


def _migrations_of_this_code() -> dict[Key, Path]:
    """The file of each migration."""
    return {
        (label, module.name): folder / f"{module.name}.py"
        for label, folder in _own_apps().items()
        for module in pkgutil.iter_modules([str(folder)])
    }


def _notes() -> dict[Key, str]:
    """The digests noted by ``note_migrations``; empty if there is no table or no note."""
    with connection.cursor() as cursor:
        cursor.execute(NOTES)
        (text,) = cursor.fetchone()
    if not (text or "").startswith("{"):
        return {}
    return {tuple(key.split(".", 1)): noted for key, noted in json.loads(text).items()}
