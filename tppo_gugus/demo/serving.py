"""Serve the prepared demo: granian, one worker for background jobs, both under one supervisor."""

import http.client
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager

from django.conf import settings

from tppo_gugus.demo.personas import PASSWORD, PERSONAS
from tppo_gugus.demo.processes import Child, Supervisor
from tppo_gugus.health import PATH

WEB_WORKERS = 2
THREADS_PER_WORKER = 4
SECONDS_TO_ANSWER = 60
HIGHEST_PORT = 65535
WORKER_LOG = "worker.log"


def why_not(port: int) -> str:
    """Return why `port` cannot be used and what to do instead; empty if it can."""
    if not 1 <= port <= HIGHEST_PORT:
        return f"There is no port {port}. Choose one from 1024 to {HIGHEST_PORT}: make demo PORT=8123"
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            return f"Port {port} is kept for the system. Choose one above 1023: make demo PORT=8123"
        except OSError:
            return f"Port {port} is taken. Stop what uses it, or choose another: make demo PORT={_free_port()}"
    return ""


def _free_port() -> int:
    """Return a free port."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def children(port: int) -> list[Child]:
    """The web server and the worker; both connect as the application's database role."""
    site = f"http://localhost:{port}"
    environment = {"DATABASE_ROLE": "app", "SITE_URL": site, "CSRF_TRUSTED_ORIGINS": site}
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    web += ["--workers", str(WEB_WORKERS), "--blocking-threads", str(THREADS_PER_WORKER), "--no-access-log"]
    web += ["--log-level", "warning", "--respawn-failed-workers", "tppo_gugus.demo.wsgi:application"]
    worker = [sys.executable, "manage.py", "procrastinate", "worker", "--concurrency", "1"]
    log = settings.VAR_DIR / WORKER_LOG
    return [Child("web server", web, environment), Child("worker", worker, environment, log)]


def is_answering(port: int) -> bool:
    """Whether the served application reaches its database."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", PATH)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


@contextmanager
def supervised(port: int) -> Iterator[Supervisor]:
    """The supervisor of the server processes; they are stopped when the block ends."""
    os.chdir(settings.BASE_DIR)
    supervisor = Supervisor(children(port))
    try:
        yield supervisor
    finally:
        supervisor.stop()


def load_early(supervisor: Supervisor) -> None:
    """Start the web server while the stories are still being told; it answers only when they are complete."""
    supervisor.children[0].start()


def serve(port: int, supervisor: Supervisor) -> None:
    """Serve until Ctrl-C. The worker starts when the pages answer, so that it delays nobody."""
    supervisor.start(first=1)
    try:
        if supervisor.wait_until(lambda: is_answering(port), seconds=SECONDS_TO_ANSWER):
            supervisor.start()
            print(welcome(port), flush=True)
            supervisor.run()
        elif not supervisor.is_stopping:
            raise RuntimeError(f"The application did not answer within {SECONDS_TO_ANSWER} seconds.")
    finally:
        print("\nStopping ...", flush=True)


def welcome(port: int) -> str:
    """The address, and the users who can sign in."""
    width = max(len(persona.email) for persona in PERSONAS)
    people = "\n".join(f"    {persona.email:<{width}}  {persona.work}" for persona in PERSONAS)
    return (
        f"\n  Open  http://localhost:{port}/\n\n"
        "  The sign-in page offers these people, all of them invented: one press signs you in.\n"
        f"  Typed by hand, the password is  {PASSWORD}\n\n{people}\n\n"
        "  Ctrl-C stops everything and keeps the data; `make demo` then goes on in seconds.\n"
        "  `make demo-reset` begins anew. `make help` lists what else there is.\n"
    )
