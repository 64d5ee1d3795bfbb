"""What a measuring process can be asked: to take a sample, to count queries, to watch its memory."""

from tests.benchmarks import figures, intake, names, pages, papers, search
from tests.benchmarks.people import People
from tests.benchmarks.worker import timed


class Bench:
    """All measurements on the database of this process, by name. Each consists of probes that are timed in turn."""

    def __init__(self) -> None:
        people = People()
        self.papers = papers.Papers(people)
        self.measurements = {
            **pages.measurements(people),
            **figures.measurements(people),
            **intake.measurements(people),
            **search.measurements(people),
            **names.measurements(people),
        }
        self.pages = pages.Pinned(people)

    def names(self) -> list[str]:
        """What can be measured here."""
        return list(self.measurements)

    def sample(self, name: str) -> dict[str, float]:
        """Seconds of each probe of a measurement, once."""
        return timed(self.measurements[name])

    def queries(self) -> dict[str, tuple[int, int]]:
        """Page to the queries it asks and those it may ask."""
        return self.pages.queries()

    def paper(self, name: str) -> dict[str, float]:
        """Seconds until a paper is there, and those of typst's own compile."""
        return {**timed({"page": self.papers.fetch(name)}), "typst": self.papers.compile_seconds()}

    def growth(self, rounds: int) -> int:
        """Bytes this process has grown by after making all papers so many times."""
        return self.papers.growth(rounds)
