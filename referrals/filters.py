"""The filters of the sender's list; their names are what stands in a shared address."""

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from referrals.choices import ReferralState
from referrals.models import Referral
from safeguards import clock
from taskforces.access.scoping import case_task_force_ids
from taskforces.choices import ServiceLine
from taskforces.models import Agency

LATE = "terlambat"


def receivers(request) -> QuerySet:
    """Agencies of the task forces whose cases the reader works on."""
    if request is None:
        return Agency.objects.none()
    return Agency.objects.filter(task_force_id__in=case_task_force_ids(request.user), services__isnull=False).distinct()


class SentFilter(filters.FilterSet):
    """State with lateness, service line and receiver."""

    keadaan = filters.ChoiceFilter(
        label=_("Keadaan"),
        choices=[(LATE, _("Terlambat dijawab")), *ReferralState.choices],
        empty_label=_("Semua keadaan"),
        method="by_state",
    )
    layanan = filters.ChoiceFilter(
        label=_("Layanan"), choices=ServiceLine.choices, empty_label=_("Semua layanan"), method="by_service_line"
    )
    instansi = filters.ModelChoiceFilter(
        label=_("Instansi"), field_name="agency", queryset=receivers, empty_label=_("Semua instansi")
    )

    class Meta:
        model = Referral
        fields: list[str] = []

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """One state, or those late for an answer."""
        return queryset.overdue(at=clock.now()) if value == LATE else queryset.filter(state=value)

    def by_service_line(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Referrals that ask for the line, perhaps among others."""
        return queryset.filter(service_lines__contains=[value])
