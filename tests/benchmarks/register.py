"""Import of an old register with many rows: seconds of dry run, writing and undo, and the memory; and of the villages.

``python -m tests.benchmarks.register [rows]`` creates a separate database, runs all in a separate process like a
worker, compares it with the bounds, and removes the database. Meanwhile a colleague of the same task force logs calls
in another process: the longest of these shows how long the run makes others wait.
"""

import csv
import io
import json
import os
import random
import resource
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta

from tests.benchmarks import verdicts
from tests.benchmarks.verdicts import Row, shown

ROWS = 20_000
MOST_SECONDS = {"dry run": 60, "writing": 120, "taking back": 120}
MOST_WAIT = 5  # seconds a colleague may need to log a call meanwhile
MOST_VILLAGES = 2  # seconds to load the villages, as the demo does beside telling its stories
MOST_GROWTH = 150_000_000  # bytes a worker may grow by, for any number of rows
HEADER = ("No", "No Register", "Tgl Lapor", "Nama Korban", "NIK", "L/P", "Umur", "No HP", "Alamat", "Kecamatan",
          "Jenis Kasus", "Kronologi", "Pelapor", "Status")  # fmt: skip
WORDS = ("Contoh", "Siti", "Melati", "Budi", "Sekar", "Ayu", "Rina", "Dewi", "Joko", "Agus", "Wati", "Putri", "Nur",
         "Hasan", "Fitri", "Lestari", "Rahma", "Slamet", "Yanti", "Indah")  # fmt: skip
SYLLABLES = (
    "ba",
    "ra",
    "ti",
    "su",
    "lo",
    "mi",
    "na",
    "ku",
    "di",
    "pe",
    "sa",
    "wa",
    "ri",
    "to",
    "ya",
    "ngi",
    "ma",
    "le",
)


def register_file(rows: int, seed: int = 7) -> bytes:
    """A register of invented people as text, with a total row."""
    dice, since, today = random.Random(seed), date(2015, 1, 1), datetime.now(tz=UTC).date()
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(HEADER)
    for number in range(1, rows + 1):
        day = since + timedelta(days=dice.randrange((today - since).days))  # also numbers of this year
        name = " ".join((dice.choice(WORDS), *("".join(dice.choices(SYLLABLES, k=3)).title() for _word in range(2))))
        nik = (
            f"1571{dice.randrange(1, 9):02d}{dice.randrange(41, 68)}{dice.randrange(1, 13):02d}{dice.randrange(80, 99)}"
        )
        nik = f"{nik}{number % 9999 + 1:04d}" if number % 3 else ""
        writer.writerow((
            number, f"{number}/PPA/{day.year}", f"{day:%d-%m-%y}", name, nik, dice.choice(("P", "Pr", "L", "LK")),
            dice.choice(("17 th", "±20", "15", "23 thn")), f"0812{dice.randrange(10**7, 10**8)}",
            f"Jl. Contoh {number}", "Jambi Selatan", dice.choice(("TPPO", "KDRT", "Pencabulan", "trafficking")),
            f"Dijanjikan kerja, lalu tidak boleh pulang. Nomor urut {number}. " * 3, "Contoh Pelapor",
            dice.choice(("selesai", "proses", "")),
        ))  # fmt: skip
    writer.writerow(("", "JUMLAH", rows))
    return out.getvalue().encode()


def main() -> int:
    """Measure and judge; returns 1 if a bound fails."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    if os.environ.get("REGISTER_BENCH_CHILD"):
        print(json.dumps(_measured(rows)))
        return 0
    environment = {**os.environ, "REGISTER_BENCH_CHILD": "1", "DATABASE_ROLE": "owner", "DEBUG": "false",
                   "DJANGO_SETTINGS_MODULE": "tppo_gugus.settings", "SECRET_KEY": "x" * 50, "DEMO": "true",
                   "TEST_DATABASE_NAME": "bench_register"}  # fmt: skip
    command = [sys.executable, "-m", "tests.benchmarks.register", str(rows)]
    said = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE).stdout
    judged = rows_of(json.loads(said.splitlines()[-1]), rows)
    print(f"\n{verdicts.table(judged)}")
    failed = sum(row.holds is False for row in judged)
    print(f"{failed} of {len(judged)} bounds fail." if failed else "Every bound holds.")
    return 1 if failed else 0


def rows_of(found: dict[str, float], rows: int) -> list[Row]:
    """Judge what was measured of so many rows. The times of a shorter register are not judged, waits always are."""
    scale = f"{rows:,} rows"
    judged = []
    for name, most in MOST_SECONDS.items():
        seconds, bound = found[name], most * rows / ROWS
        words = f"≤ {shown(bound)} = {most} s for {ROWS:,}"
        holds = seconds <= bound if rows >= ROWS else None
        judged.append(Row(f"register: {name}, {rows / seconds:.0f} rows/s", scale, shown(seconds), words, holds))
    for name in ("writing", "taking back"):
        wait, calls = found[f"wait, {name}"], found[f"calls, {name}"]
        figure = f"register: a colleague's call during {name}, longest of {calls}"
        judged.append(Row(figure, scale, shown(wait), f"≤ {MOST_WAIT} s", wait <= MOST_WAIT))
    villages, growth = found["villages"], found["growth"]
    written, undone = found["written"], found["taken back"]
    return [
        *judged,
        Row("villages of all regions, loaded", "", shown(villages), f"≤ {MOST_VILLAGES} s", villages <= MOST_VILLAGES),
        Row("register: memory gained", scale, megabytes(growth), f"≤ {megabytes(MOST_GROWTH)}", growth <= MOST_GROWTH),
        Row("register: files taken back", scale, str(undone), f"= {written} written, not 0", undone == written > 0),
    ]


def megabytes(count: float) -> str:
    """Bytes as megabytes, in words."""
    return f"{count / 1e6:.0f} MB"


def _measured(rows: int) -> dict[str, float]:
    import django
    from django.db import connections
    from django.test.utils import setup_databases, teardown_databases

    django.setup()
    aliases = {"default": False, "audit": False}
    made = setup_databases(verbosity=0, interactive=False, aliases=aliases, serialized_aliases=set())
    try:
        return _run(rows)
    finally:
        connections["audit"].close()
        teardown_databases(made, verbosity=0)


def _run(rows: int) -> dict[str, float]:
    from cases.models import RegisterBatch
    from cases.register import actions as register
    from cases.register import runs
    from tests.personas import make_world

    runs.INLINE_ROWS = 0  # a short register too is run as a worker runs it
    villages = _seconds_for_villages()
    world = make_world()
    content = register_file(rows)
    batch = register.upload(
        task_force=world.jambi, agency=world.uptd, file_name="contoh.csv", content=content, by=world.ratna
    )
    register.check(batch=batch, by=world.ratna)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found: dict[str, float] = {"villages": villages}
    found["dry run"] = _timed(lambda: runs.run(batch.pk, world.jambi.pk))
    register.decide(batch=batch, decisions={}, rest="new", by=world.ratna)
    register.confirm(batch=batch, by=world.ratna)
    _beside_a_colleague("writing", found, lambda: runs.run(batch.pk, world.jambi.pk))
    batch = RegisterBatch.objects.get(pk=batch.pk)
    found["written"] = batch.files_written
    register.undo(batch=batch, by=world.ratna)
    _beside_a_colleague("taking back", found, lambda: runs.run(batch.pk, world.jambi.pk))
    found["taken back"] = RegisterBatch.objects.get(pk=batch.pk).files_undone
    found["growth"] = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    return found


def _seconds_for_villages() -> float:
    """Load the villages of all regions for the first time; they are removed again."""
    from django.db import transaction

    from taskforces.management.commands import load_regions

    with transaction.atomic():
        load_regions.load(with_villages=False)
        seconds = _timed(load_regions.load)
        transaction.set_rollback(True)
    return seconds


def _beside_a_colleague(name: str, found: dict[str, float], act) -> None:
    """Run it while calls are logged, and store the times of both."""
    from django.db import connection

    from tests.benchmarks.colleague import Colleague

    with Colleague(connection.settings_dict["NAME"]) as colleague:
        found[name] = _timed(act)
    found[f"wait, {name}"], found[f"calls, {name}"] = colleague.longest, colleague.calls


def _timed(act) -> float:
    begun = time.monotonic()
    act()
    return time.monotonic() - begun


if __name__ == "__main__":
    sys.exit(main())
