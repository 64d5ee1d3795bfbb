"""Let only one transaction save a form at a time: the call and its draft, two presses, two windows."""

from uuid import UUID

from django.db import connection

LOCK_SPACE = 0x504E4744  # of the advisory locks on form keys


def wait_for_form(submission_key: UUID) -> None:
    """Lock this form until the end of the transaction; wait while another transaction saves it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK_SPACE, str(submission_key)])
