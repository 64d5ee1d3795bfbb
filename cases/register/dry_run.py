"""The dry run: read each row, compare it with the stored files, and store what the row would become."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from itertools import chain, islice
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import RegisterRowKind as Kind
from cases.choices import Stage
from cases.matching import Facts, matches_for_many
from cases.models import Complaint, RegisterBatch, RegisterEntry, RegisterRow, Victim
from cases.reading import nik as nik_rules
from cases.register import cell_values, columns, file_reader, row_context, row_dates, stored_file
from cases.register.bulk_insert import insert
from cases.register.column_meanings import F
from cases.register.plan_making import Ground, Remark, RowPlan
from cases.register.progress import Progress, Silent
from cases.register.row_context import CaseRows, Item, Passed, Walker, rows_of
from cases.register.row_plans import Reader
from cases.register.within_file import WithinFile
from safeguards import clock
from taskforces.choices import RegionLevel
from taskforces.models import Region

CHUNK = 250  # rows at a time
MOST_MATCHES = 3  # shown per victim
LIKELY = 0.5  # weaker matches are not asked about
LOOKED_AT = 200  # rows, to know the habits of a file
WHY_PASSED = {
    row_context.HEADING: gettext_lazy("judul tabel yang diulang"),
    row_context.TOTAL: gettext_lazy("baris jumlah"),
    row_context.SIGNATURE: gettext_lazy("tanda tangan atau keterangan penutup"),
    row_context.SEPARATOR: gettext_lazy("pemisah %(words)s: berlaku untuk baris di bawahnya"),
    row_context.NOTE: gettext_lazy("keterangan di antara baris: %(words)s"),
    row_context.NUMBERED: gettext_lazy("hanya nomor urut, tanpa isi"),
}
NUMBER = Coalesce("case__number", "complaint__number")  # of the file an entry became
ENOUGH_NIKS = 4  # if all of at least so many end in zero, Excel stored the column as numbers


def check(batch: RegisterBatch, progress: Progress | Silent) -> int:
    """Read and compare all rows of the batch again; returns their number."""
    RegisterRow.objects.filter(batch=batch).delete()
    layout = stored_file.layout_of(batch)
    rows = file_reader.rows(stored_file.get(batch), batch.sheet)
    data = (row for row in rows if row.number >= layout.data_from)
    first = list(islice(data, LOOKED_AT))
    checker = Checker(batch, ground_of(batch, layout, first))
    done = 0
    for chunk in chunks(Walker(layout, layout.period).walk(chain(first, data)), CHUNK):
        checker.keep(chunk)
        done += sum(len(rows_of(item)) for item in chunk)
        progress.move(done)
    return done


def compare_again(batch: RegisterBatch) -> int:
    """Compare the rows to write with what was recorded since the dry run; returns how many must be answered again.

    Two parts of a register may be checked before either is written, so that only the approval sees both.
    """
    since = Complaint.objects.filter(task_force_id=batch.task_force_id, recorded_at__gt=batch.checked_at)
    if not since.exists():
        return 0
    checker = Checker(batch, ground_of(batch, stored_file.layout_of(batch), ()))
    rows = RegisterRow.objects.filter(batch=batch, kind__in=[Kind.NEW, Kind.MATCH, Kind.DOUBT]).exclude(decision="skip")
    return sum(checker.compare_again(chunk) for chunk in chunks(rows.iterator(chunk_size=CHUNK), CHUNK))


def ground_of(batch: RegisterBatch, layout: columns.Layout, first: Sequence[file_reader.SheetRow]) -> Ground:
    """What is known of the whole file before its rows are read."""
    return Ground(
        layout=layout,
        today=clock.today(),
        near=batch.task_force.region_id or "",
        default_kind=batch.default_kind,
        default_form=batch.default_form,
        region_codes=_region_codes(batch.task_force.region_id or ""),
        lost_niks=_lost_niks(first, layout),
        has_month_first=row_dates.are_month_first(_cells(first, layout, F.REPORTED_ON)),
        has_sex_ticks=_has_sex_ticks(first, layout),
        has_short_rows=sum(len(row.cells) < len(layout.columns) for row in first) * 2 > len(first),
    )


def chunks(items: Iterable, size: int) -> Iterator[list]:
    """The items in lists of at most ``size``."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def facts_of(victim: dict, on: str | None) -> Facts:
    """The facts of one victim of a plan, for matching."""
    return Facts(
        name=victim["name"],
        nik=victim["nik"],
        phones=(victim["phone"],) if victim["phone"] else (),
        birth_date=date.fromisoformat(victim["birth_date"]) if victim["birth_date"] else None,
        age=victim["age"],
        age_on=date.fromisoformat(on) if on else None,
        sex=victim["sex"],
        guardian=victim["guardian"],
        origin=victim["origin_region"] or "",
    )


def _region_codes(near: str) -> frozenset[str]:
    """Codes of the regions a row may name; villages only of the own province."""
    is_own_village = Q(level=RegionLevel.VILLAGE, pk__gte=near[:2], pk__lte=f"{near[:2]}.99")
    rows = Region.objects.filter(~Q(level=RegionLevel.VILLAGE) | is_own_village)
    return frozenset(rows.values_list("pk", flat=True))


class Checker:
    """Compares chunks of rows with each other, with earlier imports and with known people."""

    def __init__(self, batch: RegisterBatch, ground: Ground) -> None:
        self.batch = batch
        self.seen: dict[int, int] = {}  # fingerprint -> row of this file
        self.file = WithinFile(batch.task_force_id, today=ground.today)
        self.reader = Reader(ground)

    def keep(self, items: Sequence[Item]) -> None:
        """Check a chunk of rows and store the results."""
        plans = [self.reader.plan(item) for item in items if isinstance(item, CaseRows)]
        prints, imported, matches = self._compared(plans)
        rows = [self._row(plan, prints.get(plan.number), imported, matches.get(plan.number, [])) for plan in plans]
        rows += [self._silent_row(Kind.FOLLOWS, n, followed(plan.number)) for plan in plans for n in plan.joined]
        rows += [self._silent_row(Kind.PASSED, i.number, passed(i)) for i in items if isinstance(i, Passed)]
        insert(rows)

    def compare_again(self, rows: Sequence[RegisterRow]) -> int:
        """Compare stored plans with what was recorded since; the rows with something new become questions."""
        plans = {row.number: plan_from(row) for row in rows}
        before = {number: list(plan.doubts) for number, plan in plans.items()}
        _prints, imported, matches = self._compared(list(plans.values()))
        changed = []
        for row in rows:
            plan, found = plans[row.number], matches.get(row.number, [])
            if row.fingerprint in imported:
                plan.refusals.append(Remark("", _("sudah dipindahkan sebagai %s") % imported[row.fingerprint]))
                row.kind = Kind.KNOWN
            elif plan.doubts == before[row.number] and _people(found) == _people(json.loads(row.matches or "[]")):
                continue
            else:
                row.kind, row.asks_who = Kind.DOUBT, asks_who(plan, found)
            row.decision, row.content = "", json.dumps(asdict(plan), ensure_ascii=False)
            row.matches = json.dumps(found) if any(found) else ""
            changed.append(row)
        for row in changed:
            row.save(update_fields=["kind", "asks_who", "decision", "content", "matches"])
        return len(changed)

    def _compared(self, plans: list[RowPlan]) -> tuple[dict[int, int], dict[int, str], dict[int, list[list[dict]]]]:
        """Fingerprints by row, those imported before with their cases, and the people who may be the same."""
        force = self.batch.task_force_id
        prints = {plan.number: stored_file.fingerprint(plan, force) for plan in plans if not plan.refusals}
        imported = self._imported(prints.values())
        fresh = [plan for plan in plans if plan.number in prints and prints[plan.number] not in imported]
        self._doubt_old_numbers(fresh)
        matches = self._matches(fresh)
        self._doubt_same_day(fresh, matches)
        return prints, imported, matches

    def _imported(self, prints: Iterable[int]) -> dict[int, str]:
        """Fingerprints of earlier imports, with the number of the case or complaint each became."""
        entries = RegisterEntry.objects.filter(task_force_id=self.batch.task_force_id, fingerprint__in=list(prints))
        return dict(entries.values_list("fingerprint", NUMBER))

    def _doubt_old_numbers(self, plans: list[RowPlan]) -> None:
        """Add a doubt to plans whose old number was imported before from a row with different content."""
        force = self.batch.task_force_id
        asked: dict[int, list[RowPlan]] = defaultdict(list)
        for plan in plans:
            if plan.old_number and (token := stored_file.old_number_token(plan.old_number, force)) is not None:
                asked[token].append(plan)
        entries = RegisterEntry.objects.filter(task_force_id=force, old_number_token__in=list(asked))
        for token, number in entries.values_list("old_number_token", NUMBER):
            for plan in asked[token]:
                self._doubt(plan, F.OLD_NUMBER, _("nomor ini sudah dipindahkan sebagai %s, dengan isi lain") % number)

    def _doubt(self, plan: RowPlan, name: str, text: str) -> None:
        """Add what comparing found: it is asked for each row alone."""
        remark = Remark(self.reader.labels.get(name, ""), text, asks_alone=True)
        if remark not in plan.doubts:
            plan.doubts.append(remark)

    def _matches(self, plans: list[RowPlan]) -> dict[int, list[list[dict]]]:
        """Per plan and victim: the people who may be the same."""
        asked = [
            (plan, index, facts_of(victim, plan.facts["event_on"] or plan.facts["reported_on"]))
            for plan in plans
            for index, victim in enumerate(plan.victims)
            if victim["name"] or victim["nik"] or victim["phone"]
        ]
        found: dict[int, list[list[dict]]] = {plan.number: [[] for _victim in plan.victims] for plan in plans}
        answers = matches_for_many(
            [facts for *_where, facts in asked], task_force_ids=[self.batch.task_force_id], limit=MOST_MATCHES
        )
        for (plan, index, _facts), matches in zip(asked, answers, strict=True):
            found[plan.number][index] = [
                {"person": str(m.person_id), "same": m.is_same, "why": [reason.words for reason in m.reasons]}
                for m in matches
                if m.score >= LIKELY
            ]
        return found

    def _doubt_same_day(self, plans: list[RowPlan], matches: dict[int, list[list[dict]]]) -> None:
        """Ask about people who are recorded already in a case of the same day: it may be the same case."""
        people = {UUID(line["person"]) for found in matches.values() for lines in found for line in lines}
        if not people:
            return
        known: dict[str, list[tuple[str, set[str]]]] = defaultdict(list)
        rows = Victim.objects.filter(person_id__in=people).exclude(stage=Stage.DUPLICATE)
        for person, number, *on in rows.values_list("person_id", "case__number", "case__reported_on", "case__event_on"):
            known[str(person)].append((number, {day.isoformat() for day in on if day}))
        for plan in plans:
            own = {plan.facts["reported_on"], plan.facts["event_on"]} - {None}
            for line in (line for lines in matches[plan.number] for line in lines):
                for number, on in known[line["person"]]:
                    if own & on:
                        words = _("orang ini mungkin sudah tercatat pada hari yang sama, dalam %s") % number
                        self._doubt(plan, F.NAME, words)

    def _row(self, plan: RowPlan, mark: int | None, imported: dict[int, str], matches: list[list[dict]]) -> RegisterRow:
        kind = self._kind(plan, mark, imported, matches)
        return RegisterRow(
            task_force_id=self.batch.task_force_id,
            batch=self.batch,
            number=plan.number,
            kind=kind,
            fingerprint=mark,
            asks_who=kind == Kind.DOUBT and asks_who(plan, matches),
            has_no_case=bool(plan.facts["outcome"]),
            content=json.dumps(asdict(plan), ensure_ascii=False),
            matches=json.dumps(matches) if any(matches) else "",
        )

    def _silent_row(self, kind: Kind, number: int, text: str) -> RegisterRow:
        """A row that is no case of its own; it says why."""
        content = asdict(RowPlan(number, said=[Remark("", text)]))
        return RegisterRow(
            task_force_id=self.batch.task_force_id,
            batch=self.batch,
            number=number,
            kind=kind,
            content=json.dumps(content, ensure_ascii=False),
        )

    def _kind(self, plan: RowPlan, mark: int | None, imported: dict[int, str], matches: list[list[dict]]) -> Kind:
        """The kind of a row; adds a remark where the row was seen before."""
        if mark is None:
            return Kind.REFUSED
        if mark in imported:
            plan.refusals.append(Remark("", _("sudah dipindahkan sebagai %s") % imported[mark]))
            return Kind.KNOWN
        if mark in self.seen:
            plan.refusals.append(Remark("", _("sama dengan baris %s") % self.seen[mark]))
            return Kind.KNOWN
        self.seen[mark] = plan.number
        for name, text in self.file.compare(plan):
            self._doubt(plan, name, text)
        if plan.doubts or asks_who(plan, matches):
            return Kind.DOUBT
        repeated = any(victim.get("row") for victim in plan.victims)
        return Kind.MATCH if repeated or any(matches) else Kind.NEW


def plan_from(row: RegisterRow) -> RowPlan:
    """The stored plan of a row."""
    stored = json.loads(row.content)
    for name in ("doubts", "refusals", "said"):
        stored[name] = [Remark(**remark) for remark in stored.get(name, ())]
    return RowPlan(**stored)


def followed(number: int) -> str:
    """The words for a row that continues a case."""
    return _("lanjutan kasus di baris %s: korbannya dan ceritanya masuk ke sana") % number


def passed(item: Passed) -> str:
    """The words for a row that is no case."""
    quoted = cell_values.quoted(item.words)
    return str(WHY_PASSED[item.why]) % ({"words": quoted} if "%(words)s" in str(WHY_PASSED[item.why]) else {})


def _people(matches: list[list[dict]]) -> list[list[str]]:
    return [[line["person"] for line in lines] for lines in matches if lines]


def asks_who(plan: RowPlan, matches: list[list[dict]]) -> bool:
    """Whether the user has to say, row by row, who this is or which case, because that is not sure."""
    unsure = any(not found[0]["same"] for found in matches if found)
    compared = any(remark.asks_alone for remark in plan.doubts)
    return unsure or compared or any(victim.get("row_asked") for victim in plan.victims)


def _cells(first: Sequence[file_reader.SheetRow], layout: columns.Layout, name: str) -> list[object]:
    """The filled cells of a field in the first rows."""
    if name not in layout.fields:
        return []
    at = layout.fields.index(name)
    return [row.cells[at] for row in first if at < len(row.cells) and row.cells[at] is not None]


def _lost_niks(first: Sequence[file_reader.SheetRow], layout: columns.Layout) -> bool:
    """Whether every NIK of the first rows ends in zero: it was a number in Excel before it became text."""
    texts = [cell_values.text_of(cell) for cell in _cells(first, layout, F.NIK)]
    niks = [nik_rules.digits_of(text) for text in texts if nik_rules.has_form(text)]
    return len(niks) >= ENOUGH_NIKS and all(text.endswith("0") for text in niks)


def _has_sex_ticks(first: Sequence[file_reader.SheetRow], layout: columns.Layout) -> bool:
    """Whether the columns *Laki-laki* and *Perempuan* are ticked: there is an age elsewhere, or all cells are ticks."""
    if _cells(first, layout, F.AGE) or _cells(first, layout, F.BIRTH_DATE):
        return True
    cells = _cells(first, layout, F.MALE) + _cells(first, layout, F.FEMALE)
    return bool(cells) and all(columns.is_ticked(cell) or columns.is_not_ticked(cell) for cell in cells)
