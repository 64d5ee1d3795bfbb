"""The end of services: asked for by the caseworker, decided by the supervisor."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases import words
from cases.actions import endings
from cases.choices import EndingAnswer, Stage
from cases.forms.endings import AskEndingForm, DecideEndingForm
from cases.models import EndingRequest, Victim
from cases.queries import owed
from cases.queries.closed import without_identity
from cases.views.victims import VictimAct, open_duties
from cases.workflow import NEXT_STAGES
from taskforces.access import policy
from taskforces.access.bases import ActView
from taskforces.access.permissions import Permission


class EndingAskView(VictimAct):
    """Ask the supervisor to end services; the page lists what is still open."""

    permission = Permission.VICTIM_MOVE_STAGE
    form_class = AskEndingForm
    template_name = "cases/ending_ask.html"
    success_message = _("Penyelia sudah diberi tahu. Jawabannya tampil di Kabar dan di berkas ini.")

    def get_object(self) -> Victim:
        """The victim; 404 where services cannot end."""
        victim = super().get_object()
        if Stage.TERMINATION not in NEXT_STAGES[Stage(victim.stage)]:
            raise Http404
        return victim

    def get_context_data(self, **kwargs) -> dict:
        """Add what is still open, and a request that waits."""
        return super().get_context_data(
            owed=owed.of_victim(self.object),
            open_duties=open_duties(self.object, self.request.user),
            waiting=EndingRequest.objects.open().filter(victim=self.object).select_related("asked_by").first(),
            **kwargs,
        )

    def act(self, form: AskEndingForm) -> str:
        """Ask."""
        endings.ask(victim=self.object, **form.cleaned_data, by=self.request.user)
        return self.back_url()


class EndingDecideView(ActView):
    """The request with the answer, or the form for it; both sides read it, the supervisor decides."""

    permission = Permission.VICTIM_MOVE_STAGE
    model = EndingRequest
    form_class = DecideEndingForm
    template_name = "cases/ending_decide.html"

    def get_object(self) -> EndingRequest:
        """The request, fetched through ``visible_to``."""
        rows = EndingRequest.objects.visible_to(self.request.user).select_related("victim__case", "asked_by")
        request = rows.filter(pk=self.kwargs["pk"]).first()
        if request is None:
            raise Http404
        policy.check(self.request.user, self.permission, request)
        return request

    def get_context_data(self, **kwargs) -> dict:
        """Add the victim in words, what is still open, and whether this person decides."""
        rows = without_identity(Victim.objects.visible_to(self.request.user).select_related("origin_region", "case"))
        victim = rows.get(pk=self.object.victim_id)
        may_end = policy.can(self.request.user, Permission.VICTIM_END_SERVICE, self.object)
        return super().get_context_data(
            victim=victim,
            case=victim.case,
            about=words.described(victim, long=True),
            owed=owed.of_victim(victim),
            open_duties=open_duties(victim, self.request.user),
            may_decide=may_end and not self.object.answer and self.object.asked_by_id != self.request.user.pk,
            back_url=reverse("cases:case-detail", args=[victim.case_id]) + "#korban",
            **kwargs,
        )

    def act(self, form: DecideEndingForm) -> str:
        """Approve or return."""
        if form.cleaned_data["answer"] == EndingAnswer.APPROVED:
            endings.approve(request=self.object, by=self.request.user)
            self.success_message = _("Layanan diakhiri. Yang meminta sudah diberi tahu.")
        else:
            endings.give_back(request=self.object, note=form.cleaned_data["note"], by=self.request.user)
            self.success_message = _("Permintaan dikembalikan dengan kata Anda.")
        return reverse("cases:case-detail", args=[self.object.victim.case_id]) + "#korban"
