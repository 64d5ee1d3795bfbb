"""The messages of a public report for the office, and which ones are unread."""

from django.utils.translation import gettext as _

from cases.choices import MessageAuthor
from cases.models import Complaint, PublicMessage


def thread_of(complaint: Complaint, *, user) -> dict | None:
    """The public report's part of the complaint page; ``None`` for other complaints."""
    report = getattr(complaint, "public_report", None)
    if report is None:
        return None
    rows = PublicMessage.objects.visible_to(user).filter(report=report).select_related("written_by")
    said = [
        {
            "is_office": row.author == MessageAuthor.OFFICE,
            "who": row.written_by.name if row.written_by else _("Pelapor"),
            "at": row.at,
            "text": row.text,
            "is_unread": row.author == MessageAuthor.REPORTER and row.read_at is None,
        }
        for row in rows
    ]
    return {"said": said, "unread": sum(row["is_unread"] for row in said), "is_folded": report.is_folded}
