"""The requests a measuring process answers: take a sample, count queries, measure memory."""

from tests.benchmarks import chats, figures, intake, names, pages, papers, search
from tests.benchmarks.people import People
from tests.benchmarks.worker import timed


class Bench:
    """All measurements on this process's database, by name. Each consists of probes that are timed in turn."""

    def __init__(self) -> None:
        people = People()
        self.papers = papers.Papers(people)
        self.measurements = {
            **pages.measurements(people),
            **figures.measurements(people),
            **intake.measurements(people),
            **search.measurements(people),
            **names.measurements(people),
            **chats.measurements(people),
        }
        self.pages = pages.Pinned(people)

    def names(self) -> list[str]:
        """The names of the measurements."""
        return list(self.measurements)

    def sample(self, name: str) -> dict[str, float]:
        """Seconds of each probe of a measurement, once."""
        return timed(self.measurements[name])

    def queries(self) -> dict[str, tuple[int, int]]:
        """Page to its number of queries and the allowed number."""
        return self.pages.queries()

    def paper(self, name: str) -> dict[str, float]:
        """Seconds to make a paper, and seconds of typst's compile alone."""
        return {**timed({"page": self.papers.fetch(name)}), "typst": self.papers.compile_seconds()}

    def growth(self, rounds: int) -> int:
        """Bytes this process has grown by after making all papers several times."""
        return self.papers.growth(rounds)
