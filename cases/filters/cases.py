"""The filters of the case list; their names appear in shared URLs.

Victim filters apply together to one victim: *Perempuan* and *anak* find a girl, not a case with a woman and a boy. So
these filters only collect conditions, and one query asks for all of them.
"""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cases.choices import (
    CaseKind,
    Channel,
    LegalStage,
    Mode,
    ServiceState,
    Sex,
    Stage,
    TraffickingAct,
    TraffickingMeans,
    TraffickingPurpose,
    Urgency,
    VictimStatus,
    ViolenceForm,
)
from cases.models import Case, Consent, Proceeding, Screening, Service, Victim
from cases.models.file import CaseFileRow
from cases.queries import lateness
from cases.queries.narrowing import cases_with, is_one_of
from cases.queries.staff import case_workers
from interface import filters
from interface.filters import ListFilter
from safeguards import clock
from taskforces.access.scoping import case_task_force_ids
from taskforces.choices import ServiceLine
from taskforces.models import User
from taskforces.region_filter import RegionFilter, region_lookups

VIEWS = (
    ("terbuka", _("Kasus terbuka")),
    ("saya", _("Kasus saya")),
    ("anak-saya", _("Anak, milik saya")),
)
CHILD = (("anak", _("Ada korban anak")), ("dewasa", _("Tanpa korban anak")))
# address -> words, first and last age in years at the event
BANDS = {
    "0-5": (_("0–5 tahun"), 0, 5),
    "6-12": (_("6–12 tahun"), 6, 12),
    "13-17": (_("13–17 tahun"), 13, 17),
    "18-24": (_("18–24 tahun"), 18, 24),
    "25-44": (_("25–44 tahun"), 25, 44),
    "45-59": (_("45–59 tahun"), 45, 59),
    "60": (_("60 tahun ke atas"), 60, 120),
}
AGE_UNKNOWN = "belum-diketahui"
PAUSED = ("paused", _("Ditunda"))
YES_NO = (("ada", _("Sudah ada")), ("belum", _("Belum ada")))
LATE_ANSWER, WAITING, UNSCREENED, LATE_IDENTIFICATION, DOUBTFUL_KIND, TO_RESUME = (
    "jawaban-terlambat",
    "menunggu-jawaban",
    "belum-skrining",
    "identifikasi-terlambat",
    "jenis-perlu-diputuskan",
    "tundaan-jatuh-tempo",
)
DUTIES = (
    (LATE_IDENTIFICATION, _("Identifikasi terlambat")),
    (UNSCREENED, _("Menunggu skrining")),
    (LATE_ANSWER, _("Jawaban instansi terlambat")),
    (WAITING, _("Menunggu jawaban instansi")),
    (DOUBTFUL_KIND, _("Jenis kasus perlu diputuskan")),
    (TO_RESUME, _("Layanan yang ditunda: lanjutkan?")),
)
REPEATED = (("ya", _("Pernah menjadi korban dalam kasus lain")),)


def colleagues(request) -> QuerySet:
    """People who work on cases in the reader's task forces."""
    if request is None:
        return User.objects.none()
    return case_workers(case_task_force_ids(request.user), current=False)


def one_of(label, choices, everything, **options) -> filters.ChoiceFilter:
    """A drop-down list whose first line applies no filter."""
    return filters.ChoiceFilter(label=label, choices=choices, empty_label=everything, **options)


def of_victim(label, choices, everything, field_name: str) -> filters.ChoiceFilter:
    """A drop-down list about a victim."""
    return one_of(label, choices, everything, field_name=field_name, method="by_victim")


class CaseFilter(ListFilter):
    """Filters of the case list, from law and practice."""

    tampilan = one_of(_("Tampilan"), VIEWS, _("Semua kasus"), method="by_view")
    tahap = one_of(_("Tahap"), Stage.choices, _("Semua tahap"), field_name="stage")
    jenis = one_of(_("Jenis"), CaseKind.choices, _("Semua jenis"), field_name="kind")
    pj = filters.ModelChoiceFilter(
        label=_("Penanggung jawab"), field_name="responsible", queryset=colleagues, empty_label=_("Siapa saja")
    )
    kedaruratan = one_of(_("Kedaruratan"), Urgency.choices, _("Semua tingkat"), field_name="urgency")
    tugas = one_of(_("Yang ditunggu"), DUTIES, _("Apa saja"), method="by_duty")
    korban = one_of(_("Korban anak"), CHILD, _("Semua korban"), method="by_child")
    status = of_victim(_("Status korban"), VictimStatus.choices, _("Semua status"), "status")
    kelamin = of_victim(_("Jenis kelamin"), Sex.choices, _("Semua"), "sex")
    umur = of_victim(
        _("Umur saat kejadian"),
        [*((value, band[0]) for value, band in BANDS.items()), (AGE_UNKNOWN, _("Belum diketahui"))],
        _("Semua umur"),
        "age",
    )
    asal = RegionFilter(label=_("Daerah asal korban"), method="by_origin")
    berulang = one_of(_("Berulang"), REPEATED, _("Semua korban"), method="by_repetition")
    persetujuan = of_victim(_("Persetujuan"), YES_NO, _("Semua"), "consent")
    modus = one_of(_("Modus utama"), Mode.choices, _("Semua modus"), field_name="mode")
    bentuk = one_of(_("Bentuk kekerasan"), ViolenceForm.offered(), _("Semua bentuk"), field_name="violence_form")
    tujuan = of_victim(_("Tujuan eksploitasi"), TraffickingPurpose.choices, _("Semua tujuan"), "purposes")
    proses = of_victim(_("Proses (tindakan)"), TraffickingAct.choices, _("Semua proses"), "acts")
    cara = of_victim(_("Cara"), TraffickingMeans.choices, _("Semua cara"), "means")
    kanal = one_of(_("Kanal pengaduan pertama"), Channel.choices, _("Semua kanal"), field_name="channel")
    wilayah = RegionFilter(label=_("Wilayah kejadian"), field_name="event_region_id")
    layanan = one_of(_("Layanan"), ServiceLine.choices, _("Semua layanan"), method="by_service")
    keadaan_layanan = one_of(
        _("Keadaan layanan"), [*ServiceState.choices, PAUSED], _("Semua keadaan"), method="by_service"
    )
    hukum = one_of(
        _("Tahap hukum"), [*LegalStage.choices, ("belum", _("Belum ada laporan polisi"))], _("Semua"), method="by_law"
    )
    simfoni = one_of(_("Nomor SIMFONI PPA"), YES_NO, _("Semua"), method="by_simfoni")
    kejadian_sejak = filters.DateFilter(label=_("Kejadian sejak"), field_name="event_on", lookup_expr="gte")
    kejadian_sampai = filters.DateFilter(label=_("Kejadian sampai"), field_name="event_on", lookup_expr="lte")
    sejak = filters.DateFilter(label=_("Dilaporkan sejak"), field_name="reported_on", lookup_expr="gte")
    sampai = filters.DateFilter(label=_("Dilaporkan sampai"), field_name="reported_on", lookup_expr="lte")

    class Meta:
        model = Case
        fields: list[str] = []

    def __init__(self, data=None, *args, **kwargs):
        """A saved view with the old form *trafficking* still works; other users are not offered it."""
        super().__init__(data, *args, **kwargs)
        if data and data.get("bentuk") == ViolenceForm.TRAFFICKING:
            old = (ViolenceForm.TRAFFICKING.value, _("Trafficking, jenis perlu diputuskan"))
            self.filters["bentuk"].extra["choices"] = [*ViolenceForm.offered(), old]

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Apply each filter, then all collected conditions on victims and services at once."""
        self.of_one_victim, self.of_one_service = Q(), Q()
        queryset = super().filter_queryset(queryset)
        if self.of_one_victim:
            queryset = cases_with(queryset, self.own(Victim).filter(self.of_one_victim), "case")
        if self.of_one_service:
            queryset = cases_with(queryset, self.own(Service).filter(self.of_one_service), "victim__case")
        return queryset

    def own(self, model: type[CaseFileRow]) -> QuerySet:
        """Rows of the task forces whose cases the reader works on."""
        return model.objects.filter(task_force_id__in=case_task_force_ids(self.request.user))

    def by_view(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Ready-made views: open cases, my cases, my cases with a child."""
        queryset = queryset.open()
        if value != "terbuka":
            queryset = queryset.filter(responsible=self.request.user)
        return self.by_child(queryset, name, "anak") if value == "anak-saya" else queryset

    def by_child(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Cases with, or without, a victim who was a child at the event."""
        if value == "anak":
            self.of_one_victim &= Q(is_child=True)
            return queryset
        return queryset.filter(~Exists(Victim.objects.filter(case=OuterRef("pk"), is_child=True)))

    def by_victim(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Collect a condition on a victim."""
        lists = dict.fromkeys(("purposes", "acts", "means"), self._screened)
        ask = {"age": _of_age, "consent": _with_consent, **lists}
        self.of_one_victim &= ask[name](name, value) if name in ask else Q(**{name: value})
        return queryset

    def by_origin(self, queryset: QuerySet, name: str, value) -> QuerySet:
        """Cases with a victim from a region."""
        self.of_one_victim &= Q(**region_lookups("origin_region_id", value))
        return queryset

    def by_repetition(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Cases with a victim who is a victim in another case too."""
        people = self.own(Victim).order_by().values("person").annotate(times=Count("*")).filter(times__gt=1)
        self.of_one_victim &= Q(is_one_of("person", people.values("person")))
        return queryset

    def by_service(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Collect what is asked of a service."""
        if value == PAUSED[0]:
            self.of_one_service &= Q(paused_at__isnull=False)
        else:
            self.of_one_service &= Q(state=value) if value in ServiceState.values else Q(service_line=value)
        return queryset

    def by_law(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Cases by the stage of the criminal track, or without one."""
        tracks = Proceeding.objects.filter(case=OuterRef("pk"))
        return queryset.filter(~Exists(tracks) if value == "belum" else Exists(tracks.filter(stage=value)))

    def by_simfoni(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Cases that were, or were not, entered into SIMFONI PPA."""
        return queryset.exclude(simfoni_number="") if value == "ada" else queryset.filter(simfoni_number="")

    def by_duty(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Cases by what they wait for; the rules are in ``queries.duties``."""
        if value == DOUBTFUL_KIND:
            return queryset.of_doubtful_kind()
        if value == TO_RESUME:
            self.of_one_service &= Q(paused_until__lte=clock.today())
            return queryset
        if value in (LATE_ANSWER, WAITING):
            late = Q(due_at__lt=clock.now())
            asked = Q(state=ServiceState.REQUESTED, paused_at__isnull=True)
            self.of_one_service &= asked & (late if value == LATE_ANSWER else ~late)
            return queryset
        if value == UNSCREENED:
            self.of_one_victim &= lateness.UNSCREENED & lateness.ON_THE_WAY
            return queryset
        self.of_one_victim &= lateness.UNIDENTIFIED
        return lateness.of_late_complaints(queryset, lateness.limits_of(self.request.user), clock.now())

    def _screened(self, name: str, value: str) -> Q:
        """Victims whose last screening found this."""
        later = Screening.objects.filter(victim=OuterRef("victim"), screened_at__gt=OuterRef("screened_at"))
        found = self.own(Screening).filter(~Exists(later), **{f"{name}__contains": [value]})
        return Q(pk__in=found.order_by().values("victim"))


def _of_age(name: str, value: str) -> Q:
    if value == AGE_UNKNOWN:
        return Q(age_at_event__isnull=True)
    _words, first, last = BANDS[value]
    return Q(age_at_event__gte=first, age_at_event__lte=last)


def _with_consent(name: str, value: str) -> Q:
    in_force = Exists(Consent.objects.filter(victim=OuterRef("pk"), withdrawn_at__isnull=True))
    return Q(in_force) if value == "ada" else ~Q(in_force)
