"""Write a batch: all its files in the caller's transaction, in bulk, with the rows the actions would write.

The order keeps waiting times of others short: people first, then victims and their steps; complaints and cases with
their numbers and the audit at the very end (``waiting_rows``). A test writes the same rows through the actions and
compares.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.choices import ComplaintOutcome, Mode, PersonRole, Sex, Stage
from cases.choices import RegisterRowKind as Kind
from cases.events import RegisterEvent
from cases.linking import detection
from cases.matching import caller_tokens, person_tokens
from cases.models import (
    Case,
    Complaint,
    ComplaintPerson,
    Person,
    RegisterBatch,
    RegisterEntry,
    RegisterRow,
    StageChange,
    Victim,
)
from cases.reading.ages import is_child
from cases.register import stored_file, waiting_rows
from cases.register.bulk_insert import insert
from cases.register.dry_run import CHUNK, chunks
from cases.register.progress import Progress, Silent
from cases.register.repeats import Repeats
from safeguards import clock
from safeguards.audit.recording import AuditRow, audit_row
from safeguards.encryption import Unreadable

TO_WRITE = Q(kind=Kind.NEW) | Q(kind=Kind.MATCH) | Q(kind=Kind.DOUBT, decision__in=["new", "same"])
# The stages up to the last stage in the old register; each step is allowed by the table of cases.workflow.
WAYS: dict[str, tuple[Stage, ...]] = {
    Stage.COMPLAINT: (),
    Stage.TRANSFERRED: (Stage.TRANSFERRED,),
    Stage.ASSESSMENT: (Stage.IDENTIFICATION, Stage.ASSESSMENT),
    Stage.SERVICE: (Stage.IDENTIFICATION, Stage.ASSESSMENT, Stage.PLAN, Stage.SERVICE),
    Stage.MONITORING: (Stage.IDENTIFICATION, Stage.ASSESSMENT, Stage.PLAN, Stage.SERVICE, Stage.MONITORING),
    Stage.NOT_TPPO: (Stage.IDENTIFICATION, Stage.NOT_TPPO),
    Stage.TERMINATION: (
        Stage.IDENTIFICATION, Stage.ASSESSMENT, Stage.PLAN, Stage.SERVICE, Stage.MONITORING, Stage.TERMINATION,
    ),
}  # fmt: skip
VERSION_WHEN_SETTLED = 2  # of a complaint: logged, then bound to its case or ended without one


class RowUnreadable(Exception):
    """The stored plan of a row cannot be read, so nothing of its batch is written."""


@dataclass
class Written:
    """How many files and victims were written."""

    files: int = 0
    complaints: int = 0  # of the files: those without a case
    victims: int = 0


def rows_to_write(batch: RegisterBatch):
    """The rows of the dry run that become files, in order."""
    return RegisterRow.objects.filter(TO_WRITE, batch=batch).exclude(decision="skip").order_by("number")


def files_to_write(batch: RegisterBatch) -> tuple[int, int]:
    """How many cases, and how many complaints without one, the rows become."""
    rows = rows_to_write(batch)
    complaints = rows.filter(has_no_case=True).count()
    return rows.count() - complaints, complaints


def write(batch: RegisterBatch, progress: Progress | Silent, *, by) -> Written:
    """Write every file of the batch. Progress counts each row twice: once for its people, once for its file."""
    writer = Writer(batch, by)
    done = 0
    for chunk in _planned(batch):
        writer.write_people(chunk)
        done += len(chunk)
        progress.move(done)
    for chunk in _planned(batch):
        writer.write_files(chunk)
        done += len(chunk)
        progress.move(done)
    detection.detect_all_links(batch.task_force_id, code=_("Register lama"), files_of=writer.files_of)
    writer.waiting.settle()
    return writer.written


def narrative_of(plan: dict[str, Any], other_names: Iterable[str] = ()) -> str:
    """The story of the complaint, with its source, and names in the row that differ from the recorded ones."""
    source = _("Dari register lama, baris %s") % plan["number"]
    if plan["old_number"]:
        source = _("Dari register lama nomor %(old)s, baris %(row)s") % {
            "old": plan["old_number"],
            "row": plan["number"],
        }
    names = [_("Nama korban dalam register lama: %s.") % name for name in other_names]
    return "\n".join((f"{plan['facts']['told']}\n\n{source}.".strip(), *names))


def facts_of_complaint(plan: dict[str, Any], other_names: Iterable[str] = ()) -> dict[str, Any]:
    """The plan as complaint details, as ``complaints.log`` takes them."""
    facts = plan["facts"]
    reported = date.fromisoformat(facts["reported_on"])
    return {
        "channel": facts["channel"],
        "received_at": timezone.make_aware(datetime.combine(reported, time())),
        "narrative": narrative_of(plan, other_names),
        "event_on": _day(facts["event_on"]),
        "event_until": _day(facts["event_until"]),
        "event_region_id": facts["event_region"],
        "event_place": facts["event_place"],
        "reporter_kind": facts["reporter_kind"],
        "reporter_name": facts["reporter_name"],
        "reporter_phone": facts["reporter_phone"],
        "urgency": facts["urgency"],
    }


def _planned(batch: RegisterBatch) -> Iterator[list[tuple[RegisterRow, dict, list]]]:
    """Rows with their plans and matches, in chunks."""
    rows = rows_to_write(batch).iterator(chunk_size=CHUNK)
    for chunk in chunks(rows, CHUNK):
        if any(isinstance(value, Unreadable) for row in chunk for value in (row.content, row.matches)):
            raise RowUnreadable
        yield [(row, json.loads(row.content), json.loads(row.matches or "[]")) for row in chunk]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


class Writer:
    """Makes rows from plans; remembers which people each row created."""

    def __init__(self, batch: RegisterBatch, by) -> None:
        self.batch, self.by, self.now = batch, by, clock.now()
        self.force = batch.task_force_id
        self.people: dict[int, list[UUID]] = {}  # row -> its victims, then reported people
        self.made: dict[int, list[UUID]] = {}  # row -> the people it created
        self.seen: Repeats[UUID] = Repeats(self.force, today=clock.today())  # people of earlier rows
        self.called: dict[UUID, str] = {}  # reused or new person -> name, in memory only
        self.other_names: dict[int, list[str]] = defaultdict(list)  # row -> differing names of reused people
        self.reported: set[UUID] = set()
        self.written = Written()
        self.waiting = waiting_rows.WaitingRows(self.force)

    # --- people -------------------------------------------------------------------------------------------------------
    def write_people(self, chunk: Sequence) -> None:
        """Create the people of a chunk of rows; known people are reused."""
        fresh: list[Person] = []
        alive = self._alive(chunk)
        for row, plan, matches in chunk:
            ids: list[UUID] = []
            before = len(fresh)
            for index, victim in enumerate(plan["victims"]):
                found = self._same_person(row, victim, matches[index] if index < len(matches) else [], alive)
                if found is None or found in ids:
                    ids.append(self._make(victim, fresh))
                else:
                    ids.append(found)
                    self._keep_name(row.number, victim["name"], found)
                self.seen.add(victim, ids[-1])
            reported = [self._make({"name": name[:200]}, fresh) for name in plan["reported"]]
            self.reported.update(reported)
            ids += reported
            self.people[row.number] = ids
            self.made[row.number] = [person.pk for person in fresh[before:]]
        insert(fresh)
        found = [person_tokens.tokens_of(person) for person in fresh]
        insert([line for line in found if line.names or line.exact])
        detection.write_tokens_of_new(fresh, suspects=self.reported)

    def _make(self, details: dict[str, Any], fresh: list[Person]) -> UUID:
        names = ("name", "nik", "birth_date", "phone", "address", "guardian", "sex")
        person = Person(task_force_id=self.force, **{name: details[name] for name in names if details.get(name)})
        fresh.append(person)
        self.called[person.pk] = person.name
        return person.pk

    def _same_person(self, row: RegisterRow, victim: dict, matches: list[dict], alive: dict) -> UUID | None:
        """The known person, if the dry run is sure or the user said so, or the one an earlier row created."""
        if row.decision == "new":
            return None
        if matches and (matches[0]["same"] or row.decision == "same"):
            known = alive.get(UUID(matches[0]["person"]))
            if known is not None:
                return known
        asked = self.people.get(victim["row_asked"]) if "row_at" in victim else None
        if asked and row.decision == "same":
            return asked[victim["row_at"]]
        before = self.seen.find(victim)
        return before.key if before and (before.is_sure or row.decision == "same") else None

    def _keep_name(self, row: int, name: str, person_id: UUID) -> None:
        """Keep a differing name of a reused person for the story; the person itself is not changed."""
        if name and " ".join(name.casefold().split()) != " ".join(self.called.get(person_id, "").casefold().split()):
            self.other_names[row].append(name)

    def _alive(self, chunk: Sequence) -> dict[UUID, UUID]:
        """Current keys of matched people; a merged person maps to the survivor."""
        asked = {UUID(lines[0]["person"]) for _row, _plan, matches in chunk for lines in matches if lines}
        people = Person.objects.filter(pk__in=asked, task_force_id=self.force).values_list("pk", "merged_into_id")
        alive = {pk: merged or pk for pk, merged in people}
        self.called |= dict(Person.objects.filter(pk__in=set(alive.values())).values_list("pk", "name"))
        return alive

    # --- files --------------------------------------------------------------------------------------------------------
    def write_files(self, chunk: Sequence) -> None:
        """Write the complaints, cases, victims and steps of some rows."""
        rows: dict[type, list] = {model: [] for model in (Case, Complaint, ComplaintPerson, Victim, StageChange)}
        entries = []
        for row, plan, _matches in chunk:
            case = None if plan["facts"]["outcome"] else self._case(plan)
            complaint = self._complaint(row, plan, case)
            rows[Case] += [case] if case else []
            rows[Complaint].append(complaint)
            self._roles(row, plan, complaint, case, rows)
            entries.append(self._entry(row, plan, complaint, case))
        for model, made in rows.items():
            if model in waiting_rows.WAITING:
                self.waiting.hold(made)
            else:
                insert(made)
        insert([line for line in map(caller_tokens.of_complaint, rows[Complaint]) if line.names or line.numbers])
        self.waiting.hold(entries)
        self.waiting.tell(self._audit(entry) for entry in entries)
        self.written.files += len(entries)
        self.written.complaints += len(entries) - len(rows[Case])
        self.written.victims += len(rows[Victim])

    def files_of(self, person_ids: Iterable[UUID]) -> dict[UUID, set[UUID]]:
        """Keys of each person's files, including those that still wait for their numbers."""
        people = list(person_ids)
        found: dict[UUID, set[UUID]] = defaultdict(set)
        victims = Victim.objects.filter(person_id__in=people).exclude(stage=Stage.DUPLICATE)
        for person, case in victims.values_list("person_id", "case_id"):
            found[person].add(case)
        roles = list(ComplaintPerson.objects.filter(person_id__in=people).values_list("person_id", "complaint_id"))
        keys = {complaint for _person, complaint in roles}
        case_of = dict(Complaint.objects.filter(pk__in=keys).values_list("pk", "case_id"))
        case_of |= self.waiting.cases_of(keys - set(case_of))
        for person, complaint in roles:
            found[person].add(case_of.get(complaint) or complaint)
        return found

    def _audit(self, entry: RegisterEntry) -> AuditRow:
        """One event per file, about its case or its complaint, without the numbers."""
        details = {"batch": self.batch.number, "row": entry.number}
        event = RegisterEvent.FILE_IMPORTED if entry.case else RegisterEvent.COMPLAINT_IMPORTED
        return audit_row(event.value, by=self.by, target=entry.file, details=details, at=self.now)

    def _place(self, model: type[Case] | type[Complaint], plan: dict) -> str:
        return self.waiting.place(model, int(plan["facts"]["reported_on"][:4]))

    def _case(self, plan: dict) -> Case:
        facts = plan["facts"]
        return Case(
            task_force_id=self.force,
            number=self._place(Case, plan),
            kind=facts["kind"],
            violence_form=facts["violence_form"],
            mode=facts["mode"] if facts["kind"] == "tppo" else Mode.UNKNOWN,
            urgency=facts["urgency"],
            stage=facts["stage"] if plan["victims"] else Stage.COMPLAINT,
            event_on=_day(facts["event_on"]),
            event_region_id=facts["event_region"],
            channel=facts["channel"],
            reported_on=_day(facts["reported_on"]),
            opened_at=self.now,
            opened_by=self.by,
            responsible=self.by,
        )

    def _complaint(self, row: RegisterRow, plan: dict, case: Case | None) -> Complaint:
        return Complaint(
            task_force_id=self.force,
            number=self._place(Complaint, plan),
            **facts_of_complaint(plan, self.other_names.get(row.number, ())),
            outcome=ComplaintOutcome.NEW_CASE if case else plan["facts"]["outcome"],
            case=case,
            recorded_at=self.now,
            recorded_by=self.by,
            version=VERSION_WHEN_SETTLED,
        )

    def _roles(
        self, row: RegisterRow, plan: dict, complaint: Complaint, case: Case | None, rows: dict[type, list]
    ) -> None:
        """Add the victims to complaint and case, and reported people to the complaint only."""
        for position, person_id in enumerate(self.people[row.number], 1):
            victim = plan["victims"][position - 1] if position <= len(plan["victims"]) else None
            shared = {
                "task_force_id": self.force,
                "person_id": person_id,
                "position": position,
                "sex": victim["sex"] if victim else Sex.UNKNOWN,
                "origin_region_id": victim["origin_region"] if victim else None,
                "age_is_estimated": bool(victim and victim["age_is_estimated"]),
            }
            role = PersonRole.POSSIBLE_VICTIM if victim else PersonRole.REPORTED
            age = victim["age"] if victim else None
            rows[ComplaintPerson].append(ComplaintPerson(complaint=complaint, role=role, age=age, **shared))
            if victim and case:
                made = self._victim(case, plan, age, shared)
                rows[Victim].append(made)
                rows[StageChange] += self._steps(made, plan)

    def _victim(self, case: Case, plan: dict, age: int | None, shared: dict) -> Victim:
        way = WAYS[plan["facts"]["stage"]]
        return Victim(
            case=case,
            age_at_event=age,
            is_child=is_child(age),
            stage=way[-1] if way else Stage.COMPLAINT,
            stage_since=self.now,
            termination_reason=plan["facts"]["reason"] if way and way[-1] == Stage.TERMINATION else "",
            added_at=self.now,
            version=1 + len(way),
            **shared,
        )

    def _steps(self, victim: Victim, plan: dict) -> Iterator[StageChange]:
        before = ""
        for stage in (Stage.COMPLAINT, *WAYS[plan["facts"]["stage"]]):
            note = _("Dari register lama") if before else ""
            yield victim.step(before, stage, at=self.now, by=self.by, note=note)
            before = stage

    def _entry(self, row: RegisterRow, plan: dict, complaint: Complaint, case: Case | None) -> RegisterEntry:
        return RegisterEntry(
            task_force_id=self.force,
            batch=self.batch,
            number=row.number,
            fingerprint=row.fingerprint,
            old_number=plan["old_number"],
            old_number_token=stored_file.old_number_token(plan["old_number"], self.force),
            complaint=complaint,
            case=case,
            persons=self.made[row.number],
        )
