"""Two towns with one of everything in each, and somebody who may do everything in the second: what crosses over?"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, cached_property
from uuid import UUID

from django.apps import apps
from django.db import connection, models
from lxml import html

from safeguards import clock
from safeguards.identifiers import new_id
from taskforces.access.roles import Role
from taskforces.choices import ServiceLine
from taskforces.models import Decree, RegisterCounter, TaskForce, User
from tests.architecture.addresses import PUBLIC, one_of_everything, routes
from tests.architecture.crowd import first_details
from tests.architecture.sources import PACKAGES
from tests.factories import AgencyFactory, DivisionFactory, PublicFormFactory
from tests.personas import client_of, make_neighbour, make_user

NUMBER = re.compile(r"[A-Z]+-\d{4}-\d{4}")


@cache
def owned() -> tuple[type[models.Model], ...]:
    """Every model of ours whose rows belong to a task force."""
    return tuple(m for m in apps.get_models() if m._meta.app_label in PACKAGES and hasattr(m, "task_force"))


@cache
def bound_tables() -> frozenset[str]:
    """Every table with row security."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relrowsecurity")
        return frozenset(name for (name,) in cursor.fetchall())


def keys_of(model: type[models.Model], task_force) -> list[UUID]:
    """The keys of a task force's rows, the oldest first; side tables and histories with other keys have none."""
    rows = model._base_manager.filter(task_force=task_force).order_by("pk").values_list("pk", flat=True)
    return [key for key in rows if isinstance(key, UUID)]


def kept_from_others(task_force, doors: str) -> set[str]:
    """The keys no page of another town may carry. Without ``visible_to``, those that row security hides."""
    return {
        str(key)
        for model in owned()
        if doors != "no visible_to" or model._meta.db_table in bound_tables()
        for key in keys_of(model, task_force)
    } | numbers_of(task_force)


def numbers_of(task_force) -> set[str]:
    """The register numbers of a town, which tell how much happens there and lead to its files."""
    rows = [model._base_manager.filter(task_force=task_force) for model in owned() if hasattr(model, "number")]
    said = {str(number) for found in rows for number in found.values_list("number", flat=True)}
    return {number for number in said if NUMBER.fullmatch(number)}


@cache
def _reading() -> str:
    """One statement: a digest of all rows of a town by table, and by column how many rows of the other point there."""
    parts = []
    for model in owned():
        table = model._meta.db_table
        parts.append(
            f"SELECT '{table}', md5(string_agg(t::text, '' ORDER BY t::text)) FROM {table} t"
            " WHERE task_force_id = %(theirs)s"
        )
        for field in model._meta.fields:
            if (there := _keys_there(field.related_model)) and field.name != "task_force":
                parts.append(
                    f"SELECT '{table}.{field.column}', count(*)::text FROM {table}"
                    f" WHERE task_force_id = %(own)s AND {field.column} IN ({there})"
                )
    return " UNION ALL ".join(parts)


def _keys_there(target: type[models.Model] | None) -> str:
    """The keys of the first town in a table; of people, those who work nowhere else."""
    if target is User:
        seats = "SELECT user_id FROM taskforces_membership GROUP BY user_id"
        return f"{seats} HAVING bool_and(task_force_id = %(theirs)s)"
    if target in owned():
        return f"SELECT {target._meta.pk.column} FROM {target._meta.db_table} WHERE task_force_id = %(theirs)s"
    return ""


class Towns:
    """One of everything in Kota Jambi and in Jakarta Barat, where Wahyu (``client``) holds every role."""

    def __init__(self, world):
        self.jambi, self.barat, self.neighbour = world.jambi, world.jakarta_barat, make_neighbour(world)
        self.somebody_there = world.sari
        for series in ("K", "P", "R", "RP", "REG"):  # no number is one of both towns
            RegisterCounter.objects.create(task_force=self.jambi, series=series, year=clock.today().year, last=700)
        first_details(world, one_of_everything(world))
        there = self._mirrored(world)
        self.own = one_of_everything(there)
        first_details(there, self.own)
        self.client = client_of(self.neighbour)
        self.sent_keys = [str(key) for key in self._sent_keys()]

    def _mirrored(self, world):
        """The world in which Jakarta Barat stands where Kota Jambi stood."""
        decree = Decree.objects.get(task_force=self.barat)
        dinsos = AgencyFactory(task_force=self.barat, name="Dinas Sosial Jakarta Barat", lines=list(ServiceLine))
        PublicFormFactory(task_force=self.barat, code="jakarta-barat")
        return replace(
            world,
            jambi=self.barat,
            decree=decree,
            division=DivisionFactory(decree=decree, name="Penanganan"),
            uptd=world.uptd_jakarta_barat,
            dinsos=dinsos,
            maya=make_user("Mira", Role.AGENCY_OFFICER, decree, dinsos),
            **dict.fromkeys(("sari", "ratna", "rina", "arif"), self.neighbour),
        )

    def pages(self) -> Iterator[tuple[str, html.HtmlElement]]:
        """Address and page of everything the neighbour opens."""
        asked = [route.address(self.own) for route in routes() if route.name not in PUBLIC]
        for address in [*asked, "/", "/cari/"]:
            answer = self.client.get(address, follow=True)
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html") and answer.content.strip():
                arrived = answer.redirect_chain[-1][0] if answer.redirect_chain else address
                yield arrived, html.fromstring(answer.content.decode())

    @cached_property
    def models_of_own_keys(self) -> dict[str, type[models.Model]]:
        """Which model each key of Jakarta Barat belongs to."""
        found = {str(key): model for model in owned() for key in keys_of(model, self.barat)}
        return {**found, str(self.barat.pk): TaskForce, **{str(user.pk): User for user in User.objects.all()}}

    def instead_of(self, key: str) -> list[str]:
        """The keys of Kota Jambi that could stand where a key of Jakarta Barat stands."""
        model = self.models_of_own_keys.get(key)
        if model is None:  # of a form that was not sent yet: others were sent with theirs
            return self.sent_keys
        if model in (TaskForce, User):
            return [str((self.jambi if model is TaskForce else self.somebody_there).pk)]
        return [str(key) for key in keys_of(model, self.jambi)[:1]]

    def state(self) -> dict[str, str]:
        """What stands in Kota Jambi, and what of Jakarta Barat points there."""
        with connection.cursor() as cursor:
            cursor.execute(_reading(), {"theirs": self.jambi.pk, "own": self.barat.pk})
            return dict(cursor.fetchall())

    def _sent_keys(self) -> Iterator[UUID]:
        """Let forms have been sent in Kota Jambi: one key for each table that remembers them."""
        for model in owned():
            if hasattr(model, "submission_key") and not hasattr(model, "pgh_tracked_model"):
                for pk in keys_of(model, self.jambi)[:1]:
                    key = new_id()
                    model._base_manager.filter(pk=pk).update(submission_key=key)
                    yield key
