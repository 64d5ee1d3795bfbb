"""The three papers of one released summary, fetched as a user, and the memory that costs."""

import gc
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from unittest import mock

from django.urls import reverse

from reports import documents, freezing
from reports.actions import releases
from reports.choices import Variant
from reports.documents import pdf
from reports.summary_shape import Period
from safeguards import clock
from tests.benchmarks.people import People
from tests.benchmarks.worker import Probe

ALONE = Path(__file__).with_name("typst_alone.py")
WARM = 15  # rounds before memory is first read; the allocator is stable after ten


class Papers:
    """One release of the benchmark city's figures of the last full year."""

    def __init__(self, people: People) -> None:
        self.person = people.secretariat
        year = clock.today().year - 1
        with self.person.asking():
            self.release = releases.release(
                task_force=self.person.task_force,
                period=Period(date(year, 1, 1), date(year, 12, 31)),
                variant=Variant.MEMBERS,
                by=self.person.user,
            )
        self.job = job_of(self.release)

    def fetch(self, name: str) -> Probe:
        """A probe: fetch one of the papers as a user."""
        return self.person.get(reverse("reports:summary-download", args=[self.release.pk, name]))

    def compile_seconds(self) -> float:
        """Typst's compile of the letter, without starting a process."""
        command = [sys.executable, "-I", str(ALONE), str(Path(pdf.__file__).parent)]
        environment = {"PATH": os.defpath, "LANG": "C.UTF-8"}
        done = subprocess.run(command, input=self.job, capture_output=True, env=environment, check=True)
        return float(done.stdout)

    def growth(self, rounds: int) -> int:
        """Growth of resident memory in bytes over several rounds of all three papers, after a warm-up."""
        probes = [self.fetch(name) for name in documents.FORMATS]
        for _ in range(WARM):
            for probe in probes:
                probe()
        before = resident()
        for _ in range(rounds):
            for probe in probes:
                probe()
        return resident() - before


def job_of(release) -> bytes:
    """The typesetter's input for a release."""
    with mock.patch.object(pdf, "_run") as run:
        pdf.render(freezing.from_plain(release.summary))
    return json.dumps(run.call_args.args[0]).encode()


def resident() -> int:
    """Resident memory of this process in bytes."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
