"""Base of all factories: the task force and author of a row, and the next register number."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from taskforces.access.roles import Role
from taskforces.models import Membership, RegisterCounter, TaskForce, User


class RowFactory(DjangoModelFactory):
    """A factory that writes one row directly, without policy and workflow."""

    class Meta:
        abstract = True
        skip_postgeneration_save = True


class OwnedFactory(RowFactory):
    """A row of one task force with an author.

    With only ``by`` the row belongs to that user's task force; with only ``task_force`` the author is one of its
    caseworkers. Without either, both are created.
    """

    class Meta:
        abstract = True

    class Params:
        by = factory.LazyAttribute(lambda row: somebody_in(row.task_force))

    task_force = factory.SubFactory("tests.factories.taskforces.TaskForceFactory")

    @classmethod
    def _generate(cls, strategy: str, params: dict[str, Any]) -> Any:
        if params.get("by") is not None and not {"task_force", "task_force_id"} & set(params):
            params = {**params, "task_force": task_force_of(params["by"])}
        return super()._generate(strategy, params)


def within(path: str) -> factory.SelfAttribute:
    """The task force of the parent row: ``task_force = within("case")``."""
    return factory.SelfAttribute(f"{path}.task_force")


def below(path: str) -> factory.SelfAttribute:
    """The same for a row created together with its parent (in a ``SubFactory``)."""
    return factory.SelfAttribute(f"..{path}")


def task_force_of(user: User) -> TaskForce:
    """The task force of a user. Read from the database, so that the user object does not cache memberships."""
    return Membership.objects.select_related("task_force").filter(user=user).earliest("valid_from", "pk").task_force


def somebody_in(task_force: TaskForce, role: Role = Role.CASEWORKER, agency=None) -> User:
    """A user with that role in the task force (and agency); created if there is none."""
    from tests.factories.taskforces import MembershipFactory

    place = {"task_force": task_force, "role": role, **({"agency": agency} if agency else {})}
    there = Membership.objects.select_related("user").filter(**place).order_by("valid_from", "pk").first()
    return (there or MembershipFactory(**place)).user


def next_number(task_force: TaskForce, series: str, year: int) -> str:
    """The next number of a series (``K-2026-0012``). The counter is increased, so that acts continue from here."""
    counter, _made = RegisterCounter.objects.get_or_create(task_force=task_force, series=series, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{series}-{year}-{counter.last:04d}"
