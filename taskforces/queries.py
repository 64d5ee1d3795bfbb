"""Reads of this app that are too complex for a queryset method."""

from typing import NamedTuple

from django.db.models import Count, QuerySet

from taskforces.access.roles import Role
from taskforces.models import Agency, Decree, Invitation, Membership, TaskForce
from taskforces.models.invitation import token_digest


def people_under(decree: Decree) -> list[Membership]:
    """Memberships that give access today and would end with the decree."""
    current = Membership.objects.current().filter(decree=decree)
    return list(current.select_related("user", "agency").order_by("user__name"))


def people_of(agency: Agency) -> list[Membership]:
    """Memberships for the agency that give access today."""
    current = Membership.objects.current().filter(agency=agency)
    return list(current.select_related("user", "decree").order_by("user__name"))


def to_carry_over(decree: Decree) -> QuerySet[Membership]:
    """Current memberships under other decrees of the task force without an equal one under this decree."""
    others = Membership.objects.current().filter(task_force_id=decree.task_force_id)
    here = Membership.objects.filter(decree=decree, deactivated_at__isnull=True)
    known = {(m.user_id, m.role, m.agency_id) for m in here}
    wanted = {(m.user_id, m.role, m.agency_id): m.pk for m in others.exclude(decree=decree).order_by("valid_from")}
    chosen = [pk for key, pk in wanted.items() if key not in known]
    return Membership.objects.filter(pk__in=chosen).select_related("user", "agency", "decree").order_by("user__name")


def invitation_by_digest(digest: str) -> Invitation | None:
    """The invitation of a link, in any state. For people who have the link and may not be signed in."""
    related = Invitation.objects.select_related("task_force", "decree", "agency", "invited_by")
    return related.filter(token_digest=digest).first()


def invitation_by_token(token: str) -> Invitation | None:
    """The invitation with this token in its link, in any state."""
    return invitation_by_digest(token_digest(token))


class Staffing(NamedTuple):
    """Counts per agency: people with access today, officers among them, invited people, officers among those."""

    people: dict
    officers: dict
    invited: dict
    invited_officers: dict


def staffing(task_force: TaskForce) -> Staffing:
    """How many people work for each agency of a task force, in two queries."""
    current = Membership.objects.current().filter(task_force=task_force, agency__isnull=False)
    pending = Invitation.objects.open().filter(task_force=task_force, agency__isnull=False)
    return Staffing(*_per_agency(current), *_per_agency(pending))


def people_per_decree(task_force: TaskForce) -> dict:
    """For each decree, the number of memberships that give access today."""
    current = Membership.objects.current().filter(task_force=task_force).order_by()
    return dict(current.values_list("decree").annotate(Count("pk")))


def _per_agency(rows: QuerySet) -> tuple[dict, dict]:
    """For each agency, the number of all rows, and of those whose role answers referrals."""
    everybody, officers = {}, {}
    for agency_id, role, count in rows.order_by().values_list("agency_id", "role").annotate(Count("pk")):
        everybody[agency_id] = everybody.get(agency_id, 0) + count
        if role == Role.AGENCY_OFFICER:
            officers[agency_id] = count
    return everybody, officers
