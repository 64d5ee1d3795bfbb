"""A colleague logs calls while an old register is written or undone: how long does logging take?"""

import json
import subprocess
import sys
import time
from types import TracebackType

PAUSE = 0.1  # seconds between two calls


class Colleague:
    """Logs calls in a separate process while the block runs; ``longest`` is then the longest time in seconds."""

    longest = 0.0
    calls = 0

    def __init__(self, database: str) -> None:
        self.command = [sys.executable, "-m", "tests.benchmarks.colleague", database]

    def __enter__(self) -> "Colleague":
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        if not self.process.stdout.readline():  # written when the first call is logged
            raise SystemExit(f"The colleague could not log a call: her process ended with {self.process.wait()}.")
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        said, _nothing = self.process.communicate()
        if self.process.returncode and error is None:
            raise SystemExit(f"The colleague stopped logging calls: her process ended with {self.process.returncode}.")
        if error is None:
            waits = json.loads(said.splitlines()[-1])
            self.longest, self.calls = max(waits), len(waits)


def main() -> None:
    """Log calls until standard input ends, at least one, then print how long each took."""
    from tests.benchmarks.worker import set_up

    set_up(sys.argv[1])
    import selectors

    ends = selectors.DefaultSelector()
    ends.register(sys.stdin, selectors.EVENT_READ)
    _log(0)
    print("ready", flush=True)
    waits = []
    while not waits or not ends.select(timeout=PAUSE):  # a short run ends within the first pause
        begun = time.monotonic()
        _log(len(waits) + 1)
        waits.append(time.monotonic() - begun)
    print(json.dumps(waits))


def _log(number: int) -> None:
    from django.db import transaction

    from cases.actions import complaints
    from safeguards import row_security
    from taskforces.access import scoping
    from taskforces.models import TaskForce, User

    sari = User.objects.get(email="sari@uji.contoh")
    force = TaskForce.objects.get(region_id="15.71")
    with transaction.atomic(), row_security.activate(scoping.row_security_context(sari)):
        complaints.log(
            task_force=force,
            details={"channel": "uptd_hotline", "narrative": f"Contoh {number}: minta dijemput."},
            people=[{"name": f"Contoh Melati {number}", "sex": "female", "phone": f"0899{number:08d}"}],
            submission_key=None,
            by=sari,
        )


if __name__ == "__main__":
    main()
