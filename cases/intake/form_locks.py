"""One form is saved by one transaction at a time: the call and its draft, two presses, two windows."""

from uuid import UUID

from django.db import connection

LOCK_SPACE = 0x504E4744  # of the advisory locks on form keys


def wait_for_form(submission_key: UUID) -> None:
    """Wait until nobody else saves this form; whoever comes next waits for the end of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK_SPACE, str(submission_key)])
