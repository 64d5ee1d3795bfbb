from datetime import date

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.choices import (
    Channel,
    ComplaintOutcome,
    ContactRule,
    ContactWay,
    PersonRole,
    ReporterKind,
    Sex,
    Urgency,
)
from cases.choices.badges import BADGES
from cases.models.file import CaseFileQuerySet, CaseFileRow, keep_history
from cases.reading.planned_days import near_days
from cases.workflow import ENDED
from interface.marks import Badge
from safeguards.encryption import EncryptedTextField


class ComplaintQuerySet(CaseFileQuerySet):
    """Adjectives for complaints."""

    def with_additions(self) -> "ComplaintQuerySet":
        """Annotate whether the reporter added something through the public form that nobody has read yet."""
        unread = apps.get_model("cases", "PublicMessage").objects.unread()
        return self.annotate(has_additions=Exists(unread.filter(report__complaint=OuterRef("pk"))))

    def folded(self, wanted: bool) -> "ComplaintQuerySet":
        """Only reports that came in series from one network and wait, or only the others.

        Complaints with an outcome belong to the others again.
        """
        rows = apps.get_model("cases", "PublicReport").objects.filter(is_folded=True, complaint=OuterRef("pk"))
        folded = Q(Exists(rows), outcome=ComplaintOutcome.PENDING)
        return self.filter(folded if wanted else ~folded)

    def leaving(self, today: date) -> "ComplaintQuerySet":
        """Complaints whose planned departure is near or has just passed, while somebody is still at work on them."""
        at_work = Q(outcome__in=(ComplaintOutcome.PENDING, ComplaintOutcome.EMERGENCY))
        at_work |= Q(case__isnull=False) & ~Q(case__stage__in=[stage.value for stage in ENDED])
        return self.filter(at_work, planned_on__range=near_days(today))


@keep_history
class Complaint(CaseFileRow):
    """A pengaduan: one report received through one channel. Not a case, not a victim, not a police report."""

    number = models.CharField(_("nomor register"), max_length=16)
    channel = models.CharField(_("kanal"), max_length=20, choices=Channel)
    received_at = models.DateTimeField(_("diterima"))
    narrative = EncryptedTextField(_("cerita kejadian"))
    summary = models.CharField(_("ringkasan tanpa identitas"), max_length=300, blank=True)  # searched by its words
    event_on = models.DateField(_("tanggal kejadian"), null=True, blank=True)
    event_until = models.DateField(_("paling akhir"), null=True, blank=True)  # "early August" has a first and last day
    event_date_is_unknown = models.BooleanField(_("tanggal tidak diketahui"), default=False)
    planned_on = models.DateField(_("hari yang direncanakan"), null=True, blank=True)  # earliest departure or transfer
    event_region = models.ForeignKey(
        "taskforces.Region",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("wilayah"),
    )
    event_country = models.CharField(_("negara bila di luar negeri"), max_length=60, blank=True)
    event_place = EncryptedTextField(_("tempat kejadian"), blank=True, default="")
    reporter_kind = models.CharField(
        _("pelapor"), max_length=12, choices=ReporterKind, default=ReporterKind.UNKNOWN, blank=True
    )
    reporter_is_anonymous = models.BooleanField(_("pelapor tidak ingin disebut"), default=False)
    reporter_name = EncryptedTextField(_("nama pelapor"), blank=True, default="")
    reporter_phone = EncryptedTextField(_("telepon pelapor"), blank=True, default="")
    reporter_contact_rule = models.CharField(
        _("bolehkah pelapor dihubungi"), max_length=12, choices=ContactRule, default=ContactRule.NOT_ASKED
    )
    reporter_contact_ways = ArrayField(
        models.CharField(max_length=12, choices=ContactWay), default=list, blank=True, verbose_name=_("dengan cara")
    )
    reporter_contact_hours = models.CharField(_("waktu aman"), max_length=120, blank=True)
    reporter_code_word = EncryptedTextField(_("kata pembuka"), blank=True, default="")
    reporter_contact_note = EncryptedTextField(_("catatan kontak"), blank=True, default="")
    reporter_may_leave_message = models.BooleanField(_("boleh meninggalkan pesan"), default=False)
    risks = EncryptedTextField(_("risiko"), blank=True, default="")  # JSON of Risk -> RiskAnswer, only asked ones
    urgency = models.CharField(_("tingkat kedaruratan"), max_length=10, choices=Urgency, default=Urgency.UNKNOWN)
    outcome = models.CharField(_("hasil pengaduan"), max_length=16, choices=ComplaintOutcome, default="pending")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, null=True, blank=True, related_name="complaints")
    handed_to = models.CharField(_("diserahkan kepada"), max_length=160, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    submission_key = models.UUIDField(null=True)  # of the form; a form sent twice makes one complaint

    objects = ComplaintQuerySet.as_manager()

    class Privacy(CaseFileRow.Privacy):
        identifying = ("reporter_name", "reporter_phone")
        sensitive = ("narrative", "event_place", "reporter_code_word", "reporter_contact_note", "risks")
        plain = (
            *CaseFileRow.Privacy.plain,
            "number",
            "channel",
            "received_at",
            "summary",
            "event_on",
            "event_until",
            "event_date_is_unknown",
            "planned_on",
            "event_region",
            "event_country",
            "reporter_kind",
            "reporter_is_anonymous",
            "reporter_contact_rule",
            "reporter_contact_ways",
            "reporter_contact_hours",
            "reporter_may_leave_message",
            "urgency",
            "outcome",
            "case",
            "handed_to",
            "recorded_at",
            "recorded_by",
            "version",
            "submission_key",
        )

    class Meta:
        ordering = ["-received_at"]
        indexes = [
            models.Index(  # filters on these without reading the rows, whose narrative is long
                fields=["task_force", "-received_at", "-id"],
                include=["channel", "urgency", "reporter_kind", "event_region"],
                name="complaint_newest_first",
            ),
            models.Index(fields=["task_force", "outcome", "-received_at"], name="complaint_outcome"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["task_force", "number"], name="complaint_number_unique"),
            models.UniqueConstraint(fields=["task_force", "submission_key"], name="complaint_form_submitted_once"),
            models.CheckConstraint(
                condition=~Q(outcome__in=["new_case", "existing_case"]) | Q(case__isnull=False),
                name="complaint_outcome_names_its_case",
            ),
            models.CheckConstraint(
                condition=Q(event_on__isnull=True) | Q(event_date_is_unknown=False),
                name="complaint_event_date_known_or_not",
            ),
            models.CheckConstraint(
                condition=Q(event_until__isnull=True) | Q(event_until__gte=F("event_on")),
                name="complaint_event_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(planned_on__isnull=True) | Q(event_on__isnull=True) | Q(planned_on__gte=F("event_on")),
                name="complaint_plan_not_before_event",
            ),
            models.CheckConstraint(
                condition=Q(recorded_at__gte=F("received_at")), name="complaint_recorded_after_received"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def urgency_badge(self) -> Badge:
        """How soon somebody must act, as a badge."""
        return BADGES.of(Urgency, self.urgency)

    @property
    def outcome_badge(self) -> Badge:
        """What became of it, as a badge."""
        return BADGES.of(ComplaintOutcome, self.outcome)

    @property
    def day_of_ages(self) -> date:
        """The day ages are counted on: the event's if known, else the day the complaint was received."""
        return self.event_on or timezone.localdate(self.received_at)


class ComplaintPerson(CaseFileRow):
    """A person in a complaint, known or not."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="complaint_roles")
    role = models.CharField(_("peran"), max_length=16, choices=PersonRole, default=PersonRole.POSSIBLE_VICTIM)
    position = models.PositiveSmallIntegerField(default=1)
    is_known = models.BooleanField(_("orangnya dikenal"), default=True)
    is_reporter = models.BooleanField(_("ia sendiri yang melapor"), default=False)
    sex = models.CharField(_("jenis kelamin"), max_length=8, choices=Sex, default=Sex.UNKNOWN)
    age = models.PositiveSmallIntegerField(_("umur (tahun)"), null=True, blank=True)  # at the event, in full years
    age_is_estimated = models.BooleanField(_("umur perkiraan"), default=False)
    origin_region = models.ForeignKey(
        "taskforces.Region", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("asal")
    )

    class Privacy(CaseFileRow.Privacy):
        plain = (
            *CaseFileRow.Privacy.plain,
            "complaint",
            "person",
            "role",
            "position",
            "is_known",
            "is_reporter",
            "sex",
            "age",
            "age_is_estimated",
            "origin_region",
        )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "position"], name="complaint_person_position_unique"),
            models.UniqueConstraint(
                fields=["complaint"], condition=Q(is_reporter=True), name="complaint_has_one_reporting_victim"
            ),
            models.CheckConstraint(
                condition=Q(is_reporter=False) | Q(role=PersonRole.POSSIBLE_VICTIM),
                name="complaint_reporting_person_is_victim",
            ),
            models.CheckConstraint(
                condition=Q(age__isnull=True) | Q(age__lte=120), name="complaint_person_age_possible"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint}/{self.position}"

    @property
    def audit_root(self):
        return self.complaint_id
