"""The project's own Python sources, parsed, for rules about the whole codebase."""

import ast
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from tests.architecture.guarded import is_guarded

ROOT = Path(__file__).resolve().parent.parent.parent  # read without Django by `make mutants`
# from the roof down; a package may import later ones, never earlier ones
LAYERS = ("tppo_gugus", "reports", "referrals|coordination", "cases", "taskforces", "interface", "safeguards")
PACKAGES = tuple(name for layer in LAYERS for name in layer.split("|"))


def files(*packages: str, folder: str = "") -> Iterator[Path]:
    """Python files of packages (all by default), without migrations; ``folder`` limits to one sub-folder."""
    for package in packages or PACKAGES:
        for path in sorted((ROOT / package / folder).rglob("*.py")):
            if "migrations" not in path.relative_to(ROOT).parts:  # the checkout itself may have that name
                yield path


@lru_cache(None)
def tree(path: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(path.read_text(), filename=str(path))


def name(path: Path) -> str:
    """The path relative to the root, for messages."""
    return str(path.relative_to(ROOT))


def guarded() -> Iterator[Path]:
    """The modules that decide."""
    yield from (path for path in files() if is_guarded(name(path)))
