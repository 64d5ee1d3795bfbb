"""Child processes that end together with their supervisor."""

import contextlib
import ctypes
import gc
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

PR_SET_PDEATHSIG = 1
SECONDS_TO_STOP = 10
SECONDS_BETWEEN_LOOKS = 0.3
RESTARTS_ALLOWED = 5
STEADY_SECONDS = 60  # seconds; a child that lived this long gets its restarts reset


class ChildError(Exception):
    """A child process ended again and again."""


def die_with_parent() -> None:
    """Ask Linux to end this process when its parent dies, even by ``kill -9``; on other systems do nothing."""
    if sys.platform != "linux":
        return
    parent = os.getppid()
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # the parent died between the two lines
        os.kill(os.getpid(), signal.SIGTERM)


@contextlib.contextmanager
def seldom_collecting() -> Iterator[None]:
    """Run the garbage collector rarely, because loaded modules stay and scanning them takes time."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@dataclass
class Child:
    """One supervised command."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path | None = None  # the log file; None: the terminal
    process: subprocess.Popen | None = None
    started_at: float = 0.0
    restarts: int = 0

    def start(self) -> None:
        """Start the command in its own session, so that Ctrl-C reaches only the supervisor."""
        self.started_at = time.monotonic()
        with self.log.open("a") if self.log else contextlib.nullcontext() as output:
            self.process = subprocess.Popen(
                self.command,
                env={**os.environ, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )

    def look_after(self) -> None:
        """Restart the command if it ended by itself; give up if that does not help."""
        if self.process is None or self.process.poll() is None:
            return
        if time.monotonic() - self.started_at > STEADY_SECONDS:
            self.restarts = 0
        self.restarts += 1
        if self.restarts > RESTARTS_ALLOWED:
            told = f" Its last words are in {self.log}." if self.log else ""
            raise ChildError(f"{self.name} ended {self.restarts} times (exit {self.process.returncode}).{told}")
        print(f"  {self.name} ended (exit {self.process.returncode}); starting it again", flush=True)
        time.sleep(self.restarts)
        self.start()


@dataclass
class Supervisor:
    """Starts children, keeps them alive, and stops them together."""

    children: list[Child]
    is_stopping: bool = field(default=False, init=False)

    def start(self, first: int | None = None) -> None:
        """Start the children that are not running, or only the first ones, and listen for Ctrl-C and termination.

        A closed terminal counts as Ctrl-C.
        """
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        for child in self.children[:first]:
            if child.process is None:
                child.start()

    def wait_until(self, is_true: Callable[[], bool], *, seconds: float) -> bool:
        """Look after the children until ``is_true()``; return False if time ran out or a stop was requested."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and not self.is_stopping:
            if is_true():
                return True
            self.look_after_children()
        return False

    def run(self) -> None:
        """Look after the children until a stop is requested."""
        while not self.is_stopping:
            self.look_after_children()

    def look_after_children(self) -> None:
        """Check every child once, then sleep a little."""
        for child in self.children:
            child.look_after()
        time.sleep(SECONDS_BETWEEN_LOOKS)

    def stop(self) -> None:
        """Ask every child to end, and end those that do not within ten seconds."""
        running = [child.process for child in self.children if child.process and child.process.poll() is None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + SECONDS_TO_STOP
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def _ask_to_stop(self, number: int, frame: object) -> None:
        """Store that a stop was requested; the loop ends at its next check."""
        self.is_stopping = True
