from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.choices import CaseKind, Mode, Stage, Urgency, ViolenceForm
from cases.choices.badges import BADGES
from cases.models.file import CaseFileQuerySet, CaseFileRow, keep_history
from cases.reading.dates import Span, days_in_words
from cases.workflow import ENDED
from interface.marks import Badge


class CaseQuerySet(CaseFileQuerySet):
    """Adjectives for cases."""

    def open(self) -> "CaseQuerySet":
        """Cases with at least one victim whose services have not ended."""
        return self.exclude(stage__in=[stage.value for stage in ENDED])

    def hold(self, pk) -> "Case":
        """Lock a case before other rows of its file, so that two acts on one file cannot deadlock."""
        return self.select_for_update(of=("self",)).only("pk").get(pk=pk)

    def of_doubtful_kind(self) -> "CaseQuerySet":
        """Cases of other violence with the form "trafficking": somebody has to decide whether it is TPPO."""
        return self.filter(kind=CaseKind.OTHER_VIOLENCE, violence_form=ViolenceForm.TRAFFICKING)


@keep_history
class Case(CaseFileRow):
    """A kasus: one file of the register, with one or more victims. It shows the stage of the least advanced victim."""

    number = models.CharField(_("nomor kasus"), max_length=16)
    kind = models.CharField(_("jenis kasus"), max_length=16, choices=CaseKind)
    violence_form = models.CharField(_("bentuk kekerasan"), max_length=16, choices=ViolenceForm, blank=True)
    summary = models.CharField(_("ringkasan tanpa identitas"), max_length=300, blank=True)  # searched by its words
    mode = models.CharField(_("modus utama"), max_length=24, choices=Mode, default=Mode.UNKNOWN)
    urgency = models.CharField(_("tingkat kedaruratan"), max_length=10, choices=Urgency, default=Urgency.UNKNOWN)
    stage = models.CharField(_("tahap"), max_length=16, choices=Stage, default=Stage.COMPLAINT)
    event_on = models.DateField(_("tanggal kejadian"), null=True, blank=True)
    event_until = models.DateField(_("paling akhir"), null=True, blank=True)  # of a rough day or a stretch, as told
    event_region = models.ForeignKey(
        "taskforces.Region",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("wilayah"),
    )
    channel = models.CharField(_("kanal pengaduan pertama"), max_length=20)
    reported_on = models.DateField(_("tanggal pengaduan pertama"))  # the day for counting and ordering
    opened_at = models.DateTimeField(_("dibuka"))
    opened_by = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, related_name="+")
    responsible = models.ForeignKey(
        "taskforces.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("penanggung jawab")
    )
    simfoni_number = models.CharField(_("nomor SIMFONI PPA"), max_length=40, blank=True)
    simfoni_entered_on = models.DateField(_("tanggal masuk SIMFONI PPA"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CaseQuerySet.as_manager()

    class Privacy(CaseFileRow.Privacy):
        plain = (
            *CaseFileRow.Privacy.plain,
            "number",
            "kind",
            "violence_form",
            "summary",
            "mode",
            "urgency",
            "stage",
            "event_on",
            "event_until",
            "event_region",
            "channel",
            "reported_on",
            "opened_at",
            "opened_by",
            "responsible",
            "simfoni_number",
            "simfoni_entered_on",
            "version",
        )

    class Meta:
        ordering = ["-reported_on", "-id"]  # not the moment of opening, which is the import for an old register
        indexes = [
            models.Index(  # this one answers filters without their own index, without reading the rows
                fields=["task_force", "-reported_on", "-id"],
                include=["mode", "channel", "urgency", "violence_form", "simfoni_number", "event_on", "event_region"],
                name="case_newest_first",
            ),
            models.Index(fields=["task_force", "kind", "-reported_on", "-id"], name="case_kind_newest"),
            models.Index(fields=["task_force", "stage", "-reported_on", "-id"], name="case_stage_newest"),
            models.Index(fields=["task_force", "responsible", "-reported_on", "-id"], name="case_responsible_newest"),
            models.Index(fields=["task_force", "reported_on"], name="case_counted_on"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["task_force", "number"], name="case_number_unique"),
            models.CheckConstraint(
                condition=Q(kind=CaseKind.TPPO.value) | ~Q(violence_form=""), name="case_of_violence_names_its_form"
            ),
            models.CheckConstraint(
                condition=Q(event_until__isnull=True) | Q(event_on__isnull=False, event_until__gt=F("event_on")),
                name="case_event_ends_after_it_began",
            ),
        ]

    @property
    def event_span(self) -> Span | None:
        """The days of the event as they were told; several where the day is rough or it went on."""
        return Span(self.event_on, self.event_until or self.event_on) if self.event_on else None

    @property
    def event_days(self) -> str:
        """``5 Januari 2026``, or ``1–10 Januari 2026, perkiraan``; empty if unknown."""
        return days_in_words(self.event_span)

    @property
    def is_emergency(self) -> bool:
        """Whether somebody must act at once."""
        return self.urgency == Urgency.EMERGENCY

    @property
    def urgency_badge(self) -> Badge:
        """How soon somebody must act, as a badge."""
        return BADGES.of(Urgency, self.urgency)

    @property
    def kind_is_doubtful(self) -> bool:
        """Whether this is other violence with the old form *trafficking*, which is no longer offered: TPPO or not?"""
        return self.kind == CaseKind.OTHER_VIOLENCE and self.violence_form == ViolenceForm.TRAFFICKING

    def __str__(self) -> str:
        return self.number
