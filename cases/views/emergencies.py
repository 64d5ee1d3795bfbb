"""Pages of an emergency: the clock, who is on duty, whom to call, the steps, and the end."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cases import words
from cases.actions import emergencies
from cases.forms.emergency import EndForm, StepForm
from cases.models import Complaint, EmergencyContact, EmergencyResponse
from cases.queries import safe_contact
from cases.queries.on_duty import desk_of
from cases.views.complaints import dangers_of, facts_of, people_of, person_card
from safeguards import clock
from safeguards.encryption import Unreadable
from safeguards.errors import WorkflowRefused
from taskforces.access.bases import ActView, ScopedDetailView
from taskforces.access.permissions import Permission

BEGINNING = 60  # words of the story: half a minute on the telephone


class EmergencyDetailView(ScopedDetailView):
    """The page that stays open while an emergency runs."""

    permission = Permission.COMPLAINT_VIEW
    model = EmergencyResponse
    template_name = "cases/emergency.html"
    context_object_name = "response"

    def get_queryset(self):
        """With the relations of the page."""
        told = ("complaint__event_region", "complaint__case", "complaint__task_force")
        return super().get_queryset().select_related(*told, "declared_by", "acknowledged_by", "ended_by")

    def get_context_data(self, **kwargs) -> dict:
        """Add what somebody says who phones the police: who, where, which danger, what happened. No name is among it.

        The story is told in the reporter's words, as on the page of the complaint.
        """
        response, now = self.object, clock.now()
        contacts = EmergencyContact.objects.active().filter(task_force_id=response.task_force_id)
        complaint = response.complaint
        people = list(people_of(complaint))
        context = {
            "complaint": complaint,
            "about": words.counted(people),
            "people": [person_card(complaint, row) for row in people],
            "facts": [{"label": _("Pelapor"), "value": complaint.get_reporter_kind_display()}, *facts_of(complaint)],
            "dangers": dangers_of(complaint, people),
            "story": beginning_of(complaint.narrative),
            "steps": response.steps.select_related("contact", "recorded_by"),
            "desk": desk_of([response.task_force_id], at=now),
            "now": now,
            "is_late": response.due_at < now,
            "step_form": StepForm(contacts=contacts),
            "end_form": EndForm(),
            "reporter": safe_contact.line(safe_contact.of_reporter(complaint)),
        }
        return super().get_context_data(**{**context, **kwargs})


def beginning_of(story: str | Unreadable) -> dict:
    """The first words of a story, and whether it goes on."""
    if isinstance(story, Unreadable):
        return {"text": str(story), "goes_on": False}
    text = Truncator(story).words(BEGINNING, truncate="")
    return {"text": text, "goes_on": len(text) < len(" ".join(story.split()))}


class EmergencyActView(ActView):
    """An act of the emergency page. Errors and refusals are shown on that page, with everything typed."""

    permission = Permission.COMPLAINT_EDIT
    model = EmergencyResponse
    template_name = "cases/emergency.html"
    http_method_names = ("post",)
    form_name = ""

    def get_context_data(self, **kwargs) -> dict:
        """Add the emergency page around this form."""
        page = EmergencyDetailView(object=self.object, request=self.request, kwargs=self.kwargs)
        own = {self.form_name: kwargs["form"]} if self.form_name else {}
        return page.get_context_data(**{**kwargs, **own})


class EmergencyStepView(EmergencyActView):
    """*Catat langkah*."""

    form_name = "step_form"

    def get_form(self, form_class=None) -> StepForm:
        """Offer the offices of the task force."""
        contacts = EmergencyContact.objects.active().filter(task_force_id=self.object.task_force_id)
        return StepForm(self.request.POST, contacts=contacts)

    def act(self, form: StepForm) -> str:
        """Record the step and stay."""
        emergencies.add_step(response=self.object, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("Langkah dicatat."))
        return emergencies.path_of(self.object)


class EmergencyEndView(EmergencyActView):
    """*Akhiri penanganan darurat*."""

    form_name = "end_form"
    form_class = EndForm

    def act(self, form: EndForm) -> str:
        """End it; the outcome of the complaint is next."""
        done = emergencies.end(response=self.object, by=self.request.user, **form.cleaned_data)
        messages.success(
            self.request,
            _("Penanganan darurat %(number)s diakhiri. Berikutnya: tentukan hasil pengaduannya.") % {"number": done},
        )
        return reverse("cases:complaint-detail", args=[done.complaint_id])


class PressedView(ActView):
    """A button without questions; refusals become a message on the page with the button."""

    permission = Permission.COMPLAINT_EDIT
    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Act, or show why not."""
        self.object = self.get_object()
        if self.object is None:
            raise Http404
        try:
            address = self.press()
        except WorkflowRefused as refusal:
            messages.warning(request, str(refusal))
            address = self.refused_url()
        return HttpResponseRedirect(address)


class EmergencyDeclareView(PressedView):
    """*Nyatakan darurat*, from the page of a complaint."""

    model = Complaint

    def press(self) -> str:
        """Declare, and show the emergency page."""
        return emergencies.path_of(emergencies.declare(complaint=self.object, by=self.request.user))

    def refused_url(self) -> str:
        """The URL of the complaint."""
        return reverse("cases:complaint-detail", args=[self.object.pk])


class EmergencyAcknowledgeView(PressedView):
    """*Saya tangani*."""

    model = EmergencyResponse

    def press(self) -> str:
        """Take on the emergency and stay."""
        emergencies.acknowledge(response=self.object, by=self.request.user)
        return self.refused_url()

    def refused_url(self) -> str:
        """The emergency's page."""
        return emergencies.path_of(self.object)
