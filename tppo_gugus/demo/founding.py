"""The world before the first call: accounts admins create task forces, decrees, divisions, agencies and staff."""

import secrets
from datetime import date, timedelta

from taskforces.access.roles import Role
from taskforces.actions import agencies, bootstrap, decrees, divisions, invitations, memberships, task_forces
from taskforces.models import Agency, Decree, Division, Region, TaskForce, User
from tppo_gugus.demo.cast import ARIF, CENTRE, FIRST_ADMIN, JAMBI, PLACES, DecreeFacts, Office, Place, Post
from tppo_gugus.demo.people import People
from tppo_gugus.demo.personas import PASSWORD, PERSONAS
from tppo_gugus.demo.telling import Cast, Story, Teller, at

FOUNDED = date(2021, 1, 1)
DAYS_AHEAD = 12  # a following decree is entered so many days before it begins


class World:
    """Everything founded so far, by the keys of the cast."""

    def __init__(self, cast: Cast, teller: Teller, people: People) -> None:
        self.cast, self.teller, self.people = cast, teller, people
        self.task_forces: dict[str, TaskForce] = {}
        self.divisions: dict[str, list[Division]] = {}  # divisions of a place's newest decree

    def place_of(self, key: str) -> TaskForce:
        """The task force of a place."""
        return self.task_forces[key]


def found(world: World) -> Story:
    """Found the centre, then everything below it, on one day; Arif takes over Kota Jambi."""
    yield at(FOUNDED, 7, 0)
    _begin_centre(world)
    for place in PLACES:
        _form(world, place)
    _appoint_admin(world, JAMBI)
    for place in PLACES:
        for post in place.posts:
            _appoint(world, place, post)
    world.cast.forget()


def recall(world: World) -> None:
    """Load what an earlier part founded: task forces, their agencies, the divisions of the decrees."""
    for place in (CENTRE, *PLACES):
        world.task_forces[place.key] = force = TaskForce.objects.get(region_id=place.region or None)
        agencies_by_name = {agency.name: agency for agency in Agency.objects.filter(task_force=force)}
        for office in place.offices:
            world.cast.agencies[place.key, office.key] = agencies_by_name[office.name]
        world.divisions[place.key] = list(Division.objects.filter(decree__task_force=force))


def follow(world: World, place: Place) -> Story:
    """Enter each following decree in time, and carry everybody's access over."""
    for facts in place.decrees[1:]:
        yield at(facts.valid_from - timedelta(days=DAYS_AHEAD), 10, 0)
        with world.cast.acting(place.admin) as admin:
            decree = _decree(world, place, facts, admin)
            decrees.carry_over(decree=decree, by=admin)
        yield at(facts.valid_from, 8, 0)
        with world.cast.acting(place.admin) as admin:
            for office in place.offices:
                _join_division(world, place, office, admin)


def _begin_centre(world: World) -> None:
    facts = CENTRE.decrees[0]
    sent = bootstrap.begin(
        task_force_name=CENTRE.letterhead["name"],
        region=None,
        decree_number=facts.number,
        decree_year=facts.year,
        valid_from=facts.valid_from,
        email=FIRST_ADMIN,
        name="Pengelola Contoh",
    )
    invitations.accept(invitation=sent.invitation, name="Pengelola Contoh", password=secrets.token_urlsafe(24))
    world.task_forces[CENTRE.key] = sent.invitation.task_force


def _form(world: World, place: Place) -> None:
    with world.cast.acting(FIRST_ADMIN) as admin:
        world.task_forces[place.key] = task_forces.create(
            parent=world.place_of(place.parent),
            region=Region.objects.get(pk=place.region),
            details=place.letterhead,
            by=admin,
        )
    world.cast.forget()  # the admin now manages one more
    with world.cast.acting(FIRST_ADMIN) as admin:
        _decree(world, place, place.decrees[0], admin)
        for office in place.offices:
            world.cast.agencies[place.key, office.key] = _agency(world, place, office, admin)


def _decree(world: World, place: Place, facts: DecreeFacts, admin: User) -> Decree:
    """Create a decree with its divisions; every decree has new ones."""
    details = {
        "number": facts.number,
        "year": facts.year,
        "title": facts.title,
        "valid_from": facts.valid_from,
        "valid_until": facts.valid_until,
    }
    decree = decrees.create(task_force=world.place_of(place.key), details=details, by=admin)
    world.divisions[place.key] = [divisions.create(decree=decree, name=name, by=admin) for name in place.divisions]
    return decree


def _agency(world: World, place: Place, office: Office, admin: User) -> Agency:
    number = 100 + place.offices.index(office)
    details = {
        "name": office.name,
        "short_name": office.short_name,
        "kind": office.kind,
        "contact_phone": f"Contoh ({place.region[:2]}) 000-{number}",
        "division": _division(world, place, office),
    }
    services = [{"service_line": line, "answer_within_hours": hours} for line, hours in office.offers.items()]
    return agencies.create(task_force=world.place_of(place.key), details=details, services=services, by=admin)


def _join_division(world: World, place: Place, office: Office, admin: User) -> None:
    agency = world.cast.agency(place.key, office.key)
    world.cast.agencies[place.key, office.key] = agencies.edit(
        agency=agency, changes={"division": _division(world, place, office)}, by=admin
    )


def _division(world: World, place: Place, office: Office) -> Division | None:
    named = world.divisions[place.key]
    return named[office.division] if office.division is not None else None


def _appoint_admin(world: World, place: Place) -> None:
    _appoint(world, place, Post(ARIF, "Arif", Role.ACCOUNTS_ADMIN), by=FIRST_ADMIN)
    world.cast.forget()


def _appoint(world: World, place: Place, post: Post, by: str = "") -> None:
    """Invite somebody to a first post; grant further posts to people with an account."""
    decree = Decree.objects.filter(task_force=world.place_of(place.key)).earliest("valid_from")
    begins = max(FOUNDED, decree.valid_from)
    for office in post.offices or ("",):
        agency = world.cast.agency(place.key, office) if office else None
        user = User.objects.filter(email=post.email).first()
        with world.cast.acting(by or place.admin) as admin:
            if user is not None:
                memberships.grant(user=user, decree=decree, role=post.role, agency=agency, valid_from=begins, by=admin)
                continue
            sent = invitations.invite(
                decree=decree,
                email=post.email,
                name=post.name,
                role=post.role,
                agency=agency,
                valid_from=begins,
                by=admin,
            )
        invitations.accept(invitation=sent.invitation, name=post.name, password=_password(post.email))


def _password(email: str) -> str:
    """The public demo password for the personas; a random one for everybody else."""
    return PASSWORD if email in {persona.email for persona in PERSONAS} else secrets.token_urlsafe(24)
