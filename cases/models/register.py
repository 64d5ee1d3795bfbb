from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.choices import CaseKind, RegisterRowKind, RegisterState, ViolenceForm
from cases.choices.badges import BADGES
from cases.models.file import CaseFileQuerySet, CaseFileRow
from interface.marks import Badge
from safeguards.encryption import EncryptedTextField

DAYS_TO_UNDO = 90  # the database function that undoes a batch has the same limit
DAYS_TO_KEEP = 30  # of the file and the dry run, once the batch is settled
AT_WORK = (RegisterState.CHECKING, RegisterState.WRITING, RegisterState.UNDOING)
ENDED = (RegisterState.WRITTEN, RegisterState.DISCARDED, RegisterState.UNDONE)


class RegisterBatchQuerySet(CaseFileQuerySet):
    """Adjectives for batches."""

    def at_work(self) -> "RegisterBatchQuerySet":
        """Batches a worker is reading, writing or undoing, or has to."""
        return self.filter(state__in=AT_WORK)

    def to_clear(self, *, at) -> "RegisterBatchQuerySet":
        """Batches settled long enough ago for their file and dry run to be deleted; ``at`` is a moment."""
        return self.filter(settled_at__lt=at - timedelta(days=DAYS_TO_KEEP), cleared_at__isnull=True)


class RegisterBatch(CaseFileRow):
    """One uploaded file of the old register, from upload through dry run to its import."""

    agency = models.ForeignKey("taskforces.Agency", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    number = models.CharField(_("nomor"), max_length=16)  # REG-2026-0001
    state = models.CharField(_("keadaan"), max_length=10, choices=RegisterState, default=RegisterState.UPLOADED)
    file_name = EncryptedTextField(_("nama berkas"), max_length=255)
    file_kind = models.CharField(_("jenis berkas"), max_length=4)
    file_size = models.PositiveIntegerField(_("ukuran (byte)"))
    file_token = models.BigIntegerField()  # keyed; recognises a file uploaded again
    content_token = models.BigIntegerField(null=True, blank=True)  # keyed, of the cells; the same rows saved anew
    sheets = EncryptedTextField(default="[]")  # JSON: name and row count of every sheet
    sheet = models.PositiveSmallIntegerField(_("lembar"), default=0)
    layout = EncryptedTextField(default="")  # JSON of register.columns.Layout
    default_kind = models.CharField(
        _("jenis bila tidak disebut"), max_length=16, choices=CaseKind, default=CaseKind.TPPO
    )
    default_form = models.CharField(_("bentuk bila tidak disebut"), max_length=16, choices=ViolenceForm, blank=True)
    failure = models.CharField(_("sebab berhenti"), max_length=20, blank=True)  # a key of file_reader.REFUSALS
    uploaded_at = models.DateTimeField(_("diunggah"))
    uploaded_by = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(_("diperiksa"), null=True, blank=True)
    handed_in_at = models.DateTimeField(_("diserahkan"), null=True, blank=True)
    handed_in_by = models.ForeignKey(
        "taskforces.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    returned_at = models.DateTimeField(_("dikembalikan"), null=True, blank=True)
    returned_by = models.ForeignKey(
        "taskforces.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    return_reason = EncryptedTextField(_("yang perlu diperbaiki"), max_length=500, blank=True, default="")
    confirmed_at = models.DateTimeField(_("disetujui"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        "taskforces.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    written_at = models.DateTimeField(_("ditulis"), null=True, blank=True)
    undo_by = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)  # written, discarded or undone
    cleared_at = models.DateTimeField(null=True, blank=True)  # file and dry run were deleted
    files_written = models.PositiveIntegerField(_("berkas ditulis"), default=0)
    complaints_written = models.PositiveIntegerField(_("pengaduan tanpa kasus ditulis"), default=0)  # of the files
    victims_written = models.PositiveIntegerField(_("korban ditulis"), default=0)
    files_undone = models.PositiveIntegerField(_("berkas ditarik"), default=0)

    objects = RegisterBatchQuerySet.as_manager()

    class Privacy(CaseFileRow.Privacy):
        sensitive = ("file_name", "sheets", "layout", "return_reason")
        plain = (
            *CaseFileRow.Privacy.plain, "agency", "number", "state", "file_kind", "file_size", "file_token",
            "content_token", "sheet", "default_kind", "default_form", "failure", "uploaded_at", "uploaded_by",
            "checked_at", "handed_in_at", "handed_in_by", "returned_at", "returned_by", "confirmed_at",
            "confirmed_by", "written_at", "undo_by", "settled_at", "cleared_at", "files_written",
            "complaints_written", "victims_written", "files_undone",
        )  # fmt: skip

    class Meta:
        ordering = ["-uploaded_at", "-id"]
        indexes = [
            models.Index(fields=["task_force", "-uploaded_at", "-id"], name="register_batch_newest"),
            models.Index(fields=["task_force", "file_token"], name="register_batch_same_file"),
            models.Index(fields=["task_force", "content_token"], name="register_batch_same_rows"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["task_force", "number"], name="register_batch_number_unique"),
            models.CheckConstraint(
                condition=~Q(state="handed_in") | Q(handed_in_at__isnull=False, handed_in_by__isnull=False),
                name="register_batch_handed_in_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True, returned_by__isnull=True)
                | Q(returned_at__isnull=False, returned_by__isnull=False),
                name="register_batch_returned_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="register_batch_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["written", "undoing", "undone"]) | Q(written_at__isnull=False),
                name="register_batch_written_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def badge(self) -> Badge:
        """Where it stands, as a badge."""
        return BADGES.of(RegisterState, self.state)

    @property
    def cases_written(self) -> int:
        """How many of its files have a case."""
        return self.files_written - self.complaints_written

    @property
    def waits_since(self):
        """Since when its answers stand as they are: handed in, or checked; a moment or ``None``."""
        return self.handed_in_at or self.checked_at

    @property
    def undo_until(self):
        """The moment until which the batch may be undone; ``None`` if it was not written."""
        return self.written_at + timedelta(days=DAYS_TO_UNDO) if self.written_at else None


class RegisterPiece(CaseFileRow):
    """A piece of the uploaded file (base64), encrypted; deleted some time after the batch is settled."""

    batch = models.ForeignKey(RegisterBatch, on_delete=models.CASCADE, related_name="pieces")
    position = models.PositiveSmallIntegerField()
    content = EncryptedTextField()

    class Privacy(CaseFileRow.Privacy):
        identifying = ("content",)
        plain = (*CaseFileRow.Privacy.plain, "batch", "position")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["batch", "position"], name="register_piece_unique")]

    def __str__(self) -> str:
        return f"{self.batch}/{self.position}"


class RegisterRow(CaseFileRow):
    """One row of the dry run: its planned result, doubts and refusals, the user's decision."""

    batch = models.ForeignKey(RegisterBatch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("baris"))  # as in the file, from 1
    kind = models.CharField(_("hasil pemeriksaan"), max_length=8, choices=RegisterRowKind)
    content = EncryptedTextField(default="")  # JSON of row_plans.RowPlan
    matches = EncryptedTextField(default="")  # JSON: per victim the persons who may be the same, and why
    fingerprint = models.BigIntegerField(null=True, blank=True)  # keyed
    decision = models.CharField(_("keputusan"), max_length=8, blank=True)  # of a doubt: new, same or skip
    asks_who = models.BooleanField(default=False)  # ask for this row alone: the same person, or the same case?
    has_no_case = models.BooleanField(default=False)  # it becomes a complaint without a case

    class Privacy(CaseFileRow.Privacy):
        identifying = ("content", "matches")
        plain = (
            *CaseFileRow.Privacy.plain, "batch", "number", "kind", "fingerprint", "decision", "asks_who", "has_no_case",
        )  # fmt: skip

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["batch", "kind", "number"], name="register_row_of_kind")]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="register_row_unique"),
            models.CheckConstraint(
                condition=Q(decision__in=["", "new", "same", "skip"]), name="register_row_decision_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch}/{self.number}"


class RegisterEntry(CaseFileRow):
    """A row of an old register that became a complaint, and mostly a case. Importing it again creates nothing."""

    batch = models.ForeignKey(RegisterBatch, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField(_("baris"))
    fingerprint = models.BigIntegerField()  # keyed, of the row's content
    old_number = EncryptedTextField(_("nomor register lama"), blank=True, default="")
    old_number_token = models.BigIntegerField(null=True, blank=True)  # keyed
    complaint = models.OneToOneField("cases.Complaint", on_delete=models.PROTECT, related_name="register_entry")
    case = models.OneToOneField(
        "cases.Case", on_delete=models.PROTECT, null=True, blank=True, related_name="register_entry"
    )  # empty where the row told of no case: somebody asked, or dialled a wrong number
    persons = ArrayField(models.UUIDField(), default=list)  # created by this row, so undone with it

    class Privacy(CaseFileRow.Privacy):
        sensitive = ("old_number",)
        plain = (
            *CaseFileRow.Privacy.plain, "batch", "number", "fingerprint", "old_number_token", "complaint", "case",
            "persons",
        )  # fmt: skip

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["task_force", "old_number_token"], name="register_entry_old_number")]
        constraints = [models.UniqueConstraint(fields=["task_force", "fingerprint"], name="register_row_imported_once")]

    def __str__(self) -> str:
        return f"{self.batch}/{self.number}"

    @property
    def file(self):
        """What the row became: its case, or its complaint where there is no case."""
        return self.case or self.complaint


class RegisterMapping(CaseFileRow):
    """The last mapping of an agency's register, found by its header."""

    agency = models.ForeignKey("taskforces.Agency", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    heading_token = models.BigIntegerField()  # keyed, of the normalised headings
    fields = ArrayField(models.CharField(max_length=20))
    default_kind = models.CharField(max_length=16, choices=CaseKind)
    default_form = models.CharField(max_length=16, choices=ViolenceForm, blank=True)
    used_at = models.DateTimeField()

    class Privacy(CaseFileRow.Privacy):
        plain = (
            *CaseFileRow.Privacy.plain, "agency", "heading_token", "fields", "default_kind", "default_form", "used_at",
        )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task_force", "agency", "heading_token"],
                name="register_mapping_once_per_form",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class RegisterProgress(CaseFileRow):
    """Progress of a background run; written on a separate connection, so that it is visible during the run."""

    batch_id = models.UUIDField(unique=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    moved_at = models.DateTimeField()
    is_cancelled = models.BooleanField(default=False)

    class Privacy(CaseFileRow.Privacy):
        plain = (*CaseFileRow.Privacy.plain, "batch_id", "done", "total", "moved_at", "is_cancelled")

    def __str__(self) -> str:
        return f"{self.done}/{self.total}"
