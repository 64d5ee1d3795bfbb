"""Run the real dry run over the written registers and measure it against the bars of a usable import."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cases.choices import ComplaintOutcome as Outcome
from cases.models import RegisterBatch, RegisterRow
from cases.register import actions, stored_file
from cases.register.column_meanings import RegisterField
from safeguards.errors import WorkflowRefused
from tests.registers.building import build
from tests.registers.judging import ASKED_ABOUT, OF_THE_ROW, Difference, Doubt, Made, judge
from tests.registers.written import Register, Sheet, registers

MEASURES = ("outcome", "value", "needless", "silent")
BARS = {"outcome": 2.0, "value": 1.0, "needless": 3.0, "silent": 0, "rows": 5.0}  # percent; silent: how many
OUTCOMES = {"refused": "refused", "known": "known", "follows": "joins", "passed": "skipped"}  # else a case
WITHOUT_CASE = frozenset(
    (Outcome.INFORMATION, Outcome.OTHER_REGION, Outcome.WRONG_NUMBER, Outcome.SPAM, Outcome.NOT_A_COMPLAINT)
)


@dataclass
class Report:
    """The differences of one register (or of all), and of how many rows and values."""

    name: str
    rows: int = 0  # that are not empty
    cases: int = 0  # rows that belong to a case or complaint
    values: int = 0
    found: list[tuple[str, Difference]] = field(default_factory=list)  # where, and what

    def add(self, other: "Report") -> None:
        """Add the figures of another register."""
        self.rows += other.rows
        self.cases += other.cases
        self.values += other.values
        self.found += other.found

    def rows_with(self, measure: str) -> int:
        """In how many rows something of the measure was found; values are counted one by one."""
        where = [place for place, difference in self.found if difference.measure == measure]
        return len(where) if measure in ("value", "silent", "proposal") else len(set(where))

    @property
    def figures(self) -> dict[str, float]:
        """Percent of rows, values and rows; how many silent errors.

        ``rows``: percent of the rows with a wrong outcome or a needless doubt. A row that was refused and is now read
        may raise the doubts, but not these.
        """
        of = {"outcome": self.rows, "value": self.values, "needless": self.cases}
        found = {name: round(100 * self.rows_with(name) / max(many, 1), 1) for name, many in of.items()}
        either = {where for where, difference in self.found if difference.measure in ("outcome", "needless")}
        return found | {"silent": self.rows_with("silent"), "rows": round(100 * len(either) / max(self.rows, 1), 1)}

    def line(self) -> str:
        """One line of the table."""
        shown = self.figures
        parts = [f"{shown[name]:6.1f} %" for name in ("outcome", "value", "needless")]
        asked = f"{shown['silent']:7} {shown['rows']:6.1f} %"
        return f"{self.name:18} {self.rows:5} {self.values:6} {'  '.join(parts)} {asked}"


def measure(world, folder: str = "") -> list[Report]:
    """The report of each register of a folder; the last is of all. Leaves the task force in the last one's office."""
    reports = [_measured(register, world) for register in registers(folder)]
    whole = Report("all")
    for report in reports:
        whole.add(report)
    return [*reports, whole]


def told(reports: Iterable[Report], measures: Iterable[str] = (*MEASURES, "proposal")) -> str:
    """The table of figures, the kinds of differences, and each difference."""
    heads = f"{'rows':>5} {'values':>6} {'outcome':>8}  {'value':>8}  {'needless':>8}  silent  wrong or asked"
    lines = [f"{'register':18} {heads}"]
    reports = list(reports)
    lines += [report.line() for report in reports]
    lines.append("bars: outcomes 2 % of rows, values 1 % of values, needless doubts 3 % of rows of a case, silent 0")
    *each, whole = reports
    kinds = Counter((found.measure, found.about) for _where, found in whole.found)
    lines += ["", "by kind:"] + [f"  {many:4}  {name}: {about}" for (name, about), many in kinds.most_common()]
    for name in measures:
        lines += ["", f"== {name}"]
        lines += [f"{where}  {found.words}" for one in each for where, found in one.found if found.measure == name]
    return "\n".join(lines)


def _measured(register: Register, world) -> Report:
    report = Report(register.stem)
    world.jambi.region_id = register.settings["office"]
    world.jambi.save(update_fields=["region"])
    content = build(register)
    for index, sheet in enumerate(register.sheets):
        made = _made(register, content, index, world)
        report.rows += sum(bool(row.strip(" |")) for row in sheet.rows)
        if sheet.is_recapitulation and made:
            report.found.append((sheet.name, Difference("outcome", "recapitulation", "counts taken for a register")))
        for number, parts in _groups(sheet):
            _judge(report, sheet, number, parts, made)
    return report


def _groups(sheet: Sheet) -> Iterator[tuple[int, list[int]]]:
    """Each row that begins something (from 1), with the rows that continue it."""
    groups: dict[int, list[int]] = {}
    firsts = _firsts(sheet)
    for number, answer in enumerate(sheet.answers, start=1):
        word, _blank, of = answer.outcomes[0].partition(" ")
        if word == "joins":
            groups[firsts[of]].append(number)
        else:
            groups[number] = []
    yield from groups.items()


def _firsts(sheet: Sheet) -> dict[str, int]:
    """The first cell of each row, with its number; the first of several counts."""
    firsts: dict[str, int] = {}
    for number, row in enumerate(sheet.rows, start=1):
        for sign in "|;,":
            firsts.setdefault(row.split(sign)[0].strip(), number)
    return firsts


def _judge(report: Report, sheet: Sheet, number: int, parts: list[int], made: dict[int, Made]) -> None:
    """Judge a row with the rows that continue it; a victim of such a row belongs to the first."""
    answer, seen = sheet.answers[number - 1], made.get(number, Made("skipped"))
    where = f"{report.name} {sheet.name}:{number}".replace(" :", ":")
    is_case = answer.outcomes != ("skipped",)
    report.cases += is_case * (1 + len(parts))
    values = dict(answer.values)
    for part in parts:
        more = sheet.answers[part - 1]
        values["victims"] = f"{values['victims']} + {more.values['victims']}"
        own = made.get(part)
        if own is not None and own.outcome != "joins":
            words = f"joins row {number}, got {own.outcome} {'; '.join(own.refusals)}"
            report.found.append((f"{where}+{part}", Difference("outcome", "joins", words)))
            values["victims"] = "?"
        answer = type(answer)(answer.outcomes, answer.required, answer.allowed | more.allowed, values)
    verdict = judge(answer, seen, _firsts(sheet))
    report.values += verdict.values
    report.found += [(where, found) for found in verdict.differences]


def _made(register: Register, content: bytes, index: int, world) -> dict[int, Made]:
    """What the product makes of a sheet, by row; nothing where it refuses the sheet."""
    try:
        batch = actions.upload(
            task_force=world.jambi, agency=world.uptd, file_name=register.settings["file"], content=content,
            by=world.ratna,
        )  # fmt: skip
        if index != batch.sheet:
            batch = actions.choose_sheet(batch=batch, sheet=index, by=world.ratna)
        batch = actions.check(batch=batch, by=world.ratna)
    except WorkflowRefused:
        return {}
    batch.refresh_from_db()
    fields = _fields_of(batch)
    return dict(_of_row(row, fields) for row in RegisterRow.objects.filter(batch=batch).order_by("number"))


def _fields_of(batch: RegisterBatch) -> dict[str, str]:
    """What a remark's column is about."""
    fields = {str(item.label): item.value for item in RegisterField}
    fields |= {column.label: column.field for column in stored_file.layout_of(batch).columns if column.label}
    return fields


def _of_row(row: RegisterRow, fields: dict[str, str]) -> tuple[int, Made]:
    plan = json.loads(row.content)
    doubts = [_doubt(remark, fields) for remark in plan["doubts"]]
    if row.matches or row.asks_who or any(victim.get("row_asked") for victim in plan["victims"]):
        doubts.append(Doubt(frozenset({"same", "nik"}), "may be somebody known"))
    sure = next((victim["row"] for victim in plan["victims"] if victim.get("row")), None)
    outcome = OUTCOMES.get(row.kind, "new")
    if outcome == "new" and plan["facts"].get("outcome", "") in WITHOUT_CASE:
        outcome = "complaint"
    made = Made(outcome, doubts, [remark["text"] for remark in plan["refusals"]], plan["old_number"], plan["facts"],
                plan["victims"], sure)  # fmt: skip
    return row.number, made


def _doubt(remark: dict, fields: dict[str, str]) -> Doubt:
    about = ASKED_ABOUT.get(fields.get(remark["column"], ""), OF_THE_ROW)
    return Doubt(about, f"{remark['column']}: {remark['text']}")
