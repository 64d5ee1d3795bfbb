"""An attacker with one public paper: which small counts follow from its printed tables?

The attacker has only the words and numbers of the paper, and nothing of the product: no keys, no relations, no code of
disclosure control. This knowledge is written here a second time, only from titles, rows and heads. Mixed-integer
programming (HiGHS in scipy) finds whole numbers, so the answer is exact.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from reports.summary_shape import Cell, MeetingSummary, ServiceRow, Table

Name = tuple[str, str, str]
"""Where a number stands: title, row, head."""
Terms = dict[Name, int]

UNITS = "Jumlah menurut satuan"
OUTCOME = "Pengaduan menurut hasil"
CHILD, ADULT = "Anak (di bawah 18 tahun)", "Dewasa"
TOTAL_OF = {  # beginning of a title, and the line of the first table that its "Jumlah" repeats
    "Korban TPPO": "di antaranya korban TPPO",
    "Kasus TPPO": "di antaranya kasus TPPO",
    "Kasus menurut jenis": "Kasus kekerasan dibuka",
    "Pengaduan": "Pengaduan masuk",
}
RESTS = (  # whole and part: their difference is also a group of people
    ("Kasus kekerasan dibuka", "di antaranya kasus TPPO"),
    ("di antaranya kasus TPPO", "dengan korban anak"),
    ("di antaranya kasus TPPO", "ditangani bersama kepolisian"),
    ("Korban kekerasan", "di antaranya korban TPPO"),
    ("di antaranya korban TPPO", "di antaranya anak"),
)
MOST = 100_000


@dataclass
class Attacker:
    """The attacker's knowledge of one paper; and the true counts, which he does not know, to judge him."""

    public: MeetingSummary
    full: MeetingSummary
    said: dict[Name, Cell] = field(default_factory=dict)
    truth: dict[Name, int] = field(default_factory=dict)
    sums: list[tuple[Terms, float]] = field(default_factory=list)  # terms with the sum 0, or at least 0

    def __post_init__(self) -> None:
        self.said = dict(_printed(self.public))
        every = dict(_printed(self.full))
        self.truth = {name: every[name] for name in self.said}
        tables = {table.title: table for table in self.public.tables}
        self.years = [column.label for column in tables[UNITS].columns]
        for table in self.public.tables:
            self._adds_up(table)
        self._ages(tables)
        self._repeats()
        self._limits(tables)
        self._services()
        self._chart()
        wrong = [terms for terms, most in self.sums if not 0 <= self._of(terms) <= most]
        assert not wrong, f"the attacker believes what is not so: {wrong[:3]}"

    def found(self) -> list[tuple[str, int]]:
        """Groups of one to four people with only one possible number."""
        names = list(self.said)
        at = {name: index for index, name in enumerate(names)}
        low, high = map(np.array, zip(*(_range(self.said[name]) for name in names), strict=True))
        matrix, most = np.zeros((len(self.sums), len(names))), np.array([m for _terms, m in self.sums])
        for line, (terms, _most) in enumerate(self.sums):
            for name, factor in terms.items():
                matrix[line, at[name]] += factor
        system = {
            "constraints": LinearConstraint(matrix, 0, most),
            "integrality": np.ones(len(names)),
            "bounds": Bounds(low, high),
        }
        worlds: list[np.ndarray] = []
        given_away = []
        for terms in self._groups():
            value = self._of(terms)
            aim = np.zeros(len(names))
            for name, factor in terms.items():
                aim[at[name]] += factor
            if not 0 < value < 5 or any(round(float(aim @ world)) != value for world in worlds):
                continue
            for way in (-1, 1):
                answer = milp(way * aim, **system)
                assert answer.x is not None, answer.message
                worlds.append(answer.x)
            if all(round(float(aim @ world)) == value for world in worlds[-2:]):
                given_away.append((" minus ".join(" / ".join(map(str, name)) for name in terms), value))
        return given_away

    def _of(self, terms: Terms) -> int:
        return sum(factor * self.truth[name] for name, factor in terms.items())

    def _groups(self) -> Iterator[Terms]:
        for name in self.said:
            yield {name: 1}
        for year in self.years:
            for whole, part in RESTS:
                yield {(UNITS, whole, year): 1, (UNITS, part, year): -1}
        for _title, series, year in [name for name in self.said if name[:2] == ("grafik", "semua")]:
            yield {("grafik", series, year): 1, ("grafik", "anak", year): -1}

    # --- facts from the page ------------------------------------------------------------------------------
    def _equal(self, whole: Name, parts: Sequence[Name]) -> None:
        self.sums.append(({whole: -1, **dict.fromkeys(parts, 1)}, 0))

    def _at_most(self, small: Name, large: Name, *, surely: bool = True) -> None:
        """Add facts that are sure (``surely``) or usual; the attacker believes usual ones if they are true."""
        if small in self.said and large in self.said and (surely or self.truth[small] <= self.truth[large]):
            self.sums.append(({large: 1, small: -1}, MOST))

    def _adds_up(self, table: Table) -> None:
        """Rows add up to the last line, sexes to both together; an indented line is part of the line above."""
        title, heads = table.title, [column.label for column in table.columns]
        sexes = [head for head in heads if head not in self.years]
        for row in table.all_rows():
            if sexes:
                self._equal((title, row.label, self.years[-1]), [(title, row.label, sex) for sex in sexes])
        for head in heads:
            if title == UNITS:
                above: dict[int, str] = {}
                for row in table.rows:
                    above[row.indent] = row.label
                    if row.indent:
                        self._at_most((title, row.label, head), (title, above[row.indent - 1], head))
            else:
                self._equal((title, table.totals.label, head), [(title, row.label, head) for row in table.rows])
                line = next(of for begin, of in TOTAL_OF.items() if title.startswith(begin))
                if head in self.years:
                    self._equal((UNITS, line, head), [(title, table.totals.label, head)])

    def _ages(self, tables: dict[str, Table]) -> None:
        """A child is under 18 or of unknown age, by the paper's own note."""
        of_ages = next(table for title, table in tables.items() if "umur" in title)
        groups = next(table for title, table in tables.items() if "anak dan dewasa" in title)
        for year in self.years:
            bands: dict[str, list[Name]] = {CHILD: [], ADULT: []}
            for row in of_ages.rows:
                ages = re.findall(r"\d+", row.label)
                bands[CHILD if not ages or int(ages[-1]) < 18 else ADULT].append((of_ages.title, row.label, year))
            for row in groups.rows:
                self._equal((groups.title, row.label, year), bands[row.label])
                if row.label == CHILD:
                    self._equal((groups.title, row.label, year), [(UNITS, "di antaranya anak", year)])

    def _repeats(self) -> None:
        for year in self.years:
            if ("Kasus menurut jenis", "TPPO", year) in self.said:
                self._equal((UNITS, "di antaranya kasus TPPO", year), [("Kasus menurut jenis", "TPPO", year)])

    def _limits(self, tables: dict[str, Table]) -> None:
        law = next((title for title in tables if "tahap hukum" in title), "")
        for year in self.years:
            self._at_most((UNITS, "dengan korban anak", year), (UNITS, "di antaranya anak", year))
            cases, people = (UNITS, "di antaranya kasus TPPO", year), (UNITS, "di antaranya korban TPPO", year)
            self._at_most(cases, people, surely=False)
            self._at_most((UNITS, "Kasus kekerasan dibuka", year), (UNITS, "Korban kekerasan", year), surely=False)
            all_cases, opened = (UNITS, "Kasus kekerasan dibuka", year), (OUTCOME, "Kasus baru dibuka", year)
            self._at_most(opened, all_cases, surely=False)
            self._at_most(all_cases, opened, surely=False)
            without = (law, "Belum ada laporan polisi", year)
            police = {(UNITS, "ditangani bersama kepolisian", year): 1, cases: -1}
            self.sums.append(({**police, without: 1} if without in self.said else police, MOST))
            for title, label, head in list(self.said):
                if title.startswith("Kasus TPPO menurut") and head == year:
                    self._at_most((title, label, year), (title.replace("Kasus", "Korban"), label, year), surely=False)

    def _services(self) -> None:
        rows = self.public.services.rows
        for name in ("requested", "accepted", "completed"):
            if rows:
                self._equal(_service(self.public.services.totals, name), [_service(row, name) for row in rows])
        for row in (*rows, self.public.services.totals):
            if row is not None:
                self._at_most(_service(row, "accepted"), _service(row, "requested"))
                self._at_most(_service(row, "completed"), _service(row, "accepted"))

    def _chart(self) -> None:
        lines = next(chart for chart in self.public.charts if chart.kind == "line")
        for year in lines.labels:
            self._at_most(("grafik", "anak", year), ("grafik", "semua", year))
        for year, head in zip(lines.labels[-2:], self.years, strict=True):
            self._equal((UNITS, "di antaranya korban TPPO", head), [("grafik", "semua", year)])
            self._equal((UNITS, "di antaranya anak", head), [("grafik", "anak", year)])


def _printed(summary: MeetingSummary) -> Iterator[tuple[Name, Cell]]:
    """Every number of a paper, and its position."""
    for table in summary.tables:
        for row in table.all_rows():
            for column, cell in zip(table.columns, row.cells, strict=True):
                yield (table.title, row.label, column.label), cell
    for row in (*summary.services.rows, summary.services.totals):
        for name in ("requested", "accepted", "completed") if row is not None else ():
            yield _service(row, name), getattr(row, name)
    for chart in summary.charts:
        if chart.kind == "line":
            for series in chart.series:
                for label, cell in zip(chart.labels, series.values, strict=True):
                    yield ("grafik", series.label, label), cell


def _service(row: ServiceRow, name: str) -> Name:
    return "layanan", f"{row.line}, {row.agency}", name


def _range(cell: Cell) -> tuple[int, int]:
    """The bounds a printed number or marker gives for the count."""
    if isinstance(cell, int):
        return cell, cell
    return (1, int(cell[1:]) - 1) if cell.startswith("<") else (0, MOST)
