"""The table of the seal (``safeguards.encryption.sealing`` explains it)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class KeyRingSeal(models.Model):
    """The fingerprint of one key this database was written with. Only the owning role writes here."""

    key_id = models.PositiveSmallIntegerField(
        _("nomor kunci"), primary_key=True, help_text="as in the key ring; 0 is the key of the search tokens"
    )
    fingerprint = models.BinaryField(_("sidik kunci"), max_length=32, help_text="HMAC-SHA256 under the key")
    sealed_at = models.DateTimeField(_("disegel pada"))

    class Privacy:
        plain = ("key_id", "fingerprint", "sealed_at")

    class Meta:
        verbose_name = _("segel kunci")
        verbose_name_plural = _("segel kunci")

    def __str__(self) -> str:
        return str(self.key_id)
