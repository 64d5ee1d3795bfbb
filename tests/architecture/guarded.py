"""The code that decides: who may, what may follow, what is written, what leaves. Types and coverage are asked of it."""

from pathlib import PurePath

PACKAGES = ("interface", "safeguards", "taskforces/access", "reports/disclosure")


def is_guarded(path: str) -> bool:
    """Whether a module, given by its path from the root, decides: the packages, acts, workflow tables, the summary."""
    pure = PurePath(path)
    return (
        any(path.startswith(f"{package}/") for package in PACKAGES)
        or "actions" in (*pure.parent.parts, pure.stem)
        or pure.name == "workflow.py"
        or (str(pure.parent) == "reports" and pure.name.startswith("summary"))
    )
