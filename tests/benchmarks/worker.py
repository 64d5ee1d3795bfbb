"""One process per database: it measures on demand, so that two sizes can be measured in turn."""

import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Probe = Callable[[], object]  # a probe that returns a float returns its own seconds


class Worker:
    """The process of one database, from the view of the main process."""

    def __init__(self, database: str) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(database, theirs), daemon=True)
        self.process.start()
        theirs.close()

    def ask(self, name: str, *arguments: Any) -> Any:
        """Send a request; raises the error from there."""
        self.pipe.send((name, arguments))
        went_well, answer = self.pipe.recv()
        if not went_well:
            raise SystemExit(answer)
        return answer

    def end(self) -> None:
        """Stop the process."""
        self.pipe.send(None)
        self.process.join(timeout=10)


def serve(database: str, pipe) -> None:
    """The process: the application as on a server, on this database, with the application's role."""
    set_up(database)
    from tests.benchmarks.bench import Bench

    bench = None
    while (asked := pipe.recv()) is not None:
        name, arguments = asked
        try:
            bench = bench or Bench()
            pipe.send((True, getattr(bench, name)(*arguments)))
        except Exception:
            import traceback

            pipe.send((False, f"{database}, {name} {arguments}:\n{traceback.format_exc()}"))


def set_up(database: str) -> None:
    """Django as on a server: no debug, the application's role, all middleware; one empty page is added."""
    os.environ["DATABASE_ROLE"] = "app"
    from django.conf import settings

    for entry in settings.DATABASES.values():
        entry["NAME"] = database
    settings.ROOT_URLCONF = "tests.benchmarks.urls"
    settings.TEMPLATES[0]["DIRS"].append(Path(__file__).with_name("templates"))
    import django

    django.setup()


def as_on_a_server() -> None:
    """Environment of the measuring process and its children. Its own secrets, no debug."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tppo_gugus.settings")
    os.environ.setdefault("DEMO", "true")
    os.environ["DEBUG"] = "false"
    if os.environ.get("PYTEST_VERSION"):
        sys.exit("Not under pytest: its settings are those of tests.")


def timed(probes: Mapping[str, Probe]) -> dict[str, float]:
    """Seconds each probe takes, one after another."""
    found = {}
    for name, probe in probes.items():
        begun = time.perf_counter()
        told = probe()
        found[name] = told if isinstance(told, float) else time.perf_counter() - begun
    return found
