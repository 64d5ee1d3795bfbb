"""What a receipt opens: how the report stands, in one of three words, and what was said about it. Nothing else."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction

from cases.choices import PublicStatus
from cases.models import PublicMessage, PublicReport
from cases.public.receipts import Receipt
from cases.public.visitor import Visitor
from safeguards import clock

KEPT_FOR = timedelta(days=365)  # a receipt opens this long after the last message; the report itself stays


@dataclass(frozen=True)
class Thread:
    """A report as its reporter sees it."""

    report: PublicReport
    status: PublicStatus
    messages: list[PublicMessage]


def opened_by(receipt: Receipt) -> Thread | None:
    """The thread of a receipt. Wrong, misspelt and expired ones are looked for alike and found alike: not at all."""
    found = opened_by_digest(receipt.digest)
    return found if receipt.is_well_formed else None


def opened_by_digest(digest: bytes) -> Thread | None:
    """The thread behind the digest of a receipt, while it may still be opened."""
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
    """The coarse word, from a function of the database that may look at the case; the visitor may not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cases_public_status()")
        return cursor.fetchone()[0]
