"""Figure, bound and verdict: the rules, and the printed table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

HOLDS, FAILS, NOT_JUDGED = "holds", "FAILS", "not judged"
FLAT = 1.3  # times the small database
RAW_TIMES = 3.0  # a list page: the empty page plus so many times its raw SQL; logging: so many times the bare inserts
SUGGEST_TIMES = 6.0  # times the empty page of the same run: suggestions while typing, the whole request
SEARCH_SECONDS = 0.05  # in the database, 95th percentile
READ_TIMES = 3.0  # times the empty page
FIGURES_TIMES = 1.5  # times the raw SQL
PAPER_SECONDS = 0.5  # on top of typst's compile
GROWTH = 4 * 2**20  # bytes; the allocator's rounding, not growth per paper
LOAD_SECONDS, LOAD_CASES = 600.0, 1_000_000

Medians = Mapping[str, float]


@dataclass(frozen=True)
class Row:
    """One line of the table. ``holds`` is None if nothing is judged."""

    figure: str
    scale: str
    measured: str
    bound: str
    holds: bool | None

    @property
    def verdict(self) -> str:
        """The verdict in a word."""
        return NOT_JUDGED if self.holds is None else HOLDS if self.holds else FAILS


def medians(samples: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The middle of each probe's seconds."""
    return {name: median(sample[name] for sample in samples) for name in samples[0]}


def of_page(name: str, scale: str, found: Medians, *, is_judged: bool) -> Row:
    """A list page: at most the empty page plus three times the raw SQL. For a form the sum is only shown."""
    bound = found["empty"] + RAW_TIMES * found["raw"]
    words = f"≤ {shown(bound)} = empty {shown(found['empty'])} + 3 × raw {shown(found['raw'])}"
    return Row(name, scale, shown(found["page"]), words, found["page"] <= bound if is_judged else None)


def slowest(samples: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The 95th percentile of each probe's samples, in seconds."""
    return {name: quantiles([sample[name] for sample in samples], n=20)[-1] for name in samples[0]}


def of_search(name: str, scale: str, found: Medians, worst: Medians) -> Iterator[Row]:
    """A search in the database: 95th percentile below a bound, median at most three times the rows by key."""
    seconds = worst["page"]
    yield Row(f"{name}, p95", scale, shown(seconds), f"≤ {shown(SEARCH_SECONDS)}", seconds <= SEARCH_SECONDS)
    yield of_times(name, scale, found, RAW_TIMES)


def of_suggestion(name: str, scale: str, found: Medians, worst: Medians) -> Row:
    """The whole response while somebody types: the 95th percentile is at most so many times the empty page."""
    bound = SUGGEST_TIMES * found["empty"]
    words = f"≤ {shown(bound)} = {SUGGEST_TIMES:g} × empty {shown(found['empty'])}"
    return Row(f"{name}, p95", scale, shown(worst["page"]), words, worst["page"] <= bound)


def of_reading(name: str, scale: str, found: Medians) -> Row:
    """Reading a pasted text: at most so many times the empty page."""
    bound = READ_TIMES * found["empty"]
    words = f"≤ {shown(bound)} = {READ_TIMES:g} × empty {shown(found['empty'])}"
    return Row(name, scale, shown(found["page"]), words, found["page"] <= bound)


def of_times(name: str, scale: str, found: Medians, times: float) -> Row:
    """At most so many times the raw SQL."""
    bound = times * found["raw"]
    words = f"≤ {shown(bound)} = {times:g} × raw {shown(found['raw'])}"
    return Row(name, scale, shown(found["page"]), words, found["page"] <= bound)


def of_growing(name: str, scale: str, small: Medians, large: Medians) -> Row:
    """Flat in the number of cases."""
    times = large["page"] / small["page"]
    return Row(name, scale, f"{times:.2f} ×", f"≤ {FLAT:g} × of {shown(small['page'])}", times <= FLAT)


def of_queries(name: str, scale: str, asked: int, pinned: int) -> Row:
    """At most the pinned number of queries."""
    return Row(f"queries of {name}", scale, str(asked), f"≤ {pinned} pinned", asked <= pinned)


def of_paper(name: str, scale: str, seconds: float, compiled: float) -> Row:
    """A paper: at most typst's compile plus half a second."""
    bound = compiled + PAPER_SECONDS
    words = f"≤ {shown(bound)} = typst {shown(compiled)} + {shown(PAPER_SECONDS)}"
    return Row(name, scale, shown(seconds), words, seconds <= bound)


def of_memory(rounds: int, scale: str, growth: int) -> Row:
    """Resident memory over many papers."""
    name = f"memory gained over {rounds} × three papers"
    return Row(name, scale, f"{growth / 2**20:.1f} MB", f"≤ {GROWTH / 2**20:.0f} MB", growth <= GROWTH)


def of_load(cases: int, seconds: float | None) -> Row:
    """Filling a database: a million cases within ten minutes; fixed costs are not scaled for small ones."""
    name, scale = "generating the load", f"{cases:,}"
    if seconds is None:
        return Row(name, scale, "made earlier", "run with --fresh to measure", None)
    if cases < LOAD_CASES / 10:
        return Row(name, scale, f"{seconds:.0f} s", "judged from 100,000 cases on", None)
    extrapolated = seconds * LOAD_CASES / cases
    words = f"≤ {LOAD_SECONDS:.0f} s for a million; here {extrapolated:.0f} s"
    return Row(name, scale, f"{seconds:.0f} s", words, extrapolated <= LOAD_SECONDS)


def shown(seconds: float) -> str:
    """Milliseconds, or seconds from one on."""
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


def table(rows: Iterable[Row]) -> str:
    """The table as text."""
    lines = [("figure", "cases", "measured", "bound", "verdict")]
    lines += [(row.figure, row.scale, row.measured, row.bound, row.verdict) for row in rows]
    widths = [max(len(line[index]) for line in lines) for index in range(len(lines[0]))]
    printed = ["  ".join(map(_aligned, range(len(widths)), line, widths)).rstrip() for line in lines]
    return "\n".join([printed[0], "-" * max(map(len, printed)), *printed[1:]])


def _aligned(column: int, cell: str, width: int) -> str:
    """Align sizes and figures right, words left."""
    return cell.rjust(width) if column in (1, 2) else cell.ljust(width)
