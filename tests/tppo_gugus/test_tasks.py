"""Background work: deferred in the transaction, run by a worker, deleted after three days."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from croniter import croniter
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils import timezone
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from safeguards import clock
from tppo_gugus import tasks

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def worker_app() -> Iterator[App]:
    """The task application of a worker, with its own connections."""
    with app.replace_connector(app.connector.get_worker_connector()) as made:
        yield made


def work_off() -> None:
    """Run a worker until no job is left; in a thread, because a browser test may have an event loop in ours."""

    def work() -> None:
        with worker_app() as made:
            made.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
        connection.close()

    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(work).result()


@pytest.fixture(autouse=True)
def no_jobs_left_over(db) -> Iterator[None]:
    """Empty the queue's tables, which belong to its package and are not emptied with ours."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


def test_a_job_of_a_failed_transaction_does_not_exist() -> None:
    def deferred_then_failed() -> None:
        with transaction.atomic():
            tasks.remove_ended_sessions.defer(timestamp=0)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        deferred_then_failed()

    assert ProcrastinateJob.objects.count() == 0


def test_a_worker_deletes_ended_sessions() -> None:
    now = timezone.now()
    Session.objects.create(session_key="ended", session_data="", expire_date=now - timedelta(hours=1))
    Session.objects.create(session_key="open", session_data="", expire_date=now + timedelta(hours=1))
    tasks.remove_ended_sessions.defer(timestamp=0)

    work_off()

    assert list(Session.objects.values_list("session_key", flat=True)) == ["open"]
    assert ProcrastinateJob.objects.get(task_name="remove_ended_sessions").status == "succeeded"


def test_a_worker_forgets_jobs_that_ended_long_ago() -> None:
    tasks.remove_ended_sessions.defer(timestamp=0)
    work_off()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = at - interval '4 days'")
    tasks.remove_finished_jobs.defer(timestamp=0)

    work_off()

    assert not ProcrastinateJob.objects.filter(task_name="remove_ended_sessions").exists()


def test_both_run_every_night() -> None:
    planned = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}

    assert {"remove_finished_jobs", "remove_ended_sessions"} <= set(planned)


def due(cron: str) -> datetime:
    """The next run by a worker, which reads cron lines as UTC."""
    return datetime.fromtimestamp(croniter(cron, 1_700_000_000).get_next(float), UTC)


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "UTC", "Asia/Kathmandu"])
@pytest.mark.parametrize(("hour", "minute"), [(3, 17), (0, 5), (23, 59)])
def test_a_night_is_the_night_of_the_deployment(settings, zone: str, hour: int, minute: int) -> None:
    settings.TIME_ZONE = zone
    local = due(clock.nightly(hour, minute)).astimezone(ZoneInfo(zone))
    assert (local.hour, local.minute) == (hour, minute)


def test_what_runs_once_a_day_runs_while_the_office_sleeps() -> None:
    daily = {
        task.task.name: due(task.cron).astimezone(ZoneInfo(settings.TIME_ZONE)).hour
        for task in app.periodic_registry.periodic_tasks.values()
        if task.cron.endswith(" * * *") and task.cron.split()[1].isdecimal()
    }
    assert {"remove_finished_jobs", "remove_ended_sessions", "cases.register.tasks.clear_registers"} <= set(daily)
    assert daily.pop("cases.tasks.check_holders") == 0  # checks for open work right after the change of day
    assert set(daily.values()) == {3}
