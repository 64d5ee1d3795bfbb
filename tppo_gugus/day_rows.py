"""Rows of *Hari ini*: a function per kind of waiting object, with its state in words and its next act."""

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cases.choices import Urgency
from cases.models import Complaint
from coordination.models import Decision, Meeting
from interface import days, durations, numbers
from referrals.models import Referral
from safeguards import clock
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.choices import ServiceLine, WatchKind
from taskforces.models import Agency, Decree, Invitation, Notification, Watch
from tppo_gugus.lists import address_of


def complaint_row(complaint: Complaint) -> dict:
    """An open complaint; ``is_late`` says whether the limit for identification has passed."""
    late = complaint.is_late
    urgent = complaint.urgency == Urgency.EMERGENCY
    return {
        "title": _("%(number)s, lewat %(channel)s")
        % {"number": complaint.number, "channel": complaint.get_channel_display()},
        "url": reverse("cases:complaint-detail", args=[complaint.pk]),
        "kind": "urgent" if urgent else "late" if late else "draft",
        "state": _("Darurat") if urgent else _("Terlambat") if late else _("Belum ditangani"),
        "tone": "urgent" if urgent else "late" if late else "",
        "meta": [_("Masuk %(when)s") % {"when": days.when_within(complaint.received_at)}],
        "act": _("Buka pengaduan"),
        "urgent": urgent,
    }


def addition_row(complaint: Complaint) -> dict:
    """A complaint whose reporter added something through the public form."""
    return {
        **complaint_row(complaint),
        "kind": "warn",
        "state": _("Belum dibaca"),
        "tone": "warn",
        "act": _("Baca tambahan"),
    }


def _answer_state(referral: Referral) -> dict:
    late = referral.answer_due_at < clock.now()
    return {
        "kind": "late" if late else "pause",
        "state": capfirst(durations.due(referral.answer_due_at)),
        "tone": "late" if late else "",
    }


def sent_row(referral: Referral) -> dict:
    """A referral that waits for an agency's answer."""
    return {
        "title": f"{referral.agency.short_name}, {referral.number}",
        "url": reverse("referrals:referral-detail", args=[referral.pk]),
        **_answer_state(referral),
        "meta": [_("Batas %(when)s") % {"when": days.when_within(referral.answer_due_at)}, *service_names(referral)],
        "act": _("Lihat rujukan"),
    }


def queue_row(referral: Referral) -> dict:
    """A referral that waits for this agency's answer."""
    return {
        "title": referral.number,
        "url": reverse("referrals:referral-detail", args=[referral.pk]),
        **_answer_state(referral),
        "meta": [_("Batas %(when)s") % {"when": days.when_within(referral.answer_due_at)}, *service_names(referral)],
        "act": _("Jawab rujukan"),
    }


def served_row(referral: Referral) -> dict:
    """A referral this agency accepted and has not completed."""
    first = referral.first_service_on
    first_service = [_("Layanan pertama %(day)s") % {"day": days.day(first)}] if first else []
    state = {"kind": "half", "state": _("Berjalan"), "tone": "now"}
    if referral.is_paused:
        state = {"kind": "pause", "state": _("Ditunda"), "tone": ""}
    return {
        "title": referral.number,
        "url": reverse("referrals:referral-detail", args=[referral.pk]),
        **state,
        "meta": [*first_service, *service_names(referral)],
        "act": _("Catat hasil"),
    }


def service_names(referral: Referral) -> list[str]:
    """The service lines a referral asks for, in words."""
    return [str(ServiceLine(line).label) for line in referral.service_lines]


def decision_row(decision: Decision, user) -> dict:
    """A decision of a meeting with its owner and due day; users with permission can set its state here."""
    late = decision.due_on < clock.today()
    may_update = policy.can(user, Permission.DECISION_UPDATE, decision)
    page, key = ("decision-update", decision.pk) if may_update else ("meeting-detail", decision.meeting_id)
    return {
        "title": decision.text,
        "url": reverse(f"coordination:{page}", args=[key]),
        "kind": "late" if late else "half",
        "state": _("Terlambat") if late else decision.get_state_display(),
        "tone": "late" if late else "",
        "meta": [decision.owner_agency.short_name, _("Tenggat %(day)s") % {"day": days.day(decision.due_on)}],
        "act": _("Perbarui") if may_update else _("Buka rapat"),
    }


def meeting_row(meeting: Meeting) -> dict:
    """A meeting ahead."""
    return {
        "title": meeting.title,
        "url": reverse("coordination:meeting-detail", args=[meeting.pk]),
        "kind": "ring",
        "state": days.day(meeting.held_on),
        "meta": [meeting.place],
        "act": _("Buka rapat"),
    }


def decree_row(decree: Decree) -> dict:
    """A decree whose members lose access soon."""
    return {
        "title": _("SK %(number)s Tahun %(year)s") % {"number": decree.number, "year": decree.year},
        "url": reverse("taskforces:decree-list"),
        "kind": "warn",
        "state": _("Berakhir %(day)s") % {"day": days.day(decree.valid_until)},
        "tone": "warn",
        "meta": [],
        "act": _("Lihat SK"),
    }


def agency_row(agency: Agency) -> dict:
    """An agency that offers services but has nobody to answer referrals."""
    return {
        "title": agency.name,
        "url": reverse("taskforces:agency-list"),
        "kind": "warn",
        "state": _("Belum ada petugas"),
        "tone": "warn",
        "meta": [],
        "act": _("Undang petugas"),
        "act_url": reverse("taskforces:staff-list"),
    }


def invitation_row(invitation: Invitation) -> dict:
    """An invitation nobody has accepted yet."""
    return {
        "title": invitation.name,
        "url": reverse("taskforces:staff-list"),
        "kind": "pause",
        "state": _("Undangan terkirim"),
        "meta": [_("Berlaku sampai %(when)s") % {"when": days.when_within(timezone.localtime(invitation.expires_at))}],
        "act": _("Lihat petugas"),
    }


def watch_row(watch: Watch) -> dict:
    """A view with more, or older, rows than its user's threshold."""
    older = watch.kind == WatchKind.OLDER_THAN
    value = _("terlama %(n)s hari") % {"n": numbers.number(watch.last_value)} if older else ""
    state = _("lebih dari %(n)s hari") if older else _("lebih dari %(n)s")
    return {
        "title": watch.view.name,
        "url": address_of(watch.view.of_list, watch.view.query),
        "kind": "warn",
        "state": state % {"n": numbers.number(watch.threshold)},
        "tone": "warn",
        "meta": [watch.view.get_of_list_display(), *([value] if value else [])],
        "act": _("Buka daftar"),
    }


def news_row(item: Notification, *, state: str, act: str) -> dict:
    """A notification as a row. Opening it ends it."""
    return {
        "title": item.text,
        "url": reverse("taskforces:notification-open", args=[item.pk]),
        "kind": "ring",
        "state": state,
        "tone": "now",
        "meta": [days.when(item.created_at)],
        "act": act,
    }
