"""``manage.py check_holders``: check for open work of people without access. Prints counts, never which rows."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.leaving.holding import count_left_behind
from safeguards import row_security
from taskforces import holdings
from taskforces.models import TaskForce


class Command(BaseCommand):
    """Checks every task force; fails if there is such work and somebody has access to take it."""

    help = "Ask whether open cases, duty turns or emergencies belong to people without access"

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line per task force with findings. Run it as the owner, who sees all rows."""
        if row_security.binds("cases_case"):
            raise CommandError("Run this with DATABASE_ROLE=owner: this connection does not see all rows.")
        wrong = 0
        for task_force in TaskForce.objects.order_by("name"):
            left = count_left_behind(task_force.pk)
            if not left:
                continue
            has_team = holdings.team(task_force.pk).exists()
            wrong += has_team
            counts = ", ".join(f"{name} {count}" for name, count in left.items())
            self.stdout.write(f"{task_force.name}: {counts}" + ("" if has_team else " (nobody has access there)"))
        if wrong:
            raise CommandError(f"Open work belongs to nobody in {wrong} task forces. Is the worker running?")
        self.stdout.write("Nothing that somebody could take belongs to nobody.")
