"""What the office reads of a report from the public form: the messages, and which of them nobody has read yet."""

from django.utils.translation import gettext as _

from cases.choices import MessageAuthor
from cases.models import Complaint, PublicMessage


def thread_of(complaint: Complaint, *, user) -> dict | None:
    """What the complaint's page shows of a report from the public form; nothing where it came another way."""
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
