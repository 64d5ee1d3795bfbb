"""Each kind of fault, on a line or two."""

from dataclasses import replace

import pytest

from tests.mutants.faults import faults_in

MEMBERS = {"Permission": ["CASE_CLOSE", "CASE_EDIT"], "Stage": ["PLAN"]}


def planted(source: str, kind: str) -> list[str]:
    """The sources that faults of one kind make of a source."""
    return [fault.planted_in(source) for fault in faults_in(source, MEMBERS) if fault.kind == kind]


@pytest.mark.parametrize(
    ("kind", "source", "expected"),
    [
        ("comparison", "a == b", ["a != b"]),
        ("comparison", "a <= b", ["a < b"]),
        ("comparison", "a > b", ["a >= b"]),
        ("comparison", "a is not b", ["a is b"]),
        ("comparison", "a not  in b", ["a in b"]),
        ("comparison", "isin in b", ["isin not in b"]),
        ("comparison", "a < b <= c", ["a <= b <= c", "a < b < c"]),
        ("boolean", "a and b", ["a or b"]),
        ("boolean", "(a) or (b)", ["(a) and (b)"]),
        ("part of a condition left out", "a and b", ["True and b", "a and True"]),
        ("part of a condition left out", "a or b", ["False or b", "a or False"]),
        ("sign dropped", "x = not a", ["x = (a)"]),
        ("sign dropped", "x = -a", ["x = (a)"]),
        ("arithmetic", "a + b", ["a - b"]),
        ("arithmetic", "a // b", ["a * b"]),
        ("arithmetic", "a | b", ["a & b"]),
        ("constant", "a = 5", ["a = 6", "a = 4"]),
        ("constant", "a = True", ["a = False"]),
        ("constant", "def f(*, a=False): ...", ["def f(*, a=True): ..."]),
        ("string", "a = 'sex'", ["a = 'sexx'"]),
        ("string", "a = ''", ['a = "x"']),
        ("another member", "check(by, Permission.CASE_EDIT)", ["check(by, Permission.CASE_CLOSE)"]),
        ("another member", "a = Permission.CASE_CLOSE", ["a = Permission.CASE_EDIT"]),
        ("another member", "a = Stage.PLAN", []),
        ("statement removed", "record(event)", ["pass"]),
        ("statement removed", "case.stage = wanted", ["pass"]),
        ("statement removed", "case.version += 1", ["pass"]),
        ("constant", "case.version += 1", []),
        ("statement removed", "if a:\n    raise ValueError", ["if a:\n    pass"]),
        ("statement removed", "stage = wanted", []),
        ("condition never holds", "if a:\n    b()\n", ["if False:\n    b()\n"]),
        ("condition never holds", "b if a else c", ["b if False else c"]),
        ("condition always holds", "b if a else c", ["b if True else c"]),
        ("condition always holds", "[a for a in b if a.open]", ["[a for a in b if True]"]),
        ("nothing returned", "def f():\n    return a", ["def f():\n    return None"]),
        ("nothing returned", "def f():\n    return None", []),
        ("decorator removed", "@transaction.atomic\ndef f(): ...", ["# without\ndef f(): ..."]),
        ("decorator removed", "@property\ndef f(self): ...", []),
        ("decorator removed", "@lru_cache(maxsize=8)\ndef f(): ...", []),
        (
            "not atomic",
            "with transaction.atomic(using='audit'), b as c:\n    pass",
            ['with __import__("contextlib").nullcontext(), b as c:\n    pass'],
        ),
        ("visible_to forgotten", "Case.objects.visible_to(user).get()", ["Case.objects.get()"]),
        ("filter forgotten", "rows.filter(a=1)", ["rows"]),
        ("select_for_update forgotten", "rows.select_for_update(of=('self',)).get()", ["rows.get()"]),
        ("argument left out", "f(a, b=c, d=e)", ["f(a, d=e)", "f(a, b=c, )"]),
        ("argument left out", "rows.select_for_update(of=('self',), no_key=True)", []),
        ("constant", "rows.select_for_update(no_key=True)", []),
        ("argument left out", "case.save(update_fields=['stage'])", []),
        ("element missing", "case.save(update_fields=['stage'])", ["case.save(update_fields=[])"]),
        ("element missing", "{a, b}", ["{b}", "{a, }"]),
        ("element missing", "{a}", []),
        ("element missing", "[a]", ["[]"]),
        ("element missing", "(a, b)", ["(b,)", "(a,)"]),
        ("element missing", "{a: b, c: d}", ["{c: d}", "{a: b, }"]),
    ],
)
def test_a_fault_replaces_one_thing(kind, source, expected):
    assert sorted(planted(source, kind)) == sorted(expected)


@pytest.mark.parametrize(
    "source",
    [
        '"""What this module is."""',
        "__all__ = ['a', 'b']",
        "from a import b",
        'a = _("Pilih alasan.")',
        'a = "Start that version again."',
        "def f(a: dict[str, int] | None) -> list[str] | None: ...",
        "a = b",
        "Assignment = dict[str, int]",
        "a = Field(help_text='what it is')",
        "a = f'{b}: {c}'",
        "T = TypeVar('T')",
    ],
)
def test_texts_for_people_types_and_imports_stay(source):
    assert faults_in(source, MEMBERS) == []


def test_the_words_of_a_refusal_stay_but_the_refusal_may_be_forgotten():
    source = 'raise WorkflowRefused("Pilih alasan.")'
    assert [fault.planted_in(source) for fault in faults_in(source, MEMBERS)] == ["pass"]


def test_letters_of_several_bytes_before_a_fault_shift_nothing():
    assert planted("a = '…é' if b == c else d", "comparison") == ["a = '…é' if b != c else d"]


def test_a_fault_knows_its_line_its_statement_and_the_function_it_runs_in():
    source = "A = 1\n\n@atomic\ndef f(\n    a=2,\n):\n    g(\n        b=3,\n    )\n    if a == 4:\n        h()\n"
    found = {(fault.kind, fault.was): fault for fault in faults_in(source, MEMBERS)}
    at_import, head, default = found["constant", "1"], found["decorator removed", "@atomic"], found["constant", "2"]
    assert (at_import.line, at_import.lines, at_import.scope) == (1, (1, 1), None)
    assert (head.line, head.lines, head.scope) == (3, (3, 6), None)
    assert (default.line, default.lines, default.scope) == (5, (3, 6), None)
    argument, condition = found["constant", "3"], found["comparison", "=="]
    assert (argument.line, argument.lines, argument.scope) == (8, (7, 9), (7, 11))
    assert (condition.line, condition.lines, condition.line_text) == (10, (10, 10), "if a == 4:")


def test_what_is_no_python_any_more_says_so():
    (fault,) = faults_in("a == b", MEMBERS)
    assert fault.parses_in("a == b")
    assert not replace(fault, becomes="= =").parses_in("a == b")
