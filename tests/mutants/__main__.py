"""`make mutants`: plant faults, run the tests that cover them, say which nobody noticed.

python -m tests.mutants --seed 1 --sample 100 [--workers 2] [--minutes 40] [--within cases/actions] [--list]
"""

import argparse
import itertools
import queue
import signal
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.mutants.copies import Answer, Copy, Refused, makes_tables
from tests.mutants.covering import Covering
from tests.mutants.faults import Fault
from tests.mutants.guarded import drawn, faults
from tests.mutants.watching import watch

LEAST_CAUGHT = 95  # of a hundred
LAST_SECONDS = 180  # for the fault being looked at when no other is begun, and for asking the catchers again
TYPES = "mypy"
KILLED = (-signal.SIGKILL, -signal.SIGTERM)
USAGE_ERROR = 4  # pytest: a test of that name is not found, or a conftest cannot be imported


@dataclass
class Tried:
    """One fault and what became of it. ``by`` is the test that caught it, or how the run broke off."""

    path: str
    fault: Fault
    caught: bool
    by: str = ""
    asked: int = 0  # tests
    seconds: float = 0.0

    def __str__(self) -> str:
        found, (path, line) = self.fault, (self.path, self.fault.line)
        what = f"{path}:{line} {found.kind}: {_short(found.was)} → {_short(found.becomes) or '(nothing)'}"
        if self.caught:
            return f"caught    {what}   [{self.by}, {self.seconds:.0f} s]"
        why = self.by or f"{self.asked} tests"
        return f"SURVIVED  {what}   [{why}, {self.seconds:.0f} s]\n          in: {found.line_text}"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 70 else f"{words[:67]}..."


def try_out(path: str, fault: Fault, covering: Covering, copy: Copy) -> Tried:
    """Plant one fault and let the tests look at it, those nearest to it first."""
    begun, asked = time.monotonic(), 0
    for tests in covering.tests_of(path, fault):
        if not tests:
            continue
        asked += len(tests)
        spent = sum(covering.seconds[test] for test in tests)
        answer = copy.run_with(fault, path, tests, seconds=spent)
        if answer.code in KILLED:
            raise Refused("The tests were killed from outside; begin anew.")
        if answer.code == USAGE_ERROR:  # perhaps only because the fault stands in the name of a parametrised test
            whole = list(dict.fromkeys(test.partition("[")[0] for test in tests))
            answer = copy.run_with(fault, path, whole, seconds=spent)
        if not answer.passed:
            if not answer.failed:
                _check_without(tests, answer, covering, copy)
            return Tried(path, fault, True, _how(answer), asked, time.monotonic() - begun)
    if copy.types_refuse(path, fault=fault):
        return Tried(path, fault, True, TYPES, asked, time.monotonic() - begun)
    return Tried(path, fault, False, "" if asked else "no test runs this line", asked, time.monotonic() - begun)


def _check_without(tests: Sequence[str], answer: Answer, covering: Covering, copy: Copy) -> None:
    """Where the tests broke off and none of them failed: they must run without the fault, or the machine did it."""
    some = tests if answer.timed_out else [min(tests, key=lambda test: covering.seconds[test])]
    if not copy.run(some, seconds=sum(covering.seconds[test] for test in some)).passed:
        raise Refused("The tests break off without a fault too: the machine is too busy, or full. Begin anew.")


def _how(answer: Answer) -> str:
    if answer.timed_out:
        return "the tests did not end"
    return answer.failed[0] if answer.failed else f"the tests do not start, pytest says {answer.code}"


def try_all(
    sample: Sequence[tuple[str, Fault]], covering: Covering, copies: Sequence[Copy], until: float
) -> Iterator[Tried]:
    """Try out faults in all copies at once, beginning none after ``until`` (of the monotonic clock).

    At the end each copy asks its catchers again without a fault.
    """
    waiting: queue.SimpleQueue[tuple[str, Fault]] = queue.SimpleQueue()
    for drawn_fault in sorted(sample, key=lambda one: makes_tables(one[0])):  # so that tables are made anew seldom
        waiting.put(drawn_fault)
    answers: queue.SimpleQueue[Tried | BaseException | None] = queue.SimpleQueue()

    def work(copy: Copy) -> None:
        try:
            mine = []
            for path, fault in _taken(waiting, until):
                mine.append(tried := try_out(path, fault, covering, copy))
                print(tried, flush=True)
            _ask_again(mine, covering, copy)
            for tried in mine:
                answers.put(tried)
        except BaseException as error:  # told where the results are read
            answers.put(error)
        answers.put(None)

    for copy in copies:
        threading.Thread(target=work, args=(copy,), daemon=True).start()
    for _copy in copies:
        while (answer := answers.get()) is not None:
            if isinstance(answer, BaseException):
                raise answer
            yield answer


def _taken(waiting: "queue.SimpleQueue[tuple[str, Fault]]", until: float) -> Iterator[tuple[str, Fault]]:
    while time.monotonic() < until:
        try:
            yield waiting.get_nowait()
        except queue.Empty:
            return


def _ask_again(tried: Sequence[Tried], covering: Covering, copy: Copy) -> None:
    """A test that fails without the fault too has caught nothing, nor has mypy where it refuses the tree as it is."""
    refused = sorted({each.path for each in tried if each.by == TYPES})
    if refused and copy.types_refuse(*refused):
        raise Refused("mypy refuses the tree without a fault; mend that first.")
    catchers = sorted({each.by for each in tried if each.caught} & covering.seconds.keys())
    if not catchers:
        return
    answer = copy.run(catchers, seconds=sum(covering.seconds[test] for test in catchers))
    if answer.passed:
        return
    for each in tried:
        if each.caught and (each.by in answer.failed or not answer.failed):
            each.caught, each.by = False, f"fails without a fault too: {each.by}"


def main(arguments: Sequence[str]) -> int:
    """Return 0 where at least 95 of 100 faults were caught."""
    options = _options(arguments)
    begun = time.monotonic()
    sample = list(itertools.islice(drawn(options.seed, within=options.within), options.sample))
    total = sum(len(found) for found in faults().values())
    print(f"{len(sample)} faults of {total} in {len(faults())} files, seed {options.seed}", flush=True)
    if options.list:
        for path, fault in sample:
            print(f"{path}:{fault.line} {fault.kind}: {_short(fault.was)} → {_short(fault.becomes)}")
        return 0
    copies = [Copy(number) for number in range(options.workers)]
    signal.signal(signal.SIGTERM, lambda *_said: sys.exit(143))  # so that the copies are stopped then too
    try:
        for copy in copies:
            copy.make()
        covering = watch(copies[0], options.workers)
        tried = list(try_all(sample, covering, copies, begun + 60 * options.minutes - LAST_SECONDS))
    except Refused as reason:
        print(reason)
        return 2
    finally:
        for copy in copies:
            copy.stop()
    if len(tried) < len(sample):
        print(f"\nThe time was up: {len(sample) - len(tried)} of {len(sample)} faults were not planted.")
    return _report(tried, options.seed, time.monotonic() - begun)


def _report(tried: Sequence[Tried], seed: int, seconds: float) -> int:
    caught = sum(each.caught for each in tried)
    share = 100 * caught / max(len(tried), 1)
    print(f"\nSurvivors of seed {seed}:" if caught < len(tried) else "\nNo survivors.")
    for each in sorted((each for each in tried if not each.caught), key=lambda each: (each.path, each.fault.line)):
        print(each)
    by_types = sum(each.by == TYPES for each in tried)
    print(f"\n{caught} of {len(tried)} faults caught ({share:.1f} %), {by_types} of them by mypy alone, ", end="")
    print(f"seed {seed}, {seconds / 60:.0f} minutes")
    return 0 if share >= LEAST_CAUGHT else 1


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.mutants")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sample", type=int, default=100, help="how many faults")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=40, help="how long a run may take")
    parser.add_argument("--within", default="", help="only in files whose path begins so")
    parser.add_argument("--list", action="store_true", help="say which faults, plant none")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
