"""The users for measuring: people of the benchmark city and its province, signed in, with row security contexts."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.test import Client

from safeguards import row_security
from taskforces.access import scoping
from taskforces.access.roles import Role
from taskforces.choices import AgencyKind, RegionLevel
from taskforces.models import Membership, Region, TaskForce, User
from tests.benchmarks.urls import EMPTY
from tppo_gugus.load import database, places

CITY, PROVINCE, ELSEWHERE = "15.71", "15", "31.71"


class Person:
    """A signed-in user."""

    def __init__(self, membership: Membership) -> None:
        self.user: User = membership.user
        self.task_force: TaskForce = membership.task_force
        self.agency_id = membership.agency_id
        self.context = scoping.row_security_context(self.user)
        host = next((name for name in settings.ALLOWED_HOSTS if name != "*"), "localhost")
        self.client = Client(SERVER_NAME=host.lstrip("."))
        self.client.force_login(self.user)

    @contextmanager
    def asking(self) -> Iterator[CursorWrapper]:
        """A transaction as the middleware opens it for this user, with a cursor for raw SQL."""
        with transaction.atomic(), row_security.activate(self.context), connection.cursor() as cursor:
            yield cursor

    def get(self, address: str) -> Callable[[], bytes]:
        """A probe: open a URL. Anything except a page is an error."""

        def open_it() -> bytes:
            answer = self.client.get(address)
            if answer.status_code != 200:
                raise AssertionError(f"{address} answers {answer.status_code}")
            return answer.content

        return open_it

    @property
    def empty(self) -> Callable[[], bytes]:
        """A probe: the empty page."""
        return self.get(EMPTY)


class People:
    """The benchmark city's caseworker, officer and secretariat, a user of the province, a caseworker elsewhere whose
    register may grow during the run, and one of the task force with the most cases.
    """

    def __init__(self) -> None:
        self.caseworker = Person(find(Role.CASEWORKER, CITY))
        self.officer = Person(find(Role.AGENCY_OFFICER, CITY, agency__kind=AgencyKind.SOCIAL_AFFAIRS))
        self.secretariat = Person(find(Role.SECRETARIAT, CITY))
        self.province = Person(find(Role.SECRETARIAT, PROVINCE))
        self.elsewhere = Person(find(Role.CASEWORKER, ELSEWHERE))
        self.busiest = Person(find(Role.CASEWORKER, region_with_most_cases()))


def region_with_most_cases() -> str:
    """The caseworker of the largest task force, which grows with the database; the benchmark city keeps its size."""
    cases = int(connection.settings_dict["NAME"].removeprefix(database.PREFIX))
    regions = Region.objects.exclude(level=RegionLevel.DISTRICT).order_by("code")
    shares = places.shares(regions.values_list("code", flat=True), cases)
    return max(shares, key=shares.get)


def find(role: str, region: str, **more: object) -> Membership:
    """The first current membership of a role in a region."""
    found = Membership.objects.current().filter(role=role, task_force__region_id=region, **more)
    membership = found.select_related("user", "task_force").order_by("user__email").first()
    if membership is None:
        raise LookupError(f"nobody is {role} in {region}; make the database anew (--fresh)")
    return membership
