"""The files of `deploy/` and `.env.example` name only existing settings, commands, options, ports, paths, rights."""

import importlib
import re
import shlex
import tomllib
from collections.abc import Iterator
from configparser import RawConfigParser
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.core.management import get_commands
from granian.cli import cli as granian_command

from tppo_gugus.embedded import cluster as cluster_module
from tppo_gugus.embedded.cluster import Cluster
from tppo_gugus.starting import NOT_CONFIGURED

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
READ_OUTSIDE_SETTINGS = {"PG_BIN"}
SERVICES = sorted((DEPLOY / "systemd").glob("*.service"))
MANAGED = re.compile(r"manage(?:\.py)? ([a-z_]+)")


class Unit(RawConfigParser):
    """A systemd unit: keys keep their case and may repeat (then the values are joined by a line break)."""

    def __init__(self, path: Path) -> None:
        super().__init__(strict=False, delimiters=("=",), dict_type=dict)
        self.optionxform = str  # type: ignore[assignment,method-assign]
        self.lines = path.read_text().splitlines()
        self.read(path)

    def all(self, key: str) -> list[str]:
        """Return every value of `key`, in order."""
        return [line.partition("=")[2] for line in self.lines if line.startswith(f"{key}=")]


def documented() -> dict[str, str]:
    """Return the settings in `.env.example` with their values."""
    return dict(re.findall(r"^#?([A-Z][A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE))


def read_by_settings() -> set[str]:
    """Return the names the settings module reads from the environment."""
    source = (ROOT / "tppo_gugus/settings.py").read_text()
    return set(re.findall(r"\benv\.\w+\(\s*\"([A-Z_]+)\"", source))


def test_every_setting_is_documented_and_every_documented_setting_is_read() -> None:
    assert set(documented()) == read_by_settings() | READ_OUTSIDE_SETTINGS


def test_no_secret_is_documented_with_a_value() -> None:
    values = documented()

    assert [values[name] for name in ("SECRET_KEY", "DATABASE_URL", "OWNER_DATABASE_URL", "EMAIL_URL")] == [""] * 4


@pytest.mark.parametrize("name", ["runtime", "dev"])
def test_locks_hold_every_requirement_with_hashes_and_without_hosts(name: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = project["dependencies"] + (project["optional-dependencies"]["dev"] if name == "dev" else [])
    text = (ROOT / f"requirements/{name}.txt").read_text()
    locked = set(re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE))

    assert {re.split(r"[\[<>=]", requirement)[0].lower() for requirement in wanted} <= locked, "run `make lock`"
    assert "://" not in text
    assert all("--hash=sha256:" in block for block in re.split(r"\n(?=\S)", text.strip()))


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_services_name_known_settings_and_accounts(path: Path) -> None:
    unit = Unit(path)

    assert {value.partition("=")[0] for value in unit.all("Environment")} <= read_by_settings()
    assert unit["Service"]["User"] in {"tppo-app", "tppo-owner"}
    assert unit.all("EnvironmentFile")[0] == "/etc/tppo/environment"
    wants_owner = "DATABASE_ROLE=owner" in unit.all("Environment")
    assert wants_owner == (unit["Service"]["User"] == "tppo-owner")
    assert wants_owner == ("/etc/tppo/owner.environment" in unit.all("EnvironmentFile"))
    assert unit["Service"]["NoNewPrivileges"] == "true"
    assert unit["Service"]["ProtectSystem"] == "strict"


@pytest.mark.django_db  # the web application checks the database's key ring
@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_services_start_programs_that_exist(path: Path) -> None:
    for command in [*Unit(path).all("ExecStartPre"), *Unit(path).all("ExecStart")]:
        program, *arguments = shlex.split(command)
        assert program.startswith("/opt/tppo/.venv/bin/")
        if program.endswith("/python"):
            assert arguments[0] == "manage.py"
            assert arguments[1] in get_commands()
        else:
            known = {option for parameter in granian_command.params for option in parameter.opts}
            known |= {option for parameter in granian_command.params for option in parameter.secondary_opts}
            assert {argument for argument in arguments if argument.startswith("--")} <= known
            module, _, name = arguments[-1].partition(":")
            assert callable(getattr(importlib.import_module(module), name))
            assert "--no-access-log" in arguments


def test_a_foreign_key_ring_stops_the_services_instead_of_starting_them_for_ever() -> None:
    web, worker = (Unit(DEPLOY / f"systemd/tppo-{name}.service") for name in ("web", "worker"))

    assert web.all("ExecStartPre") == ["/opt/tppo/.venv/bin/python manage.py check_key_ring"]
    tries, pause = int(web["Unit"]["StartLimitBurst"]), int(web["Service"]["RestartSec"])
    assert int(web["Unit"]["StartLimitIntervalSec"]) > tries * (pause + 20), "or the limit is never reached"
    assert worker["Service"]["RestartPreventExitStatus"] == str(NOT_CONFIGURED)


def test_the_backup_timer_starts_the_backup_service() -> None:
    timer = Unit(DEPLOY / "systemd/tppo-backup.timer")

    assert timer["Timer"]["Persistent"] == "true"
    assert timer["Timer"]["OnCalendar"] == "*-*-* 01:30:00 Asia/Jakarta"  # the night of the office, not of the server
    assert (DEPLOY / "systemd/tppo-backup.service").exists()


def test_nginx_passes_on_what_the_settings_trust() -> None:
    text = (DEPLOY / "nginx/tppo.conf").read_text()
    web = shlex.split(Unit(DEPLOY / "systemd/tppo-web.service").all("ExecStart")[0])
    host, port = (web[web.index(option) + 1] for option in ("--host", "--port"))

    assert text.count("{") == text.count("}")
    assert f"server {host}:{port};" in text
    assert text.count("access_log off;") == text.count("server_name gugustugas.contoh;") == 2
    for header in ("Host $host", "X-Forwarded-Proto https", "X-Forwarded-For $remote_addr"):
        assert f"proxy_set_header {header};" in text
    limit = re.search(r"client_max_body_size (\d+)m;", text)
    assert limit
    assert int(limit[1]) * 1_048_576 >= settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def test_connections_suffice_for_all_processes() -> None:
    web = shlex.split(Unit(DEPLOY / "systemd/tppo-web.service").all("ExecStart")[0])
    worker = shlex.split(Unit(DEPLOY / "systemd/tppo-worker.service").all("ExecStart")[0])
    processes, threads = (int(web[web.index(option) + 1]) for option in ("--workers", "--blocking-threads"))
    jobs = int(worker[worker.index("--concurrency") + 1])
    allowed = re.search(r"^max_connections = (\d+)", (DEPLOY / "postgresql/tppo.conf").read_text(), re.MULTILINE)

    assert allowed
    assert int(allowed[1]) >= processes * threads * len(settings.DATABASES) + 2 * jobs + 20


def test_the_guide_names_commands_files_and_settings_that_exist() -> None:
    text = (DEPLOY / "README.md").read_text()

    assert set(MANAGED.findall(text)) <= set(get_commands())
    assert all((ROOT / path).exists() for path in re.findall(r"\bdeploy/[\w./-]+\w", text))
    assert set(re.findall(r"^([A-Z_]+)=", text, re.MULTILINE)) <= read_by_settings()
    assert {path.name for path in DEPLOY.rglob("*") if path.is_file()} >= {"tppo.conf", "setup.sql", "tppo.nft"}


@pytest.fixture
def bare_cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    """A server just after `initdb`: without our roles and database."""
    monkeypatch.setattr(cluster_module, "ensure_roles_and_database", lambda host: None)
    cluster = Cluster(tmp_path / "bare", durable=False)
    cluster.start()
    yield cluster
    cluster.destroy()


def test_the_setup_script_gives_what_the_embedded_server_gives(bare_cluster: Cluster) -> None:
    host = str(bare_cluster.socket_directory)
    script = (DEPLOY / "postgresql/setup.sql").read_text()
    before, _, after = script.partition("\\connect tppo\n")
    with psycopg.connect(host=host, user="postgres", dbname="postgres", autocommit=True) as administrator:
        for statement in re.sub(r"--.*", "", before).split(";"):
            if statement.strip():
                administrator.execute(statement)
    with psycopg.connect(host=host, user="postgres", dbname="tppo", autocommit=True) as administrator:
        administrator.execute(after)

    with psycopg.connect(host=host, user="tppo_owner", dbname="tppo", autocommit=True) as owner:
        owner.execute("CREATE TABLE seen (n int GENERATED ALWAYS AS IDENTITY)")
        owner.execute("SET ROLE tppo_app")
    with psycopg.connect(host=host, user="tppo_app", dbname="tppo", autocommit=True) as application:
        application.execute("INSERT INTO seen DEFAULT VALUES")
        assert application.execute("SELECT n FROM seen").fetchall() == [(1,)]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            application.execute("DROP TABLE seen")
