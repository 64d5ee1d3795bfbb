"""Paper versions of intake and screening: blank for work without a computer, and a victim's filled screening."""

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.views.generic import TemplateView

from cases.actions import screenings
from cases.choices import ScreeningOccasion
from cases.forms import paper
from cases.models import Screening
from cases.views.victims import VictimAct
from safeguards import clock
from safeguards.errors import WorkflowRefused
from taskforces.access.bases import ForOwnTaskForce, PermissionRequired
from taskforces.access.permissions import Permission


class BlankPaper(ForOwnTaskForce, PermissionRequired, TemplateView):
    """A blank sheet with the name of the user's task force. It contains no data of people."""

    def get_context_data(self, **kwargs) -> dict:
        """Add the letterhead and the day of printing."""
        return super().get_context_data(task_force=self.task_force, printed_at=clock.now(), **kwargs)


class IntakePaperView(BlankPaper):
    """The intake page on paper, with room for two people."""

    permission = Permission.COMPLAINT_LOG
    template_name = "cases/paper_intake.html"

    def get_context_data(self, **kwargs) -> dict:
        """Add the fields in the order of the page."""
        return super().get_context_data(
            sections=paper.intake_sections(),
            people=[(number, paper.person_sections()) for number in range(1, paper.BLANKS_OF_PEOPLE + 1)],
            end_sections=paper.intake_end(),
            risks=paper.risk_rows(),
            back_url=reverse("cases:complaint-list"),
            **kwargs,
        )


class ScreeningPaperView(BlankPaper):
    """The screening on paper; ``?untuk=anak`` prints the words for a child."""

    permission = Permission.VICTIM_SCREEN
    template_name = "cases/paper_screening.html"

    def get_context_data(self, **kwargs) -> dict:
        """Add empty boxes."""
        for_child = self.request.GET.get("untuk") == "anak"
        back_url = reverse("cases:case-list")
        return super().get_context_data(for_child=for_child, back_url=back_url, **sheet(None, for_child), **kwargs)


class ScreeningFilledView(VictimAct):
    """Explain the content of the paper and that printing is recorded; then show it on that response only."""

    permission = Permission.VICTIM_SCREEN
    form_class = forms.Form
    template_name = "cases/screening_print.html"

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Record, then show; no URL opens the filled sheet."""
        try:
            screening = screenings.print_filled(victim=self.object, by=self.request.user)
        except WorkflowRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        self.template_name = "cases/paper_screening.html"
        context = self.get_context_data(form=form, screening=screening, printed_at=clock.now())
        for_child = screening.child_rule
        context |= {"task_force": self.object.task_force, "for_child": for_child, **sheet(screening, for_child)}
        return self.render_to_response(context)


def sheet(screening: Screening | None, for_child: bool) -> dict:
    """Context of blank and filled sheets."""
    chosen = screening.occasion if screening else ""
    return {
        "parts": paper.screening_parts(screening, for_child=for_child),
        "kinds": paper.sign_boxes(screening),
        "statuses": paper.status_boxes(screening),
        "occasions": [(str(label), value == chosen) for value, label in ScreeningOccasion.choices],
    }
