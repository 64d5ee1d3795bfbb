"""Actions on an old register: upload, map columns, check, decide doubts, write, undo."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cases.choices import CaseKind, RegisterRowKind, ViolenceForm
from cases.choices import RegisterState as State
from cases.events import RegisterEvent
from cases.models import RegisterBatch, RegisterEntry, RegisterMapping, RegisterPiece, RegisterRow
from cases.models.register import DAYS_TO_UNDO
from cases.register import batch_undo, batch_writer, file_reader, papers, periods, progress, runs, stored_file
from cases.register.approval import second_person
from cases.register.column_meanings import MANY, F, RegisterField
from cases.register.columns import SURE, Layout, find_layout
from cases.register.recapitulation import is_recapitulation
from safeguards import clock
from safeguards.audit import record
from safeguards.encryption import Unreadable
from safeguards.errors import WorkflowRefused
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.actions.numbering import next_number
from taskforces.models import Agency, TaskForce, User

SERIES = "REG"
ENOUGH_COLUMNS = 4  # a sheet with so many recognised columns is a register
DECISIONS = ("new", "same", "skip")


@transaction.atomic
def upload(*, task_force: TaskForce, agency: Agency, file_name: str, content: bytes, by: User) -> RegisterBatch:
    """Store a file, encrypted, and propose the meaning of its columns. Raises ``FileRefused`` with the remedy."""
    policy.check(by, Permission.REGISTER_IMPORT, task_force)
    look = file_reader.look(content)
    near = task_force.region_id or ""
    sheet = max(range(len(look.sheets)), key=lambda index: _likeness(look.sheets[index], near))
    _refuse_recapitulation(look.sheets[sheet])
    now = clock.now()
    batch = RegisterBatch(
        task_force=task_force,
        agency=agency,
        number=next_number(task_force_id=task_force.pk, series=SERIES, year=clock.today().year),
        file_name=file_name[:255],
        file_kind=look.kind,
        file_size=len(content),
        file_token=stored_file.file_token(content, task_force.pk),
        sheets=json.dumps([(item.name, item.rows) for item in look.sheets]),
        uploaded_at=now,
        uploaded_by=by,
    )
    _propose(batch, sheet, look)
    batch.save(force_insert=True)
    stored_file.put(batch, content)
    record(RegisterEvent.UPLOADED, by=by, target=batch, details={"rows": look.sheets[sheet].rows})
    return batch


@transaction.atomic
def choose_sheet(*, batch: RegisterBatch, sheet: int, by: User) -> RegisterBatch:
    """Choose another sheet of the same file; its columns are proposed again."""
    policy.check(by, Permission.REGISTER_IMPORT, batch)
    batch = runs.in_state(batch, State.UPLOADED, State.CHECKED)
    look = file_reader.look(stored_file.get(batch))
    if not 0 <= sheet < len(look.sheets) or not look.sheets[sheet].rows:
        raise WorkflowRefused(_("Lembar ini kosong. Pilih lembar lain."))
    _refuse_recapitulation(look.sheets[sheet])
    _propose(batch, sheet, look)
    batch.state = State.UPLOADED
    batch.save()
    RegisterRow.objects.filter(batch=batch).delete()
    record(RegisterEvent.MAPPED, by=by, target=batch, details={"sheet": sheet})
    return batch


@transaction.atomic
def set_columns(
    *, batch: RegisterBatch, fields: Sequence[str], default_kind: str, default_form: str = "", by: User
) -> RegisterBatch:
    """Set the meaning of each column, and the kind of rows without one; stored for the agency's next file."""
    policy.check(by, Permission.REGISTER_IMPORT, batch)
    batch = runs.in_state(batch, State.UPLOADED, State.CHECKED)
    if isinstance(batch.layout, Unreadable):
        raise WorkflowRefused(_("Kolom berkas ini tidak terbaca. Buang proses ini dan unggah berkasnya sekali lagi."))
    layout = stored_file.layout_of(batch)
    _check_fields(fields, layout)
    if default_kind == CaseKind.OTHER_VIOLENCE and default_form not in dict(ViolenceForm.offered()):
        raise WorkflowRefused(_("Pilih bentuk kekerasan untuk baris yang tidak menyebut jenisnya."))
    for column, name in zip(layout.columns, fields, strict=True):
        column.field, column.confidence = name, 1.0
    batch.layout, batch.default_kind = json.dumps(layout.to_plain()), CaseKind(default_kind).value
    batch.default_form = default_form if default_kind == CaseKind.OTHER_VIOLENCE else ""
    batch.state = State.UPLOADED
    batch.save()
    RegisterMapping.objects.update_or_create(
        task_force_id=batch.task_force_id,
        agency=batch.agency,
        heading_token=stored_file.heading_token(layout, batch.task_force_id),
        defaults={
            "fields": list(fields),
            "default_kind": batch.default_kind,
            "default_form": batch.default_form,
            "used_at": clock.now(),
        },
    )
    record(RegisterEvent.MAPPED, by=by, target=batch, details={"sheet": batch.sheet})
    return batch


@transaction.atomic
def check(*, batch: RegisterBatch, by: User) -> RegisterBatch:
    """Start the dry run: at once for a short file, else in the background. It writes nothing to case files."""
    policy.check(by, Permission.REGISTER_IMPORT, batch)
    batch = runs.in_state(batch, State.UPLOADED, State.CHECKED)
    if F.REPORTED_ON not in stored_file.layout_of(batch).fields:
        raise WorkflowRefused(_("Tunjuk kolom tanggal pengaduan: tanpa tanggal tidak ada baris yang dapat dibawa."))
    batch.state, batch.failure = State.CHECKING, ""
    batch.save(update_fields=["state", "failure"])
    record(RegisterEvent.CHECKED, by=by, target=batch)
    rows = runs.planned_rows(batch)
    _start(batch, rows, lambda: runs.check(batch, progress.Silent()))
    return batch


@transaction.atomic
def decide(
    *,
    batch: RegisterBatch,
    decisions: Mapping[int, str],
    seen: Mapping[int, str] | None = None,
    rest: str = "",
    by: User,
) -> int:
    """Answer doubts: row number to ``new``, ``same`` or ``skip``; ``rest`` for all open doubts.

    Returns the number of rows. ``seen`` are the answers the page showed: a row that a colleague answered since then
    keeps that answer.

    ``rest`` brings in no row that asks whether somebody or some case is the same, because that is decided row by row;
    it may skip them.
    """
    policy.check(by, Permission.REGISTER_IMPORT, batch)
    batch = runs.in_state(batch, State.CHECKED)
    if not set(decisions.values()) | ({rest} if rest else set()) <= {*DECISIONS, ""}:
        raise WorkflowRefused(_("Pilih salah satu jawaban yang tersedia."))
    asked = RegisterRow.objects.filter(
        batch=batch, kind__in=[RegisterRowKind.DOUBT, RegisterRowKind.MATCH, RegisterRowKind.NEW]
    )
    since = dict(asked.filter(number__in=list(seen or ())).values_list("number", "decision"))
    decisions = {n: answer for n, answer in decisions.items() if since.get(n) in (None, (seen or {}).get(n))}
    changed = 0
    for answer in {*DECISIONS, ""}:
        numbers = [number for number, given in decisions.items() if given == answer]
        if numbers:
            changed += asked.filter(number__in=numbers).exclude(decision=answer).update(decision=answer)
    if rest:
        open_doubts = asked.filter(kind=RegisterRowKind.DOUBT, decision="")
        covered = open_doubts if rest == "skip" else open_doubts.filter(asks_who=False)
        changed += covered.update(decision=rest)
    record(RegisterEvent.DECIDED, by=by, target=batch, details={"rows": changed})
    return changed


@transaction.atomic
def confirm(*, batch: RegisterBatch, seen: datetime | None = None, by: User) -> RegisterBatch:
    """Approve the import. A second press, also by somebody else, changes nothing; rows with open doubts stay out.

    Nobody approves what they prepared while somebody else may. ``seen`` is the ``waits_since`` of the page that was
    approved: a register handed in anew since then is refused, because nobody looked at its new answers.
    """
    policy.check(by, Permission.REGISTER_APPROVE, batch)
    held = runs.locked(batch.pk)
    if held is None or held.state in (State.WRITING, State.WRITTEN):
        return RegisterBatch.objects.get(pk=batch.pk)
    batch = runs.in_state(held, State.CHECKED, State.HANDED_IN)
    second_person.check(batch, by)
    if seen is not None and seen != batch.waits_since:
        raise WorkflowRefused(_("Register ini berubah sejak Anda membukanya. Lihat sekali lagi, lalu setujui."))
    if batch.default_form == ViolenceForm.TRAFFICKING:
        raise WorkflowRefused(
            _("Baris tanpa jenis akan tertulis sebagai trafficking. Buka Kolom, lalu pilih TPPO atau bentuk lain.")
        )
    rows = batch_writer.rows_to_write(batch).count()
    if not rows:
        raise WorkflowRefused(_("Tidak ada baris yang akan ditulis. Jawab yang diragukan, atau perbaiki berkasnya."))
    batch.state, batch.failure = State.WRITING, ""
    batch.confirmed_at, batch.confirmed_by = clock.now(), by
    batch.save(update_fields=["state", "failure", "confirmed_at", "confirmed_by"])
    record(RegisterEvent.CONFIRMED, by=by, target=batch, details={"rows": rows})
    _start(batch, rows, lambda: runs.write(batch, progress.Silent(), by=by), total=2 * rows)
    return batch


@transaction.atomic
def cancel(*, batch: RegisterBatch, by: User) -> bool:
    """Ask a run to stop; its changes are rolled back. Returns whether there was a run to stop."""
    policy.check(by, Permission.REGISTER_IMPORT, batch)
    running_now = progress.progress_of(batch)
    if running_now is None:
        return False
    running_now.is_cancelled = True
    running_now.save(update_fields=["is_cancelled"])
    held = runs.locked(batch.pk)
    if held is not None and held.state in runs.BEFORE:  # no worker has started
        before = runs.state_before(held)
        if held.state == State.WRITING:
            held.confirmed_at = held.confirmed_by = None
        held.state, held.undo_by, held.failure = before, None, "cancelled"
        held.save(update_fields=["state", "confirmed_at", "confirmed_by", "undo_by", "failure"])
    if held is not None and held.failure != "cancelled":
        return False  # it finished before it could be stopped
    record(RegisterEvent.CANCELLED, by=by, target=batch)
    return True


@transaction.atomic
def discard(*, batch: RegisterBatch, by: User) -> RegisterBatch:
    """Discard an upload that was not written: file and dry run are deleted at once."""
    policy.check(by, Permission.REGISTER_IMPORT, batch)
    batch = runs.in_state(batch, State.UPLOADED, State.CHECKED)
    batch.state, batch.settled_at = State.DISCARDED, clock.now()
    _clear(batch)
    record(RegisterEvent.DISCARDED, by=by, target=batch)
    return batch


@transaction.atomic
def undo(*, batch: RegisterBatch, forget_columns: bool = False, by: User) -> RegisterBatch:
    """Undo a batch within its time limit, except files that were changed or used since.

    Short batches run at once, others in the background. A second press changes nothing. ``forget_columns`` also forgets
    at once what the columns of this form mean, so that the next such file is asked from the beginning.
    """
    policy.check(by, Permission.REGISTER_APPROVE, batch)
    held = runs.locked(batch.pk)
    if held is None or held.state in (State.UNDOING, State.UNDONE):
        return RegisterBatch.objects.get(pk=batch.pk)
    batch = runs.in_state(held, State.WRITTEN)
    if clock.now() > batch.undo_until:
        raise WorkflowRefused(_("Waktu %s hari untuk menarik kembali sudah lewat.") % DAYS_TO_UNDO)
    files = RegisterEntry.objects.filter(batch=batch).count() - len(batch_undo.touched(batch))
    if not files:
        raise WorkflowRefused(_("Semua berkas sudah dipakai sesudah dipindahkan, sehingga tidak ada yang ditarik."))
    batch.state, batch.failure, batch.undo_by = State.UNDOING, "", by
    batch.save(update_fields=["state", "failure", "undo_by"])
    record(RegisterEvent.UNDO_ASKED, by=by, target=batch, details={"files": files})
    if forget_columns and stored_file.mapping_of(batch).delete()[0]:
        record(RegisterEvent.COLUMNS_FORGOTTEN, by=by, target=batch)
    _start(batch, files, lambda: runs.undo(batch, progress.Silent(), by=by))
    return batch


@transaction.atomic
def note_download(*, batch: RegisterBatch, by: User) -> RegisterBatch:
    """Record the download of the file with remarks. It names people: it is for who prepared it or may approve it."""
    policy.check(by, Permission.REGISTER_IMPORT, batch)
    if not second_person.may_read(batch, by):
        policy.check(by, Permission.REGISTER_APPROVE, batch)
    record(RegisterEvent.DOWNLOADED, by=by, target=batch)
    return batch


def _likeness(sheet: file_reader.Sheet, near: str) -> tuple[int, int]:
    """How much a sheet looks like a register: the recognised columns, then the rows."""
    if not sheet.rows:
        return 0, 0
    layout = find_layout(sheet.first, clock.today(), near)
    if is_recapitulation(layout, sheet.first):
        return -1, sheet.rows
    known = sum(column.confidence >= SURE and column.field != F.IGNORE for column in layout.columns)
    return min(known, ENOUGH_COLUMNS), sheet.rows


def _refuse_recapitulation(sheet: file_reader.Sheet) -> None:
    """Refuse a sheet that counts people: each of its rows would become a victim."""
    if sheet.rows and is_recapitulation(find_layout(sheet.first, clock.today()), sheet.first):
        raise file_reader.FileRefused("recap")


def _propose(batch: RegisterBatch, sheet: int, look: file_reader.Look) -> None:
    """Propose the last mapping for this header, else the recognised meanings."""
    layout = find_layout(look.sheets[sheet].first, clock.today(), batch.task_force.region_id or "")
    named = periods.sheet(look.sheets[sheet].name)
    layout.period = layout.period.within(named) if layout.period.first or layout.period.year else named
    layout.encoding = look.encoding
    for column in layout.columns:
        if column.label in {str(name) for name in papers.OWN_HEADINGS}:  # a file with remarks, mended and sent again
            column.field, column.confidence = F.IGNORE, 1.0
    batch.sheet = sheet
    batch.content_token = stored_file.content_token(look.sheets[sheet].mark, batch.task_force_id)
    token = stored_file.heading_token(layout, batch.task_force_id)
    own = RegisterMapping.objects.filter(task_force_id=batch.task_force_id, agency=batch.agency_id)
    remembered = own.filter(heading_token=token).first()
    if remembered and len(remembered.fields) == len(layout.columns):
        for column, name in zip(layout.columns, remembered.fields, strict=True):
            column.field, column.confidence = name, 1.0
        batch.default_kind, batch.default_form = remembered.default_kind, remembered.default_form
        if batch.default_form == ViolenceForm.TRAFFICKING:
            batch.default_form = ""  # no longer a valid form: asked again with the columns
    batch.layout = json.dumps(layout.to_plain())


def _check_fields(fields: Sequence[str], layout: Layout) -> None:
    if len(fields) != len(layout.columns) or not set(fields) <= set(RegisterField.values):
        raise WorkflowRefused(_("Kolom berkas ini berubah. Unggah lagi."))
    once = [name for name in fields if name not in MANY]
    double = sorted({str(RegisterField(name).label) for name in once if once.count(name) > 1})
    if double:
        raise WorkflowRefused(_("Hanya satu kolom dapat menjadi: %s.") % ", ".join(double))


def _start(batch: RegisterBatch, rows: int, at_once: Callable[[], None], total: int | None = None) -> None:
    """Run now, or defer a job to a worker; the job becomes visible when this transaction commits."""
    if rows <= runs.INLINE_ROWS:
        at_once()
        return
    from cases.register.tasks import run_register  # noqa: PLC0415 - the job calls the acts of this module

    progress.prepare(batch, total or rows)
    run_register.defer(batch_id=str(batch.pk), task_force_id=str(batch.task_force_id))


def _clear(batch: RegisterBatch) -> None:
    """Delete the file and the dry run; the entries of written rows stay."""
    RegisterPiece.objects.filter(batch=batch).delete()
    RegisterRow.objects.filter(batch=batch).delete()
    batch.file_name, batch.layout, batch.sheets, batch.cleared_at = "", "", "[]", clock.now()
    batch.save()
