from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.choices import HandOverWay
from cases.models.file import CaseFileQuerySet, CaseFileRow
from safeguards.encryption import EncryptedTextField


class HandOverQuerySet(CaseFileQuerySet):
    """Adjectives for hand-overs."""

    def standing(self) -> "HandOverQuerySet":
        """Those that were not taken back when the outcome was corrected."""
        return self.filter(withdrawn_at__isnull=True)

    def unreceipted(self) -> "HandOverQuerySet":
        """Those the other region has not confirmed yet."""
        return self.standing().filter(receipt_entered_at__isnull=True)

    def overdue(self, at) -> "HandOverQuerySet":
        """Those with an overdue receipt."""
        return self.unreceipted().filter(receipt_due_at__lt=at)


class HandOver(CaseFileRow):
    """A complaint handed to another region: to whom, how, and the receipt. It waits until it has one."""

    complaint = models.ForeignKey("cases.Complaint", on_delete=models.PROTECT, related_name="hand_overs")
    to_region = models.ForeignKey(
        "taskforces.Region", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("daerah")
    )
    to_office = models.CharField(_("diserahkan kepada"), max_length=160)
    way = models.CharField(_("dengan cara"), max_length=12, choices=HandOverWay)
    contact_person = EncryptedTextField(_("petugas di sana"), blank=True, default="")
    handed_at = models.DateTimeField()
    handed_by = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, related_name="+")
    receipt_due_at = models.DateTimeField(_("batas tanda terima"))
    receiver_name = EncryptedTextField(_("nama penerima"), blank=True, default="")
    receipt_number = models.CharField(_("nomor tanda terima"), max_length=60, blank=True)
    receipt_way = models.CharField(_("tanda terima lewat"), max_length=12, choices=HandOverWay, blank=True)
    received_at = models.DateTimeField(_("diterima di sana"), null=True, blank=True)
    receipt_entered_at = models.DateTimeField(null=True, blank=True)
    receipt_entered_by = models.ForeignKey(
        "taskforces.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    overdue_told_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # the outcome of the complaint was corrected
    withdrawn_by = models.ForeignKey(
        "taskforces.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = HandOverQuerySet.as_manager()

    class Privacy(CaseFileRow.Privacy):
        identifying = ("contact_person", "receiver_name")
        plain = (
            *CaseFileRow.Privacy.plain,
            "complaint",
            "to_region",
            "to_office",
            "way",
            "handed_at",
            "handed_by",
            "receipt_due_at",
            "receipt_number",
            "receipt_way",
            "received_at",
            "receipt_entered_at",
            "receipt_entered_by",
            "overdue_told_at",
            "withdrawn_at",
            "withdrawn_by",
        )

    class Meta:
        ordering = ["-handed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint"], condition=Q(withdrawn_at__isnull=True), name="hand_over_one_stands"
            ),
            models.CheckConstraint(
                condition=Q(receipt_entered_at__isnull=True, received_at__isnull=True)
                | Q(receipt_entered_at__isnull=False, received_at__isnull=False),
                name="hand_over_receipt_has_its_moments",
            ),
        ]

    def __str__(self) -> str:
        return str(self.complaint)

    @property
    def audit_root(self):
        return self.complaint_id

    @property
    def is_received(self) -> bool:
        """Whether the other region has confirmed it."""
        return self.receipt_entered_at is not None
