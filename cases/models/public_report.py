"""The public form of a task force, the reports it received, and the messages about them."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.choices import MessageAuthor
from cases.models.file import CaseFileQuerySet, CaseFileRow
from safeguards.encryption import EncryptedTextField
from taskforces.access import scoping
from taskforces.models import TaskForceOwned

RESERVED_CODES = frozenset({"kode", "keluar", "kalender"})  # our pages under the same path
code_rule = RegexValidator(r"^[a-z0-9-]{2,20}$", _("Pakai huruf kecil, angka, atau tanda hubung, 2 sampai 20 tanda."))


class PublicFormQuerySet(models.QuerySet):
    """Adjectives for public forms."""

    def visible_to(self, user) -> "PublicFormQuerySet":
        """Forms of the task forces whose accounts the user manages."""
        return self.filter(task_force_id__in=scoping.managed_task_force_ids(user))

    def open(self) -> "PublicFormQuerySet":
        """Forms that take reports now."""
        return self.filter(is_open=True)


class PublicForm(TaskForceOwned):
    """How the public contacts one task force: its real channels first, then the form, which may be closed.

    Missing numbers are shown as gaps. The limits decide when a question is asked; nobody is turned away.
    """

    code = models.CharField(_("kode alamat"), max_length=20, unique=True, validators=[code_rule])
    is_open = models.BooleanField(_("formulir dibuka"), default=False)
    title = models.CharField(_("judul halaman"), max_length=60, default="Layanan warga")
    emergency_number = models.CharField(_("nomor darurat"), max_length=20, blank=True)
    unit_name = models.CharField(_("nama layanan"), max_length=120, blank=True)
    unit_phone = models.CharField(_("telepon layanan"), max_length=40, blank=True)
    unit_whatsapp = models.CharField(_("WhatsApp layanan"), max_length=40, blank=True)
    unit_hours = models.CharField(_("jam layanan"), max_length=120, blank=True)
    unit_address = models.CharField(_("alamat layanan"), max_length=240, blank=True)
    ask_after = models.PositiveSmallIntegerField(
        _("pertanyaan setelah"), default=5, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )  # reports of one network within an hour
    fold_after = models.PositiveSmallIntegerField(
        _("dilipat setelah"), default=20, validators=[MinValueValidator(5), MaxValueValidator(1000)]
    )  # reports of one network within a day
    busy_after = models.PositiveSmallIntegerField(
        _("pertanyaan untuk semua setelah"), default=60, validators=[MinValueValidator(10), MaxValueValidator(1000)]
    )  # reports to the task force within an hour
    recorder = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = PublicFormQuerySet.as_manager()

    class Privacy(TaskForceOwned.Privacy):
        channels = ("emergency_number", "unit_name", "unit_phone", "unit_whatsapp", "unit_hours", "unit_address")
        limits = ("ask_after", "fold_after", "busy_after")
        editable = ("code", "is_open", "title", *channels, *limits)
        plain = (
            *TaskForceOwned.Privacy.plain,
            *editable,
            "recorder",
            "version",
        )

    # Fields that accounts admins edit: real channels, and limits that decide when a question is asked.
    CHANNELS, LIMITS, EDITABLE = Privacy.channels, Privacy.limits, Privacy.editable

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["task_force"], name="public_form_once_per_task_force"),
            models.CheckConstraint(condition=~Q(code__in=sorted(RESERVED_CODES)), name="public_form_code_is_free"),
        ]

    def __str__(self) -> str:
        return self.code


class PublicReport(CaseFileRow):
    """Marks a complaint from the public form, with the digest of the receipt its reporter returns with.

    The receipt itself is stored nowhere, so the database contains no key to any report.
    """

    complaint = models.OneToOneField("cases.Complaint", on_delete=models.PROTECT, related_name="public_report")
    form = models.ForeignKey(PublicForm, on_delete=models.PROTECT, related_name="+")
    receipt_digest = models.BinaryField(max_length=32)
    content_digest = models.BinaryField(
        max_length=32, default=b"", db_default=b""
    )  # of the answers; empty in older rows
    received_at = models.DateTimeField()
    is_folded = models.BooleanField(_("laporan beruntun"), default=False)  # one of many from one network in a day

    class Privacy(CaseFileRow.Privacy):
        plain = (
            *CaseFileRow.Privacy.plain,
            "complaint",
            "form",
            "receipt_digest",
            "content_digest",
            "received_at",
            "is_folded",
        )

    class Meta:
        ordering = ["-received_at"]
        indexes = [models.Index(fields=["complaint"], condition=Q(is_folded=True), name="public_report_folded")]
        constraints = [models.UniqueConstraint(fields=["receipt_digest"], name="public_report_receipt_unique")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def audit_root(self):
        return self.complaint_id


class PublicMessageQuerySet(CaseFileQuerySet):
    """Adjectives for messages."""

    def unread(self) -> "PublicMessageQuerySet":
        """Additions of reporters that nobody in the office has read."""
        return self.filter(author=MessageAuthor.REPORTER, read_at__isnull=True)


class PublicMessage(CaseFileRow):
    """One message between a reporter and the office, after the report. Never changed."""

    report = models.ForeignKey(PublicReport, on_delete=models.PROTECT, related_name="messages")
    author = models.CharField(_("dari"), max_length=10, choices=MessageAuthor)
    text = EncryptedTextField(_("isi"))
    is_form = models.BooleanField(
        default=False, db_default=False
    )  # the form sent again: the office sees it, the receipt page does not show it
    at = models.DateTimeField()
    written_by = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, null=True, related_name="+")
    submission_key = models.UUIDField()  # of the page; a page sent twice adds one message
    read_at = models.DateTimeField(null=True)
    read_by = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, null=True, related_name="+")

    objects = PublicMessageQuerySet.as_manager()

    class Privacy(CaseFileRow.Privacy):
        sensitive = ("text",)
        plain = (
            *CaseFileRow.Privacy.plain,
            "report",
            "author",
            "is_form",
            "at",
            "written_by",
            "submission_key",
            "read_at",
            "read_by",
        )

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "submission_key"], name="public_message_sent_once"),
            models.CheckConstraint(
                condition=Q(author="reporter", written_by__isnull=True)
                | Q(author="office", written_by__isnull=False, read_at__isnull=True),
                name="public_message_has_one_side",
            ),
            models.CheckConstraint(
                condition=Q(read_at__isnull=True, read_by__isnull=True)
                | Q(read_at__isnull=False, read_by__isnull=False),
                name="public_message_read_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["task_force", "report"],
                condition=Q(author="reporter", read_at__isnull=True),
                name="public_message_unread",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def audit_root(self):
        return self.report.complaint_id
