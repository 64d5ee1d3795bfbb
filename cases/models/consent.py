from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.choices import ConsentGiver
from cases.models.file import CaseFileQuerySet, CaseFileRow
from interface import days
from interface.marks import Badge
from safeguards.encryption import EncryptedTextField


class ConsentQuerySet(CaseFileQuerySet):
    """Orders of consents."""

    def newest_first(self) -> "ConsentQuerySet":
        """By the day they were given; one that is still to follow has none and comes last."""
        return self.order_by(F("given_on").desc(nulls_last=True), "-recorded_at")


class Consent(CaseFileRow):
    """A consent (persetujuan) to share with an agency for a service. A withdrawn one stays, with the day it ended."""

    victim = models.ForeignKey("cases.Victim", on_delete=models.PROTECT, related_name="consents")
    given_by = models.CharField(_("persetujuan"), max_length=20, choices=ConsentGiver)
    given_on = models.DateField(_("tanggal"), null=True, blank=True)  # none while it is still to follow
    note = EncryptedTextField(_("keterangan"), blank=True, default="")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "taskforces.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ConsentQuerySet.as_manager()

    class Privacy(CaseFileRow.Privacy):
        sensitive = ("note",)
        plain = (
            *CaseFileRow.Privacy.plain,
            "victim",
            "given_by",
            "given_on",
            "recorded_at",
            "recorded_by",
            "withdrawn_at",
            "withdrawn_by",
        )

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            models.CheckConstraint(
                name="consent_day_only_once_given",
                condition=Q(given_by=ConsentGiver.URGENT_LATER, given_on__isnull=True)
                | (~Q(given_by=ConsentGiver.URGENT_LATER) & Q(given_on__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_given_by_display()}"

    @property
    def is_to_follow(self) -> bool:
        """Whether nobody consented yet: data was shared in an emergency, with consent to follow."""
        return self.given_by == ConsentGiver.URGENT_LATER

    @property
    def in_words(self) -> str:
        """The day it was given, or that it is still to follow."""
        return _("menyusul") if self.given_on is None else days.day(self.given_on)

    @property
    def badge(self) -> Badge:
        """Whether it is in force, was withdrawn, or was never given yet."""
        if self.withdrawn_at:
            return Badge("stop", _("Ditarik %(on)s") % {"on": days.when(self.withdrawn_at)})
        if self.is_to_follow:
            return Badge("ring", _("Belum ada persetujuan"))
        return Badge("done", _("Berlaku"))

    def covers(self) -> Q:
        """A condition for the rows (with ``victim`` and ``consent``) that are based on this consent.

        They name it, or they were sent in an emergency before it was given and it is the consent that followed.
        """
        followed = Q(
            victim=self.victim_id,
            consent__given_by=ConsentGiver.URGENT_LATER,
            consent__recorded_at__lt=self.recorded_at,
        )
        return Q(consent=self.pk) if self.is_to_follow else Q(consent=self.pk) | followed


def standing(consents: Iterable[Consent]) -> list[Consent]:
    """The consents of one victim that still allow sending, in the given order.

    A consent to follow ends once the consent that followed was withdrawn, because the victim has answered.
    """
    rows = list(consents)
    ended = [row.recorded_at for row in rows if row.withdrawn_at is not None and not row.is_to_follow]
    last = max(ended, default=None)
    return [
        row
        for row in rows
        if row.withdrawn_at is None and not (row.is_to_follow and last is not None and row.recorded_at < last)
    ]
