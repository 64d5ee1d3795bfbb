"""Rows of *Hari ini* about the end of services: what waits for the supervisor's decision."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.models import EndingRequest
from interface import days
from taskforces.access import scoping
from taskforces.access.permissions import Permission


def to_decide(user) -> QuerySet:
    """Open requests the person may decide, the oldest first; not her own."""
    forces = scoping.case_task_force_ids_with(user, Permission.VICTIM_END_SERVICE)
    rows = EndingRequest.objects.visible_to(user).open().filter(task_force_id__in=forces).exclude(asked_by=user)
    return rows.select_related("victim__case", "asked_by").defer("note", "answer_note").order_by("asked_at")


def decide_row(request: EndingRequest) -> dict:
    """A request to end services."""
    return {
        "title": str(request.victim),
        "url": reverse("cases:ending-decide", args=[request.pk]),
        "kind": "ring",
        "state": _("Diminta %(when)s") % {"when": days.when_within(request.asked_at)},
        "tone": "",
        "meta": [request.asked_by.first_name, request.get_termination_reason_display()],
        "act": _("Putuskan"),
    }
