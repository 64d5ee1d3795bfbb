"""Forms with a stored value that cannot be read: it stays as it is unless somebody types a new one."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from safeguards.encryption.unreadable import Unreadable

if TYPE_CHECKING:
    Beside = forms.BaseForm  # the mixin stands beside a form
else:
    Beside = object


class KeepsUnreadable(Beside):
    """A form whose initial values may be ``Unreadable``. Such a field is shown empty, with a note beside it.

    Left empty, it cleans to the stored value, which the model field writes back unchanged, even if it is required.
    """

    @cached_property
    def unreadable(self) -> dict[str, Unreadable]:
        """The stored values that cannot be read, by field."""
        return {name: value for name, value in self.initial.items() if isinstance(value, Unreadable)}

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        """An unreadable value is shown and compared as an empty one."""
        value = super().get_initial_for_field(field, field_name)
        return "" if isinstance(value, Unreadable) else value

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]  # a step of Django its types do not tell
        for name, stored in self.unreadable.items():
            if name in self.fields and not str(self[name].data or "").strip():
                self._errors.pop(name, None)  # type: ignore[attr-defined]  # as above
                self.cleaned_data[name] = stored


def note_beside(bound: forms.BoundField) -> str:
    """The note beside a field whose stored value cannot be read; empty for every other field."""
    if bound.name not in getattr(bound.form, "unreadable", ()):
        return ""
    return _("Isi yang tersimpan tidak terbaca. Biarkan kosong agar tetap tersimpan; yang diketik menggantikannya.")
