"""Regions, task forces, decrees, agencies and the people who work there."""

from datetime import date, timedelta
from functools import cache

import factory
from django.contrib.auth.hashers import make_password

from safeguards import clock
from taskforces.access.roles import Role
from taskforces.choices import AgencyKind, Level, RegionLevel, SavedList, ServiceLine, WatchKind
from taskforces.models import (
    Agency,
    AgencyService,
    Decree,
    Division,
    Invitation,
    Membership,
    Notification,
    Region,
    SavedView,
    TaskForce,
    User,
    Watch,
)
from taskforces.models.invitation import token_digest
from tests.factories.base import OwnedFactory, RowFactory, below, somebody_in, within

PASSWORD = "kata-sandi-untuk-uji"
BEGAN = date(2020, 1, 1)


@cache
def password_hash() -> str:
    """The hash of the password of all test users, computed once."""
    return make_password(PASSWORD)


class RegionFactory(RowFactory):
    """An invented city. The regions of the stories are in ``tests.personas.REGIONS``."""

    class Meta:
        model = Region
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"98.{n}")
    name = factory.LazyAttribute(lambda region: f"Kota Rekaan {region.code}")
    level = RegionLevel.CITY


def known_region() -> str:
    """The origin of most people in the stories."""
    return RegionFactory(code="15.71.02", name="Jambi Selatan", level=RegionLevel.DISTRICT).pk


def one_origin(given: dict) -> dict:
    """An origin, given as a region or as its code, never both."""
    return {name: value for name, value in given.items() if name != "origin_region_id" or "origin_region" not in given}


class TaskForceFactory(RowFactory):
    """A task force of a city."""

    class Meta:
        model = TaskForce

    level = Level.CITY
    region = factory.SubFactory(RegionFactory)
    name = factory.Sequence(lambda n: f"Gugus Tugas Rekaan {n}")

    class Params:
        province = factory.Trait(level=Level.PROVINCE, region__level=RegionLevel.PROVINCE)
        national = factory.Trait(level=Level.NATIONAL, region=None)


class DecreeFactory(RowFactory):
    """A decree in force for long, without an end."""

    class Meta:
        model = Decree

    task_force = factory.SubFactory(TaskForceFactory)
    number = factory.Sequence(lambda n: f"9{n:03}")
    year = 2025
    valid_from = BEGAN

    class Params:
        ended = factory.Trait(valid_until=factory.LazyFunction(lambda: clock.today() - timedelta(days=1)))
        revoked = factory.Trait(revoked_on=factory.LazyFunction(clock.today))
        to_come = factory.Trait(valid_from=factory.LazyFunction(lambda: clock.today() + timedelta(days=30)))


class DivisionFactory(RowFactory):
    """A bidang of a decree."""

    class Meta:
        model = Division

    decree = factory.SubFactory(DecreeFactory)
    task_force = within("decree")
    name = factory.Sequence(lambda n: f"Bidang rekaan {n}")


class AgencyFactory(RowFactory):
    """A member agency; ``lines`` are the service lines it offers, ``lines__answer_within_hours`` its promise."""

    class Meta:
        model = Agency

    task_force = factory.SubFactory(TaskForceFactory)
    name = factory.Sequence(lambda n: f"Instansi Rekaan {n}")
    short_name = factory.SelfAttribute("name")
    kind = AgencyKind.NGO

    class Params:
        unit = factory.Trait(kind=AgencyKind.PPA_UNIT)
        police = factory.Trait(kind=AgencyKind.POLICE)
        gone = factory.Trait(is_active=False)

    @factory.post_generation
    def lines(agency, create, lines, **given):  # noqa: N805 (the row that was made)
        for line in lines or ():
            AgencyServiceFactory(agency=agency, service_line=line, **given)


class AgencyServiceFactory(RowFactory):
    """A service line an agency offers."""

    class Meta:
        model = AgencyService

    agency = factory.SubFactory(AgencyFactory)
    task_force = within("agency")
    service_line = ServiceLine.SOCIAL_REHABILITATION
    answer_within_hours = 24


class UserFactory(RowFactory):
    """A staff account without a membership; ``PASSWORD`` opens it."""

    class Meta:
        model = User

    name = factory.Sequence(lambda n: f"Petugas Rekaan {n}")
    email = factory.LazyAttribute(lambda user: f"{user.name.lower().replace(' ', '.')}@uji.contoh")
    password = factory.LazyFunction(password_hash)

    class Params:
        left = factory.Trait(is_active=False)


class MembershipFactory(RowFactory):
    """A membership in a task force, by default as caseworker."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    task_force = factory.SubFactory(TaskForceFactory)
    decree = factory.LazyAttribute(lambda seat: decree_of(seat.task_force))
    agency = factory.LazyAttribute(lambda seat: agency_of(seat.task_force))
    role = Role.CASEWORKER
    valid_from = BEGAN

    class Params:
        supervisor = factory.Trait(role=Role.SUPERVISOR)
        officer = factory.Trait(role=Role.AGENCY_OFFICER)
        secretariat = factory.Trait(role=Role.SECRETARIAT, agency=None)
        admin = factory.Trait(role=Role.ACCOUNTS_ADMIN, agency=None)
        ended = factory.Trait(valid_until=factory.LazyFunction(lambda: clock.today() - timedelta(days=1)))
        deactivated = factory.Trait(
            deactivated_at=factory.LazyFunction(clock.now),
            deactivated_by=factory.SubFactory(UserFactory),
            deactivation_reason="left",
        )

    @classmethod
    def _generate(cls, strategy, params):
        if "decree" in params and "task_force" not in params:
            params = {**params, "task_force": params["decree"].task_force}
        return super()._generate(strategy, params)


class InvitationFactory(OwnedFactory):
    """An open invitation; ``token`` is the token in its link."""

    class Meta:
        model = Invitation

    class Params:
        token = factory.Sequence(lambda n: f"tautan-rekaan-{n}")
        revoked = factory.Trait(
            revoked_at=factory.LazyFunction(clock.now), revoked_by=factory.SelfAttribute("invited_by")
        )
        expired = factory.Trait(expires_at=factory.LazyFunction(lambda: clock.now() - timedelta(hours=1)))

    email = factory.Sequence(lambda n: f"undangan{n}@uji.contoh")
    name = "Petugas Undangan Rekaan"
    decree = factory.LazyAttribute(lambda one: decree_of(one.task_force))
    agency = factory.LazyAttribute(lambda one: agency_of(one.task_force))
    role = Role.AGENCY_OFFICER
    valid_from = factory.LazyFunction(clock.today)
    token_digest = factory.LazyAttribute(lambda one: token_digest(one.token))
    invited_at = factory.LazyFunction(clock.now)
    invited_by = factory.SelfAttribute("by")
    expires_at = factory.LazyAttribute(lambda one: one.invited_at + timedelta(hours=72))


class NotificationFactory(RowFactory):
    """An unread notification under *Kabar*."""

    class Meta:
        model = Notification

    user = factory.SubFactory(UserFactory)
    text = factory.Sequence(lambda n: f"R-2026-{n:04} menunggu")
    path = "/rujukan/"

    class Params:
        read = factory.Trait(read_at=factory.LazyFunction(clock.now))


class SavedViewFactory(OwnedFactory):
    """A saved view of the case list."""

    class Meta:
        model = SavedView

    user = factory.SelfAttribute("by")
    of_list = SavedList.CASES
    name = factory.Sequence(lambda n: f"Tampilan {n}")
    query = "urgency=emergency"

    class Params:
        removed = factory.Trait(removed_at=factory.LazyFunction(clock.now))


class WatchFactory(OwnedFactory):
    """*Kabari saya* on the user's own view."""

    class Meta:
        model = Watch

    user = factory.SelfAttribute("by")
    view = factory.SubFactory(SavedViewFactory, task_force=below("task_force"), by=below("by"))
    kind = WatchKind.values[0]
    threshold = 3


def decree_of(task_force: TaskForce) -> Decree:
    """The first decree of a task force, created if there is none."""
    return Decree.objects.filter(task_force=task_force).order_by("pk").first() or DecreeFactory(task_force=task_force)


def agency_of(task_force: TaskForce, line: ServiceLine | None = None) -> Agency:
    """The first agency of a task force (that offers a line), created if there is none."""
    there = Agency.objects.filter(task_force=task_force, **({"services__service_line": line} if line else {}))
    return there.order_by("pk").first() or AgencyFactory(task_force=task_force, lines=[line] if line else [])


def officer_of(agency: Agency) -> User:
    """An officer of an agency, created if there is none."""
    return somebody_in(agency.task_force, Role.AGENCY_OFFICER, agency)
