"""Prepare a bound form field for the field template: kind of control, ids, typed value."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, MaxLengthValidator
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from interface.form_fields import ClockInput, DayInput, MomentInput
from interface.numbers import number
from safeguards.encryption.forms import note_beside

TOO_MANY = "too_many_attempts"  # the code of an error not caused by the input: the user must wait
# Controls of a day, a moment or a time of day are narrower than a line of text.
SHORT_INPUTS = (DayInput, MomentInput, ClockInput)
_NO_CHOICE = tuple(
    field.default_error_messages["invalid_choice"]
    for field in (forms.ChoiceField, forms.MultipleChoiceField, forms.ModelChoiceField, forms.ModelMultipleChoiceField)
)


def kind_of(bound: BoundField) -> str:
    """``checkbox`` (one box), ``choices`` (several rows), ``hidden`` or ``control`` (everything else)."""
    widget = bound.field.widget
    if bound.is_hidden:
        return "hidden"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    return "control"


def describe(bound: BoundField, hint: str = "", plain: bool = False) -> dict:
    """Ids and texts beside the control: ``hint``, ``hint_id``, ``error_id``, ``described_by``."""
    hint = " ".join(filter(None, [note_beside(bound), str(hint or ("" if plain else bound.help_text))]))
    base = bound.auto_id or bound.html_name
    hint_id = f"{base}-petunjuk" if hint else ""
    error_id = f"{base}-galat" if bound.errors else ""
    return {
        "base": base,
        "hint": hint,
        "hint_id": hint_id,
        "error_id": error_id,
        "described_by": " ".join(filter(None, [hint_id, error_id])),
    }


def control(bound: BoundField, described_by: str, size: str = "", plain: bool = False) -> str:
    """The control, linked to its hint and error. Browsers must neither remember nor send away the typed text.

    There is no ``maxlength``, because a browser silently cuts pasted text. The form reports text that is too long.
    """
    widget = bound.field.widget
    size = size or ("m" if isinstance(widget, SHORT_INPUTS) else "")
    classes = [widget.attrs.get("class", ""), "input", f"input--{size}" if size else ""]
    attrs: dict[str, str | bool] = {"class": " ".join(filter(None, classes)), "maxlength": False}
    if described_by:
        attrs["aria-describedby"] = described_by
    if bound.errors:
        attrs["aria-invalid"] = "true"
    if plain:
        attrs["placeholder"] = False
    if not isinstance(widget, forms.Select):
        attrs["autocomplete"] = widget.attrs.get("autocomplete", "off")
        attrs["spellcheck"] = "false"
    return bound.as_widget(widget=widget, attrs=attrs)


def options(bound: BoundField) -> list[dict]:
    """The rows of a radio or checkbox group.

    A form may add a hint to a choice in ``field.option_hints[value]`` and a shortcut key in ``field.option_keys``.
    """
    hints, keys = getattr(bound.field, "option_hints", {}), getattr(bound.field, "option_keys", {})
    rows = []
    for choice in bound.subwidgets:
        value = str(choice.data["value"])
        more = {"hint": hints.get(value, ""), "key": keys.get(value, "")}
        rows.append({"tag": choice.tag(), "label": choice.choice_label, "value": value, **more})
    return rows


def errors_of(bound: BoundField) -> list[str]:
    """The errors of a field in our words. A message that the form sets itself stays."""
    is_choice = isinstance(bound.field, forms.ChoiceField | forms.ModelChoiceField)
    return [_ours(error, is_choice) or " ".join(error.messages) for error in bound.errors.as_data()]


def _ours(error: ValidationError, is_choice: bool) -> str:
    """Our message instead of Django's own, or nothing where the message is not Django's."""
    if error.message is forms.Field.default_error_messages["required"]:
        return _("Belum dipilih. Pilih dahulu.") if is_choice else _("Masih kosong. Isi dahulu.")
    if any(error.message is theirs for theirs in _NO_CHOICE):
        chosen = (error.params or {}).get("value", "")
        return _("Pilihan “%(value)s” tidak ada lagi. Pilih yang lain.") % {"value": chosen}
    if error.message is forms.IntegerField.default_error_messages["invalid"]:
        return _("Tulis dengan angka, misalnya 12.")
    if error.message is EmailValidator.message:
        return _("Tulis alamat surel yang lengkap, misalnya nama@kantor.go.id.")
    return _too_long(error)


def _too_long(error: ValidationError) -> str:
    """The length of a text that is too long, and that nothing is lost."""
    if error.code != "max_length" or error.message is not MaxLengthValidator.message or not error.params:
        return ""
    most, typed = error.params["limit_value"], error.params["show_value"]
    text = _("Terlalu panjang: %(typed)s huruf, paling banyak %(most)s. Yang Anda tulis masih utuh, pendekkan dahulu.")
    return text % {"typed": number(typed), "most": number(most)}


def summary_line(bound: BoundField) -> str:
    """The field's first error for the summary, after the label unless the error already names the label."""
    error, label = errors_of(bound)[0], str(bound.label or "")
    if not label or label.lower() in error.lower():
        return error
    return f"{label} {error}" if label.endswith("?") else f"{label}: {error}"


def first_id(bound: BoundField) -> str:
    """The id that a link to the field points at: the control, or the first choice of a group."""
    if kind_of(bound) == "choices":
        first = next(iter(bound.subwidgets), None)
        return first.id_for_label if first else bound.auto_id
    return bound.id_for_label or bound.auto_id
