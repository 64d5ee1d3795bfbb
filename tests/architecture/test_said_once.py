"""Lists and numbers that were once in two modules: now in one place, and derived everywhere else."""

import ast
import re
from itertools import chain

import pytest

from cases.forms.intake.call import ComplaintForm
from cases.models import PublicForm
from taskforces.models import TaskForce
from tests.architecture.sources import files, name, tree

OF_THE_PAGE = {"submission_key", "version", "warnings_seen", "shorthand"}  # fields that are not facts of a complaint


@pytest.mark.parametrize(
    ("model", "fixed"),
    [
        (PublicForm, {"id", "task_force", "recorder", "version"}),
        (TaskForce, {"id", "level", "region", "parent", "created_at", "version"}),
    ],
)
def test_what_may_be_changed_is_every_plain_field_but_those_that_make_the_row(model, fixed):
    assert set(model.EDITABLE) == set(model.Privacy.plain) - fixed


def test_every_fact_of_a_complaint_stands_in_one_section():
    facts = list(chain.from_iterable(ComplaintForm.SECTIONS.values()))
    assert sorted(facts) == sorted(set(ComplaintForm.base_fields) - OF_THE_PAGE)
    assert tuple(facts) == ComplaintForm.FACTS


def test_eighteen_is_said_once():
    """``cases.reading.ages`` decides who is a child; a number beside an age would repeat the rule."""
    written = re.compile(r"age\w*\s*(?:<|<=|>|>=)\s*1[78]\b")
    found = [name(path) for path in files() if written.search(path.read_text())]
    for path in files():
        for node in ast.walk(tree(path)):
            values = [node.value] if isinstance(node, ast.Assign) else getattr(node, "comparators", [])
            found += [name(path) for value in values if isinstance(value, ast.Constant) and value.value == 18]
    assert found == ["cases/reading/ages.py"]
