"""mypy looks at all the code that decides, and leaves nothing out without a reason."""

import re
import tomllib

import pytest

from tests.architecture.guarded import is_guarded
from tests.architecture.sources import ROOT, files, guarded, name

MYPY = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mypy"]
IGNORED = re.compile(r"#\s*type:\s*ignore(?P<code>\[[a-z-]+\])?(?P<reason>.*)")


def checked() -> set[str]:
    """Every module mypy is given."""
    given = [path for pattern in MYPY["files"] for path in ROOT.glob(pattern)]
    return {name(path) for root in given for path in (root.rglob("*.py") if root.is_dir() else [root])}


def test_every_module_that_decides_is_checked():
    missing = sorted(name(path) for path in guarded() if name(path) not in checked())
    assert not missing, "Add these to [tool.mypy] in pyproject.toml:\n" + "\n".join(missing)


def test_no_module_is_checked_less_than_the_others():
    assert MYPY["disallow_untyped_defs"]
    assert "overrides" not in MYPY, "Annotate the module instead"


def unreasoned(line: str) -> bool:
    """Whether a line silences mypy without saying what or why."""
    found = IGNORED.search(line)
    return found is not None and (not found["code"] or len(found["reason"].strip(" #-")) < len("as above"))


def test_each_ignored_error_is_named_and_has_a_reason():
    lines = {
        f"{name(path)}:{number}": line
        for path in files()
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if unreasoned(line)
    }
    assert not lines, f"Write `# type: ignore[code]  # why`: {lines}"


@pytest.mark.parametrize(
    ("path", "decides"),
    [
        ("cases/register/actions.py", True),
        ("cases/newcomer/actions.py", True),
        ("cases/newcomer/actions/pauses.py", True),
        ("referrals/workflow.py", True),
        ("safeguards/management/commands/rotate_keys.py", True),
        ("reports/summary_shape.py", True),
        ("reports/views/summary.py", False),
        ("taskforces/models/user.py", False),
        ("cases/views/case_acts.py", False),
    ],
)
def test_what_decides_is_known_by_its_path(path, decides):
    assert is_guarded(path) is decides


def test_an_ignored_error_without_its_reason_is_found():
    assert unreasoned("x = 1  # type: ignore")
    assert unreasoned("x = 1  # type: ignore[misc]")
    assert not unreasoned("x = 1  # type: ignore[misc]  # the library tells its types wrongly")
