"""The filters of the case list; their names are what stands in a shared address."""

import django_filters as filters
from django.db.models import Exists, OuterRef, QuerySet
from django.forms import Form
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cases.choices import CaseKind, Stage, Urgency
from cases.models import Case, Victim
from cases.queries.staff import case_workers
from taskforces.access.scoping import case_task_force_ids
from taskforces.models import User

VIEWS = (
    ("terbuka", _("Kasus terbuka")),
    ("saya", _("Kasus saya")),
    ("anak-saya", _("Anak, milik saya")),
)
AGES = (("anak", _("Ada korban anak")), ("dewasa", _("Tanpa korban anak")))


def colleagues(request) -> QuerySet:
    """The people who work on cases where the reader does."""
    if request is None:
        return User.objects.none()
    return case_workers(case_task_force_ids(request.user), current=False)


class CaseFilter(filters.FilterSet):
    """Kind, stage, urgency, child, responsible and period."""

    tampilan = filters.ChoiceFilter(label=_("Tampilan"), choices=VIEWS, empty_label=_("Semua kasus"), method="by_view")
    tahap = filters.ChoiceFilter(
        label=_("Tahap"), field_name="stage", choices=Stage.choices, empty_label=_("Semua tahap")
    )
    jenis = filters.ChoiceFilter(
        label=_("Jenis"), field_name="kind", choices=CaseKind.choices, empty_label=_("Semua jenis")
    )
    pj = filters.ModelChoiceFilter(
        label=_("Penanggung jawab"), field_name="responsible", queryset=colleagues, empty_label=_("Siapa saja")
    )
    kedaruratan = filters.ChoiceFilter(
        label=_("Kedaruratan"), field_name="urgency", choices=Urgency.choices, empty_label=_("Semua tingkat")
    )
    korban = filters.ChoiceFilter(label=_("Korban"), choices=AGES, empty_label=_("Semua korban"), method="by_age")
    sejak = filters.DateFilter(
        label=_("Dilaporkan sejak"),
        field_name="reported_on",
        lookup_expr="gte",
    )
    sampai = filters.DateFilter(
        label=_("Dilaporkan sampai"),
        field_name="reported_on",
        lookup_expr="lte",
    )

    class Meta:
        model = Case
        fields: list[str] = []

    @cached_property
    def form(self) -> Form:
        """The filters' own fields belong to this request already: no class is made of them, and none is copied."""
        form = Form(self.data if self.is_bound else None, prefix=self.form_prefix)
        form.fields = {name: declared.field for name, declared in self.filters.items()}
        return form

    def by_view(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Ready-made views: what is open, what is mine, which of mine have a child."""
        queryset = queryset.open()
        if value != "terbuka":
            queryset = queryset.filter(responsible=self.request.user)
        return self.by_age(queryset, name, "anak") if value == "anak-saya" else queryset

    def by_age(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Cases with, or without, a victim who was a child at the event."""
        child = Exists(Victim.objects.filter(case=OuterRef("pk"), is_child=True))
        return queryset.filter(child if value == "anak" else ~child)

    def active(self) -> list[tuple[str, str]]:
        """Name and words of every filter in use, for the chips."""
        found, _errors = [], self.form.errors
        for name in self.filters:
            if value := self.form.cleaned_data.get(name):
                field = self.form.fields[name]
                shown = dict(getattr(field, "choices", ())).get(value, value) if isinstance(value, str) else value
                found.append((name, f"{field.label}: {_shown(shown)}"))
        return found


def _shown(value) -> str:
    return value.strftime("%d.%m.%Y") if hasattr(value, "strftime") else str(value)
