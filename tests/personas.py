"""The cast of the stories: Kota Jambi under its province, Jakarta Barat under its own, and the people who work there.

Sari is a caseworker of UPTD PPA Kota Jambi, Ratna her supervisor, Budi an investigator at Polresta, Maya a social
worker at Dinsos, Rina the task-force secretariat, Arif the accounts admin, Tono a caseworker in Jakarta Barat who must
see nothing of Jambi, Dewi the province, who sees figures and no people.
"""

from dataclasses import dataclass

from django.test import Client

from taskforces.access.roles import Role
from taskforces.choices import AgencyKind, Level, RegionLevel, ServiceLine
from taskforces.models import Agency, Decree, Division, Region, TaskForce, User
from tests.factories import (
    BEGAN,
    PASSWORD,
    AgencyFactory,
    DecreeFactory,
    DivisionFactory,
    MembershipFactory,
    TaskForceFactory,
    UserFactory,
)

__all__ = ["BEGAN", "PASSWORD", "World", "client_of", "make_neighbour", "make_regions", "make_user", "make_world"]


@dataclass(frozen=True)
class World:
    """The objects of a story, named after the cast."""

    centre: TaskForce
    jambi_province: TaskForce
    jambi: TaskForce
    jakarta: TaskForce
    jakarta_barat: TaskForce
    decree: Decree
    division: Division
    uptd: Agency
    polresta: Agency
    dinsos: Agency
    rsud: Agency
    uptd_jakarta_barat: Agency
    sari: User
    ratna: User
    budi: User
    maya: User
    rina: User
    arif: User
    tono: User
    dewi: User
    nobody: User

    @property
    def everybody(self) -> tuple[User, ...]:
        """Every persona with a role, in the order of the cast."""
        return (self.sari, self.ratna, self.budi, self.maya, self.rina, self.arif, self.tono, self.dewi)

    def fresh(self, user: User) -> User:
        """The same user as a new request reads them, without cached memberships."""
        return User.objects.get(pk=user.pk)


def client_of(user: User, **extra) -> Client:
    """A test client with the user signed in."""
    client = Client(**extra)
    client.force_login(user)
    return client


def make_neighbour(world: World) -> User:
    """Wahyu, who holds every role in Jakarta Barat: no role keeps him out of a page, only whose row it is."""
    decree = Decree.objects.get(task_force=world.jakarta_barat)
    user = UserFactory(name="Wahyu")
    for role in Role:
        MembershipFactory(user=user, decree=decree, agency=world.uptd_jakarta_barat, role=role)
    return user


REGIONS = (
    ("15", "Jambi", RegionLevel.PROVINCE),
    ("15.71", "Kota Jambi", RegionLevel.CITY),
    ("15.71.01", "Telanaipura", RegionLevel.DISTRICT),
    ("15.71.02", "Jambi Selatan", RegionLevel.DISTRICT),
    ("15.05", "Kabupaten Muaro Jambi", RegionLevel.CITY),
    ("31", "DKI Jakarta", RegionLevel.PROVINCE),
    ("31.71", "Jakarta Pusat", RegionLevel.CITY),
    ("31.73", "Jakarta Barat", RegionLevel.CITY),
    ("31.73.01", "Cengkareng", RegionLevel.DISTRICT),
    ("21", "Kepulauan Riau", RegionLevel.PROVINCE),
    ("21.71", "Kota Batam", RegionLevel.CITY),
)


def make_regions() -> None:
    """The few regions in the stories; only tests of the whole table load it."""
    rows = [
        Region(code=code, name=name, level=level, parent_id=code.rsplit(".", 1)[0] if "." in code else None)
        for code, name, level in REGIONS
    ]
    changed = ["name", "level", "parent"]
    Region.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=changed)


def make_user(name: str, role: Role | None, decree: Decree | None = None, agency: Agency | None = None) -> User:
    """A user with one membership, or with none."""
    user = UserFactory(name=name)
    if role is not None and decree is not None:
        MembershipFactory(user=user, decree=decree, agency=agency, role=role)
    return user


def make_world() -> World:
    """The whole cast."""
    make_regions()
    centre = TaskForceFactory(name="Gugus Tugas Pusat", level=Level.NATIONAL, region=None)
    jambi_province, jakarta = (
        TaskForceFactory(name=name, level=Level.PROVINCE, region=Region.objects.get(pk=code), parent=centre)
        for name, code in (("Gugus Tugas Provinsi Jambi", "15"), ("Gugus Tugas DKI Jakarta", "31"))
    )
    jambi, jakarta_barat = (
        TaskForceFactory(name=name, region=Region.objects.get(pk=code), parent=parent)
        for name, code, parent in (
            ("Gugus Tugas Kota Jambi", "15.71", jambi_province),
            ("Gugus Tugas Jakarta Barat", "31.73", jakarta),
        )
    )
    decree, barat_decree, of_centre, of_province = (
        DecreeFactory(task_force=task_force, number=number, year=year)
        for task_force, number, year in (
            (jambi, "450", 2025),
            (jakarta_barat, "7", 2024),
            (centre, "49", 2023),
            (jambi_province, "11", 2023),
        )
    )
    agencies = make_agencies(jambi)
    uptd_jakarta_barat = AgencyFactory(task_force=jakarta_barat, name="UPTD PPA Jakarta Barat", unit=True)
    return World(
        centre=centre,
        jambi_province=jambi_province,
        jambi=jambi,
        jakarta=jakarta,
        jakarta_barat=jakarta_barat,
        decree=decree,
        division=DivisionFactory(decree=decree, name="Pencegahan TPPO"),
        **agencies,
        uptd_jakarta_barat=uptd_jakarta_barat,
        sari=make_user("Sari", Role.CASEWORKER, decree, agencies["uptd"]),
        ratna=make_user("Ratna", Role.SUPERVISOR, decree, agencies["uptd"]),
        budi=make_user("Budi", Role.AGENCY_OFFICER, decree, agencies["polresta"]),
        maya=make_user("Maya", Role.AGENCY_OFFICER, decree, agencies["dinsos"]),
        rina=make_user("Rina", Role.SECRETARIAT, decree),
        arif=make_user("Arif", Role.ACCOUNTS_ADMIN, of_centre),
        tono=make_user("Tono", Role.CASEWORKER, barat_decree, uptd_jakarta_barat),
        dewi=make_user("Dewi", Role.FIGURES_VIEWER, of_province),
        nobody=make_user("Nobody", None),
    )


def make_agencies(jambi: TaskForce) -> dict[str, Agency]:
    """The member agencies of Kota Jambi, with their services and promised hours."""
    line = ServiceLine
    rows = {
        "uptd": ("UPTD PPA Kota Jambi", AgencyKind.PPA_UNIT, [line.LEGAL_AID], 24),
        "polresta": ("Polresta Jambi, Unit PPA", AgencyKind.POLICE, [line.LAW_ENFORCEMENT], 6),
        "dinsos": (
            "Dinas Sosial",
            AgencyKind.SOCIAL_AFFAIRS,
            [line.SOCIAL_REHABILITATION, line.PICK_UP, line.REPATRIATION],
            24,
        ),
        "rsud": ("RSUD", AgencyKind.HOSPITAL, [line.HEALTH_REHABILITATION], 24),
    }
    return {
        slug: AgencyFactory(task_force=jambi, name=name, kind=kind, lines=lines, lines__answer_within_hours=hours)
        for slug, (name, kind, lines, hours) in rows.items()
    }
