"""The screening of one victim, and its verdict while it is being filled in."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.actions import drafts, screenings
from cases.forms.screening import ScreeningForm, from_draft
from cases.models import Screening, Victim
from cases.screening_rule import ACT, MEANS, PURPOSE, advice
from cases.views.victims import VictimAct
from taskforces.access.permissions import Permission
from taskforces.models import Agency

EARLIER = 5  # earlier screenings listed beside the form


class ScreeningView(VictimAct):
    """Act, means and purpose with their sources; then the status and who decided it."""

    permission = Permission.VICTIM_SCREEN
    form_class = ScreeningForm
    template_name = "cases/screening.html"
    success_message = gettext_lazy("Skrining dicatat dan status ditetapkan.")
    earlier: list[Screening] = []
    draft: drafts.Kept | None = None

    def agencies(self) -> QuerySet:
        """Members of the victim's task force."""
        return Agency.objects.filter(task_force_id=self.object.task_force_id).active()

    def get_form_kwargs(self) -> dict:
        """A new screening begins where the last one ended."""
        kwargs = {**super().get_form_kwargs(), "age": self.object.age_at_event, "agencies": self.agencies()}
        self.earlier = list(
            Screening.objects.filter(victim=self.object)
            .select_related("screened_by")
            .defer("note")
            .order_by("-screened_at")[:EARLIER]
        )
        if self.request.method == "GET":
            done = Screening.objects.filter(victim=self.object)
            self.draft = drafts.load(
                key=self.draft_key, by=self.request.user, was_sent=lambda key: done.filter(pk=key).exists()
            )
            kwargs["initial"] = from_draft(self.draft.fields) if self.draft else self._from_last()
        return kwargs

    @property
    def draft_key(self) -> str:
        """Each victim's screening keeps a draft of its own."""
        return f"screening:{self.object.pk}"

    def _from_last(self) -> dict:
        if not self.earlier:
            return {}
        last = self.earlier[0]
        return {
            "acts": last.acts,
            "means": last.means,
            "purposes": last.purposes,
            "sources": last.sources,
            "deciding_agency": self.object.status_decided_by_agency_id,
        }

    def post_checked(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Without JavaScript a button asks for the verdict; nothing is saved then. Another forgets the draft."""
        self.object = self.get_object()
        if request.POST.get("act") == "discard":
            drafts.discard(key=self.draft_key, by=request.user)
            return HttpResponseRedirect(request.path)
        if request.POST.get("act") != "judge":
            return super().post_checked(request, *args, **kwargs)
        form = self.get_form()
        form.errors.clear()
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs) -> dict:
        """The verdict on what is ticked, from the same rule that the action asks."""
        context = super().get_context_data(**kwargs)
        form = context["form"]
        judgement = form.judgement()
        lists = (
            (
                ACT,
                _("1. Tindakan: apa yang dilakukan terhadap korban?"),
                _("Centang semua yang terjadi, dengan sumbernya."),
            ),
            (MEANS, _("2. Cara: bagaimana korban dikuasai?"), _means_hint(judgement.child_rule)),
            (
                PURPOSE,
                _("3. Tujuan atau akibat: untuk apa korban dimanfaatkan?"),
                _("Yang sudah terjadi maupun yang dituju. Persetujuan korban tidak menghapus unsur ini."),
            ),
        )
        return {
            **context,
            "lists": [{"title": title, "hint": hint, "answers": form.answers(key)} for key, title, hint in lists],
            "judgement": judgement,
            "advice": advice(judgement, form.given_sources(), age_is_estimated=self.object.age_is_estimated),
            "earlier": self.earlier,
            "draft": self.draft,
            "draft_key": self.draft_key,
        }

    def act(self, form: ScreeningForm) -> str:
        """Record the screening and the status."""
        values = form.cleaned_data
        screenings.screen(
            victim=self.object,
            acts=values["acts"],
            means=values["means"],
            purposes=values["purposes"],
            sources=form.given_sources(),
            note=values["note"],
            status=values["status"],
            deciding_agency=values["deciding_agency"],
            key=values["key"],
            by=self.request.user,
        )
        drafts.discard(key=self.draft_key, by=self.request.user)
        return self.back_url()


class ScreeningVerdictView(ScreeningView):
    """The verdict alone, for the page that asks while somebody ticks. Saves nothing."""

    template_name = "cases/_screening_verdict.html"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """There is nothing to see without answers: back to the form."""
        self.object = self.get_object()
        return HttpResponseRedirect(reverse("cases:screening", args=[self.object.pk]))

    def post_checked(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Judge what is ticked."""
        self.object: Victim = self.get_object()
        return self.render_to_response(self.get_context_data(form=self.get_form()))


def _means_hint(child_rule: bool) -> str:
    if child_rule:
        return _("Tidak disyaratkan bagi anak. Catat yang diketahui.")
    return _("Bagi orang dewasa sedikitnya satu cara harus ada.")
