from django.db import models
from django.utils.translation import gettext_lazy as _

from taskforces.choices import RegionLevel


class Region(models.Model):
    """A province, regency/city or district by its Ministry of Home Affairs code (``15.71.02``), which is the key."""

    code = models.CharField(_("kode"), max_length=8, primary_key=True)
    name = models.CharField(_("nama"), max_length=120)
    level = models.CharField(max_length=10, choices=RegionLevel)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")

    class Privacy:
        plain = ("code", "name", "level", "parent")

    class Meta:
        ordering = ["code"]
        indexes = [models.Index(fields=["level", "name"], name="region_level_name")]

    def __str__(self) -> str:
        return self.name
