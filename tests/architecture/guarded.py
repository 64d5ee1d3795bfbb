"""The code that decides: who may, what may follow, what is written, what leaves. Types and coverage are asked of it.

The part of it that guards gets the faults of ``make mutants`` too.
"""

from pathlib import PurePath

GUARDING = ("safeguards", "taskforces/access", "reports/disclosure")
PACKAGES = (*GUARDING, "interface")


def guards(path: str) -> bool:
    """Whether a module, given by its path from the root, guards: what protects, who may, acts, workflow tables."""
    pure = PurePath(path)
    return _is_in(path, GUARDING) or "actions" in (*pure.parent.parts, pure.stem) or pure.name == "workflow.py"


def is_guarded(path: str) -> bool:
    """Whether a module decides: it guards, says things in Indonesian, or makes the summary."""
    pure = PurePath(path)
    is_summary = str(pure.parent) == "reports" and pure.name.startswith("summary")
    return guards(path) or _is_in(path, PACKAGES) or is_summary


def _is_in(path: str, packages: tuple[str, ...]) -> bool:
    return any(path.startswith(f"{package}/") for package in packages)
