"""Forms for the people of a complaint: one block of questions each; empty blocks are ignored."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import ContactRule, ContactWay, PersonRole, Sex
from cases.forms.fields import AgeField, BirthDayField
from cases.matching import Facts, person_tokens
from cases.models import Person
from cases.reading import ages, nik, telephone
from cases.reading.ages import MOST_YEARS
from cases.reading.dates import Span
from cases.reading.told_age import Age
from cases.shorthand.long_ago import age_then
from safeguards import clock
from safeguards.encryption.forms import KeepsUnreadable
from taskforces.regions import RegionField

PREFIX = "orang"
COUNT = f"{PREFIX}-jumlah"
MOST_PEOPLE = 30


class PersonSection(NamedTuple):
    """A folded section of a block: its summary line, its style, and whether it is open."""

    line: str
    state: str
    open: bool


NAMING = (*person_tokens.CALLED, *person_tokens.EXACT_FIELDS)  # fields a person can be searched by


class PersonForm(KeepsUnreadable, forms.Form):
    """One person, known or new. A stored block hides the identity: an empty answer keeps it."""

    id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)  # of the stored person, when opened
    person = forms.UUIDField(required=False, widget=forms.HiddenInput)  # the known person who was chosen
    role = forms.ChoiceField(
        label=gettext_lazy("Perannya"),
        choices=PersonRole.choices,
        widget=forms.RadioSelect,
        initial=PersonRole.POSSIBLE_VICTIM,
        required=False,
    )
    is_reporter = forms.BooleanField(
        label=gettext_lazy("Ia sendiri yang melapor"),
        required=False,
        help_text=gettext_lazy("Nama, nomor, dan kontak aman cukup ditulis sekali"),
    )
    is_unknown = forms.BooleanField(label=gettext_lazy("Orangnya belum dikenal"), required=False)
    sex = forms.ChoiceField(
        label=gettext_lazy("Jenis kelamin"),
        choices=Sex.choices,
        widget=forms.RadioSelect,
        initial=Sex.UNKNOWN,
        required=False,
    )
    age = AgeField(label=gettext_lazy("Umur saat kejadian (tahun)"), required=False)
    age_is_estimated = forms.BooleanField(label=gettext_lazy("Umur perkiraan"), required=False)
    origin_region = RegionField(
        label=gettext_lazy("Daerah asal"),
        required=False,
        help_text=gettext_lazy("Misalnya “Jambi Selatan” atau “Kota Jambi”"),
    )
    name = forms.CharField(label=gettext_lazy("Nama"), required=False, max_length=160)
    nickname = forms.CharField(label=gettext_lazy("Nama panggilan"), required=False, max_length=80)
    birth_date = BirthDayField(label=gettext_lazy("Tanggal lahir"), required=False, widget=forms.TextInput)
    nik = forms.CharField(
        label=gettext_lazy("NIK"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Kosongkan bila tidak ada atau diragukan"),
        widget=forms.TextInput({"inputmode": "numeric", "class": "code"}),
    )
    address = forms.CharField(label=gettext_lazy("Alamat"), required=False, max_length=400)
    accounts = forms.CharField(
        label=gettext_lazy("Akun dan rekening"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("Satu per baris: akun media sosial, nomor rekening, nama pengguna"),
    )
    contact_rule = forms.ChoiceField(
        label=gettext_lazy("Bolehkah dihubungi?"),
        choices=[
            (rule.value, rule.label) for rule in (ContactRule.CONDITIONAL, ContactRule.NEVER, ContactRule.NOT_ASKED)
        ],
        widget=forms.RadioSelect,
        initial=ContactRule.NOT_ASKED,
        required=False,
    )
    contact_ways = forms.MultipleChoiceField(
        label=gettext_lazy("Dengan cara"),
        choices=ContactWay.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    contact_hours = forms.CharField(label=gettext_lazy("Waktu aman"), required=False, max_length=120)
    contact_code_word = forms.CharField(label=gettext_lazy("Kata pembuka"), required=False, max_length=120)
    may_leave_message = forms.BooleanField(label=gettext_lazy("Boleh meninggalkan pesan"), required=False)
    phone = forms.CharField(
        label=gettext_lazy("Telepon atau WhatsApp"),
        required=False,
        max_length=40,
        widget=forms.TextInput({"inputmode": "tel"}),
    )
    contact_note = forms.CharField(label=gettext_lazy("Catatan kontak"), required=False, max_length=400)

    def __init__(self, *args, position: int, stored: Sequence[str] = (), near: str = "", **options):
        super().__init__(*args, empty_permitted=True, use_required_attribute=False, **options)
        self.position, self.stored = position, tuple(stored)
        self.known_code = ""  # of the chosen person, set by the page
        self.doubted: set[str] = set()  # fields with a doubt
        self.fields["origin_region"].near = near
        for name in Person.IDENTITY:
            if name in self.fields:
                self.fields[name].widget.attrs["data-quiet"] = self.fields[name].label
        for name in self.stored:
            show_stored(self.fields[name])

    @cached_property
    def changed_data(self) -> list[str]:
        """Names of the given answers. Radio buttons that were not sent count as no answer."""
        return [
            name
            for name in super().changed_data
            if not isinstance(self.fields[name].widget, forms.RadioSelect) or self.add_prefix(name) in self.data
        ]

    def clean_role(self) -> str:
        """An empty answer means POSSIBLE_VICTIM."""
        return self.cleaned_data["role"] or PersonRole.POSSIBLE_VICTIM

    def clean_sex(self) -> str:
        """An empty answer means UNKNOWN."""
        return self.cleaned_data["sex"] or Sex.UNKNOWN

    def clean_contact_rule(self) -> str:
        """An empty answer means NOT_ASKED."""
        return self.cleaned_data["contact_rule"] or ContactRule.NOT_ASKED

    def clean(self) -> dict:
        """An age written as an estimate (*±16*, *kl 15*) is one, whether or not the box is ticked."""
        values = super().clean()
        if values.get("age") is not None and self.told_age.is_estimated:
            values["age_is_estimated"] = True
        return values

    @property
    def told_age(self) -> Age:
        """The typed age as it is understood."""
        return AgeField.told(self["age"].value())

    @property
    def block(self) -> str:
        """The position of the block on the page, from 0, as in the names of its controls."""
        return (self.prefix or "0").removeprefix(f"{PREFIX}-")

    @property
    def identity(self) -> PersonSection:
        """The folded section of identity. The number is in the contact section, beside its contact rule."""
        return self._section([name for name in self.fields if name in Person.IDENTITY and name != "phone"])

    @property
    def contact(self) -> PersonSection:
        """The folded section of safe contact."""
        return self._section([name for name in self.fields if name in Person.CONTACT or name == "phone"])

    def _section(self, names: Sequence[str]) -> PersonSection:
        """Describe how much of a section is filled. The line does not repeat typed values: somebody may look on."""
        given = [name for name in names if self._is_given(name) or name in self.stored]
        wrong = any(name in self.errors for name in names) if self.is_bound else False
        words = ", ".join(str(self.fields[name].label) for name in given)
        doubted = bool(self.doubted.intersection(names))
        return PersonSection(words or _("Belum diisi"), "done" if given and not wrong else "ring", wrong or doubted)

    def _is_given(self, name: str) -> bool:
        value = self[name].value()
        return value not in (None, "", False, []) and str(value) != str(self.fields[name].initial or "")

    @property
    def is_filled(self) -> bool:
        """Whether the block is filled in."""
        return bool(self.is_bound and (self.has_changed() or self.cleaned_data.get("id")))

    def facts(self, event_day: date) -> Facts | None:
        """The facts for matching; ``None`` if the block names nobody, or a known person was chosen."""
        self.is_valid()
        values = getattr(self, "cleaned_data", {})
        if values.get("person") or values.get("id") or not any(values.get(name) for name in NAMING):
            return None
        region = values.get("origin_region")
        return Facts(
            name=values.get("name", ""),
            nickname=values.get("nickname", ""),
            nik=values.get("nik", ""),
            phones=tuple(telephone.split(values.get("phone", ""))),
            birth_date=values.get("birth_date"),
            age=values.get("age"),
            age_on=event_day,
            sex=values.get("sex") or Sex.UNKNOWN,
            guardian=values.get("guardian", ""),
            accounts=tuple(line for line in values.get("accounts", "").splitlines() if line.strip()),
            origin=region.pk if region else "",
        )

    def check_birth(self, event_day: date, is_known: bool) -> None:
        """Refuse a birth date after the event, after today, or more than 120 years before."""
        born = self.cleaned_data.get("birth_date")
        if not born:
            return
        years = ages.full_years(born, event_day)
        if born > clock.today():
            self.add_error("birth_date", _("Tanggal lahir belum tiba. Periksa tahunnya."))
        elif years < 0 and is_known:
            self.add_error("birth_date", _("Orang ini belum lahir pada tanggal kejadian. Periksa tahunnya."))
        elif years > MOST_YEARS:
            self.add_error("birth_date", _("Periksa tahun lahir: umurnya menjadi lebih dari 120 tahun."))

    def doubts(self, event_day: date) -> dict[str, str]:
        """Contradictory answers: control name to sentence."""
        values = self.cleaned_data
        found = {}
        about_nik = nik.doubts(values["nik"], today=clock.today(), sex=values["sex"], birth_date=values["birth_date"])
        if about_nik:
            self.doubted.add("nik")
            found[self["nik"].id_for_label] = " ".join(about_nik)
        if about_phone := telephone.read(values["phone"]).doubt:
            self.doubted.add("phone")
            found[self["phone"].id_for_label] = about_phone
        if values["contact_ways"] and values["contact_rule"] == ContactRule.NOT_ASKED:
            self.doubted.add("contact_rule")
            found[self["contact_rule"].id_for_label] = _(
                "Cara menghubungi dicatat, tetapi belum ditandai boleh dihubungi. Cara itu belum dapat dipakai."
            )
        born, told = values["birth_date"], values["age"]
        if born and told is not None and told != ages.full_years(born, event_day):
            found[self["age"].id_for_label] = _("Menurut tanggal lahir, umur saat kejadian %(age)d tahun.") % {
                "age": ages.full_years(born, event_day)
            }
        elif not born and (then := self._age_then(event_day)) is not None:
            found[self["age"].id_for_label] = _(
                "Kejadiannya sudah lama. Bila %(age)d tahun umurnya sekarang, umurnya saat kejadian ±%(then)d tahun."
            ) % {"age": told, "then": then}
        if told is not None and (why := self.told_age.doubt):
            self.doubted.add("age")
            words = f"{why[:1].upper()}{why[1:]}."
            found[self["age"].id_for_label] = " ".join(filter(None, [words, found.get(self["age"].id_for_label)]))
        return found

    def _age_then(self, event_day: date) -> int | None:
        """The age of a victim at an event long ago, if the typed age is the age today."""
        values = self.cleaned_data
        is_sure = values["age"] is not None and not values.get("age_is_estimated")
        if not is_sure or values.get("role") != PersonRole.POSSIBLE_VICTIM or values.get("id"):
            return None
        return age_then(values["age"], Span(event_day, event_day), clock.today())

    def item(self) -> dict:
        """Values for the action. Hidden identity left empty is left out, so that the stored value stays."""
        values = {**self.cleaned_data, "is_known": not self.cleaned_data["is_unknown"]}
        del values["is_unknown"]
        if not values["id"]:
            del values["id"]
            return values
        kept = {name for name in Person.IDENTITY if not values.get(name)}
        return {name: value for name, value in values.items() if name not in kept}


def show_stored(field: forms.Field) -> None:
    """Mark that an answer is stored but hidden. The page's script reads the attribute for the section's line."""
    field.help_text = _("Sudah diisi dan disembunyikan. Isi hanya bila ingin mengganti.")
    field.widget.attrs["data-stored"] = _("%(answer)s tersimpan") % {"answer": field.label}


class CountForm(forms.Form):
    """The number of blocks on a page."""

    jumlah = forms.IntegerField(widget=forms.HiddenInput)


class PersonForms:
    """All blocks of a page. One hidden field carries their number; untouched blocks are left out."""

    def __init__(self, data: Mapping | None = None, *, initial: Sequence[Mapping] = (), near: str = ""):
        self.forms = []
        count = len(initial) or 1
        if data is not None:
            count = blocks_of(data)
        for index in range(count):
            values = dict(initial[index]) if index < len(initial) else {}
            stored = values.pop("stored", ())
            self.forms.append(
                PersonForm(
                    data,
                    initial=values,
                    prefix=f"{PREFIX}-{index}",
                    position=index + 1,
                    stored=stored,
                    near=near,
                )
            )

    @property
    def count_form(self) -> CountForm:
        """The hidden field with the current number of blocks."""
        return CountForm(prefix=PREFIX, initial={"jumlah": len(self.forms)})

    @property
    def empty_form(self) -> PersonForm:
        """An empty block for the page's script to copy; ``__nomor__`` stands for its position."""
        return PersonForm(prefix=f"{PREFIX}-__nomor__", position=0)

    @property
    def filled(self) -> list[PersonForm]:
        """The blocks that are filled in."""
        return [form for form in self.forms if form.is_filled]

    @property
    def items(self) -> list[dict]:
        """Values of the filled blocks for the action."""
        return [form.item() for form in self.filled]

    def are_valid(self, event_day: tuple[date, bool]) -> bool:
        """Check every filled block against the day of the event, and that one victim at most is the reporter."""
        for form in self.forms:
            if form.is_valid() and form.is_filled:
                form.check_birth(*event_day)
        self._check_reporter()
        return all(form.is_valid() for form in self.forms)

    @property
    def reporter(self) -> PersonForm | None:
        """The block of the victim who reports."""
        return next((form for form in self.filled if form.cleaned_data.get("is_reporter")), None)

    def _check_reporter(self) -> None:
        marked = [form for form in self.forms if form.is_valid() and form.cleaned_data.get("is_reporter")]
        for form in marked[1:]:
            form.add_error("is_reporter", _("Pelapor hanya satu orang. Hapus salah satu tandanya."))
        for form in marked[:1]:
            if form.cleaned_data["role"] != PersonRole.POSSIBLE_VICTIM:
                form.add_error("is_reporter", _("Hanya untuk diduga korban. Pelapor lain ditulis di bagian “Pelapor”."))

    def doubts(self, event_day: date) -> dict[str, str]:
        """Doubts of all blocks."""
        return {target: words for form in self.filled for target, words in form.doubts(event_day).items()}


def people_in(fields: Mapping) -> list[dict]:
    """The blocks of a draft as initial values, one mapping per block."""
    blocks: list[dict] = [{} for _index in range(blocks_of(fields))]
    for name, value in fields.items():
        found = re.fullmatch(rf"{PREFIX}-(\d{{1,3}})-(\w+)", name)
        if found and int(found[1]) < len(blocks):
            blocks[int(found[1])][found[2]] = value
    return blocks


def blocks_of(data: Mapping) -> int:
    """The number of blocks a page claims to have, within bounds; an invalid or huge number counts as one."""
    text = str(data.get(COUNT) or "")
    return min(max(int(text), 1), MOST_PEOPLE) if text.isdecimal() and len(text) < 5 else 1
