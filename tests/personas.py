"""The cast of the stories: Kota Jambi under its province, Jakarta Barat under its own, and the people who work there.

Sari is a caseworker of UPTD PPA Kota Jambi, Ratna her supervisor, Budi an investigator at Polresta, Maya a social
worker at Dinsos, Rina the task-force secretariat, Arif the accounts admin, Tono a caseworker in Jakarta Barat who must
see nothing of Jambi, Dewi the province, who sees figures and no people.
"""

from dataclasses import dataclass
from datetime import date

from django.test import Client

from taskforces.access.roles import Role
from taskforces.choices import AgencyKind, Level, RegionLevel, ServiceLine
from taskforces.models import Agency, AgencyService, Decree, Division, Membership, Region, TaskForce, User

PASSWORD = "kata-sandi-untuk-uji"
BEGAN = date(2020, 1, 1)


@dataclass(frozen=True)
class World:
    """Everything a story needs; names follow the cast."""

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
        """The same person as a new request would read them, without remembered memberships."""
        return User.objects.get(pk=user.pk)


def client_of(user: User, **extra) -> Client:
    """A browser in which the person is signed in."""
    client = Client(**extra)
    client.force_login(user)
    return client


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
    """The few regions the stories speak of; the whole table is loaded only where it is what is tested."""
    for code, name, level in REGIONS:
        parent = code.rsplit(".", 1)[0] if "." in code else None
        Region.objects.update_or_create(code=code, defaults={"name": name, "level": level, "parent_id": parent})


def make_task_force(name: str, level: Level, region: str | None, parent: TaskForce | None = None) -> TaskForce:
    """A task force of a region."""
    return TaskForce.objects.create(name=name, level=level, region_id=region, parent=parent)


def make_decree(task_force: TaskForce, number: str = "450", year: int = 2025, began: date = BEGAN) -> Decree:
    """A decree in force from ``began`` on, without an end."""
    return Decree.objects.create(task_force=task_force, number=number, year=year, valid_from=began)


def make_agency(task_force: TaskForce, name: str, kind: AgencyKind, *lines: ServiceLine, hours: int = 24) -> Agency:
    """A member agency that offers service lines and promises an answer within some hours."""
    agency = Agency.objects.create(task_force=task_force, name=name, short_name=name, kind=kind)
    for line in lines:
        AgencyService.objects.create(task_force=task_force, agency=agency, service_line=line, answer_within_hours=hours)
    return agency


def make_user(name: str, role: Role | None, decree: Decree | None = None, agency: Agency | None = None) -> User:
    """Somebody with one membership, or with none."""
    user = User.objects.create_user(f"{name.lower()}@uji.contoh", PASSWORD, name=name)
    if role is not None and decree is not None:
        Membership.objects.create(
            user=user, task_force=decree.task_force, decree=decree, agency=agency, role=role, valid_from=BEGAN
        )
    return user


def make_world() -> World:
    """The whole cast."""
    make_regions()
    centre = make_task_force("Gugus Tugas Pusat", Level.NATIONAL, None)
    jambi_province = make_task_force("Gugus Tugas Provinsi Jambi", Level.PROVINCE, "15", centre)
    jambi = make_task_force("Gugus Tugas Kota Jambi", Level.CITY, "15.71", jambi_province)
    jakarta = make_task_force("Gugus Tugas DKI Jakarta", Level.PROVINCE, "31", centre)
    jakarta_barat = make_task_force("Gugus Tugas Jakarta Barat", Level.CITY, "31.73", jakarta)
    decree = make_decree(jambi)
    uptd = make_agency(jambi, "UPTD PPA Kota Jambi", AgencyKind.PPA_UNIT, ServiceLine.LEGAL_AID)
    polresta = make_agency(jambi, "Polresta Jambi, Unit PPA", AgencyKind.POLICE, ServiceLine.LAW_ENFORCEMENT, hours=6)
    dinsos = make_agency(
        jambi,
        "Dinas Sosial",
        AgencyKind.SOCIAL_AFFAIRS,
        ServiceLine.SOCIAL_REHABILITATION,
        ServiceLine.PICK_UP,
        ServiceLine.REPATRIATION,
    )
    rsud = make_agency(jambi, "RSUD", AgencyKind.HOSPITAL, ServiceLine.HEALTH_REHABILITATION)
    barat_decree = make_decree(jakarta_barat, "7", 2024)
    uptd_jakarta_barat = make_agency(jakarta_barat, "UPTD PPA Jakarta Barat", AgencyKind.PPA_UNIT)
    return World(
        centre=centre,
        jambi_province=jambi_province,
        jambi=jambi,
        jakarta=jakarta,
        jakarta_barat=jakarta_barat,
        decree=decree,
        division=Division.objects.create(task_force=jambi, decree=decree, name="Pencegahan TPPO", position=1),
        uptd=uptd,
        polresta=polresta,
        dinsos=dinsos,
        rsud=rsud,
        uptd_jakarta_barat=uptd_jakarta_barat,
        sari=make_user("Sari", Role.CASEWORKER, decree, uptd),
        ratna=make_user("Ratna", Role.SUPERVISOR, decree, uptd),
        budi=make_user("Budi", Role.AGENCY_OFFICER, decree, polresta),
        maya=make_user("Maya", Role.AGENCY_OFFICER, decree, dinsos),
        rina=make_user("Rina", Role.SECRETARIAT, decree),
        arif=make_user("Arif", Role.ACCOUNTS_ADMIN, make_decree(centre, "49", 2023)),
        tono=make_user("Tono", Role.CASEWORKER, barat_decree, uptd_jakarta_barat),
        dewi=make_user("Dewi", Role.FIGURES_VIEWER, make_decree(jambi_province, "11", 2023)),
        nobody=make_user("Nobody", None),
    )
