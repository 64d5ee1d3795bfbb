"""What a receipt opens: the state of the report, in one of three words, and its messages. Nothing else."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction

from cases.choices import PublicStatus
from cases.models import PublicMessage, PublicReport
from cases.public.receipts import Receipt
from cases.public.visitor import Visitor
from safeguards import clock

KEPT_FOR = timedelta(days=365)  # a receipt works this long after the last message; the report itself stays


@dataclass(frozen=True)
class Thread:
    """A report as shown to its reporter."""

    report: PublicReport
    status: PublicStatus
    messages: list[PublicMessage]


def opened_by(receipt: Receipt) -> Thread | None:
    """The thread of a receipt. Wrong, mistyped and expired codes are looked up the same way and all give ``None``."""
    found = opened_by_digest(receipt.digest)
    return found if receipt.is_well_formed else None


def opened_by_digest(digest: bytes) -> Thread | None:
    """The thread of a receipt's digest, while it may still be opened."""
    visitor = Visitor(None, digest)
    with transaction.atomic(), visitor.scope():
        report = PublicReport.objects.select_related("form").filter(receipt_digest=digest).first()
        messages = list(PublicMessage.objects.filter(report__receipt_digest=digest))
        status = _status()
    if report is None:
        return None
    last = max([report.received_at, *(message.at for message in messages)])
    if clock.now() - last > KEPT_FOR:
        return None
    return Thread(report, PublicStatus(status), messages)


def _status() -> str | None:
    """The coarse state, from a database function that may read the case; the visitor may not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cases_public_status()")
        return cursor.fetchone()[0]
