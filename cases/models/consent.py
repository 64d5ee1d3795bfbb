from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.choices import ConsentGiver
from cases.models.file import CaseFileRow
from interface import days
from interface.marks import Badge
from safeguards.encryption import EncryptedTextField


class Consent(CaseFileRow):
    """A consent (persetujuan) to share with an agency for a service. A withdrawn one stays, with the day it ended."""

    victim = models.ForeignKey("cases.Victim", on_delete=models.PROTECT, related_name="consents")
    given_by = models.CharField(_("persetujuan"), max_length=20, choices=ConsentGiver)
    given_on = models.DateField(_("tanggal"))
    note = EncryptedTextField(_("keterangan"), blank=True, default="")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "taskforces.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

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
        ordering = ["-given_on"]

    def __str__(self) -> str:
        return f"{self.get_given_by_display()}"

    @property
    def is_to_follow(self) -> bool:
        """Whether nobody consented yet: data was shared in an emergency, with consent to follow."""
        return self.given_by == ConsentGiver.URGENT_LATER

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
