from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.choices import ContactResult, ContactWay
from cases.models.file import CaseFileQuerySet, CaseFileRow


class ContactAttemptQuerySet(CaseFileQuerySet):
    """Adjectives for attempts."""

    def unanswered_of(self, user) -> "ContactAttemptQuerySet":
        """A user's own attempts without a result."""
        return self.filter(opened_by=user, result="").order_by("opened_at")


class ContactAttempt(CaseFileRow):
    """A number was opened to contact somebody: by whom, in which way, with what result. The number is not stored.

    It belongs to a complaint (``person`` is empty for the reporter) or to a victim of a case.
    """

    complaint = models.ForeignKey(
        "cases.Complaint", on_delete=models.PROTECT, null=True, blank=True, related_name="contact_attempts"
    )
    victim = models.ForeignKey(
        "cases.Victim", on_delete=models.PROTECT, null=True, blank=True, related_name="contact_attempts"
    )
    person = models.ForeignKey("cases.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    way = models.CharField(_("cara"), max_length=12, choices=ContactWay)
    may_leave_message = models.BooleanField(default=False)  # the rule when the number was opened
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, related_name="+")
    result = models.CharField(_("hasil"), max_length=16, choices=ContactResult, blank=True)
    result_at = models.DateTimeField(null=True, blank=True)
    result_by = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ContactAttemptQuerySet.as_manager()

    class Privacy(CaseFileRow.Privacy):
        plain = (
            *CaseFileRow.Privacy.plain,
            "complaint",
            "victim",
            "person",
            "way",
            "may_leave_message",
            "opened_at",
            "opened_by",
            "result",
            "result_at",
            "result_by",
        )

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(complaint__isnull=False, victim__isnull=True)
                | Q(complaint__isnull=True, victim__isnull=False),
                name="contact_attempt_about_one_file",
            ),
            models.CheckConstraint(
                condition=Q(result="", result_at__isnull=True) | (~Q(result="") & Q(result_at__isnull=False)),
                name="contact_attempt_result_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return str(self.complaint or self.victim)

    @property
    def audit_root(self):
        return self.complaint_id or self.victim.case_id
