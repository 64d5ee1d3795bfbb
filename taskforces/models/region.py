from django.db import models
from django.utils.translation import gettext_lazy as _

from taskforces.choices import RegionLevel


class Region(models.Model):
    """A province, regency/city, district or village by its Ministry of Home Affairs code, which is the key.

    ``15.71.07.1005``: Jambi, Kota Jambi, Kota Baru, Kenali Asam Bawah.
    """

    code = models.CharField(_("kode"), max_length=13, primary_key=True)
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
