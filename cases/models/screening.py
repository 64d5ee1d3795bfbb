from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.choices import (
    ScreeningAnswer,
    ScreeningOccasion,
    TraffickingAct,
    TraffickingMeans,
    TraffickingPurpose,
    Verdict,
    VictimStatus,
)
from cases.models.file import CaseFileQuerySet, CaseFileRow
from safeguards.encryption import EncryptedTextField, Unreadable, readable_json


class ScreeningQuerySet(CaseFileQuerySet):
    """Adjectives for screenings."""

    def newest_first(self) -> "ScreeningQuerySet":
        """The newest, which counts now, first."""
        return self.order_by("-screened_at", "-pk")

    def by_somebody(self) -> "ScreeningQuerySet":
        """Those a user recorded, without those made after a corrected age."""
        return self.filter(is_automatic=False)

    def awaiting_review(self) -> "ScreeningQuerySet":
        """Those judged again automatically with a different result, and not reviewed since."""
        later = Screening.objects.filter(
            victim=models.OuterRef("victim"), screened_at__gt=models.OuterRef("screened_at")
        )
        return self.filter(~models.Exists(later), needs_review=True)


class Screening(CaseFileRow):
    """One screening of one victim against act, means and purpose. Each screening is a new row; none is overwritten.

    ``answers`` maps keys like ``act.recruitment`` to yes, no or not known; a missing key was not asked.
    The three lists repeat the *yes* answers, for counting.
    """

    victim = models.ForeignKey("cases.Victim", on_delete=models.PROTECT, related_name="screenings")
    acts = ArrayField(models.CharField(max_length=20, choices=TraffickingAct), default=list, blank=True)
    means = ArrayField(models.CharField(max_length=20, choices=TraffickingMeans), default=list, blank=True)
    purposes = ArrayField(models.CharField(max_length=24, choices=TraffickingPurpose), default=list, blank=True)
    answers = models.JSONField(default=dict, blank=True)  # "act.recruitment" -> ScreeningAnswer
    sources = models.JSONField(default=dict, blank=True)  # "act.recruitment" -> list of AnswerSource
    answer_notes = EncryptedTextField(_("catatan per jawaban"), blank=True, default="")  # JSON: key -> words
    indicators = ArrayField(
        models.CharField(max_length=40), default=list, blank=True
    )  # of cases/screening/indicators.py
    occasion = models.CharField(
        _("alasan skrining"), max_length=16, choices=ScreeningOccasion, default=ScreeningOccasion.FIRST
    )
    is_automatic = models.BooleanField(_("dinilai ulang otomatis"), default=False)
    needs_review = models.BooleanField(_("perlu ditinjau"), default=False)
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(_("status"), max_length=12, choices=VictimStatus, blank=True)  # decided with it
    age_used = models.PositiveSmallIntegerField(_("umur saat kejadian (tahun)"), null=True, blank=True)
    child_rule = models.BooleanField(_("aturan anak berlaku"))
    verdict = models.CharField(_("kesimpulan"), max_length=8, choices=Verdict)
    note = EncryptedTextField(_("catatan"), blank=True, default="")
    screened_at = models.DateTimeField()
    screened_by = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, related_name="+")

    objects = ScreeningQuerySet.as_manager()

    class Privacy(CaseFileRow.Privacy):
        sensitive = ("note", "answer_notes")
        plain = (
            *CaseFileRow.Privacy.plain,
            "victim",
            "acts",
            "means",
            "purposes",
            "answers",
            "sources",
            "indicators",
            "occasion",
            "is_automatic",
            "needs_review",
            "previous",
            "status",
            "age_used",
            "child_rule",
            "verdict",
            "screened_at",
            "screened_by",
        )

    class Meta:
        ordering = ["-screened_at"]
        indexes = [
            models.Index(fields=["victim", "-screened_at"], name="screening_newest"),
            models.Index(fields=["victim"], condition=models.Q(needs_review=True), name="screening_to_review"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(needs_review=False) | models.Q(is_automatic=True),
                name="screening_review_only_of_automatic",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def notes(self) -> dict[str, str]:
        """The short notes by key like ``act.recruitment``; if unreadable, every answer gets the unreadable mark."""
        if isinstance(self.answer_notes, Unreadable):
            return dict.fromkeys(self.answers, self.answer_notes)
        return readable_json(self.answer_notes, {})

    def answer(self, key: str) -> str:
        """The answer to a question."""
        return self.answers.get(key, ScreeningAnswer.NOT_ASKED.value)
