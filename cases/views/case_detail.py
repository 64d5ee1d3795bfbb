"""The page of one case and its whole history."""

from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import Stage
from cases.linking import shared_values
from cases.models import Case, ContactAttempt, EmergencyResponse
from cases.queries import case_file, duties, timeline
from cases.queries.duties import NextDuty
from cases.views.told import told
from cases.workflow import ENDED
from safeguards import clock
from taskforces.access import policy
from taskforces.access.bases import ScopedDetailView, ScopedListView
from taskforces.access.permissions import Permission

# The button text and the URL for each duty (of the victim, of the case, or an anchor on the page).
ACTS = {
    "kind": (gettext_lazy("Putuskan jenis"), "cases:case-kind", "case"),
    "safe": (gettext_lazy("Catat hasil"), "cases:case-edit", "case"),
    "plan": (gettext_lazy("Lihat pengaduan"), "#instansi", ""),
    "screen": (gettext_lazy("Mulai skrining"), "cases:screening", "victim"),
    "review": (gettext_lazy("Tinjau kesimpulan"), "cases:screening", "victim"),
    "identify": (gettext_lazy("Catat tahap"), "cases:victim-stage", "victim"),
    "ask_contact": (gettext_lazy("Catat cara aman"), "cases:victim-edit", "victim"),
    "ask_consent": (gettext_lazy("Catat persetujuan"), "cases:consent-record", "victim"),
    "refer": (gettext_lazy("Kirim rujukan"), "referrals:referral-send", "victim"),
    "answer": (gettext_lazy("Lihat rujukan"), "#layanan", ""),
    "returned": (gettext_lazy("Lihat korban"), "#korban", ""),
    "resume": (gettext_lazy("Lihat layanan"), "#layanan", ""),
    "stop_sharing": (gettext_lazy("Lihat rujukan"), "#layanan", ""),
}


class CaseDetailView(ScopedDetailView):
    """One case as a file: duties, victims, services, criminal track, history. It shows no identity."""

    model = Case
    permission = Permission.CASE_VIEW
    template_name = "cases/case_detail.html"

    def get_queryset(self) -> QuerySet:
        """The case with the relations of the page header."""
        return super().get_queryset().select_related("event_region", "responsible")

    def get_context_data(self, **kwargs) -> dict:
        """Add the file, read once; the template computes nothing."""
        file = case_file.read(self.object)
        events = list(timeline.events_of(self.object.pk)[: timeline.SHOWN + 1])
        whose = {view.victim.pk: view.about for view in file.victims} if len(file.victims) > 1 else {}
        rows = [{**self._row(duty), "whose": whose.get(duty.victim_id, "")} for duty in file.duties]
        links = self._links()
        return super().get_context_data(
            file=file,
            duties=rows,
            nearest=rows[0] if rows else None,
            now=clock.now(),
            sections=self._sections(file, links),
            happenings=timeline.happenings(events[: timeline.SHOWN], inside=self.object.number),
            has_more_history=len(events) > timeline.SHOWN,
            send_url=self._send_url(file),
            told=told(self.object, self.request.user),
            links=links,
            emergency=EmergencyResponse.objects.open().filter(complaint__case=self.object).first(),
            unanswered=ContactAttempt.objects.unanswered_of(self.request.user).filter(victim__case=self.object),
            **kwargs,
        )

    def _links(self) -> list:
        """Links of the case to others, for users who may know of them; for other users nothing is queried."""
        if not policy.can(self.request.user, Permission.LINK_VIEW, self.object):
            return []
        return shared_values.links_of_case(self.object)

    def _row(self, duty: NextDuty) -> dict:
        act, url = act_of(duty, self.object.pk)
        return {
            "duty": duty,
            "act": act,
            "url": url,
            "is_emergency": duty.rank == duties.EMERGENCY,
            "is_late": duty.rank == duties.LATE,
            "is_waiting": duty.rank == duties.WAITING,
        }

    def _send_url(self, file) -> str:
        """The URL to write a referral: with several open victims it asks for whom first."""
        victims = [view.victim for view in file.victims if Stage(view.victim.stage) not in ENDED]
        if len(victims) > 1:
            return reverse("cases:case-refer-together", args=[self.object.pk])
        return address("referrals:referral-send", victims[0].pk) if victims else ""

    def _sections(self, file, links: list) -> list[dict]:
        alarming = any(duty.rank in (duties.EMERGENCY, duties.LATE) for duty in file.duties)
        return [
            {"target": "tugas", "text": _("Tugas"), "alarm": _("Ada yang mendesak") if alarming else ""},
            {"target": "korban", "text": _("Korban")},
            {"target": "layanan", "text": _("Layanan")},
            {"target": "hukum", "text": _("Hukum")},
            {"target": "instansi", "text": _("Instansi")},
            *([{"target": "kaitan", "text": _("Kaitan")}] if links else []),
            {"target": "riwayat", "text": _("Riwayat")},
        ]


def act_of(duty: NextDuty, case_id: UUID) -> tuple[str, str]:
    """The verb that fulfils a duty, and its URL; within the case page this may be a section of it."""
    act, target, of = ACTS[duty.act]
    keys = {"case": case_id, "victim": duty.victim_id}
    return act, address(target, keys[of]) if of else target


def address(name: str, key) -> str:
    """The URL of a page about one row; empty if this installation has no such page."""
    try:
        return reverse(name, args=[key])
    except NoReverseMatch:
        return ""


class CaseHistoryView(ScopedListView):
    """All acts on a case, newest first."""

    model = Case
    permission = Permission.CASE_VIEW
    template_name = "cases/case_history.html"
    paginate_by = 50

    def get_queryset(self) -> QuerySet:
        """Events of a case the reader may see; 404 for other cases."""
        self.case = self.visible_case()
        return timeline.events_of(self.case.pk)

    def visible_case(self) -> Case:
        """The case of the URL, fetched through ``visible_to``."""
        return get_object_or_404(super().get_queryset(), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs) -> dict:
        """Add the sentences."""
        context = super().get_context_data(**kwargs)
        lines = timeline.happenings(context["object_list"], inside=self.case.number)
        return {**context, "case": self.case, "happenings": lines}
