"""The meeting summary on screen, its release, and the papers made from a release."""

import uuid
from dataclasses import asdict, dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from coordination.badges import BADGES
from coordination.choices import DecisionState
from coordination.models import Meeting
from interface.marks import Badge
from reports import charts, documents, variants, wording
from reports.actions import releases
from reports.choices import Variant
from reports.disclosure import DisclosureRefused
from reports.forms import SummaryForm, default_period
from reports.models import SummaryRelease
from reports.summary_shape import MeetingSummary, SummaryDecision, Table
from reports.tables import HEADLINE
from safeguards import clock
from taskforces.access import scoping
from taskforces.access.bases import PermissionRequired
from taskforces.access.permissions import Permission
from taskforces.models import TaskForce

RELEASES_SHOWN = 5


@dataclass(frozen=True)
class Picture:
    """A chart with the table behind it."""

    title: str
    unit: str
    svg: str
    table: Table | None
    chart: object


class SummaryForms(PermissionRequired):
    """Base of the page and the release: the form, limited to what the user may count."""

    def form_from(self, data) -> SummaryForm:
        """The form with the given values; the usual period and the user's own task force are the defaults."""
        user = self.request.user
        task_forces = TaskForce.objects.filter(pk__in=scoping.figure_task_force_ids(user)).order_by("region_id")
        meetings = Meeting.objects.visible_to(user)
        asked = {key: value for key, value in data.items() if value}
        meeting = _one(meetings, asked.get("rapat"))
        period = default_period(clock.today(), meeting and meeting.held_on)
        own = meeting.task_force_id if meeting else self._own_task_force()
        defaults = {
            "dari": period.start.isoformat(),
            "sampai": period.end.isoformat(),
            "varian": Variant.MEMBERS,
            "gugus": str(own),
        }
        mine = {membership.task_force_id for membership in user.current_memberships}
        return SummaryForm({**defaults, **asked}, task_forces=task_forces, meetings=meetings, own=mine)

    def _own_task_force(self):
        allowed = scoping.figure_task_force_ids(self.request.user)
        return next(m.task_force_id for m in self.request.user.current_memberships if m.task_force_id in allowed)

    def asked(self, form: SummaryForm) -> dict:
        """The values of a valid form, in the form the actions expect."""
        return {
            "task_force": form.cleaned_data["gugus"],
            "period": form.period,
            "variant": form.cleaned_data["varian"],
            "meeting": form.cleaned_data["rapat"],
            "by": self.request.user,
        }


def _one(queryset, key: str | None):
    """The row with an id from an address; ``None`` for an invalid id."""
    try:
        return queryset.filter(pk=uuid.UUID(key)).first() if key else None
    except ValueError:
        return None


class SummaryView(SummaryForms, TemplateView):
    """All figures of a period on one page, counted now."""

    permission = Permission.FIGURES_VIEW
    template_name = "reports/summary.html"

    def get_context_data(self, **kwargs) -> dict:
        """Add the summary, or the reason why there is none."""
        form = self.form_from(self.request.GET)
        context = super().get_context_data(form=form, **kwargs)
        if not form.is_valid():
            return context
        try:
            prepared = variants.prepare_beside_paper(**self.asked(form))
        except DisclosureRefused as refusal:
            return {**context, "refusal": str(refusal)}
        earlier = SummaryRelease.objects.visible_to(self.request.user).filter(task_force=form.cleaned_data["gugus"])
        return {
            **context,
            **shown(prepared.summary),
            "prepared": prepared,
            "releases": earlier[:RELEASES_SHOWN],
            "meeting": form.cleaned_data["rapat"],
        }


def shown(summary: MeetingSummary) -> dict:
    """The parts of a summary for the template."""
    tables = {table.key: table for table in summary.tables}
    drawn = [
        Picture(chart.title, chart.unit, charts.svg(chart), tables.get(chart.key), asdict(chart))
        for chart in summary.charts
    ]
    elsewhere = {HEADLINE, *(chart.key for chart in summary.charts)}
    return {
        "summary": summary,
        "period_words": wording.period(summary.period),
        "previous_words": wording.period(summary.previous_period),
        "units": headline(summary),
        "decisions": [{"item": decision, "badge": badge_of(decision)} for decision in summary.decisions],
        "pictures": drawn,
        "groups": grouped([table for table in summary.tables if table.key not in elsewhere and table.rows]),
    }


def grouped(tables: list[Table]) -> list[dict]:
    """Tables grouped by the unit they count, in the order of the page; a unit without tables is left out."""
    headings = {"complaints": _("Pengaduan"), "cases": _("Kasus"), "victims": _("Korban TPPO")}
    groups = [
        {"key": unit, "heading": heading, "tables": [table for table in tables if table.key.startswith(unit)]}
        for unit, heading in headings.items()
    ]
    return [group for group in groups if group["tables"]]


def badge_of(decision: SummaryDecision) -> Badge:
    """The badge of a decision's state, which a summary holds as a word; whatever is no state is how late it is."""
    badges = {str(state.label): badge for state, badge in BADGES[DecisionState].items()}
    return badges.get(decision.state, Badge("late"))._replace(words=decision.state)


def headline(summary: MeetingSummary) -> list[dict]:
    """The three units, each with the year before."""
    now, before = summary.counts, summary.previous_counts
    year = wording.period(summary.previous_period)

    def line(text: str, unit: str, name: str) -> str:
        cells = {"n": wording.cell(now[unit][name]), "before": wording.cell(before[unit][name]), "year": year}
        return text % cells

    return [
        {
            "name": _("Pengaduan"),
            "figure": wording.cell(now["complaints"]["all"]),
            "unit": line(_("pengaduan masuk; %(year)s: %(before)s"), "complaints", "all"),
            "more": [line(_("%(n)s keadaan darurat ditangani (%(before)s)"), "emergencies", "all")],
        },
        {
            "name": _("Kasus"),
            "figure": wording.cell(now["cases"]["all"]),
            "unit": line(_("kasus kekerasan dibuka; %(year)s: %(before)s"), "cases", "all"),
            "more": [
                line(_("%(n)s kasus TPPO (%(before)s)"), "cases", "tppo"),
                line(_("%(n)s kasus TPPO dengan korban anak (%(before)s)"), "cases", "tppo_with_child_victim"),
                line(_("%(n)s kasus TPPO ditangani bersama kepolisian (%(before)s)"), "cases", "tppo_with_police"),
            ],
        },
        {
            "name": _("Korban"),
            "figure": wording.cell(now["victims"]["all"]),
            "unit": line(_("orang; %(year)s: %(before)s"), "victims", "all"),
            "more": [
                line(_("%(n)s korban TPPO (%(before)s)"), "victims", "tppo"),
                line(_("%(n)s di antaranya anak (%(before)s)"), "victims", "tppo_child"),
            ],
        },
    ]


class ReleaseView(SummaryForms, View):
    """Freeze the summary and redirect to the requested paper. A double submit makes one release."""

    permission = Permission.FIGURES_EXPORT

    def post(self, request: HttpRequest) -> HttpResponse:
        """Release, then download; a refusal redirects to the page, which shows the reason."""
        form = self.form_from(request.POST)
        wanted = request.POST.get("format")
        if wanted not in documents.FORMATS or not form.is_valid():
            return HttpResponseRedirect(reverse("reports:summary"))
        try:
            release = releases.release(**self.asked(form))
        except DisclosureRefused:
            chosen = {key: form.data[key] for key in ("dari", "sampai", "varian", "gugus")}
            return HttpResponseRedirect(reverse("reports:summary", query=chosen))
        return HttpResponseRedirect(reverse("reports:summary-download", args=[release.pk, wanted]))


class DownloadView(PermissionRequired, View):
    """A paper or sheet of a release, made from the frozen figures. The file name contains no person."""

    permission = Permission.FIGURES_EXPORT

    def get(self, request: HttpRequest, pk, document_format: str) -> HttpResponse:
        """Answer with the file."""
        release = SummaryRelease.objects.visible_to(request.user).filter(pk=pk).first()
        if release is None or document_format not in documents.FORMATS:
            raise Http404
        summary = releases.take(release=release, document_format=document_format, by=request.user)
        render, content_type = documents.FORMATS[document_format]
        response = HttpResponse(render(summary), content_type=content_type)
        response["Content-Disposition"] = f'attachment; filename="{summary.file_name(document_format)}"'
        return response
