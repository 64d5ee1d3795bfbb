"""What each act does with rows, read in its source: which row it fetches, what it saves, and what it takes for granted.

A test of one act works with one row and looks at what the act is about. It does not see the neighbour's row that would
have been fetched, nor the field that kept its old value.
"""

import ast

import pytest

from tests.architecture.acts import EACH_FUNCTION, calls_in, functions_of_acts

EMPTY = {"None", "''", "False", "()"}


# --- One row ----------------------------------------------------------------------------------------------------------
@EACH_FUNCTION
def test_one_row_is_fetched_by_what_it_is(function):
    """Without its key the only row of a small test is found as well; in an office it is somebody else's."""
    for call, called in calls_in(functions_of_acts()[function]):
        if ".objects" in called and called.endswith(".get"):
            assert call.args or call.keywords, f"{ast.unparse(call)}: of all rows, which?"
        if ".objects" in called and called.endswith((".first", ".delete", ".update", ".exists")):
            assert ".filter(" in called or ".visible_to(by)." in called, f"{ast.unparse(call)}: of all rows"


# --- What is not said -------------------------------------------------------------------------------------------------
# Optional arguments of acts that mean something when they are not given.
DEFAULTS = {
    "cases/actions/cases.py:open_from_complaint": {"mode": "Mode.UNKNOWN"},
    "cases/actions/screenings.py:screen": {"occasion": "ScreeningOccasion.NEW_FACTS"},
    "cases/public/actions/reports.py:receive": {"from_network": "1"},
}


@EACH_FUNCTION
def test_what_is_not_said_is_empty(function):
    arguments = functions_of_acts()[function].args
    pairs = [*zip(reversed(arguments.args), reversed(arguments.defaults), strict=False)]
    pairs += zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    given = {argument.arg: ast.unparse(default) for argument, default in pairs if default is not None}
    assert {argument: value for argument, value in given.items() if value not in EMPTY} == DEFAULTS.get(function, {})


# --- What is saved ----------------------------------------------------------------------------------------------------
# Saved here and set elsewhere, or the other way round.
SAVED_FOR_ANOTHER = {
    "referrals/actions/referrals.py:_save": {"referral.state"},
    "cases/actions/merges.py:_point": {"row.key.field", "row...."},  # one field, whose name the plan gives
    "cases/actions/victims.py:move": {"victim.case"},  # the locked row, so that its stage follows
}
# Set on a row that somebody else saves.
SAVED_ELSEWHERE = {
    "referrals/actions/referrals.py:withdraw": {"referral"},
    "referrals/actions/referrals.py:complete": {"referral"},
    "referrals/actions/referrals.py:_answer": {"referral"},
    "cases/actions/age_changes.py:follow_birth_date": {"victim"},
    "cases/actions/age_changes.py:set_child_flag": {"victim"},
    "cases/actions/cases.py:_derive_ages": {"victim"},
    "cases/actions/merges.py:merge": {"snapshot"},
    "cases/actions/services.py:_move_clock_on": {"service"},
    "cases/actions/services.py:_lift_pause": {"service"},
    "cases/register/actions.py:set_columns": {"column"},
    "cases/register/actions.py:discard": {"batch"},
    "cases/register/approval/actions.py:give_back": {"batch"},
    "cases/register/actions.py:_propose": {"batch", "column", "layout"},
    "taskforces/actions/saved_views.py:move_up": {"row"},
}


def _set(function: ast.FunctionDef) -> dict[str, set[str]]:
    """Attributes that a function sets, by row; ``...`` where it sets them by names it was given."""
    found: dict[str, set[str]] = {}
    for node in ast.walk(function):
        targets = node.targets if isinstance(node, ast.Assign) else []
        for target in [node.target] if isinstance(node, ast.AugAssign) else targets:
            for each in target.elts if isinstance(target, ast.Tuple) else [target]:
                if isinstance(each, ast.Attribute):
                    found.setdefault(ast.unparse(each.value), set()).add(each.attr)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "setattr":
            found.setdefault(ast.unparse(node.args[0]), set()).add("...")
    found.pop("self", None)
    return found


def _saves(function: ast.FunctionDef) -> dict[str, set[str]]:
    """The fields that a function saves, by row; ``*NAME`` for those that a constant or a variable names."""
    found: dict[str, set[str]] = {}
    for call, called in calls_in(function):
        named = [keyword.value for keyword in call.keywords if keyword.arg == "update_fields"]
        if called.endswith(".save"):
            elements = named[0].elts if named and isinstance(named[0], ast.List) else []
            words = {each.value if isinstance(each, ast.Constant) else ast.unparse(each) for each in elements}
            found.setdefault(called.removesuffix(".save"), set()).update(words or {"*all"})
    return found


@EACH_FUNCTION
def test_an_act_saves_the_fields_it_changed_and_no_other(function):
    saved, changed = _saves(functions_of_acts()[function]), _set(functions_of_acts()[function])
    apart = set()
    for row, fields in saved.items():
        named = {field for field in fields if not field.startswith("*")}
        apart |= {f"{row}.{field}" for field in named - changed.get(row, set())}
        if fields == named:
            apart |= {f"{row}.{field}" for field in changed.get(row, set()) - named}
    assert apart == SAVED_FOR_ANOTHER.get(function, set()), "changed and not saved, or saved and not changed"
    assert changed.keys() - saved.keys() == SAVED_ELSEWHERE.get(function, set()), "changed and never saved"


@pytest.mark.parametrize("table", [DEFAULTS, SAVED_FOR_ANOTHER, SAVED_ELSEWHERE], ids=["defaults", "fields", "rows"])
def test_no_table_names_a_function_that_is_gone(table):
    assert table.keys() - functions_of_acts().keys() == set()
