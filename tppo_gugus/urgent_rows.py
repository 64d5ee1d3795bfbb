"""Rows of *Hari ini* about safety: open emergencies, emergency cases, complaints another region has not confirmed."""

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cases import words
from cases.models import Case, Complaint, EmergencyResponse, HandOver, Screening
from interface import days, durations
from safeguards import clock


def response_row(response: EmergencyResponse) -> dict:
    """An open emergency, on top of everything."""
    late = response.due_at < clock.now()
    taken = response.acknowledged_by
    return {
        "title": _("Pastikan keselamatan, %(number)s") % {"number": response.complaint.number},
        "url": reverse("cases:emergency-detail", args=[response.pk]),
        "kind": "urgent",
        "state": _("Darurat, %(due)s") % {"due": durations.due(response.due_at)},
        "tone": "late" if late else "urgent",
        "meta": [
            _("Batas %(when)s") % {"when": days.when_within(response.due_at)},
            _("Ditangani %(name)s") % {"name": taken.name} if taken else _("Belum ada yang menangani"),
        ],
        "act": _("Catat hasil"),
        "act_kind": "danger",
        "urgent": True,
    }


def hand_over_row(hand_over: HandOver) -> dict:
    """A complaint another region has not confirmed."""
    due = durations.due(hand_over.receipt_due_at)
    return {
        "title": _("%(number)s, diserahkan kepada %(office)s")
        % {"number": hand_over.complaint.number, "office": hand_over.to_office},
        "url": reverse("cases:handover-detail", args=[hand_over.pk]),
        "kind": "late",
        "state": capfirst(due),
        "tone": "late",
        "meta": [_("Batas %(when)s") % {"when": days.when_within(hand_over.receipt_due_at)}],
        "act": _("Catat tanda terima"),
        "act_url": reverse("cases:handover-receipt", args=[hand_over.pk]),
    }


def plan_row(complaint: Complaint) -> dict:
    """A complaint whose planned departure is near, or has just passed."""
    far = words.how_far(complaint.planned_on, clock.today())
    has_passed = complaint.planned_on < clock.today()
    return {
        "title": (
            _("Pastikan apakah jadi berangkat, %(number)s") if has_passed else _("Cegah keberangkatan, %(number)s")
        )
        % {"number": complaint.number},
        "url": reverse("cases:complaint-detail", args=[complaint.pk]),
        "kind": "urgent",
        "state": _("Rencana %(far)s") % {"far": far},
        "tone": "late" if has_passed else "urgent",
        "meta": [days.day(complaint.planned_on, weekday=True), complaint.get_outcome_display()],
        "act": _("Buka pengaduan"),
        "act_kind": "danger",
        "urgent": True,
    }


def emergency_row(case: Case) -> dict:
    """An open case with the urgency *emergency*."""
    url = reverse("cases:case-detail", args=[case.pk])
    return {
        "title": _("Pastikan keselamatan korban %(number)s") % {"number": case.number},
        "url": url,
        "kind": "urgent",
        "state": _("Darurat"),
        "tone": "urgent",
        "meta": [days.when(case.opened_at), case.get_stage_display()],
        "act": _("Buka kasus"),
        "act_kind": "danger",
        "urgent": True,
    }


def review_row(screening: Screening) -> dict:
    """A verdict that changed when an age was corrected."""
    return {
        "title": _("Tinjau kesimpulan skrining %(victim)s") % {"victim": screening.victim},
        "url": reverse("cases:screening", args=[screening.victim_id]),
        "kind": "half",
        "state": screening.get_verdict_display(),
        "tone": "now",
        "meta": [_("Umur saat kejadian berubah, %(when)s") % {"when": days.when_within(screening.screened_at)}],
        "act": _("Tinjau"),
    }
