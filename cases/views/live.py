"""Requests of the intake page while somebody types: read the shorthand line, and find dangers to ask about.

Both read the typed data from the body of a POST, never from a URL, and store nothing.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.generic import View

from cases.forms.intake.call import Intake
from cases.forms.intake.folds import event_words, plan_words
from cases.forms.intake.shorthand import understand
from safeguards import clock
from taskforces.access.bases import ForOwnTaskForce, PermissionRequired
from taskforces.access.permissions import Permission


class LiveView(ForOwnTaskForce, PermissionRequired, View):
    """A part of the page, rendered from the data of the whole page."""

    permission = Permission.COMPLAINT_LOG
    http_method_names = ("post",)

    @property
    def near(self) -> str:
        """The region code of the user's task force."""
        return self.task_force.region_id or ""


class ShorthandReadView(LiveView):
    """The understood parts of the line, as tick boxes."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Read the line against the existing answers."""
        understood = understand(request.POST, today=clock.today(), near=self.near)
        return render(request, "cases/parts/understood.html", {"understood": understood})


class RiskReadView(LiveView):
    """The relevant questions about danger, and the day of the event as understood."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Read the current page, valid or not."""
        form = Intake(request.POST, near=self.near)
        context = {"form": form, "event_words": event_words(form), "plan_words": plan_words(form), "is_live": True}
        return render(request, "cases/parts/risks.html", context)
