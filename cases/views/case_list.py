"""The list of cases."""

from django.utils.translation import gettext as _

from cases.filters.cases import CaseFilter
from cases.models import Case
from cases.queries import case_list
from taskforces.access.permissions import Permission
from taskforces.choices import SavedList
from taskforces.listing import FilteredList


class CaseListView(FilteredList):
    """Cases of the reader's task forces, newest report first, with the filters of the URL."""

    model = Case
    permission = Permission.CASE_VIEW
    of_list = SavedList.CASES
    filterset_class = CaseFilter
    first_filters = ("tampilan", "tahap", "jenis", "pj")
    read_page = staticmethod(case_list.read)
    template_name = "cases/case_list.html"

    def get_context_data(self, **kwargs) -> dict:
        """Add the rows in words."""
        context = super().get_context_data(**kwargs)
        narrowed = _("Yang cocok dengan saringan, pengaduan terbaru lebih dahulu")
        return {
            **context,
            "rows": case_list.rows_of(context["page_obj"].object_list),
            "lede": narrowed if context["chips"] else _("Pengaduan terbaru lebih dahulu"),
        }
