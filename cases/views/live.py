"""What a call's page asks while somebody types: what a shorthand line says, and which dangers to ask about.

Both read what was typed and keep nothing; it travels in the body of a POST, never in an address.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.generic import View

from cases.forms.intake.call import Intake
from cases.forms.intake.folds import event_words
from cases.forms.intake.shorthand import understand
from safeguards import clock
from taskforces.access.bases import ForOwnTaskForce, PermissionRequired
from taskforces.access.permissions import Permission


class LiveView(ForOwnTaskForce, PermissionRequired, View):
    """A part of the page, made from the whole page as it stands."""

    permission = Permission.COMPLAINT_LOG
    http_method_names = ("post",)

    @property
    def near(self) -> str:
        """The region the person works in."""
        return self.task_force.region_id or ""


class ShorthandReadView(LiveView):
    """What was understood of the line, as tick boxes."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Understood beside the answers that are there already."""
        understood = understand(request.POST, today=clock.today(), near=self.near)
        return render(request, "cases/parts/understood.html", {"understood": understood})


class RiskReadView(LiveView):
    """The questions about danger that something said makes relevant; and the day of the event as it is understood."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Read from the page as it stands, valid or not."""
        form = Intake(request.POST, near=self.near)
        context = {"form": form, "event_words": event_words(form), "is_live": True}
        return render(request, "cases/parts/risks.html", context)
