"""The filters of the complaint register; their names appear in the URL, so they are words users read."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cases.choices import Channel, ComplaintOutcome, ReporterKind, Urgency
from cases.filters.cases import LATE_IDENTIFICATION, colleagues, one_of
from cases.models import Complaint
from cases.queries import lateness
from interface import filters
from interface.filters import ListFilter, day_begins, day_ends
from safeguards import clock
from taskforces.region_filter import RegionFilter

TODAY, WEEK, MONTH, YEAR = "hari-ini", "7-hari", "30-hari", "tahun-ini"
PERIODS = (
    (TODAY, _("Hari ini")),
    (WEEK, _("7 hari terakhir")),
    (MONTH, _("30 hari terakhir")),
    (YEAR, _("Tahun ini")),
)
LEAVING = "segera-berangkat"
DUTIES = ((LATE_IDENTIFICATION, _("Identifikasi terlambat")), (LEAVING, _("Rencana berangkat sudah dekat")))
WITH_CASE = (("ada", _("Menjadi bagian kasus")), ("belum", _("Tanpa kasus")))


class ComplaintFilter(ListFilter):
    """Filters of the complaint register."""

    hasil = one_of(_("Hasil"), ComplaintOutcome.choices, _("Semua hasil"), field_name="outcome")
    kanal = one_of(_("Kanal"), Channel.choices, _("Semua kanal"), field_name="channel")
    mendesak = one_of(_("Kedaruratan"), Urgency.choices, _("Semua tingkat"), field_name="urgency")
    tugas = one_of(_("Yang ditunggu"), DUTIES, _("Apa saja"), method="by_duty")
    masa = one_of(_("Masa"), PERIODS, _("Kapan saja"), method="in_period")
    kasus = one_of(_("Kasus"), WITH_CASE, _("Semua pengaduan"), method="by_case")
    pelapor = one_of(_("Pelapor"), ReporterKind.choices, _("Siapa saja"), field_name="reporter_kind")
    pencatat = filters.ModelChoiceFilter(
        label=_("Dicatat oleh"), field_name="recorded_by", queryset=colleagues, empty_label=_("Siapa saja")
    )
    wilayah = RegionFilter(label=_("Wilayah kejadian"), field_name="event_region_id")
    sejak = filters.DateFilter(label=_("Diterima sejak"), method="since")
    sampai = filters.DateFilter(label=_("Diterima sampai"), method="until")

    class Meta:
        model = Complaint
        fields: tuple = ()

    def in_period(self, queryset: QuerySet, _name: str, value: str) -> QuerySet:
        """Complaints received in one of the periods above, by local days."""
        today = clock.today()
        first = {
            TODAY: today,
            WEEK: today - timedelta(days=6),
            MONTH: today - timedelta(days=29),
            YEAR: today.replace(month=1, day=1),
        }[value]
        return self.since(queryset, _name, first)

    def since(self, queryset: QuerySet, _name: str, value) -> QuerySet:
        """Received on this local day or later."""
        return queryset.filter(received_at__gte=day_begins(value))

    def until(self, queryset: QuerySet, _name: str, value) -> QuerySet:
        """Received on this local day or earlier."""
        return queryset.filter(received_at__lt=day_ends(value))

    def by_duty(self, queryset: QuerySet, _name: str, value: str) -> QuerySet:
        """Complaints not dealt with within the time limit, or with a planned departure that is near."""
        if value == LEAVING:
            return queryset.leaving(clock.today())
        return lateness.late_complaints(queryset, lateness.limits_of(self.request.user), clock.now())

    def by_case(self, queryset: QuerySet, _name: str, value: str) -> QuerySet:
        """Complaints that are, or are not, part of a case."""
        return queryset.filter(case__isnull=value == "belum")
