"""Children of the demo's supervisor: restarted, given up, stopped together, and never orphaned."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tppo_gugus.demo import door, processes, serving, side_by_side
from tppo_gugus.demo.processes import Child, ChildError, Supervisor

ROOT = Path(__file__).parents[3]
SLEEP = [sys.executable, "-c", "import signal; signal.pause()"]  # libfaketime cuts a long time.sleep short
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\nwhile True: signal.pause()"
WAIT = "raise SystemExit(not door.wait('stories'))"
HOLD = "with door.closed('stories'):\n    print(2, flush=True)\n    import signal; signal.pause()"
PARENT = """
import signal, sys
from tppo_gugus.demo.processes import Child, Supervisor
child = Child("child", [sys.executable, "-c", "import signal; signal.pause()"], {})
Supervisor([child]).start()
print(child.process.pid, flush=True)
signal.pause()
"""


def eventually(is_true: Callable[[], bool], *, seconds: float = 5) -> bool:
    """Poll until `is_true()`."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if is_true():
            return True
        time.sleep(0.05)
    return False


def is_running(pid: int) -> bool:
    """Whether a process exists and is not a zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Poll often and do not sleep between restarts."""
    monkeypatch.setattr(processes, "SECONDS_BETWEEN_LOOKS", 0.02)
    monkeypatch.setattr(processes, "SECONDS_TO_STOP", 1)


def test_a_child_that_ends_is_started_again_and_given_up_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "RESTARTS_ALLOWED", 1)
    child = Child("short", [sys.executable, "-c", "raise SystemExit(3)"], {})
    child.start()

    def look() -> bool:
        child.look_after()
        return False

    with pytest.raises(ChildError, match=r"short ended 2 times \(exit 3\)"):
        eventually(look, seconds=20)


def test_all_children_stop_together_even_a_stubborn_one() -> None:
    children = [Child("calm", SLEEP, {}), Child("stubborn", [sys.executable, "-c", STUBBORN], {})]
    for child in children:
        child.start()
    time.sleep(0.3)  # the stubborn child needs a moment to install its handler

    Supervisor(children).stop()

    assert all(child.process and child.process.returncode is not None for child in children)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stop_is_heard(number: signal.Signals) -> None:
    before = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    supervisor = Supervisor([])
    try:
        supervisor.start()
        os.kill(os.getpid(), number)
        supervisor.run()
        assert supervisor.is_stopping
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of their parent's death")
def test_children_die_with_a_killed_supervisor() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    with parent.stdout as output:
        child = int(output.readline())
    assert is_running(child)

    parent.kill()
    parent.wait()

    assert eventually(lambda: not is_running(child))


def test_a_taken_port_is_seen() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert f"Port {port} is taken" in serving.why_not(port)


@pytest.mark.parametrize("port", [0, -1, 65_536, 99_999])
def test_a_port_that_cannot_be_is_said_so(port: int) -> None:
    assert f"There is no port {port}" in serving.why_not(port)


def test_a_port_of_the_system_is_no_taken_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: socket.socket, address: object) -> None:
        raise PermissionError

    monkeypatch.setattr(socket.socket, "bind", refuse)
    assert "kept for the system" in serving.why_not(80)


def test_a_child_writes_into_its_log(tmp_path: Path) -> None:
    child = Child("talker", [sys.executable, "-c", "print('said')"], {}, tmp_path / "log")
    child.start()
    assert child.process
    child.process.wait()
    assert (tmp_path / "log").read_text() == "said\n"


def test_the_welcome_names_the_address_and_everybody() -> None:
    text = serving.welcome(8123)

    assert "http://localhost:8123/" in text
    for persona in serving.PERSONAS:
        assert persona.email in text
        assert persona.work in text
    assert serving.PASSWORD in text


class TestDoor:
    """Processes that load early wait for their prerequisites, but not for a dead process."""

    @pytest.fixture(autouse=True)
    def _place(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr(settings, "VAR_DIR", tmp_path)

    @contextmanager
    def running(self, act: str) -> Iterator[subprocess.Popen]:
        """A process that signals its start and then uses the door."""
        code = f"from tppo_gugus.demo import door\nprint(1, flush=True)\n{act}"
        environment = {
            **os.environ,
            "VAR_DIR": str(settings.VAR_DIR),
            "DJANGO_SETTINGS_MODULE": "tppo_gugus.settings",
            "DEMO": "true",
        }
        command = [sys.executable, "-c", code]
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE) as process:
            assert process.stdout.readline()
            yield process
            process.kill()

    def test_who_waits_goes_on_when_it_opens(self) -> None:
        with ExitStack() as holding:
            holding.enter_context(door.closed("stories"))
            with self.running(WAIT) as process:
                with pytest.raises(subprocess.TimeoutExpired):
                    process.wait(2)
                holding.close()
                assert process.wait(10) == 0

    def test_an_open_door_stops_nobody(self) -> None:
        with door.closed("stories"):
            pass
        with door.closed("tables"), self.running(WAIT) as process:
            assert process.wait(10) == 0

    def test_it_falls_with_its_holder_and_says_so(self) -> None:
        with self.running(HOLD) as holder:
            assert holder.stdout.readline()
            with self.running(WAIT) as process:
                holder.kill()
                assert process.wait(10) == 1


def test_only_those_that_do_not_run_are_started() -> None:
    early, late = (Child(name, SLEEP, {}) for name in ("early", "late"))
    early.start()
    pid, supervisor = early.process.pid, Supervisor([early, late])
    supervisor.start(first=1)
    assert late.process is None
    supervisor.start()
    assert (early.process.pid, late.process.poll()) == (pid, None)
    supervisor.stop()
    assert not is_running(pid)


@pytest.mark.django_db
def test_the_shorter_stories_give_way_with_their_database_session(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "setpriority", lambda _which, process, nice: said.append((process, nice)))
    side_by_side.give_way()
    session = connection.connection.info.backend_pid
    assert said == [(os.getpid(), 10), *([(session, 10)] if "EMBEDDED" in settings.DATABASES["default"] else [])]
