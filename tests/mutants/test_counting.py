"""What a run says: which tests look first, what counts as caught, and when `make mutants` fails."""

import math
from collections import Counter

import pytest

from tests.mutants import __main__ as run
from tests.mutants.copies import ROOT, Answer, Refused
from tests.mutants.covering import MOST_OF_ONE, MOST_TESTS, Covering, _two_looks
from tests.mutants.faults import Fault, faults_in
from tests.mutants.plain_first import pytest_collection_modifyitems

(FAULT,) = faults_in("a == b")


class Seen(Covering):
    """What a run without faults saw, without one."""

    def __init__(self, lines: dict[int, set[str]], totals: dict[str, int]) -> None:
        self.seen, self.totals = lines, Counter(totals)
        self.seconds, self.root = dict.fromkeys(totals, 1.0), ROOT

    def lines(self, path: str) -> dict[int, frozenset[str]]:
        return {line: frozenset(tests) for line, tests in self.seen.items()}

    def within(self, path: str) -> Counter[str]:
        return Counter(test for tests in self.seen.values() for test in tests)


def at(line: int, *, lines: tuple[int, int], scope: tuple[int, int] | None = (1, 99)) -> Fault:
    return Fault("kind", 0, 1, "a", "b", line, "text", lines, scope)


def looking_at(fault: Fault) -> list[str]:
    seen = Seen(
        {3: {"t::page", "t::unit"}, 4: {"t::unit", "t::other"}, 9: {"t::far"}},
        {"t::page": 50, "t::unit": 2, "t::other": 4, "t::far": 1},
    )
    first, second = seen.tests_of("safeguards/clock.py", fault)
    assert not second
    return first


def test_those_that_run_the_line_look_and_those_that_are_about_the_file_first():
    assert looking_at(at(3, lines=(3, 3))) == ["t::unit", "t::page"]
    assert looking_at(at(4, lines=(4, 4))) == ["t::unit", "t::other"]
    assert looking_at(at(8, lines=(8, 8))) == []


def test_a_line_within_a_statement_is_run_by_whoever_runs_the_statement():
    assert looking_at(at(5, lines=(4, 6))) == ["t::unit", "t::other"]


def test_tests_that_read_a_function_look_at_faults_in_it_alone():
    reading = "tests/architecture/test_locks.py::test_locks[safeguards/clock.py:"
    names = {f"{reading}now]": 0, f"{reading}today]": 0, f"{reading.removesuffix(':')}]": 0, "t::unit": 1}
    now = next(
        n for n, text in enumerate((ROOT / "safeguards/clock.py").read_text().splitlines(), 1) if "def now" in text
    )
    first, _second = Seen({now: {"t::unit"}}, names).tests_of("safeguards/clock.py", at(now, lines=(now, now)))
    assert sorted(first) == sorted({*names} - {f"{reading}today]"})


def test_the_first_look_is_short_and_many_cases_of_one_test_wait():
    cases = [f"t::many[{number}]" for number in range(20)]
    others = [f"t::one{number}" for number in range(60)]
    first, second = _two_looks([*cases, *others], dict.fromkeys([*cases, *others], 0.1))
    assert first == [*cases[:MOST_OF_ONE], *others[: MOST_TESTS - MOST_OF_ONE]]
    assert second == [*cases[MOST_OF_ONE:], *others[MOST_TESTS - MOST_OF_ONE :]]
    first, second = _two_looks(others, dict.fromkeys(others, 20.0))
    assert (len(first), len(second)) == (1, 4), "thirty seconds at most, then ninety"
    assert _two_looks(others[:2], {others[0]: 200.0, others[1]: 100.0}) == ([others[1]], [])


@pytest.mark.parametrize(
    ("answer", "how"),
    [
        (Answer(1, "x\nFAILED tests/a.py::b[c - d] - assert 1\nERROR tests/a.py::e\n"), "tests/a.py::b[c - d]"),
        (Answer(2, "no tests ran"), "the tests do not start, pytest says 2"),
        (Answer(None, ""), "the tests did not end"),
    ],
)
def test_a_fault_is_caught_by_a_test_or_by_breaking_everything(answer, how):
    assert not answer.passed
    assert run._how(answer) == how


@pytest.mark.parametrize(("survivors", "status"), [(0, 0), (5, 0), (6, 1)])
def test_fewer_than_95_of_100_fail(capsys, survivors, status):
    tried = [run.Tried("a.py", FAULT, number >= survivors, "tests/a.py::b", 3, 1.0) for number in range(100)]
    assert run._report(tried, 7, 60.0) == status
    said = capsys.readouterr().out
    assert f"{100 - survivors} of 100 faults caught" in said
    assert said.count("SURVIVED") == survivors


def test_a_test_that_fails_without_a_fault_too_has_caught_nothing():
    class Broken:
        def run(self, tests, *, seconds):
            return Answer(1, f"FAILED {tests[0]} - assert False\n")

    tried = [run.Tried("a.py", FAULT, True, name) for name in ("tests/a.py::a", "tests/a.py::b", "does not start")]
    run._ask_again(tried, Seen({}, {"tests/a.py::a": 1, "tests/a.py::b": 1}), Broken())
    assert [each.caught for each in tried] == [False, True, True]
    assert "fails without a fault too" in str(tried[0])


def test_no_fault_is_begun_after_the_time_is_up(monkeypatch):
    class Idle:
        def run(self, tests, *, seconds):
            return Answer(0, "")

    monkeypatch.setattr(run, "try_out", lambda path, fault, covering, copy: run.Tried(path, fault, True))
    sample, covering = [("a.py", FAULT), ("b.py", FAULT)], Seen({}, {})
    assert [each.path for each in run.try_all(sample, covering, [Idle()], math.inf)] == ["a.py", "b.py"]
    assert list(run.try_all(sample, covering, [Idle(), Idle()], 0)) == []


def test_tests_without_a_database_come_first_in_their_order():
    class Item(str):
        def get_closest_marker(self, name: str) -> bool | None:
            return True if self.startswith("rows") else None

    items = [Item(name) for name in ("rows a", "plain b", "rows c", "plain d")]
    pytest_collection_modifyitems(items)
    assert items == ["plain b", "plain d", "rows a", "rows c"]


class Deaf:
    """A copy whose tests see nothing."""

    def __init__(self, code: int, *, typed: bool = False) -> None:
        self.code, self.typed = code, typed

    def run_with(self, fault, path, tests, *, seconds):
        return Answer(self.code, "")

    def types_refuse(self, *paths, fault=None):
        return self.typed


@pytest.mark.parametrize("typed", [True, False])
def test_what_no_test_sees_is_shown_to_mypy(capsys, typed):
    covering = Seen({1: {"tests/a.py::a"}}, {"tests/a.py::a": 1})
    tried = run.try_out("safeguards/clock.py", at(1, lines=(1, 1)), covering, Deaf(0, typed=typed))
    assert (tried.caught, tried.by) == (typed, "mypy" if typed else "")
    run._report([tried], 7, 60.0)
    assert f"{int(typed)} of them by mypy alone" in capsys.readouterr().out


@pytest.mark.parametrize("code", [-9, -15])
def test_tests_that_were_killed_from_outside_judge_nothing(code):
    with pytest.raises(Refused, match="begin anew"):
        run.try_out(
            "safeguards/clock.py", at(1, lines=(1, 1)), Seen({1: {"tests/a.py::a"}}, {"tests/a.py::a": 1}), Deaf(code)
        )


class Slow(Deaf):
    """A copy whose tests break off with a fault, and end as they do without one."""

    def __init__(self, code: int | None, without: int | None) -> None:
        super().__init__(code)
        self.without, self.asked = without, []

    def run(self, tests, *, seconds):
        self.asked += tests
        return Answer(self.without, "")


@pytest.mark.parametrize(("code", "asked"), [(None, ["t::long", "t::short"]), (2, ["t::short"])])
def test_tests_that_break_off_are_asked_without_the_fault(code, asked):
    covering = Seen({1: {"t::long", "t::short"}}, {"t::long": 1, "t::short": 1})
    covering.seconds = {"t::long": 9.0, "t::short": 1.0}
    calm, busy = Slow(code, 0), Slow(code, code)
    assert run.try_out("safeguards/clock.py", at(1, lines=(1, 1)), covering, calm).caught
    assert sorted(calm.asked) == asked
    with pytest.raises(Refused, match="machine is too busy"):
        run.try_out("safeguards/clock.py", at(1, lines=(1, 1)), covering, busy)


def test_mypy_that_refuses_the_tree_as_it_is_has_caught_nothing():
    tried = [run.Tried("a.py", FAULT, True, run.TYPES)]
    with pytest.raises(Refused, match="without a fault"):
        run._ask_again(tried, Seen({}, {}), Deaf(0, typed=True))
    run._ask_again(tried, Seen({}, {}), Deaf(0))
    assert tried[0].caught
