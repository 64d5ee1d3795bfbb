"""The secret that signs sessions and links: given by the environment, or made once for demo, development and tests."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def secret_key(given: str, *, made_in: Path | None) -> str:
    """``given``, else the key stored in the folder ``made_in`` (created there the first time, readable only by us).

    Without either, raise: a production secret has no default.
    """
    if given:
        return given
    if made_in is None:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set. Give 50 or more random characters (see .env.example), or set DEMO=true for a demo."
        )
    path = made_in / "secret_key"
    if not path.exists():
        _write_once(path, secrets.token_urlsafe(50))
    return path.read_text().strip()


def _write_once(path: Path, text: str) -> None:
    """Write ``path`` in one step with mode 0600; if another process was first, its file stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as handle:
        handle.write(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()
