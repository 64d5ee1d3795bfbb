"""Fill the database with both cores: distribute the offices, restore keys and indexes, collect statistics."""

import multiprocessing
import os
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import partial

from django.db import connection, connections, transaction
from django.utils import timezone

from safeguards.audit.bulk import copy_rows
from taskforces.choices import RegionLevel
from taskforces.models import Region
from tppo_gugus.load import database
from tppo_gugus.load.places import Office, count_numbers, make_places
from tppo_gugus.load.rows import OfficeRows
from tppo_gugus.load.writing import COLUMNS, Calendar

YEARS = 5
SECONDS_BETWEEN_LINES = 5.0
LINES_AT_ONCE = 2_000
CASES_AT_ONCE = 1_000
Say = Callable[[str], None]


def fill(cases: int, say: Say) -> None:
    """Fill the current database, which has only tables and regions."""
    until = timezone.localdate()
    offices = make_places(cases)
    rounds = database.drop_indexes()
    connections.close_all()  # child processes open their own
    workers = min(len(os.sched_getaffinity(0)), 8)
    context = multiprocessing.get_context("fork")
    with context.Pool(workers) as pool:
        _watch(pool.imap_unordered(partial(_fill_offices, until=until), shared_out(offices)), cases, say)
        for title, statements in zip(("words", "keys", "indexes", "foreign keys"), rounds, strict=True):
            begun = time.monotonic()
            for _done in pool.imap_unordered(_run, statements):
                pass
            say(f"  {title}: {time.monotonic() - begun:.0f} s")
        begun = time.monotonic()
        for _done in pool.imap_unordered(_run, [f"VACUUM ANALYZE {table}" for table in _tables()]):
            pass
        say(f"  statistics: {time.monotonic() - begun:.0f} s")


def calendar_until(until: date) -> Calendar:
    """Five years up to the end of yesterday."""
    days = YEARS * 365
    return Calendar(until - timedelta(days=days), days)


def copy_lines(table: str, lines: list[str]) -> None:
    """COPY lines into one table."""
    statement = f"COPY {table} ({', '.join(COLUMNS[table])}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for start in range(0, len(lines), LINES_AT_ONCE):
            copy.write("\n".join(lines[start : start + LINES_AT_ONCE]) + "\n")


def shared_out(offices: list[Office]) -> Iterator[list[Office]]:
    """Group offices into a thousand cases or more, so that small ones do not need a transaction each."""
    group: list[Office] = []
    for office in offices:
        group.append(office)
        if sum(one.cases for one in group) >= CASES_AT_ONCE:
            yield group
            group = []
    if group:
        yield group


def _fill_offices(offices: list[Office], *, until: date) -> int:
    """Generate and store the rows of some offices in one transaction; returns the number of cases."""
    calendar, origins = calendar_until(until), _origins()
    with database.quick_session(), transaction.atomic():
        batches = [(office, OfficeRows(office, calendar, origins).make()) for office in offices]
        for table in COLUMNS:
            copy_lines(table, [line for _office, batch in batches for line in batch.lines[table]])
        copy_rows(row for _office, batch in batches for row in batch.audit)
        count_numbers(
            (office.task_force, series, year, last)
            for office, batch in batches
            for (series, year), last in batch.last.items()
        )
    return sum(office.cases for office in offices)


_known_origins: list[str] = []


def _origins() -> list[str]:
    """Regencies and cities victims come from; read once in each process."""
    if not _known_origins:
        codes = Region.objects.filter(level=RegionLevel.CITY).order_by("code").values_list("code", flat=True)
        _known_origins.extend(codes)
    return _known_origins


def _run(statement: str) -> None:
    with database.quick_session(), connection.cursor() as cursor:
        cursor.execute(statement)


def _tables() -> list[str]:
    return [
        *COLUMNS, *database.SIDE_TABLES, "safeguards_auditevent", "taskforces_registercounter",
        "taskforces_taskforce", "taskforces_agency", "taskforces_membership", "taskforces_user", "taskforces_region",
    ]  # fmt: skip


def _watch(finished: Iterable[int], cases: int, say: Say) -> None:
    begun = shown = time.monotonic()
    for done in _sums(finished):
        now = time.monotonic()
        if now - shown >= SECONDS_BETWEEN_LINES:
            shown = now
            left = (now - begun) / done * (cases - done)
            say(f"  {done:,} of {cases:,} cases, {done / (now - begun):,.0f} per second, {left:.0f} s to go")
    say(f"  rows: {time.monotonic() - begun:.0f} s")


def _sums(finished: Iterable[int]) -> Iterator[int]:
    total = 0
    for count in finished:
        total += count
        yield total
