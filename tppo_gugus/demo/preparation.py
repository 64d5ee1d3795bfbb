"""From an empty folder to a demo that can be served: each step prints one line with the seconds it took."""

import contextlib
import io
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from safeguards.applied_migrations import check_applied_migrations
from safeguards.encryption import KeyRingError, sealing
from tppo_gugus.demo.processes import die_with_parent
from tppo_gugus.embedded.cluster import Cluster

LOG_NAME = "demo.log"
PROGRESS = re.compile(r"(\d+) of (\d+)")


def prepare() -> None:
    """Do every step; each of them is quick and harmless where it was done before."""
    steps: tuple[tuple[str, Callable[[Counter], None]], ...] = (
        ("Starting PostgreSQL", start_database),
        ("Making keys", make_keys),
        ("Building tables", build_tables),
        ("Loading regions", load_regions),
        ("Telling the demo stories", tell_stories),
        ("Collecting static files", collect_static_files),
    )
    for number, (title, step) in enumerate(steps, start=1):
        heading = f"[{number}/{len(steps)}] {title} ..."
        print(heading, end=" ", flush=True)
        begun = time.monotonic()
        step(Counter(heading))
        print(f"{time.monotonic() - begun:.1f} s", flush=True)


class Counter:
    """Counts behind the heading of a step, in place; where the output is no terminal, it stays silent."""

    def __init__(self, heading: str) -> None:
        self._heading = heading

    def show(self, words: str) -> None:
        """Write the line anew with how far the step is."""
        if sys.stdout.isatty():
            print(f"\r{self._heading} {words} ", end=" ", flush=True)


def embedded_cluster() -> Cluster | None:
    """The embedded server of these settings, or None where ``DATABASE_URL`` names another."""
    place = settings.DATABASES["default"].get("EMBEDDED")
    return Cluster(Path(place["data_path"]), durable=place["durable"]) if place else None


def start_database(counter: Counter) -> None:
    """Start the embedded server (with ``DATABASE_URL`` there is none), and refuse the database of another version."""
    if cluster := embedded_cluster():
        cluster.start()
    check_applied_migrations()


def make_keys(counter: Counter) -> None:
    """Make the key ring of encrypted fields for a new demo; refuse where the database was written with another.

    The secret key came with the settings.
    """
    try:
        ring, sealed = sealing.ensure_key_ring(), sealing.read_seal()
        if sealed:
            sealing.compare(sealed, ring)
    except KeyRingError as error:
        raise RuntimeError(f"{error} Or begin anew, without what was entered: make demo-reset.") from None


def build_tables(counter: Counter) -> None:
    """Bring the tables up to date, the shared cache among them."""
    _quietly("migrate", interactive=False)
    _quietly("createcachetable")


def load_regions(counter: Counter) -> None:
    """Load provinces, cities and districts."""
    _quietly("load_regions")


def tell_stories(counter: Counter) -> None:
    """Tell the stories as the application's own database role, so that row security is on as in production.

    The process ends with this one: what it has not finished is told at the next start.
    """
    environment = {**os.environ, "DATABASE_ROLE": "app"}
    command = [sys.executable, "manage.py", "tell_demo"]
    log = settings.VAR_DIR / LOG_NAME
    with (
        log.open("w") as errors,
        subprocess.Popen(
            command,
            cwd=settings.BASE_DIR,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            preexec_fn=die_with_parent,
        ) as process,
    ):
        for line in process.stdout or ():
            if progress := PROGRESS.fullmatch(line.strip()):
                counter.show("{} of {} told,".format(*progress.groups()))
    if process.returncode:
        raise RuntimeError(f"The stories could not be told; the end of {log}:\n{log.read_text()[-3000:]}")


def collect_static_files(counter: Counter) -> None:
    """Gather, compress and name static files."""
    _quietly("collectstatic", interactive=False)


def _quietly(command: str, **options: object) -> None:
    """Run a management command without its chatter."""
    with contextlib.redirect_stdout(io.StringIO()):
        call_command(command, verbosity=0, **options)
