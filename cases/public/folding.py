"""Folded reports: many came in a row from one network, so they stand apart in the list. An emergency never does.

Called by the acts on reports, which check who acts and record. PostgreSQL refuses a folded emergency too, so an act
that forgets these functions fails instead of hiding somebody in danger.
"""

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.choices import Urgency
from cases.models import Complaint, PublicForm, PublicReport
from cases.public import limits

QUIET = 900  # seconds in which folded reports are announced once
DANGERS_AT_ONCE = 5  # within an hour, of one reporter
LIST_OF_FOLDED = "?beruntun=1"


def is_to_fold(form: PublicForm, *, urgency: str, from_network: int) -> bool:
    """Whether a report is folded: not urgent by its own words, and far beyond what one network sends in a day.

    ``from_network``: how many reports came from its network today, this one included.
    """
    return urgency != Urgency.EMERGENCY and from_network > form.fold_after


def announcement(complaint: Complaint, *, form: PublicForm, from_network: int, is_folded: bool) -> tuple[str, str]:
    """What the team is told of a new report and the page it opens, in numbers only; an empty text where nothing is.

    Folded ones are announced once in a quarter of an hour, with how many there are today, so that they cannot drown the
    others. An emergency is told always and at once, however many came before it.
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
    """Whether danger said once more of an emergency is told: a few times an hour at once, then once in a quarter.

    Each of these additions stands on *Hari ini* until it is read; the news must not drown those of others.
    """
    times = limits.count("dangers", str(report.pk), limits.HOUR)
    return times <= DANGERS_AT_ONCE or limits.first_within("dangers", str(report.pk), QUIET)


def _announcement_of_folded(form: PublicForm, number: dict) -> str:
    folded = limits.count("folded.day", str(form.task_force_id), limits.DAY)
    if not limits.first_within("folded", str(form.task_force_id), QUIET):
        return ""
    one = _("%(n)s laporan beruntun dari formulir publik dilipat hari ini, terakhir %(number)s.")
    return one % {"n": folded, **number}
