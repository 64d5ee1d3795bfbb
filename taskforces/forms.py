"""Forms of accounts administration: they turn input into cleaned values, never save and never use the user."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interface.form_fields import DayField, Direction
from safeguards import clock
from taskforces.access.roles import RULES, Role
from taskforces.choices import AgencyKind, DeactivationReason, RegionLevel, ServiceLine
from taskforces.models import Agency, Decree, Division, TaskForce
from taskforces.regions import RegionField

EARLIEST_YEAR, LATEST_YEAR = 1990, 2100
LONGEST_PROMISE = 24 * 90  # hours


class OfficialDayField(DayField):
    """A day between 1990 and 2100."""

    def validate(self, value) -> None:
        """Refuse days outside that range, such as a mistyped century."""
        super().validate(value)
        if value is not None and not EARLIEST_YEAR <= value.year <= LATEST_YEAR:
            raise ValidationError(
                _("Isi tahun antara %(first)s dan %(last)s.") % {"first": EARLIEST_YEAR, "last": LATEST_YEAR}
            )


def day(label, *, required: bool = False, hint: str = "", direction: Direction = Direction.EITHER) -> OfficialDayField:
    """A form field for a day, typed or picked."""
    return OfficialDayField(label=label, required=required, help_text=hint, direction=direction)


def text(label, limit: int, *, required: bool = False, hint: str = "") -> forms.CharField:
    """A form field for one line of text; ``limit`` counts characters."""
    return forms.CharField(label=label, max_length=limit, required=required, help_text=hint)


class TaskForceForm(forms.Form):
    """Name, letterhead, signatory and the threshold of small counts."""

    name = text(gettext_lazy("Nama gugus tugas"), 160, required=True)
    government_name = text(gettext_lazy("Nama pemerintah daerah"), 160, hint=gettext_lazy("Baris pertama kop surat."))
    office_name = text(gettext_lazy("Nama dinas"), 200, hint=gettext_lazy("Baris kedua kop surat."))
    office_address = text(gettext_lazy("Alamat"), 240)
    office_contact = text(gettext_lazy("Telepon, surel, dan kode pos"), 240)
    letter_place = text(gettext_lazy("Tempat surat"), 80, hint=gettext_lazy("Di depan tanggal surat, misalnya Jambi."))
    letter_number_pattern = text(
        gettext_lazy("Pola nomor surat"), 80, hint=gettext_lazy("Misalnya 400.2/{nomor}/DPMPPA/{tahun}.")
    )
    signatory_position = text(gettext_lazy("Jabatan"), 160)
    signatory_name = text(gettext_lazy("Nama"), 160)
    signatory_rank = text(gettext_lazy("Pangkat"), 80)
    signatory_nip = text(gettext_lazy("NIP"), 24)
    suppression_threshold = forms.IntegerField(
        label=gettext_lazy("Ambang penyembunyian sel"),
        min_value=3,
        max_value=50,
        initial=5,
        help_text=gettext_lazy("Dalam ringkasan publik, angka di bawah ambang ini disembunyikan. Paling kecil 3."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    LETTERHEAD = (
        "government_name",
        "office_name",
        "office_address",
        "office_contact",
        "letter_place",
        "letter_number_pattern",
    )
    SIGNATORY = ("signatory_position", "signatory_name", "signatory_rank", "signatory_nip")

    def letterhead(self) -> list:
        """The bound fields of the letterhead."""
        return [self[name] for name in self.LETTERHEAD]

    def signatory(self) -> list:
        """The bound fields of the signature block."""
        return [self[name] for name in self.SIGNATORY]

    def details(self) -> dict:
        """The cleaned values in the form the actions expect."""
        return {name: self.cleaned_data[name] for name in TaskForce.EDITABLE}


class NewTaskForceForm(TaskForceForm):
    """A new task force; its region decides its level and its parent."""

    region = RegionField(
        label=gettext_lazy("Wilayah"),
        levels=(RegionLevel.PROVINCE, RegionLevel.CITY),
        help_text=gettext_lazy("Provinsi, kabupaten, atau kota. Tingkat dan induknya mengikuti wilayah ini."),
    )
    field_order = ("region", "name")

    def clean_region(self):
        """Set ``parent`` to the task force above it, or refuse with the one to form first."""
        region = self.cleaned_data["region"]
        above = {"region": region.parent_id} if region.parent_id else {"level": "national"}
        self.parent = TaskForce.objects.filter(**above).first()
        if self.parent is None:
            raise ValidationError(_("Bentuk dahulu gugus tugas di atasnya: provinsi untuk kota, pusat untuk provinsi."))
        return region


class DecreeForm(forms.Form):
    """A decree, with the fields that are printed on it."""

    number = text(
        gettext_lazy("Nomor"), 60, required=True, hint=gettext_lazy("Seperti tertulis pada SK, misalnya 450.")
    )
    year = forms.IntegerField(label=gettext_lazy("Tahun"), min_value=EARLIEST_YEAR, max_value=LATEST_YEAR)
    title = text(gettext_lazy("Tentang"), 240)
    signed_by = text(gettext_lazy("Ditandatangani oleh"), 120, hint=gettext_lazy("Jabatan, misalnya Wali Kota Jambi."))
    issued_on = day(gettext_lazy("Tanggal ditetapkan"))
    valid_from = day(gettext_lazy("Berlaku sejak"), required=True)
    valid_until = day(
        gettext_lazy("Berlaku sampai"), hint=gettext_lazy("Kosongkan bila SK tidak menyebut tanggal berakhir.")
    )

    def clean(self) -> dict:
        """Days in order."""
        values = super().clean()
        begins, ends = values.get("valid_from"), values.get("valid_until")
        if begins and ends and ends < begins:
            self.add_error("valid_until", _("Isi tanggal yang tidak mendahului tanggal mulai berlaku."))
        return values


class RevokeDecreeForm(forms.Form):
    """The first day on which a decree is revoked."""

    revoked_on = day(
        gettext_lazy("Dicabut mulai tanggal"),
        required=True,
        hint=gettext_lazy("Sejak tanggal ini tidak ada lagi akses di bawah SK ini."),
    )


class DivisionForm(forms.Form):
    """A division of a decree."""

    name = text(gettext_lazy("Nama bidang"), 160, required=True)
    position = forms.IntegerField(
        label=gettext_lazy("Urutan"),
        min_value=1,
        max_value=99,
        required=False,
        help_text=gettext_lazy("Kosongkan untuk menaruhnya paling akhir."),
    )


class AgencyForm(forms.Form):
    """A member agency, its contact, and for each service line whether it is offered and the promised answer time."""

    name = text(gettext_lazy("Nama instansi"), 160, required=True)
    short_name = text(gettext_lazy("Nama pendek"), 60, hint=gettext_lazy("Untuk daftar, misalnya Dinsos."))
    kind = forms.ChoiceField(label=gettext_lazy("Jenis"), choices=[("", "–"), *AgencyKind.choices])
    division = forms.ModelChoiceField(
        label=gettext_lazy("Bidang"), queryset=Division.objects.none(), required=False, empty_label="–"
    )
    contact_phone = text(gettext_lazy("Telepon kantor"), 40)
    contact_email = forms.EmailField(label=gettext_lazy("Surel kantor"), required=False)
    address = text(gettext_lazy("Alamat kantor"), 240)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    DETAILS = ("name", "short_name", "kind", "division", "contact_phone", "contact_email", "address")

    def __init__(self, *args, divisions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["division"].queryset = divisions
        for line in ServiceLine:
            self.fields[f"offers_{line}"] = forms.BooleanField(label=line.label, required=False)
            self.fields[f"hours_{line}"] = forms.IntegerField(
                label=_("Janji jawaban (jam)"), min_value=1, max_value=LONGEST_PROMISE, required=False
            )
            self.fields[f"note_{line}"] = text(_("Catatan"), 200)

    @staticmethod
    def initial_of(agency: Agency) -> dict:
        """Initial values from an existing agency."""
        values = {name: getattr(agency, name) for name in AgencyForm.DETAILS}
        for service in agency.services.all():
            values[f"offers_{service.service_line}"] = True
            values[f"hours_{service.service_line}"] = service.answer_within_hours
            values[f"note_{service.service_line}"] = service.note
        return {**values, "version": agency.version}

    def lines(self) -> list[dict]:
        """The three bound fields of each service line."""
        return [
            {"offers": self[f"offers_{line}"], "hours": self[f"hours_{line}"], "note": self[f"note_{line}"]}
            for line in ServiceLine
        ]

    def clean(self) -> dict:
        """A service needs a promise if it is offered, and has none if it is not."""
        values = super().clean()
        for line in ServiceLine:
            if values.get(f"hours_{line}") and not values.get(f"offers_{line}"):
                self.add_error(f"offers_{line}", _("Centang layanan ini, atau kosongkan janji jawabannya."))
            if (
                values.get(f"offers_{line}")
                and not values.get(f"hours_{line}")
                and not self.errors.get(f"hours_{line}")
            ):
                self.add_error(f"hours_{line}", _("Isi dalam berapa jam instansi berjanji menjawab rujukan."))
        return values

    def details(self) -> dict:
        """The cleaned values in the form the actions expect; an empty short name is taken from the name."""
        values = {name: self.cleaned_data[name] for name in self.DETAILS}
        return {**values, "short_name": values["short_name"] or values["name"][:60]}

    def services(self) -> list[dict]:
        """The offered services in the form the actions expect; promises in hours."""
        values = self.cleaned_data
        return [
            {"service_line": line, "answer_within_hours": values[f"hours_{line}"], "note": values[f"note_{line}"]}
            for line in ServiceLine
            if values[f"offers_{line}"]
        ]


class InviteForm(forms.Form):
    """Whom to invite, to which role, for which agency, and for which days."""

    agency = forms.ModelChoiceField(
        label=gettext_lazy("Instansi"), queryset=Agency.objects.none(), required=False, empty_label="–"
    )
    role = forms.ChoiceField(label=gettext_lazy("Peran"), choices=Role.choices)
    name = text(gettext_lazy("Nama"), 120, required=True)
    email = forms.EmailField(
        label=gettext_lazy("Alamat surel kantor"),
        help_text=gettext_lazy("Tautan sekali pakai, berlaku 72 jam. Isi surel tidak menyebut kasus apa pun."),
    )
    decree = forms.ModelChoiceField(label=gettext_lazy("SK"), queryset=Decree.objects.none(), empty_label=None)
    valid_from = day(gettext_lazy("Mulai"), required=True)
    valid_until = day(gettext_lazy("Sampai"))

    def __init__(self, *args, agencies, decrees, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies
        self.fields["decree"].queryset = decrees
        self.fields["role"].initial = Role.AGENCY_OFFICER
        self.fields["valid_from"].initial = clock.today()

    def clean(self) -> dict:
        """Days in order."""
        values = super().clean()
        begins, ends = values.get("valid_from"), values.get("valid_until")
        if begins and ends and ends < begins:
            self.add_error("valid_until", _("Isi tanggal yang tidak mendahului tanggal mulai."))
        return values

    @staticmethod
    def role_descriptions() -> list[tuple[str, str]]:
        """Each role's name and what it may do, shown beside the form."""
        return [(Role(role).label, rule.description) for role, rule in RULES.items()]


class PeriodForm(forms.Form):
    """The last day of somebody's access."""

    valid_until = day(gettext_lazy("Akses sampai"), hint=gettext_lazy("Kosongkan agar akses berakhir bersama SK."))


class DeactivateForm(forms.Form):
    """Why somebody's access ends."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Alasan"), choices=DeactivationReason.choices, widget=forms.RadioSelect
    )


class ConfirmForm(forms.Form):
    """A form without fields: the page explains what will happen."""


class AcceptForm(forms.Form):
    """Name and password of a new person."""

    name = text(gettext_lazy("Nama Anda"), 120, required=True)
    password = forms.CharField(
        label=gettext_lazy("Kata sandi"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("Paling sedikit 12 huruf atau angka. Kalimat pendek mudah diingat dan sulit ditebak."),
    )
    password_again = forms.CharField(
        label=gettext_lazy("Kata sandi, sekali lagi"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict:
        """Both passwords must be equal."""
        values = super().clean()
        first, second = values.get("password"), values.get("password_again")
        if first and second and first != second:
            self.add_error("password_again", _("Kedua kata sandi belum sama. Ketik sekali lagi."))
        return values
