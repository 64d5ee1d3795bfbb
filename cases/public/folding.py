"""Folded reports: many came in series from one network, so they have a separate list. Emergencies never do.

The acts on reports call this; they check permission and record. PostgreSQL also refuses a folded emergency, so an act
that forgets these functions fails instead of hiding somebody in danger.
"""

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.choices import Urgency
from cases.models import Complaint, PublicForm, PublicReport
from cases.public import limits

QUIET = 900  # seconds between announcements of folded reports
DANGERS_AT_ONCE = 5  # per hour, of one reporter
LIST_OF_FOLDED = "?beruntun=1"


def is_to_fold(form: PublicForm, *, urgency: str, from_network: int) -> bool:
    """Whether a report is folded: no emergency by its own answers, and far above the daily number of one network.

    ``from_network``: the number of reports from its network today, including this one.
    """
    return urgency != Urgency.EMERGENCY and from_network > form.fold_after


def announcement(complaint: Complaint, *, form: PublicForm, from_network: int, is_folded: bool) -> tuple[str, str]:
    """The notification about a new report, in numbers only, and its page. The text is empty if nothing is sent.

    Folded reports are announced once per quarter of an hour with today's count, so that they cannot drown the others.
    An emergency is always announced at once, however many came before it.
    """
    path, number = reverse("cases:complaint-detail", args=[complaint.pk]), {"number": complaint.number}
    if is_folded:
        return _announcement_of_folded(form, number), reverse("cases:complaint-list") + LIST_OF_FOLDED
    if complaint.urgency != Urgency.EMERGENCY:
        return _("Pengaduan %(number)s masuk lewat formulir publik.") % number, path
    text = _("Pengaduan darurat %(number)s masuk lewat formulir publik.") % number
    if from_network > form.fold_after:
        text += " " + _("Laporan ke-%(n)s hari ini dari jaringan yang sama.") % {"n": from_network}
    return text, path


def is_to_tell_again(report: PublicReport) -> bool:
    """Whether to notify again of danger in an existing emergency: a few times an hour at once, then every quarter hour.

    Each addition stays on *Hari ini* until it is read; its notifications must not drown others.
    """
    times = limits.count("dangers", str(report.pk), limits.HOUR)
    return times <= DANGERS_AT_ONCE or limits.first_within("dangers", str(report.pk), QUIET)


def _announcement_of_folded(form: PublicForm, number: dict) -> str:
    folded = limits.count("folded.day", str(form.task_force_id), limits.DAY)
    if not limits.first_within("folded", str(form.task_force_id), QUIET):
        return ""
    one = _("%(n)s laporan beruntun dari formulir publik dilipat hari ini, terakhir %(number)s.")
    return one % {"n": folded, **number}
