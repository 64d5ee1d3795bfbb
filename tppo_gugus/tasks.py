"""Housekeeping in the background. A job's arguments are not encrypted: jobs get ids, never words about people."""

from django.core.management import call_command
from procrastinate import JobContext, builtin_tasks
from procrastinate.contrib.django import app

from safeguards import clock
from tppo_gugus.watching import evaluate_all

HOURS_TO_KEEP_FINISHED_JOBS = 72


@app.periodic(cron=clock.nightly(3, 17))
@app.task(name="remove_finished_jobs", queueing_lock="remove_finished_jobs", pass_context=True)
async def remove_finished_jobs(context: JobContext, timestamp: int) -> None:
    """Every night, delete jobs that succeeded or failed more than three days ago. ``timestamp``: the tick."""
    await builtin_tasks.remove_old_jobs(
        context,
        max_hours=HOURS_TO_KEEP_FINISHED_JOBS,
        remove_failed=True,
        remove_cancelled=True,
        remove_aborted=True,
    )


@app.periodic(cron=clock.nightly(3, 47))
@app.task(name="remove_ended_sessions", queueing_lock="remove_ended_sessions")
def remove_ended_sessions(timestamp: int) -> None:
    """Every night: delete expired sessions. ``timestamp``: the tick."""
    call_command("clearsessions")


@app.periodic(cron="*/15 * * * *")
@app.task(name="evaluate_watches", queueing_lock="evaluate_watches")
def evaluate_watches(timestamp: int) -> None:
    """Every quarter of an hour: evaluate watches and notify their users. ``timestamp``: the tick."""
    evaluate_all()
