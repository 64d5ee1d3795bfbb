"""The filters of sent referrals and of an agency's queue. Their names appear in addresses that people share."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cases.choices import Urgency
from interface import filters
from interface.filters import ListFilter, day_begins, day_ends
from referrals.choices import ALIVE, CLOSED_WORDS, ReferralState
from referrals.models import Referral
from referrals.queries import ENDED
from safeguards import clock
from taskforces.access.scoping import case_task_force_ids
from taskforces.choices import ServiceLine
from taskforces.models import Agency

CLOSED, PAUSED = "ditutup", "ditunda"
LATE, DUE_TODAY, DUE_SOON = "terlambat", "hari-ini", "24-jam"
DUE = (
    (LATE, _("Terlambat dijawab")),
    (DUE_TODAY, _("Batas jawaban hari ini")),
    (DUE_SOON, _("Batas jawaban dalam 24 jam")),
)
# Parts of an agency's queue: word in the address -> (key of its count, its states). Paused referrals are a part
# of their own, so that nobody is told they wait.
QUEUE_PARTS = {
    "": ("waiting", (ReferralState.SENT,)),
    "dilayani": ("running", (ReferralState.ACCEPTED,)),
    PAUSED: ("paused", ALIVE),
    "selesai": ("ended", ENDED),
}
PART_WORDS = (("dilayani", _("Sedang dilayani")), (PAUSED, _("Ditunda")), ("selesai", _("Sudah selesai")))


def receivers(request) -> QuerySet:
    """Agencies of the task forces whose cases the user works on."""
    if request is None:
        return Agency.objects.none()
    return Agency.objects.filter(task_force_id__in=case_task_force_ids(request.user), services__isnull=False).distinct()


class ReferralFilter(ListFilter):
    """The filters that both sides use."""

    layanan = filters.ChoiceFilter(
        label=_("Layanan"), choices=ServiceLine.choices, empty_label=_("Semua layanan"), method="by_service_line"
    )
    mendesak = filters.ChoiceFilter(
        label=_("Kedaruratan"), field_name="urgency", choices=Urgency.choices, empty_label=_("Semua tingkat")
    )
    batas = filters.ChoiceFilter(
        label=_("Batas jawaban"), choices=DUE, empty_label=_("Kapan saja"), method="by_deadline"
    )
    sejak = filters.DateFilter(label=_("Dikirim sejak"), method="since")
    sampai = filters.DateFilter(label=_("Dikirim sampai"), method="until")

    class Meta:
        model = Referral
        fields: list[str] = []

    def by_service_line(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Referrals that request the line, alone or with others."""
        return queryset.filter(service_lines__contains=[value])

    def by_deadline(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Referrals that wait for an answer and are late, or will be soon."""
        now = clock.now()
        if value == LATE:
            return queryset.overdue(at=now)
        end = day_ends(clock.today()) if value == DUE_TODAY else now + timedelta(hours=24)
        return queryset.waiting().filter(answer_due_at__gte=now, answer_due_at__lt=end)

    def since(self, queryset: QuerySet, name: str, value) -> QuerySet:
        """Sent on this local day or later."""
        return queryset.filter(sent_at__gte=day_begins(value))

    def until(self, queryset: QuerySet, name: str, value) -> QuerySet:
        """Sent on this local day or earlier."""
        return queryset.filter(sent_at__lt=day_ends(value))


class SentFilter(ReferralFilter):
    """The filters of the sender's list: also state (or lateness) and receiver."""

    keadaan = filters.ChoiceFilter(
        label=_("Keadaan"),
        choices=[
            (LATE, _("Terlambat dijawab")),
            *ReferralState.choices,
            (PAUSED, _("Ditunda")),
            (CLOSED, CLOSED_WORDS),
        ],
        empty_label=_("Semua keadaan"),
        method="by_state",
    )
    instansi = filters.ModelChoiceFilter(
        label=_("Instansi"), field_name="agency", queryset=receivers, empty_label=_("Semua instansi")
    )

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Referrals in one state, late for an answer, paused, or closed by a withdrawn consent."""
        if value == PAUSED:
            return queryset.paused()
        if value == CLOSED:
            return queryset.cut_short()
        if value == LATE:
            return queryset.overdue(at=clock.now())
        rows = queryset.filter(state=value)
        return rows.filter(closed_at=None) if value in ALIVE else rows


class QueueFilter(ReferralFilter):
    """The filters of an agency's queue: also its part; by default the referrals that wait for an answer."""

    tampil = filters.ChoiceFilter(
        label=_("Bagian"), choices=PART_WORDS, empty_label=_("Menunggu jawaban"), method="part"
    )

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Always narrow to one part."""
        queryset = super().filter_queryset(queryset)
        return queryset if self.form.cleaned_data.get("tampil") else self.part(queryset, "tampil", "")

    def part(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Referrals in the states of a part. None that has ended is paused."""
        return queryset.filter(state__in=QUEUE_PARTS[value][1], paused_at__isnull=value != PAUSED)
