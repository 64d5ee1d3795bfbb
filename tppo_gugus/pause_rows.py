"""Rows of *Hari ini* about services that were paused until a day that has come."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.models import Service
from interface import days
from safeguards import clock


def to_decide(user) -> QuerySet:
    """Paused services of the person's case files whose day has come, the oldest first."""
    rows = Service.objects.visible_to(user).to_resume(clock.today()).select_related("agency", "victim__case")
    return rows.defer("outcome_note", "pause_note").order_by("paused_until", "pk")


def decide_row(service: Service) -> dict:
    """A service somebody resumes, or pauses anew."""
    return {
        "title": _("%(line)s untuk %(victim)s") % {"line": service, "victim": service.victim},
        "url": reverse("cases:service-pause", args=[service.pk]),
        "kind": "pause",
        "state": _("Ditunda sampai %(day)s") % {"day": days.day(service.paused_until)},
        "tone": "",
        "meta": [service.agency.short_name, service.get_pause_reason_display()],
        "act": _("Putuskan"),
    }
