"""The region field of every form: it takes a code or a name and gives a region."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taskforces import region_table
from taskforces.models import Region

SHOWN_CHOICES = 5


def label_of(region: Region | None) -> str:
    """How a region is written in a form: a district with its city, a village with both."""
    if region is None:
        return ""
    row = region_table.row_of(region.pk)
    return row.label if row else region.name


def wider_label_of(region: Region | None) -> str:
    """The same for those who need not know the village, and for short lines: its district."""
    if region is None:
        return ""
    row = region_table.row_of(region_table.wider(region.pk))
    return row.label if row else region.name


class RegionInput(forms.TextInput):
    """A text input that offers suggestions while the user types; without JavaScript it is a plain text input."""

    def __init__(self, attrs=None):
        super().__init__({"autocomplete": "off", "spellcheck": "false", **(attrs or {})})

    def get_context(self, name, value, attrs) -> dict:
        """Add the address of the suggestions to the input."""
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"].setdefault("data-suggest", str(reverse_lazy("taskforces:region-suggest")))
        return context


class RegionField(forms.Field):
    """Accepts ``15.71.02``, ``157102``, "Jambi Selatan", "Kota Jambi" or "jakarta barat"; gives the ``Region``.

    ``levels`` limits the choice. ``near`` is the code of the place the form is about: it decides between places of the
    same name, and may be set on the form's field later.
    """

    widget = RegionInput
    default_error_messages = {
        "unknown": gettext_lazy(
            "Wilayah tidak dikenal. Tulis nama provinsi, kabupaten/kota, kecamatan, atau kelurahan/desa, misalnya "
            "“Jambi Selatan” atau “Kota Jambi”, atau kodenya, misalnya 15.71."
        ),
        "ambiguous": gettext_lazy("Ada beberapa wilayah bernama demikian: %(choices)s. Tulis salah satunya lengkap."),
    }

    def __init__(self, *, levels=(), near: str = "", **options):
        self.levels, self.near = tuple(levels), near
        super().__init__(**options)

    def prepare_value(self, value):
        """Show a stored region (or its code) as its label; leave typed text as it is."""
        if isinstance(value, Region):
            return label_of(value)
        row = region_table.row_of(value) if isinstance(value, str) else None
        return row.label if row else value

    def has_changed(self, initial, data) -> bool:
        """Compare the shown texts, so that an untouched field counts as unchanged."""
        return (self.prepare_value(initial) or "") != (data or "")

    def to_python(self, value) -> Region | None:
        """The one region that the text means. Raises ``ValidationError``, with what to type, unless it is clear."""
        text = " ".join(str(value or "").split())
        if not text:
            return None
        found = region_table.find(text, levels=self.levels, near=self.near)
        if len(found) > 1:
            raise ValidationError(
                self.error_messages["ambiguous"], code="ambiguous", params={"choices": _listed(found)}
            )
        region = Region.objects.filter(pk=found[0].code).first() if found else None
        if region is None:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        return region


def _listed(found) -> str:
    shown = "; ".join(row.label for row in found[:SHOWN_CHOICES])
    rest = len(found) - SHOWN_CHOICES
    return shown if rest <= 0 else _("%(shown)s; dan %(rest)d lainnya") % {"shown": shown, "rest": rest}
