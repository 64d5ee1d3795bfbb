"""``python -m tests.benchmarks --scale N``: create the databases, measure them in turn, print the table, judge.

The database of ten thousand cases is always measured. With a larger ``--scale`` that size is measured in the same
rounds, so that noise of the machine affects both.
"""

import argparse
import sys
import time

from tests.benchmarks import judging, verdicts
from tests.benchmarks.worker import Worker, as_on_a_server

SMALL = 10_000


def main() -> int:
    """Run everything; returns 1 if a bound fails."""
    options = read_arguments()
    as_on_a_server()
    import django

    django.setup()
    from tests.benchmarks import calls, loads

    sizes = [SMALL] if options.scale <= SMALL else [SMALL, options.scale]
    made = [loads.prepare(size, fresh=options.fresh) for size in sizes]
    loads.collect_static_files()
    begun = time.monotonic()
    workers = {load.cases: Worker(load.database) for load in made}
    try:
        rows = list(judging.judge(workers, only=options.only))
    finally:
        for worker in workers.values():
            worker.end()
    if options.only in "calls":
        judging.say("thirty calls")
        rows += calls.in_a_process_of_its_own()
    rows += [verdicts.of_load(load.cases, load.seconds) for load in made]
    print(f"\n{verdicts.table(rows)}\n\nMeasured in {time.monotonic() - begun:.0f} s; times are medians.")
    failed = sum(row.holds is False for row in rows)
    print(f"{failed} of {len(rows)} bounds fail." if failed else "Every bound holds.")
    return 1 if failed else 0


def read_arguments() -> argparse.Namespace:
    """Arguments: the size, whether to create the databases again, and what to measure."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--scale", type=int, default=1_000_000, help="cases in the large database")
    parser.add_argument("--fresh", action="store_true", help="make the databases anew, which also times that")
    parser.add_argument("--only", default="", help="measure only what has this word in its name; while developing")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
