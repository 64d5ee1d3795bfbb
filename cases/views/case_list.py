"""The list of cases."""

from functools import partial

from django.forms import ModelChoiceField
from django.utils.translation import gettext as _

from cases.case_filter import CaseFilter
from cases.models import Case
from cases.queries import case_list
from taskforces.access.bases import ScopedListView
from taskforces.access.permissions import Permission
from taskforces.paging import KeyPaginator

ROW_FIELDS = ("tampilan", "tahap", "jenis", "pj")  # the others stand folded below


class CaseListView(ScopedListView):
    """Cases of the reader's task forces, newest first, narrowed by the filters of the address."""

    model = Case
    permission = Permission.CASE_VIEW
    filterset_class = CaseFilter
    paginator_class = partial(KeyPaginator, fetch=case_list.fetch)
    template_name = "cases/case_list.html"

    def get_context_data(self, **kwargs) -> dict:
        """Add the rows in words, the filters in two groups and their chips."""
        context = super().get_context_data(**kwargs)
        drawn = [self._drawn(name) for name in self.filterset.form.fields]
        active = self.filterset.active()
        return {
            **context,
            "rows": case_list.rows_of(context["page_obj"].object_list),
            "first_filters": [entry for entry in drawn if entry["name"] in ROW_FIELDS],
            "more_filters": [entry for entry in drawn if entry["name"] not in ROW_FIELDS],
            "more_open": any(name not in ROW_FIELDS for name, _text in active),
            "chips": [{"text": text, "url": self._without(name)} for name, text in active],
            "lede": _("Yang cocok dengan saringan, terbaru lebih dahulu") if active else _("Terbaru lebih dahulu"),
        }

    def _drawn(self, name: str) -> dict:
        """What the page needs to draw one filter."""
        field = self.filterset.form.fields[name]
        if isinstance(field, ModelChoiceField):  # its own iterator opens a cursor on the server for a few colleagues
            choices = [("", field.empty_label), *((str(row.pk), str(row)) for row in field.queryset)]
        else:
            choices = [(str(value), label) for value, label in getattr(field, "choices", ())]
        return {"name": name, "label": field.label, "choices": choices, "value": self.request.GET.get(name, "")}

    def _without(self, name: str) -> str:
        """The address without one filter."""
        kept = self.request.GET.copy()
        kept.pop(name, None)
        kept.pop("page", None)
        return f"?{kept.urlencode()}" if kept else self.request.path
