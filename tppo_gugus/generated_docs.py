"""Pages of ``docs/generated/`` written from the code: who may do what, what may follow what, what is audited, what is
classified. ``make check`` fails if a page differs from the code.
"""

from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.models import Choices, TextChoices

from taskforces.access.permissions import Permission
from taskforces.access.roles import RULES, Role

FOLDER = settings.BASE_DIR / "docs" / "generated"
APPS = ("taskforces", "cases", "referrals", "coordination", "reports")
NOTICE = "<!-- Written by `manage.py generate_docs` from the code; change the code, not this page. -->\n"


def pages() -> dict[Path, str]:
    """Every generated page with its text."""
    makers: dict[str, Callable[[], Iterator[str]]] = {
        "permissions.md": permissions,
        "workflow.md": workflow,
        "audit.md": audit,
        "privacy.md": privacy,
    }
    return {FOLDER / name: NOTICE + "\n" + "\n".join(maker()) + "\n" for name, maker in makers.items()}


def stale() -> list[Path]:
    """The pages that are missing or differ from the code."""
    return [path for path, text in pages().items() if not path.exists() or path.read_text() != text]


def write() -> list[Path]:
    """Write the pages that changed and return them."""
    changed = stale()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path in changed:
        path.write_text(pages()[path])
    return changed


def permissions() -> Iterator[str]:
    """Write who may do what: acts as rows, roles as columns."""
    yield "# Who may do what\n"
    yield "From `taskforces/access/roles.py`. A role counts only with a current membership and a valid decree.\n"
    yield from _table(
        ["role", "name", "reach", "sees identity", "why it exists"],
        ([f"`{role}`", Role(role).label, rule.reach.value, _mark(rule.sees_identity), str(rule.description)]
         for role, rule in RULES.items()),
    )  # fmt: skip
    yield ""
    yield from _table(
        ["act", *(f"`{role}`" for role in RULES)],
        ([f"`{act.value}`", *(_mark(act in rule.permissions) for rule in RULES.values())] for act in Permission),
    )


def workflow() -> Iterator[str]:
    """Write what may follow what: one diagram and one table for each table of a ``workflow`` module."""
    yield "# What may follow what\n"
    yield "From the `workflow.py` of each app. Who may take a step is said in `permissions.md` and nowhere here."
    for app in APPS:
        for name, table in _transition_tables(app):
            yield f"\n## {app}: `{name}`\n\n```mermaid\nstateDiagram-v2"
            yield from (f"    {state.value}: {state.label}" for state in table)
            yield from (f"    {start.value} --> {end.value}" for start in table for end in _in_order(table[start]))
            yield "```\n"
            yield from _table(
                ["from", "name", "to"],
                ([f"`{start.value}`", str(start.label), _codes(end.value for end in _in_order(table[start]))]
                 for start in table),
            )  # fmt: skip


def audit() -> Iterator[str]:
    """Write what is audited: every verb and its sentence."""
    yield "# What is audited\n"
    yield "From the `events.py` of each app. `{target}` is a number, never a name."
    for app in APPS:
        for vocabulary in _vocabularies(app):
            yield f"\n## {app}: `{vocabulary.__name__}`\n"
            yield from _table(["verb", "sentence"], ([f"`{event.value}`", str(event.label)] for event in vocabulary))


def privacy() -> Iterator[str]:
    """Write how every field is classified."""
    yield "# How every field is classified\n"
    yield "From the `Privacy` class of each model; `manage.py check` refuses a field that is in none."
    for app in ("safeguards", *APPS):
        models = [model for model in apps.get_app_config(app).get_models() if hasattr(model, "Privacy")]
        if models:
            yield f"\n## {app}\n"
            kinds = ("identifying", "sensitive", "plain")
            yield from _table(
                ["model", *kinds],
                ([f"`{model.__name__}`", *(_codes(getattr(model.Privacy, kind, ())) for kind in kinds)]
                 for model in models),
            )  # fmt: skip


def _transition_tables(app: str) -> Iterator[tuple[str, dict]]:
    """Yield the tables of an app's workflow: a member of choices to the set of members that may follow."""
    for name, value in vars(_optional_module(f"{app}.workflow")).items():
        if isinstance(value, dict) and value and all(_is_transition(*item) for item in value.items()):
            yield name, value


def _is_transition(start: object, ends: object) -> bool:
    """Whether one entry of a table is a step: from a member of choices to a set of members."""
    return isinstance(start, Choices) and isinstance(ends, frozenset | set)


def _vocabularies(app: str) -> list[type[TextChoices]]:
    """An app's audit vocabularies in source order."""
    module = _optional_module(f"{app}.events")
    found = (value for value in vars(module).values() if isinstance(value, type) and issubclass(value, TextChoices))
    return [vocabulary for vocabulary in found if vocabulary.__module__ == f"{app}.events"]


def _optional_module(name: str) -> object:
    """A module, or an empty object if the app has none."""
    return import_module(name) if find_spec(name) else type("Nothing", (), {})


def _in_order(states: Iterable[Enum]) -> list[Enum]:
    """States in the order of their vocabulary."""
    listed = list(states)
    return sorted(listed, key=list(type(listed[0])).index) if listed else []


def _table(heads: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    """Yield the lines of a table."""
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |"


def _codes(words: Iterable[str]) -> str:
    """Words as code, separated by commas."""
    return ", ".join(f"`{word}`" for word in words)


def _mark(is_so: bool) -> str:
    """A word for yes, empty for no."""
    return "yes" if is_so else ""
