"""Register numbers: one series per kind of thing, per task force and year, without gaps."""

from collections.abc import Mapping
from uuid import UUID

from django.db import connection

from safeguards.identifiers import new_id


def next_number(*, task_force_id: UUID, series: str, year: int) -> str:
    """Take the next number of a series, such as ``K-2026-0012``.

    The counter's row stays locked until the caller's transaction ends, so a rollback returns the number and two callers
    never get the same one.
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


def take_numbers(*, task_force_id: UUID, series: str, counts: Mapping[int, int]) -> dict[int, int]:
    """Take ``counts`` numbers of a series per year. Returns, per year, the last number taken before them."""
    years = sorted(counts)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO taskforces_registercounter AS counter (id, task_force_id, series, year, last)
            SELECT * FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::integer[], %s::integer[])
            ON CONFLICT (task_force_id, series, year) DO UPDATE SET last = counter.last + excluded.last
            RETURNING year, last
            """,
            [
                [new_id() for _year in years],
                [task_force_id] * len(years),
                [series] * len(years),
                years,
                [counts[year] for year in years],
            ],
        )
        return {year: last - counts[year] for year, last in cursor.fetchall()}
