"""From an empty folder to a demo that can be served: each step prints one line with the seconds it took."""

import contextlib
import errno
import hashlib
import io
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import NoReturn

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from interface import stylesheets
from safeguards.applied_migrations import check_applied_migrations
from safeguards.encryption import KeyRingError, sealing
from taskforces.choices import RegionLevel
from taskforces.management.commands import load_regions as regions
from taskforces.models import Region
from tppo_gugus import assets
from tppo_gugus.demo import door, story, trouble
from tppo_gugus.demo.processes import die_with_parent, seldom_collecting
from tppo_gugus.embedded.cluster import Cluster

LOG_NAME = "demo.log"
STATIC_STAMP = "static.stamp"
TIME_TO_LOAD = 0.75  # of the stories
PROGRESS = re.compile(r"(\d+) of (\d+)")


def prepare(load_server: Callable[[], None] = lambda: None) -> None:
    """Do every step; each of them is quick and harmless where it was done before.

    ``load_server`` is called when a processor is free for the server to load; it must not answer before all is told.
    """
    cluster = embedded_cluster()
    is_new = cluster is not None and not (cluster.data_path / "PG_VERSION").exists()
    with door.closed("stories"), _teller() as teller:
        if is_new:
            teller.start()  # it loads while the tables are built
        _do_steps(teller, load_server)


def _do_steps(teller: "Teller", load_server: Callable[[], None]) -> None:
    steps: tuple[tuple[str, Callable[[Counter], None]], ...] = (
        ("Starting PostgreSQL", start_database),
        ("Making keys", make_keys),
        ("Building tables", build_tables),
        ("Loading regions", load_regions),
        ("Telling the demo stories", partial(tell_stories, teller, load_server)),
    )
    for number, (title, step) in enumerate(steps, start=1):
        heading = f"[{number}/{len(steps)}] {title} ..."
        print(heading, end=" ", flush=True)
        begun = time.monotonic()
        try:
            step(Counter(heading))
        except BaseException:
            print(flush=True)  # what is said next begins its own line
            raise
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
    with seldom_collecting():
        _quietly("migrate", interactive=False)
        _quietly("createcachetable")


def load_regions(counter: Counter) -> None:
    """Load provinces, cities and districts. The villages come while the stories are told, which need none."""
    regions.load(with_villages=False)


def load_villages() -> None:
    """Load kelurahan and desa where they are missing."""
    if not Region.objects.filter(level=RegionLevel.VILLAGE).exists():
        regions.load()


class Teller:
    """The program that tells the stories, as the application's own database role: row security is on as in production.

    It loads at once and waits for the tables. It ends with this process; what it has not finished is told at the next
    start.
    """

    def __init__(self) -> None:
        self._log = settings.VAR_DIR / LOG_NAME
        self._waits = ExitStack()
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> subprocess.Popen[str]:
        """Start the program; the tables may still be missing."""
        self._waits.enter_context(door.closed("tables"))
        with self._log.open("w") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "manage.py", "tell_demo"],
                cwd=settings.BASE_DIR,
                env={**os.environ, "DATABASE_ROLE": "app"},
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                preexec_fn=die_with_parent,
            )
        return self._process

    def tell(self) -> Iterator[tuple[int, int]]:
        """Let it tell; yields how many stories have begun, of how many. Raises where it fails."""
        process = self._process or self.start()
        self._waits.close()
        for line in process.stdout or ():
            if progress := PROGRESS.fullmatch(line.strip()):
                yield int(progress[1]), int(progress[2])
        if process.wait():
            self._explain()

    def stop(self) -> None:
        """End the program where it still runs."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
        self._waits.close()

    def _explain(self) -> NoReturn:
        if trouble.says_full(self._log.read_text()):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        raise RuntimeError(
            f"The stories could not be told; the end of {self._log} says why. Type make demo again: what is finished "
            "stays. If that does not help, make demo-reset begins anew."
        )


@contextlib.contextmanager
def _teller() -> Iterator[Teller]:
    teller = Teller()
    try:
        yield teller
    finally:
        teller.stop()


def tell_stories(teller: Teller, load_server: Callable[[], None], counter: Counter) -> None:
    """Tell what is missing, and do meanwhile what only the pages need.

    Server and villages wait until the shorter part is told: by then a processor is free.
    """
    meanwhile = [(0.0, collect_static_files), (TIME_TO_LOAD, load_server), (TIME_TO_LOAD, load_villages)]
    for begun, known in teller.tell() if story.missing() else ():
        counter.show(f"{begun} of {known} told,")
        while meanwhile and begun >= known * meanwhile[0][0]:
            meanwhile.pop(0)[1]()
    for _share, work in meanwhile:
        work()


def collect_static_files() -> None:
    """Gather, compress and name static files, where one of them has changed since the last time."""
    stamp = settings.VAR_DIR / STATIC_STAMP
    found = _state_of_static_files()
    is_there = (settings.STATIC_ROOT / "staticfiles.json").exists()
    if is_there and stamp.exists() and stamp.read_text() == found:
        return
    stamp.unlink(missing_ok=True)
    _quietly("collectstatic", interactive=False)
    stamp.write_text(found)


def _state_of_static_files() -> str:
    """Return a digest of the places, sizes and times of all static files and of what bundles them."""
    found = [storage.path(name) for finder in get_finders() for name, storage in finder.list([])]
    digest = hashlib.sha256()
    for path in (assets.__file__, stylesheets.__file__, *found):
        state = os.stat(path)
        digest.update(f"{path} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _quietly(command: str, **options: object) -> None:
    """Run a management command without its chatter."""
    with contextlib.redirect_stdout(io.StringIO()):
        call_command(command, verbosity=0, **options)
