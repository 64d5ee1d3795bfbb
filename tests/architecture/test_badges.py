"""How a state looks is said once: in the table of its app. No page and no other module decides it again."""

import ast
import re
from collections.abc import Iterator

import pytest
from django.template.base import Lexer, TokenType

from cases.choices.badges import BADGES as OF_CASES
from coordination.badges import BADGES as OF_COORDINATION
from interface.marks import SHAPES, TONES, BadgeTable
from referrals.badges import BADGES as OF_REFERRALS
from tests.architecture.sources import ROOT, files, name, tree

TABLES = [OF_CASES, OF_COORDINATION, OF_REFERRALS]
MARKS = ("badge", "shape", "icon")
LITERAL = re.compile(r"""(?:[=!]=|\bin)\s*(?:["']|\d)|["']\s*(?:[=!]=|in\b)""")
OPENING = re.compile(r"<[a-z]")
PAGES = [ROOT / "templates", *ROOT.glob("*/templates")]


def missing(table: BadgeTable) -> list[str]:
    """Values of the table's code lists without a badge, and rows for values of another list."""
    return [str(value) for codes, badges in table.items() for value in set(codes) ^ badges.keys()]


@pytest.mark.parametrize("table", TABLES)
def test_every_value_of_a_code_list_has_its_badge(table):
    assert missing(table) == []
    for codes, badges in table.items():
        for value in codes:
            drawn = table.of(codes, value.value)
            assert drawn.shape in SHAPES, value
            assert drawn.tone in {"", "quiet", *TONES.values()}, value
            assert str(drawn.words), value
            assert drawn.shape == badges[value].shape


def test_every_table_is_asked_here():
    found = [name(path) for path in files() if path.name == "badges.py"]
    assert found == ["referrals/badges.py", "coordination/badges.py", "cases/choices/badges.py"]
    assert len(TABLES) == len(found)


def test_a_value_without_a_badge_is_noticed():
    codes, badges = next(iter(OF_CASES.items()))
    forgotten = dict(list(badges.items())[1:])
    assert missing(BadgeTable({codes: forgotten})) == [str(next(iter(badges)))]


def chosen_by_literal(source: str) -> Iterator[str]:
    """Conditions of a template that compare with a written value and begin their branch with a mark.

    A branch that holds a whole form or list with a mark somewhere in it chooses that form, not the mark.
    """
    branches: list[list] = []  # conditions of the chain so far, and how many elements were opened since the last
    for token in Lexer(source).tokenize():
        word = token.contents.split()[0] if token.token_type == TokenType.BLOCK else ""
        if word == "if":
            branches.append([token.contents, 0])
        elif not branches:
            continue
        elif word in ("elif", "else"):
            branches[-1] = [f"{branches[-1][0]}, {token.contents}", 0]
        elif word == "endif":
            branches.pop()
        elif word in MARKS and branches[-1][1] <= 1 and LITERAL.search(branches[-1][0]):
            yield branches[-1][0]
        elif token.token_type == TokenType.TEXT:
            branches[-1][1] += len(OPENING.findall(token.contents))


def test_no_page_chooses_a_mark_by_a_written_state():
    found = {
        f"{path.relative_to(ROOT)}: {condition}"
        for folder in PAGES
        for path in folder.rglob("*.*")
        for condition in chosen_by_literal(path.read_text())
    }
    assert found == set(), "Give the state a badge in the table of its app, and draw {% badge row.badge %}"


@pytest.mark.parametrize(
    "source",
    [
        '{% if row.state == "done" %}{% badge "done" row.word %}{% endif %}',
        "{% if row.rank == 0 %}<p>{% badge 'urgent' words %}</p>{% endif %}",
        '{% if row.state != "sent" %}x{% else %}{% translate "Nanti" as words %}{% badge "pause" words %}{% endif %}',
        '{% if row.is_cut %}x{% elif "late" in row.state %}{% shape "late" %}{% endif %}',
        '{% if way == "sms" %}<span>{% icon "message-square" %}</span>{% endif %}',
    ],
)
def test_a_mark_chosen_by_a_written_state_is_noticed(source):
    assert list(chosen_by_literal(source)) != []


@pytest.mark.parametrize(
    "source",
    [
        '{% if row.is_late %}{% badge "late" row.word %}{% else %}{% badge row.badge %}{% endif %}',
        '{% if row.state == "sent" %}<form><button>{% icon "check" %} Terima</button></form>{% endif %}',
        '{% if row.state == "sent" %}{% if row.is_own %}{% badge row.badge %}{% endif %}{% endif %}',
    ],
)
def test_a_branch_chosen_for_another_reason_is_left_alone(source):
    assert list(chosen_by_literal(source)) == []


def second_tables(module: ast.Module) -> list[int]:
    """Lines of dictionaries from members of code lists to shapes."""
    return [
        node.lineno
        for node in ast.walk(module)
        if isinstance(node, ast.Dict)
        and len(node.keys) > 1
        and all(isinstance(key, ast.Attribute) for key in node.keys)
        and all(isinstance(value, ast.Constant) and value.value in SHAPES for value in node.values)
    ]


def test_no_module_has_a_second_table():
    assert {name(path): found for path in files() if (found := second_tables(tree(path)))} == {}


def test_a_second_table_is_noticed():
    assert second_tables(ast.parse('SHAPES = {\n State.SENT: "ring",\n State.DONE: "done",\n}')) == [1]
