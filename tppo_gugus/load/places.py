"""Every task force of the country with its decree, agencies, staff and number of cases."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from safeguards.identifiers import new_id
from taskforces.access.roles import Role
from taskforces.choices import AgencyKind, Level, RegionLevel, ServiceLine
from taskforces.models import Agency, AgencyService, Decree, Membership, Region, RegisterCounter, TaskForce, User

BENCHMARK_CITY = "15.71"
BENCHMARK_CASES = 4_000  # cases of the benchmark city, the same at every size of at least 2.5 times as many
VALID_FROM = date(2015, 1, 1)
AGENCIES: tuple[tuple[str, str, str, dict[str, int]], ...] = (
    ("uptd", "UPTD PPA", AgencyKind.PPA_UNIT, {}),
    ("police", "Unit PPA", AgencyKind.POLICE, {ServiceLine.LAW_ENFORCEMENT: 6}),
    (
        "social",
        "Dinas Sosial",
        AgencyKind.SOCIAL_AFFAIRS,
        {ServiceLine.SOCIAL_REHABILITATION: 24, ServiceLine.REPATRIATION: 48},
    ),
    ("hospital", "RSUD", AgencyKind.HOSPITAL, {ServiceLine.HEALTH_REHABILITATION: 12}),
)
STAFF = (("caseworker", Role.CASEWORKER, "uptd"), ("officer", Role.AGENCY_OFFICER, "social"))
SECRETARIAT = ("secretary", Role.SECRETARIAT, "")


@dataclass(frozen=True)
class Office:
    """One task force for the row generator: keys as text, and the number of cases."""

    code: str
    task_force: str
    agencies: dict[str, str]
    people: dict[str, str]
    names: dict[str, str]
    districts: tuple[str, ...]
    cases: int


def address_of(code: str, job: str) -> str:
    """The e-mail address of a user of a region's task force."""
    return f"{job}.{code}@beban.contoh"


def shares(codes: Iterable[str], cases: int) -> dict[str, int]:
    """The number of cases per region: fixed for the benchmark city, weighted unevenly for the others."""
    fixed = min(BENCHMARK_CASES, cases * 2 // 5)
    others = [code for code in codes if code != BENCHMARK_CITY]
    rng = Random(f"shares-{len(others)}")
    weights = [rng.paretovariate(1.6) * (0.15 if "." not in code else 1.0) for code in others]
    total, left = sum(weights), cases - fixed
    found = {code: int(left * weight / total) for code, weight in zip(others, weights, strict=True)}
    for code in others[: left - sum(found.values())]:
        found[code] += 1
    return {**found, BENCHMARK_CITY: fixed}


def make_places(cases: int) -> list[Office]:
    """Create all task forces with decree, agencies and staff; returns the offices, largest first."""
    regions = list(Region.objects.filter(level__in=(RegionLevel.PROVINCE, RegionLevel.CITY)).order_by("code"))
    forces = _task_forces(regions)
    decrees = {
        code: Decree(task_force=force, number="1", year=VALID_FROM.year, valid_from=VALID_FROM)
        for code, force in forces.items()
    }
    Decree.objects.bulk_create(decrees.values())
    agencies, people = {}, {}
    for region in regions:
        force = forces[region.code]
        agencies[region.code] = {key: _agency(force, name, kind) for key, name, kind, _offers in AGENCIES}
        people[region.code] = {job: _user(region.code, job) for job, _role, _key in (*STAFF, SECRETARIAT)}
    Agency.objects.bulk_create(agency for own in agencies.values() for agency in own.values())
    AgencyService.objects.bulk_create(_services(agencies))
    User.objects.bulk_create(user for own in people.values() for user in own.values())
    Membership.objects.bulk_create(_memberships(decrees, agencies, people))
    districts = _districts()
    sizes = shares([region.code for region in regions], cases)
    offices = [
        Office(
            code=region.code,
            task_force=str(forces[region.code].pk),
            agencies={key: str(agency.pk) for key, agency in agencies[region.code].items()},
            people={job: str(user.pk) for job, user in people[region.code].items()},
            names={job: user.name for job, user in people[region.code].items()},
            districts=tuple(districts.get(region.code, (region.code,))),
            cases=sizes[region.code],
        )
        for region in regions
    ]
    return sorted(offices, key=lambda office: -office.cases)


def count_numbers(rows: Iterable[tuple[str, str, int, int]]) -> None:
    """Set the number series to the last used number. Rows: task force, series, year, last number."""
    RegisterCounter.objects.bulk_create(
        RegisterCounter(id=new_id(), task_force_id=force, series=series, year=year, last=last)
        for force, series, year, last in rows
    )


def _task_forces(regions: list[Region]) -> dict[str, TaskForce]:
    """Task forces by region code; the centre has the empty code."""
    centre = TaskForce(level=Level.NATIONAL, name="Gugus Tugas Pusat")
    found = {"": centre}
    for region in regions:
        is_province = region.level == RegionLevel.PROVINCE
        found[region.code] = TaskForce(
            level=Level.PROVINCE if is_province else Level.CITY,
            region=region,
            name=f"Gugus Tugas TPPO {region.name}",
            parent=found[region.parent_id or ""],
        )
    TaskForce.objects.bulk_create(found.values())
    return found


def _agency(force: TaskForce, name: str, kind: str) -> Agency:
    return Agency(task_force=force, name=f"{name} {force.region_id}", short_name=name, kind=kind)


def _user(code: str, job: str) -> User:
    """A user without a password; the benchmarks sign in another way."""
    return User(
        email=address_of(code, job),
        name=f"{job.capitalize()} {code}",
        password="!",  # noqa: S106
        created_at=datetime.now().astimezone(),
    )


def _services(agencies: dict[str, dict[str, Agency]]) -> Iterable[AgencyService]:
    offers = {key: offered for key, _name, _kind, offered in AGENCIES}
    for own in agencies.values():
        for key, agency in own.items():
            for line, hours in offers[key].items():
                yield AgencyService(
                    task_force_id=agency.task_force_id, agency=agency, service_line=line, answer_within_hours=hours
                )


def _memberships(decrees: dict, agencies: dict, people: dict) -> Iterable[Membership]:
    for code, own in people.items():
        for job, role, key in (*STAFF, SECRETARIAT):
            yield Membership(
                user=own[job],
                task_force_id=decrees[code].task_force_id,
                decree=decrees[code],
                agency=agencies[code][key] if key else None,
                role=role,
                valid_from=VALID_FROM,
            )


def _districts() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    rows = Region.objects.filter(level=RegionLevel.DISTRICT).order_by("code").values_list("parent_id", "code")
    for parent, code in rows:
        found.setdefault(parent, []).append(code)
    return found
