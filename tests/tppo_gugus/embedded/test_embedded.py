"""The embedded server: started once, found again, robust against kills, closed to other accounts."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tppo_gugus.embedded import database_settings
from tppo_gugus.embedded.binaries import binaries_for, find_binaries
from tppo_gugus.embedded.cluster import Cluster
from tppo_gugus.embedded.errors import EmbeddedDatabaseError
from tppo_gugus.embedded.places import ServerAccount, make_own_directory

ROOT = Path(__file__).parents[3]
AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root borrows another account")
START = "import sys; from pathlib import Path; from tppo_gugus.embedded.cluster import Cluster as C; C({}).start()"


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A separate server with a data path longer than a socket name may be (107 bytes)."""
    made = Cluster(tmp_path / ("panjang-" * 15) / "postgres", durable=False)
    yield made
    made.destroy()


def connect(cluster: Cluster, *, user: str = "tppo_owner", dbname: str = "tppo") -> psycopg.Connection:
    """Connect to `cluster` in autocommit mode."""
    return psycopg.connect(host=str(cluster.socket_directory), user=user, dbname=dbname, autocommit=True)


def postmaster(cluster: Cluster) -> int:
    """Return the process id of the running server."""
    return int((cluster.data_path / "postmaster.pid").read_text().split()[0])


def test_starts_below_a_path_longer_than_a_socket_name(cluster: Cluster) -> None:
    cluster.start()

    assert len(str(cluster.data_path)) > 107 or cluster.data_path.is_relative_to("/var/tmp")
    assert cluster.is_ready()
    assert cluster.socket_directory.stat().st_mode & 0o777 == 0o700


def test_four_processes_at_once_start_one_server(cluster: Cluster) -> None:
    asked = f"Path({str(cluster.asked_path)!r}), durable=False"
    command = [sys.executable, "-c", START.format(asked)]
    children = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) for _ in range(4)]

    outcomes = [(child.communicate(timeout=60)[1], child.returncode) for child in children]

    assert [code for _, code in outcomes] == [0] * 4, outcomes
    log = cluster.log_file.read_text()
    assert log.count("database system is ready to accept connections") == 1


def test_data_survive_the_death_of_the_server(cluster: Cluster) -> None:
    cluster.start()
    with connect(cluster) as connection:
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n")

    os.kill(postmaster(cluster), signal.SIGKILL)
    cluster.start()

    with connect(cluster) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (1000,)


def test_a_server_that_lost_its_socket_is_started_anew(cluster: Cluster) -> None:
    cluster.start()
    first = postmaster(cluster)
    shutil.rmtree(cluster.run_directory)

    cluster.start()

    assert cluster.is_ready()
    assert postmaster(cluster) != first


def test_a_stopped_server_is_not_ready_and_may_be_stopped_twice(cluster: Cluster) -> None:
    cluster.start()
    cluster.stop()
    cluster.stop()

    assert not cluster.is_ready()


def test_a_planted_link_is_refused(cluster: Cluster, tmp_path: Path) -> None:
    cluster.run_directory.symlink_to(tmp_path)

    with pytest.raises(EmbeddedDatabaseError, match="belongs to somebody else"):
        cluster.start()
    cluster.run_directory.unlink()


@AS_ROOT
def test_a_folder_of_another_user_is_refused(cluster: Cluster) -> None:
    cluster.run_directory.mkdir()
    os.chown(cluster.run_directory, 12345, 12345)

    with pytest.raises(EmbeddedDatabaseError, match="belongs to somebody else"):
        cluster.start()


@AS_ROOT
def test_root_copies_binaries_that_others_cannot_reach(tmp_path: Path) -> None:
    package = tmp_path / "site" / "package"
    (package / "pginstall18/bin").mkdir(parents=True)
    for name in ("initdb", "postgres"):
        (package / "pginstall18/bin" / name).write_text(name)
    refuge = Path("/var/tmp") / f"tppo-test-{os.getpid()}"

    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PG_BIN", str(package / "pginstall18/bin"))
            folder = binaries_for(ServerAccount.current(), refuge)
        assert folder.is_relative_to(refuge)
        assert (folder / "postgres").read_text() == "postgres"
    finally:
        shutil.rmtree(refuge)


def test_the_application_role_owns_nothing_and_obeys_row_security(cluster: Cluster) -> None:
    cluster.start()
    with connect(cluster) as owner:
        owner.execute("CREATE DATABASE later")
        owner.execute("SET ROLE tppo_app")
        assert owner.execute("SELECT current_user").fetchone() == ("tppo_app",)
    with connect(cluster, dbname="later") as owner:
        owner.execute("CREATE TABLE seen (n int)")
        owner.execute("ALTER TABLE seen ENABLE ROW LEVEL SECURITY")
        owner.execute("INSERT INTO seen VALUES (1)")
    with connect(cluster, user="tppo_app", dbname="later") as application:
        assert application.execute("SELECT * FROM seen").fetchall() == []
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            application.execute("CREATE TABLE mine (n int)")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            application.execute("SET ROLE tppo_owner")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            application.execute("ALTER TABLE seen DISABLE ROW LEVEL SECURITY")


def test_a_second_owner_of_a_private_folder_is_impossible(tmp_path: Path) -> None:
    made = make_own_directory(tmp_path / "private", mode=0o700)

    assert made.stat().st_mode & 0o777 == 0o700
    (tmp_path / "file").touch()
    with pytest.raises(FileExistsError):
        make_own_directory(tmp_path / "file", mode=0o700)


def test_a_wrong_pg_bin_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PG_BIN", str(tmp_path))

    with pytest.raises(EmbeddedDatabaseError, match="holds no initdb"):
        find_binaries()


def test_settings_start_nothing(tmp_path: Path) -> None:
    made = database_settings(tmp_path / "postgres", role="app")

    assert made["USER"] == "tppo_app"
    assert not Path(made["HOST"]).exists()
