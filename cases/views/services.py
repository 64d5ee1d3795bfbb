"""Acts on one service of a victim: let it stand still, and let it go on."""

from datetime import datetime

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cases import words
from cases.actions import services
from cases.forms.services import PauseForm, ResumeForm
from cases.models import Service
from cases.views.typed import KeepsTyped
from cases.workflow import PAUSABLE_SERVICE_STATES
from taskforces.access import policy
from taskforces.access.bases import ActView
from taskforces.access.permissions import Permission


class ServiceAct(KeepsTyped, ActView):
    """An act on one service; both are on one page, and afterwards the page of the case is shown again."""

    model = Service
    permission = Permission.SERVICE_RECORD
    template_name = "cases/service_pause.html"

    def get_object(self) -> Service:
        """The service of the address, fetched through the reader."""
        rows = Service.objects.visible_to(self.request.user).select_related("victim__case", "agency", "paused_by")
        service = rows.defer("outcome_note").filter(pk=self.kwargs["pk"]).first()
        if service is None:
            raise Http404
        policy.check(self.request.user, self.permission, service)
        return service

    def back_url(self) -> str:
        """The page of the case, at its services."""
        return reverse("cases:case-detail", args=[self.object.victim.case_id]) + "#layanan"

    def others(self) -> QuerySet:
        """The other services of its referral, which go the same way."""
        rows = Service.objects.filter(victim=self.object.victim_id, referral_id=self.object.referral_id)
        return rows.exclude(referral_id=None).exclude(pk=self.object.pk).only("service_line")

    def get_context_data(self, **kwargs) -> dict:
        """The service as it stands, whose it is in words, and what else is paused with it."""
        service, victim = self.object, self.object.victim
        context = super().get_context_data(**kwargs)
        form = context["form"]
        return {
            **context,
            "pause_form": form if isinstance(form, PauseForm) else PauseForm(initial={"note": service.pause_note}),
            "service": service,
            "victim": victim,
            "case": victim.case,
            "about": words.described(victim, long=True),
            "others": list(self.others()),
            "is_pausable": service.state in PAUSABLE_SERVICE_STATES,
            "back_url": self.back_url(),
        }


class ServicePauseView(ServiceAct):
    """Let a service stand still. Of a paused one the page says why, and offers to go on."""

    form_class = PauseForm

    def get_initial(self) -> dict:
        """What was noted at the last pause is not lost by the next."""
        return {"note": self.object.pause_note}

    def act(self, form: PauseForm) -> str:
        """Pause it, and say what that means."""
        services.pause(service=self.object, **form.cleaned_data, by=self.request.user)
        messages.success(self.request, _("Layanan ditunda. Batas waktunya berhenti sampai Anda melanjutkannya."))
        return self.back_url()


class ServiceResumeView(ServiceAct):
    """Let a paused service go on: a button on the same page."""

    form_class = ResumeForm

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """The button stands on the page of the pause."""
        return HttpResponseRedirect(reverse("cases:service-pause", args=[self.get_object().pk]))

    def act(self, form: ResumeForm) -> str:
        """Resume it, and say from when its clock counts."""
        paused_at: datetime | None = form.cleaned_data["paused_at"]
        services.resume(service=self.object, paused_at=paused_at, by=self.request.user)
        messages.success(self.request, _("Layanan dilanjutkan. Waktu selama ditunda tidak dihitung."))
        return self.back_url()
