"""Filters of the lists: declarations. Their names stand in the address, so they are words people read."""

from datetime import datetime, time, timedelta

import django_filters as filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.choices import Channel, ComplaintOutcome, Urgency
from cases.models import Complaint
from safeguards import clock

TODAY, WEEK, MONTH, YEAR = "hari-ini", "7-hari", "30-hari", "tahun-ini"
PERIODS = (
    (TODAY, _("Hari ini")),
    (WEEK, _("7 hari terakhir")),
    (MONTH, _("30 hari terakhir")),
    (YEAR, _("Tahun ini")),
)


class ComplaintFilter(filters.FilterSet):
    """Filters of the complaint register."""

    hasil = filters.ChoiceFilter(
        field_name="outcome", choices=ComplaintOutcome.choices, label=_("Hasil"), empty_label=_("Semua hasil")
    )
    kanal = filters.ChoiceFilter(
        field_name="channel", choices=Channel.choices, label=_("Kanal"), empty_label=_("Semua kanal")
    )
    mendesak = filters.ChoiceFilter(
        field_name="urgency", choices=Urgency.choices, label=_("Kedaruratan"), empty_label=_("Semua tingkat")
    )
    masa = filters.ChoiceFilter(choices=PERIODS, label=_("Masa"), empty_label=_("Kapan saja"), method="in_period")

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
        return queryset.filter(received_at__gte=timezone.make_aware(datetime.combine(first, time.min)))
