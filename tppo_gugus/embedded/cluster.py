"""One embedded PostgreSQL server: start, stop, check.

The server listens only on a Unix socket, in a folder that nobody else may enter, and trusts every connection there.
Many processes may need it at once: a file lock lets one of them start it. Only ``pg_isready`` decides whether it is
running, because a killed postmaster can stay in the process table and look alive to ``pg_ctl status``.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tppo_gugus.embedded.binaries import binaries_for
from tppo_gugus.embedded.errors import EmbeddedDatabaseError
from tppo_gugus.embedded.places import ServerAccount, is_reachable, make_own_directory, make_reachable_parents
from tppo_gugus.embedded.roles import DATABASE, OWNER_ROLE, ensure_roles_and_database

__all__ = ["DATABASE", "OWNER_ROLE", "Cluster"]

START_ATTEMPTS = 40
SECONDS_BETWEEN_ATTEMPTS = 0.25
ATTEMPTS_BEFORE_EVICTION = 4  # a running server without its socket (a cleaned /tmp) is restarted
SERVER_OPTIONS = {
    "listen_addresses": "''",
    "unix_socket_permissions": "0700",
    "max_connections": "80",
    "shared_buffers": "128MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",  # for solid-state disks, as in deploy/postgresql
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_error_statement": "panic",  # failed statements contain typed text
    "log_error_verbosity": "terse",  # error details repeat the row
    "jit": "off",
}
# Set only by `make test-days`: the server gets the moved clock of the process that starts it.
MOVED_CLOCK = ("LD_PRELOAD", "FAKETIME", "FAKETIME_DONT_FAKE_MONOTONIC")
FORGETFUL_OPTIONS = {"fsync": "off", "full_page_writes": "off"}


class Cluster:
    """The PostgreSQL server with its data at ``data_path``."""

    def __init__(self, data_path: Path, *, durable: bool = True) -> None:
        asked = self.asked_path = Path(os.path.abspath(data_path))
        key = hashlib.sha256(str(asked).encode()).hexdigest()[:12]
        name = f"tppo-{os.geteuid()}-{key}"
        self.durable = durable
        self.account = ServerAccount.current()
        self.run_directory = Path("/tmp") / name  # noqa: S108 (a short path: socket names end at 107 bytes)
        self.socket_directory = self.run_directory / "socket"
        self.refuge = Path("/var/tmp") / name  # noqa: S108 (ownership is checked)
        known = asked.exists() and (self._is_of_another(asked) or (asked / "PG_VERSION").exists())
        private = self.account.is_borrowed and not known and not is_reachable(asked.parent)
        self.data_path = self.refuge / "data" if private else asked
        self.log_file = self.data_path / "server.log"

    @property
    def socket_file(self) -> Path:
        """The server's socket; without this file nothing is listening."""
        return self.socket_directory / ".s.PGSQL.5432"

    def is_ready(self) -> bool:
        """Whether the server accepts connections now."""
        if not self.socket_file.exists():
            return False
        return self._run("pg_isready", "-q", "-h", str(self.socket_directory), check=False).returncode == 0

    def start(self) -> None:
        """Start the server if it is not running; the first time, create its data, roles and database."""
        self._refuse_data_of_another()
        make_own_directory(self.run_directory, mode=0o711 if self.account.is_borrowed else 0o700)
        make_own_directory(self.socket_directory, mode=0o700, account=self.account)
        with self._locked():
            if self.is_ready():
                return
            if not (self.data_path / "PG_VERSION").exists():
                self._initialise()
            self._start_patiently()
            ensure_roles_and_database(str(self.socket_directory))

    def stop(self, *, mode: str = "fast") -> None:
        """Stop the server, if it runs, and wait until it has ended."""
        if (self.data_path / "postmaster.pid").exists():
            self._run("pg_ctl", "-w", "-D", str(self.data_path), "-m", mode, "stop", check=False)

    def destroy(self) -> None:
        """Stop the server and delete all its data."""
        self.stop(mode="immediate")
        for folder in (self.data_path, self.run_directory, self.refuge):
            shutil.rmtree(folder, ignore_errors=True)

    def _is_of_another(self, path: Path) -> bool:
        """Whether a folder belongs to an account that this server cannot run as."""
        return path.stat().st_uid not in {self.account.uid, os.geteuid()}

    def _refuse_data_of_another(self) -> None:
        """Raise if another account (root, or the reverse) made the data, because PostgreSQL would refuse them."""
        if self.data_path.exists() and self._is_of_another(self.data_path):
            raise EmbeddedDatabaseError(
                f"{self.data_path} was made by another account (uid {self.data_path.stat().st_uid}). "
                "Use that account, or delete the folder with its rights (sudo rm -rf) and begin anew."
            )

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the lock that lets one process at a time start this server; it is released when the process dies."""
        with (self.run_directory / "lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def _initialise(self) -> None:
        """Create the data folder elsewhere and move it, so that a killed ``initdb`` leaves nothing half-made."""
        if self.data_path.is_relative_to(self.refuge):
            make_own_directory(self.refuge, mode=0o755)
        make_reachable_parents(self.data_path)
        unfinished = self.data_path.with_name(f"{self.data_path.name}.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        make_own_directory(unfinished, mode=0o700, account=self.account)
        locale = ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
        common = ("-U", "postgres", "--auth=trust", "-E", "UTF8", "-T", "indonesian", "--no-instructions")
        options = common if self.durable else (*common, "--no-sync")
        result = self._run("initdb", "-D", str(unfinished), *options, *locale, check=False)
        if result.returncode:
            reason = result.stderr.decode(errors="replace")
            hint = "The account running this needs an entry in /etc/passwd." if "effective user" in reason else ""
            raise EmbeddedDatabaseError(f"initdb failed. {hint}\n{reason}")
        if self.data_path.exists():
            self.data_path.rmdir()  # an empty folder may exist here; one with files makes this fail, as it should
        unfinished.rename(self.data_path)

    def _start_patiently(self) -> None:
        """Start the server; a dying predecessor or a server still recovering may need several attempts."""
        command = ("-w", "-t", "60", "-D", str(self.data_path), "-l", str(self.log_file), "-o", self._server_options())
        for attempt in range(START_ATTEMPTS):
            if self.is_ready() or self._run("pg_ctl", *command, "start", check=False).returncode == 0:
                return
            if attempt == ATTEMPTS_BEFORE_EVICTION and not self.socket_file.exists():
                self.stop(mode="fast")
            time.sleep(SECONDS_BETWEEN_ATTEMPTS)
        raise EmbeddedDatabaseError(f"PostgreSQL does not start; the end of {self.log_file}:\n{self._end_of_log()}")

    def _server_options(self) -> str:
        """The ``-c name=value`` options of the server process."""
        options = SERVER_OPTIONS | ({} if self.durable else FORGETFUL_OPTIONS)
        options["unix_socket_directories"] = str(self.socket_directory)
        return " ".join(f"-c {name}={value}" for name, value in options.items())

    def _end_of_log(self) -> str:
        """The last 2,000 characters of the server's log."""
        return self.log_file.read_text(errors="replace")[-2000:] if self.log_file.exists() else "(no log)"

    def _run(self, program: str, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[bytes]:
        """Run one of PostgreSQL's programs as the server's account, with a plain environment."""
        return subprocess.run(
            [str(binaries_for(self.account, self.refuge) / program), *arguments],
            check=check,
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC", **_moved_clock()},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            umask=0o077,
            **self.account.process_arguments,
        )


def _moved_clock() -> dict[str, str]:
    """The variables that move a child's clock; empty if the clock is the machine's."""
    return {name: os.environ[name] for name in MOVED_CLOCK if name in os.environ} if "FAKETIME" in os.environ else {}
