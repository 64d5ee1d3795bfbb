"""Register numbers: one series per kind of thing, per task force and year, without gaps."""

from django.db import connection

from safeguards.identifiers import new_id


def next_number(*, task_force_id, series: str, year: int) -> str:
    """Take the next number of a series, such as ``K-2026-0012``.

    The counter's row stays locked until the caller's transaction ends, so a rollback gives the number back and two
    callers never share one.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO taskforces_registercounter AS counter (id, task_force_id, series, year, last)
            VALUES (%s, %s, %s, %s, 1)
            ON CONFLICT (task_force_id, series, year) DO UPDATE SET last = counter.last + 1
            RETURNING last
            """,
            [new_id(), task_force_id, series, year],
        )
        (last,) = cursor.fetchone()
    return f"{series}-{year}-{last:04d}"


def next_numbers(*, task_force_id, series: str, year: int, count: int) -> list[str]:
    """Take several numbers of a series in a row; otherwise as ``next_number``."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO taskforces_registercounter AS counter (id, task_force_id, series, year, last)
            VALUES (%s, %s, %s, %s, %s)
            ON CONFLICT (task_force_id, series, year) DO UPDATE SET last = counter.last + excluded.last
            RETURNING last
            """,
            [new_id(), task_force_id, series, year, count],
        )
        (last,) = cursor.fetchone()
    return [f"{series}-{year}-{number:04d}" for number in range(last - count + 1, last + 1)]
