"""From samples to verdicts: every measurement in rounds, alternating between databases, compared with its bound."""

from collections.abc import Callable, Iterator, Mapping

from tests.benchmarks import verdicts
from tests.benchmarks.verdicts import Medians, Row
from tests.benchmarks.worker import Worker

WARM, ROUNDS, PAPER_ROUNDS = 3, 41, 7
PAPERS = ("pdf", "docx", "xlsx")
MEMORY_ROUNDS = 50
SUGGEST = "suggestion"  # these are judged only by their slowest
READING = "reading"  # these are judged by the empty page
SEARCH = "search"  # measurements with this prefix are also judged by their slowest

Workers = Mapping[int, Worker]


def judge(workers: Workers, *, only: str = "") -> Iterator[Row]:
    """Every line of the table except the load."""
    any_worker = next(iter(workers.values()))
    for name in any_worker.ask("names"):
        if only in name:
            say(name)
            samples = sampled(workers, lambda worker, name=name: worker.ask("sample", name))
            yield from of_samples(name, samples)
    if only in "queries":
        yield from of_queries(workers)
    if only in "papers":
        yield from of_papers(workers)
    if only in "memory":
        cases, worker = max(workers.items())
        say(f"memory over {MEMORY_ROUNDS} rounds of papers")
        yield verdicts.of_memory(MEMORY_ROUNDS, f"{cases:,}", worker.ask("growth", MEMORY_ROUNDS))


def rounds(workers: Workers, sample: Callable[[Worker], Medians], how_many: int = ROUNDS) -> dict[int, Medians]:
    """Medians by size."""
    return middles(sampled(workers, sample, how_many))


def middles(samples: Mapping[int, list]) -> dict[int, Medians]:
    """The middle of each probe's seconds, by size."""
    return {cases: verdicts.medians(taken) for cases, taken in samples.items()}


def sampled(workers: Workers, sample: Callable[[Worker], Medians], how_many: int = ROUNDS) -> dict[int, list]:
    """Samples by size. Each round measures every database; the first rounds only warm caches."""
    samples: dict[int, list] = {cases: [] for cases in workers}
    for number in range(WARM + how_many):
        for cases, worker in workers.items():
            taken = sample(worker)
            if number >= WARM:
                samples[cases].append(taken)
    return samples


def of_samples(name: str, samples: Mapping[int, list]) -> Iterator[Row]:
    """Judge a measurement by the rule of its kind."""
    if name.startswith(SUGGEST):
        for cases, taken in samples.items():
            yield verdicts.of_suggestion(name, f"{cases:,}", verdicts.medians(taken), verdicts.slowest(taken))
    elif name.startswith(SEARCH):
        yield from of_search(name, samples)
    elif name.startswith(READING):
        for cases, times in middles(samples).items():
            yield verdicts.of_reading(name, f"{cases:,}", times)
    else:
        yield from of_measurement(name, middles(samples))


def of_search(name: str, samples: Mapping[int, list]) -> Iterator[Row]:
    """A search at each size."""
    for cases, taken in samples.items():
        yield from verdicts.of_search(name, f"{cases:,}", verdicts.medians(taken), verdicts.slowest(taken))


def of_measurement(name: str, found: Mapping[int, Medians]) -> Iterator[Row]:
    """Its bound at each size, if it has one, and its growth."""
    for cases, times in found.items():
        scale = f"{cases:,}"
        if "empty" in times:
            yield verdicts.of_page(name, scale, times, is_judged=name.startswith("list"))
        elif name.startswith("figures"):
            yield verdicts.of_times(name, scale, times, verdicts.FIGURES_TIMES)
        elif "raw" in times:
            yield verdicts.of_times(name, scale, times, verdicts.RAW_TIMES)
    if len(found) > 1 and not name.startswith(("figures", "logging")):
        (_small, before), (large, after) = sorted(found.items())
        yield verdicts.of_growing(name, f"{large:,}", before, after)


def of_queries(workers: Workers) -> Iterator[Row]:
    """Judge the queries of the pinned pages."""
    for cases, worker in workers.items():
        for page, (asked, pinned) in worker.ask("queries").items():
            yield verdicts.of_queries(page, f"{cases:,}", asked, pinned)


def of_papers(workers: Workers) -> Iterator[Row]:
    """Each paper, compared with typst's compile in the same round."""
    for name in PAPERS:
        say(f"paper: {name}")
        found = rounds(workers, lambda worker, name=name: worker.ask("paper", name), PAPER_ROUNDS)
        for cases, times in found.items():
            yield verdicts.of_paper(f"summary as {name.upper()}", f"{cases:,}", times["page"], times["typst"])


def say(what: str) -> None:
    """Print what is being measured now."""
    print(f"  measuring {what} ...", flush=True)
