"""The dry run: read each row, compare it with the stored files, and store what the row would become."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from itertools import chain, islice

from django.db.models import Q
from django.utils.translation import gettext as _

from cases.choices import RegisterRowKind as Kind
from cases.matching import Facts, matches_for_many
from cases.models import RegisterBatch, RegisterEntry, RegisterRow
from cases.reading import nik as nik_rules
from cases.register import cell_values, columns, file_reader, stored_file
from cases.register.bulk_insert import insert
from cases.register.column_meanings import F
from cases.register.progress import Progress, Silent
from cases.register.repeats import Repeats
from cases.register.row_plans import Ground, Reader, Remark, RowPlan
from safeguards import clock
from taskforces.choices import RegionLevel
from taskforces.models import Region

CHUNK = 250  # rows at a time
MOST_MATCHES = 3  # shown per victim
LIKELY = 0.5  # weaker matches are not asked about
ENOUGH_NIKS = 4  # if all of at least so many end in zero, Excel stored the column as numbers


def check(batch: RegisterBatch, progress: Progress | Silent) -> int:
    """Read and compare all rows of the batch again; returns their number."""
    RegisterRow.objects.filter(batch=batch).delete()
    layout = stored_file.layout_of(batch)
    rows = file_reader.rows(stored_file.get(batch), batch.sheet)
    data = (row for row in rows if row.number >= layout.data_from and not columns.repeats_header(row.cells, layout))
    first = list(islice(data, 200))
    checker = Checker(batch, layout, _lost_niks(first, layout))
    done = 0
    for chunk in chunks(chain(first, data), CHUNK):
        checker.keep([row for row in chunk if not columns.stands_below(row.cells)])
        done += len(chunk)
        progress.move(done)
    return done


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

    def __init__(self, batch: RegisterBatch, layout: columns.Layout, lost_niks: bool) -> None:
        self.batch = batch
        self.seen: dict[int, int] = {}  # fingerprint -> row of this file
        self.people: Repeats[int] = Repeats(batch.task_force_id, today=clock.today())  # key: row of this file
        ground = Ground(
            layout=layout,
            today=clock.today(),
            near=batch.task_force.region_id or "",
            default_kind=batch.default_kind,
            default_form=batch.default_form,
            region_codes=_region_codes(batch.task_force.region_id or ""),
            lost_niks=lost_niks,
        )
        self.reader = Reader(ground)

    def keep(self, rows: list[file_reader.SheetRow]) -> None:
        """Check a chunk of rows and store the results."""
        plans = [self.reader.plan(row) for row in rows]
        prints = {
            plan.number: stored_file.fingerprint(plan, self.batch.task_force_id) for plan in plans if not plan.refusals
        }
        imported = self._imported(prints.values())
        fresh = [plan for plan in plans if plan.number in prints and prints[plan.number] not in imported]
        self._doubt_old_numbers(fresh)
        matches = self._matches(fresh)
        insert([self._row(plan, prints.get(plan.number), imported, matches.get(plan.number, [])) for plan in plans])

    def _imported(self, prints: Iterable[int]) -> dict[int, str]:
        """Fingerprints of earlier imports, with the number of the case each became."""
        entries = RegisterEntry.objects.filter(task_force_id=self.batch.task_force_id, fingerprint__in=list(prints))
        return dict(entries.values_list("fingerprint", "case__number"))

    def _doubt_old_numbers(self, plans: list[RowPlan]) -> None:
        """Add a doubt to plans whose old number was imported before from a row with different content."""
        force = self.batch.task_force_id
        asked = {stored_file.old_number_token(plan.old_number, force): plan for plan in plans if plan.old_number}
        entries = RegisterEntry.objects.filter(
            task_force_id=force, old_number_token__in=[token for token in asked if token is not None]
        )
        for token, number in entries.values_list("old_number_token", "case__number"):
            text = _("nomor ini sudah dipindahkan sebagai %s, dengan isi lain") % number
            asked[token].doubts.append(Remark(self.reader.labels.get(F.OLD_NUMBER, ""), text))

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

    def _row(self, plan: RowPlan, mark: int | None, imported: dict[int, str], matches: list[list[dict]]) -> RegisterRow:
        kind = self._kind(plan, mark, imported, matches)
        return RegisterRow(
            task_force_id=self.batch.task_force_id,
            batch=self.batch,
            number=plan.number,
            kind=kind,
            fingerprint=mark,
            asks_who=kind == Kind.DOUBT and asks_who(plan, matches),
            content=json.dumps(asdict(plan), ensure_ascii=False),
            matches=json.dumps(matches) if any(matches) else "",
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
        repeated = self._repeats_person(plan)
        if plan.doubts or asks_who(plan, matches):
            return Kind.DOUBT
        return Kind.MATCH if repeated or any(matches) else Kind.NEW

    def _repeats_person(self, plan: RowPlan) -> bool:
        """Whether a victim is surely in an earlier row; the number of that row is stored.

        The same NIK with another name is a doubt to ask about.
        """
        repeated = False
        for victim in plan.victims:
            before = self.people.find(victim)
            if before is not None and before.key != plan.number:
                victim["row" if before.is_sure else "row_asked"] = before.key
                victim["row_by_nik"] = before.is_by_nik
                repeated = repeated or before.is_sure
                if not before.is_sure:
                    plan.doubts.append(self._other_name(before.key))
            self.people.add(victim, plan.number)
        return repeated

    def _other_name(self, row: int) -> Remark:
        text = _("NIK sama dengan korban di baris %s, nama tidak sama. Jawab untuk baris ini sendiri.") % row
        return Remark(self.reader.labels.get(F.NIK, ""), text)


def asks_who(plan: RowPlan, matches: list[list[dict]]) -> bool:
    """Whether the user has to say who this is, row by row, because a merge is not sure."""
    unsure = any(not found[0]["same"] for found in matches if found)
    return unsure or any(victim.get("row_asked") for victim in plan.victims)


def _lost_niks(first: list[file_reader.SheetRow], layout: columns.Layout) -> bool:
    """Whether every NIK of the first rows ends in zero: it was a number in Excel before it became text."""
    if F.NIK not in layout.fields:
        return False
    at = layout.fields.index(F.NIK)
    texts = [cell_values.text_of(row.cells[at]) for row in first if at < len(row.cells)]
    niks = [nik_rules.digits_of(text) for text in texts if nik_rules.has_form(text)]
    return len(niks) >= ENOUGH_NIKS and all(text.endswith("0") for text in niks)
