from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.choices import PauseReason, Urgency
from cases.choices.badges import PAUSED_BADGE
from interface.marks import Badge, of_deadline
from referrals.badges import BADGES
from referrals.choices import ALIVE, CLOSED_WORDS, DeclineReason, OutcomeKind, ReferralState
from safeguards import clock
from safeguards.encryption import EncryptedTextField
from taskforces.access import scoping
from taskforces.choices import ServiceLine
from taskforces.models import TaskForceOwned


class ReferralQuerySet(models.QuerySet):
    """Filters for referrals."""

    def visible_to(self, user) -> "ReferralQuerySet":
        """Referrals sent from the user's case files, and those in the queue of the user's own agency.

        A withdrawn consent takes a referral out of the queue: the agency then sees its ``Closure``, not the slip.
        """
        in_queue = Q(agency_id__in=scoping.queue_agency_ids(user), closed_at__isnull=True)
        return self.filter(Q(task_force_id__in=scoping.case_task_force_ids(user)) | in_queue)

    def in_queue_of(self, user) -> "ReferralQuerySet":
        """Referrals to the user's own agency whose consent is not withdrawn."""
        return self.filter(agency_id__in=scoping.queue_agency_ids(user), closed_at__isnull=True)

    def sent_from_files_of(self, user) -> "ReferralQuerySet":
        """Referrals sent from case files the user works on."""
        return self.filter(task_force_id__in=scoping.case_task_force_ids(user))

    def waiting(self) -> "ReferralQuerySet":
        """Referrals that still wait for an answer. A paused one does not."""
        return self.filter(state=ReferralState.SENT, closed_at__isnull=True, paused_at__isnull=True)

    def alive(self) -> "ReferralQuerySet":
        """Referrals that have not ended; the conversation about them is open."""
        return self.filter(state__in=ALIVE, closed_at__isnull=True)

    def paused(self) -> "ReferralQuerySet":
        """Open referrals whose services are paused."""
        return self.filter(paused_at__isnull=False, closed_at__isnull=True, state__in=ALIVE)

    def cut_short(self) -> "ReferralQuerySet":
        """Referrals closed by a withdrawn consent before the agency had finished."""
        return self.filter(closed_at__isnull=False, state__in=ALIVE)

    def overdue(self, at=None) -> "ReferralQuerySet":
        """Referrals without an answer after the deadline."""
        return self.waiting().filter(answer_due_at__lt=at or clock.now())


class Referral(TaskForceOwned):
    """A rujukan of one victim to one agency's queue, for one or more service lines.

    The slip is exactly what the receiver reads. It is composed and frozen when the referral is sent, so the agency
    never reads the case file.
    """

    number = models.CharField(_("nomor rujukan"), max_length=16)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    victim = models.ForeignKey("cases.Victim", on_delete=models.PROTECT, related_name="referrals")
    agency = models.ForeignKey("taskforces.Agency", on_delete=models.PROTECT, related_name="referrals")
    service_lines = ArrayField(models.CharField(max_length=24, choices=ServiceLine))
    consent = models.ForeignKey("cases.Consent", on_delete=models.PROTECT, related_name="+")
    urgency = models.CharField(max_length=10, choices=Urgency, default=Urgency.ORDINARY)
    slip = EncryptedTextField()  # JSON: what the receiver reads
    state = models.CharField(_("keadaan"), max_length=10, choices=ReferralState, default=ReferralState.SENT)
    sent_at = models.DateTimeField(_("dikirim"))
    sent_by = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, related_name="+")
    answer_due_at = models.DateTimeField(_("batas jawaban"))
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        "taskforces.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    first_service_on = models.DateField(_("layanan pertama"), null=True, blank=True)
    decline_reason = models.CharField(_("alasan"), max_length=16, choices=DeclineReason, blank=True)
    decline_note = EncryptedTextField(_("keterangan"), blank=True, default="")
    completed_at = models.DateTimeField(null=True, blank=True)
    completed_by = models.ForeignKey(
        "taskforces.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(_("hasil"), max_length=20, choices=OutcomeKind, blank=True)
    line_outcomes = models.JSONField(default=dict, blank=True)  # service line -> OutcomeKind, where each is known
    outcome_note = EncryptedTextField(_("keterangan hasil"), blank=True, default="")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "taskforces.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(
        _("ditutup"), null=True, blank=True
    )  # the consent was withdrawn; only the database writes this, in the statement of the withdrawal
    overdue_told_at = models.DateTimeField(
        null=True, blank=True
    )  # when both sides were notified, once, that no answer came in time
    # What the agency may know of a pause. Only the database writes these, with ``answer_due_at``: see 0003_triggers.
    paused_at = models.DateTimeField(_("ditunda"), null=True, blank=True)
    pause_reason = models.CharField(_("alasan ditunda"), max_length=16, choices=PauseReason, blank=True, default="")
    paused_until = models.DateField(_("ditunda sampai"), null=True, blank=True)
    paused_for = models.DurationField(default=timedelta)  # how long the agency's clock was stopped before its answer
    submission_key = models.UUIDField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = ReferralQuerySet.as_manager()

    class Privacy(TaskForceOwned.Privacy):
        sensitive = ("slip", "decline_note", "outcome_note")
        plain = (
            *TaskForceOwned.Privacy.plain,
            "number",
            "case",
            "victim",
            "agency",
            "service_lines",
            "consent",
            "urgency",
            "state",
            "sent_at",
            "sent_by",
            "answer_due_at",
            "answered_at",
            "answered_by",
            "first_service_on",
            "decline_reason",
            "completed_at",
            "completed_by",
            "outcome",
            "line_outcomes",
            "withdrawn_at",
            "withdrawn_by",
            "closed_at",
            "overdue_told_at",
            "paused_at",
            "pause_reason",
            "paused_until",
            "paused_for",
            "submission_key",
            "version",
        )

    class Meta:
        ordering = ["-sent_at"]
        indexes = [
            models.Index(fields=["agency", "state", "answer_due_at"], name="referral_queue"),
            models.Index(fields=["task_force", "state", "answer_due_at"], name="referral_sender"),
            models.Index(fields=["task_force", "sent_at"], name="referral_counted_on"),
            models.Index(fields=["victim"], name="referral_of_victim"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["task_force", "number"], name="referral_number_unique"),
            models.UniqueConstraint(fields=["task_force", "submission_key"], name="referral_form_submitted_once"),
            models.CheckConstraint(condition=Q(service_lines__len__gte=1), name="referral_asks_for_something"),
            models.CheckConstraint(condition=Q(answer_due_at__gt=F("sent_at")), name="referral_due_after_sent"),
            models.CheckConstraint(
                condition=Q(state__in=["sent", "withdrawn"]) | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="referral_answer_has_actor",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(decline_reason=""), name="referral_declined_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="completed")
                | (~Q(outcome="") & Q(completed_at__isnull=False, completed_by__isnull=False)),
                name="referral_completed_with_outcome",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def audit_root(self):
        """The case, because the acts on a referral appear in the timeline of its case."""
        return self.case_id

    @property
    def is_alive(self) -> bool:
        """Whether it still waits for an answer or an outcome from its agency."""
        return self.closed_at is None and self.state in ALIVE

    @property
    def is_paused(self) -> bool:
        """Whether its services stand still: nothing is late, and nobody has to answer."""
        return self.paused_at is not None and self.is_alive

    @property
    def is_cut_short(self) -> bool:
        """Whether a withdrawn consent closed it before the agency had finished; a completed one stays completed."""
        return self.closed_at is not None and self.state in ALIVE

    @property
    def is_urgent(self) -> bool:
        """Whether an emergency still waits for its answer."""
        return self.urgency == Urgency.EMERGENCY and self.state == ReferralState.SENT

    @property
    def badge(self) -> Badge:
        """How it stands; for one that waits in vain, how late its answer is."""
        if self.is_cut_short:
            return Badge("stop", CLOSED_WORDS)
        if self.is_paused:
            return PAUSED_BADGE
        if self.state == ReferralState.SENT and self.answer_due_at < clock.now():
            return of_deadline("late", self.answer_due_at)
        return BADGES.of(ReferralState, self.state)

    @property
    def asks_for_more(self) -> bool:
        """Whether its agency declined only because it must know more: it can be completed and sent again."""
        return self.state == ReferralState.DECLINED and self.decline_reason == DeclineReason.INCOMPLETE

    @property
    def outcomes_in_words(self) -> list[tuple[str, str]]:
        """Service and outcome, where several were asked for; of one, the outcome of the referral says all."""
        found = self.line_outcomes if len(self.service_lines) > 1 else {}
        named = [line for line in self.service_lines if line in found]
        return [(str(ServiceLine(line).label), str(OutcomeKind(found[line]).label)) for line in named]

    @property
    def state_words(self) -> str:
        """The state in words. If a withdrawn consent cut it short, it is closed, whatever the answer was."""
        return str(CLOSED_WORDS) if self.is_cut_short else self.get_state_display()


class ReferralMessage(TaskForceOwned):
    """A question or an answer between sender and receiver, about one referral."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="messages")
    agency = models.ForeignKey("taskforces.Agency", on_delete=models.PROTECT, related_name="+")  # the queue, for scope
    is_from_agency = models.BooleanField()
    text = EncryptedTextField(_("pertanyaan"))
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, related_name="+")

    class Privacy(TaskForceOwned.Privacy):
        sensitive = ("text",)
        plain = (
            *TaskForceOwned.Privacy.plain,
            "referral",
            "agency",
            "is_from_agency",
            "written_at",
            "written_by",
        )

    class Meta:
        ordering = ["written_at"]

    def __str__(self) -> str:
        return str(self.pk)
