"""``python -m tests.benchmarks.calls``: thirty scripted calls at 40 words a minute, and a server killed in each.

Each call is typed twice. First for the time: until the first words are saved, and until the complaint is in the
register. Text is entered fast and every key counts as 300 ms, plus the real time of the pages; only the first letters
are typed at human speed, so that the moment of the first save is real. Then for losses: the server is killed (-9) at a
seeded moment while a field is being typed, the browser is closed, both are restarted, and everything except the field
being typed must be there again; the call then continues to its end.
"""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from statistics import median
from urllib.error import URLError
from urllib.request import urlopen

from tests.benchmarks.verdicts import Row
from tests.benchmarks.worker import as_on_a_server, set_up

SEED = 20260210
FIRST_SAVE_SECONDS, WHOLE_SECONDS = 20.0, 90.0
PATIENCE_SECONDS = 60.0  # to wait for a server
TYPED_NOW = "shorthand", "narrative"  # fields that may lose the last typed text


@dataclass(frozen=True)
class Took:
    """One call: seconds until the first words were saved, seconds until it was in the register, and errors."""

    first_save: float
    whole: float
    keys: int
    wrong: tuple[str, ...]


class Server:
    """The application in a separate process."""

    def __init__(self, database: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.database = database
        self.process: subprocess.Popen | None = None

    @property
    def site(self) -> str:
        """The server's URL."""
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        """Return once it answers."""
        command = [sys.executable, "-m", "tests.benchmarks.call_server", self.database, str(self.port)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until and self.process.poll() is None:
            try:
                with urlopen(f"{self.site}/sehat/", timeout=2):  # noqa: S310 - our own server
                    return
            except (URLError, OSError):
                time.sleep(0.1)
        raise SystemExit("The server of the calls did not come up.")

    def kill(self) -> None:
        """Kill it at once, like a power cut."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()


def measure(database: str) -> list[Row]:
    """Run every call, timed and interrupted; returns the lines of the table. Needs Django set up on this database."""
    from tests.benchmarks.scripted_calls import CALLS

    moments = random.Random(SEED)
    server = Server(database)
    server.start()
    timed, lost = [], []
    try:
        with desk(server) as open_desk:
            for number, call in enumerate(CALLS, 1):
                timed.append(time_one(open_desk, call))
                lost.append(interrupt_one(open_desk, server, call, moments))
                print(f"  call {number}: {timed[-1]}, lost {lost[-1] or 'nothing'}", flush=True)
    finally:
        server.kill()
    return rows_of(timed, lost)


def rows_of(timed: list[Took], lost: list[list[str]]) -> list[Row]:
    """Judge the calls by the bounds of the issue."""
    first, whole = median(took.first_save for took in timed), median(took.whole for took in timed)
    fields = sum(map(len, lost)) + sum(len(took.wrong) for took in timed)
    scale = f"{len(timed)} calls"
    return [
        Row("calls: first save, median at 40 words/min", scale, f"{first:.1f} s", f"≤ {FIRST_SAVE_SECONDS:g} s",
            first <= FIRST_SAVE_SECONDS),
        Row("calls: whole report, median at 40 words/min", scale, f"{whole:.1f} s", f"≤ {WHOLE_SECONDS:g} s",
            whole <= WHOLE_SECONDS),
        Row("calls: fields lost, the server killed -9", scale, str(fields), "0", fields == 0),
    ]  # fmt: skip


@contextmanager
def desk(server: Server) -> Iterator:
    """A function that opens the intake page in a fresh browser window, signed in as a caseworker."""
    from django.conf import settings
    from playwright.sync_api import sync_playwright

    from taskforces.access.roles import Role
    from tests.benchmarks.people import ELSEWHERE, Person, find
    from tests.browser.chromium import PATIENCE, find_chromium

    # Playwright's synchronous interface runs an event loop here, which Django treats as asynchronous code
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    person = Person(find(Role.CASEWORKER, ELSEWHERE))
    cookie = person.client.cookies[settings.SESSION_COOKIE_NAME].value
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--disable-dev-shm-usage"])

        def open_page(address: str = "/pengaduan/catat/"):
            context = browser.new_context(base_url=server.site, locale="id-ID", timezone_id="Asia/Jakarta")
            context.set_default_timeout(PATIENCE)
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server.site}])
            page = context.new_page()
            page.goto(address)
            return page

        open_page.person = person
        yield open_page
        browser.close()


def time_one(open_page, call) -> Took:
    """Type a call from the open page to the register. The first words are typed at human speed."""
    from tests.benchmarks.calling import KEY_SECONDS, SAVED, Caller, finish

    begun = time.monotonic()
    page = open_page()
    caller = Caller(page)
    caller.press("Alt+s")
    time.sleep(caller.keys * KEY_SECONDS)
    for letter in "p 16 hal":
        caller.type(letter)
        time.sleep(KEY_SECONDS)
    page.wait_for_selector(SAVED)
    first_save = time.monotonic() - begun
    for _letter in "p 16 hal":
        caller.press("Backspace")
    begun, slow = time.monotonic(), caller.keys
    caller.go_through(call)
    finish(caller, call)
    whole = first_save + (time.monotonic() - begun) + (caller.keys - slow + len("p 16 hal")) * KEY_SECONDS
    wrong = tuple(stored_wrongly(open_page.person, page, call))
    page.context.close()
    return Took(round(first_save, 1), round(whole, 1), caller.keys, wrong)


def interrupt_one(open_page, server: Server, call, moments: random.Random) -> list[str]:
    """Kill the server while a field is typed; returns what is missing afterwards, and what is stored wrongly."""
    from tests.benchmarks.calling import Caller, finish

    page = open_page()
    caller = Caller(page)
    place = moments.randrange(len(call.steps))
    caller.go_through(call, 0, place)
    before = caller.fields()
    caller.start(call.steps[place], moments.randint(2, 8))
    server.kill()
    address = page.url
    page.context.close()
    server.start()
    page = open_page(address)
    caller = Caller(page)
    after = caller.fields()
    missing = [name for name, values in before.items() if name not in LEFT_OUT and not kept(name, values, after)]
    caller.press("Alt+s", "Control+A", "Delete")
    restore_story(page, before)
    caller.go_through(call, place)
    finish(caller, call)
    missing += stored_wrongly(open_page.person, page, call)
    page.context.close()
    return missing


LEFT_OUT = {
    "warnings_seen",
    "likely_seen",
    "version",
    "received_at",
}  # set by the page, not typed; a reopened page creates them again


def kept(name: str, values: list[str], after: dict[str, list[str]]) -> bool:
    """Whether a field still has its value; the field being typed may have more."""
    found = after.get(name, [])
    return found == values or (name in TYPED_NOW and "".join(found).startswith("".join(values)))


def restore_story(page, before: dict[str, list[str]]) -> None:
    """Delete the half sentence, to type it again."""
    story = page.locator("#id_narrative")
    if story.is_visible():
        story.fill("".join(before.get("narrative", [])))


def stored_wrongly(person, page, call) -> list[str]:
    """Fields of the call that are wrong in the register."""
    from cases.models import Complaint
    from tests.benchmarks.calling import differences

    with person.asking():
        newest = Complaint.objects.filter(recorded_by=person.user).order_by("-recorded_at").first()
        if newest is None:
            return ["everything"]
        return differences(call, newest)


def in_a_process_of_its_own() -> list[Row]:
    """The same from another measuring process with Django on another database."""
    with tempfile.NamedTemporaryFile("r", suffix=".json") as answer:
        subprocess.run([sys.executable, "-m", "tests.benchmarks.calls", answer.name], check=False)
        text = answer.read()
    if not text:
        return [Row("calls", "30 calls", "not finished; see the lines above", "all stored", False)]
    return [Row(*values) for values in json.loads(text)]


def main() -> int:
    """Run only the calls, on the small database; returns 1 if a bound fails."""
    as_on_a_server()
    import django

    django.setup()
    from tests.benchmarks import loads, verdicts

    load = loads.prepare(10_000, fresh=False)
    loads.collect_static_files()
    set_up(load.database)
    rows = measure(load.database)
    print(f"\n{verdicts.table(rows)}")
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(json.dumps([astuple(row) for row in rows]))
    return 1 if any(row.holds is False for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
