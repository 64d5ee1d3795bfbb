"""Every URL of the site with real objects behind it, for tests that walk them all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from cases.merging.snapshot import Snapshot, person_values
from cases.models import Draft, Link, NotSame, Person, PersonMerge, Service
from coordination.models import Attendance, Decision, Meeting
from reports.models import SummaryRelease
from safeguards.identifiers import new_id
from taskforces.models import Invitation, Notification, SavedView, Watch
from taskforces.models.invitation import token_digest
from tests.architecture.sources import PACKAGES
from tests.factories import (
    STORY,
    CaseFactory,
    ComplaintFactory,
    ContactAttemptFactory,
    DutyTurnFactory,
    EmergencyContactFactory,
    EmergencyFactory,
    EndingRequestFactory,
    HandOverFactory,
    PersonFactory,
    PublicReportFactory,
    ReferralFactory,
    VictimFactory,
)
from tests.factories.base import next_number

# The first word of a route's name is the kind of object its key belongs to; these are the exceptions.
KEYS = {
    "screening": "victim",
    "identity": "victim",
    "proceeding": "case",
    "staff": "membership",
    "summary": "release",
    "inbox": "referral",
    "cases:victim-add": "case",
    "taskforces:division-create": "decree",
    "cases:case-open": "complaint",
    "cases:consent-record": "victim",
    "referrals:referral-send": "victim",
    "referrals:referral-preview": "victim",
    "attempt": "contact-attempt",
    "helper": "emergency-contact",
    "cases:public-form-edit": "task-force",
}
INVITED = {"taskforces:invitation-accept", "taskforces:invitation-terms"}  # for people without an account
# The public form, for reporters without an account. These pages have no session: a lock, a missing second factor or a
# role do not affect them (cases/public/middleware.py; tests/attacks/test_public_form.py).
STRANGERS = {
    "cases:public-poster",
    "cases:public-list",
    "cases:public-code",
    "cases:public-exit",
    "cases:public-calendar",
    "cases:public-report",
    "cases:public-nothing",
}
PUBLIC = INVITED | STRANGERS
# Keys of a path that name no row of a task force, and what stands for each.
GIVEN = {"document_format": "pdf", "token": "bukan-token", "code": "kota-jambi", "duty": "identifikasi"}
MADE_BY_THE_PAGE = {"key"}  # of a form: whoever opens a new one makes it, and finds their own draft under it alone


@dataclass(frozen=True)
class Route:
    """One named URL of the project with the keys of its path."""

    name: str
    keys: tuple[str, ...]

    def address(self, things: dict[str, Any]) -> str:
        """The URL of the route's object. Fails for a route this module does not know."""
        if self.name == "cases:public-nothing":
            return "/l/tidak/ada/"
        values = {key: GIVEN.get(key) or (things[key] if key in things else self.thing(things)).pk for key in self.keys}
        return reverse(self.name, kwargs=values)

    @property
    def rows(self) -> tuple[str, ...]:
        """The keys that name a row: whoever may not know of it finds nothing at this address."""
        return tuple(key for key in self.keys if key not in GIVEN and key not in MADE_BY_THE_PAGE)

    def thing(self, things: dict[str, Any]):
        """The row this route is about."""
        first = self.name.split(":")[-1].split("-")[0]
        kind = KEYS.get(self.name) or KEYS.get(first) or first
        longer = next((key for key in things if self.name.split(":")[-1].startswith(key + "-")), kind)
        return things[longer if longer in things and self.name not in KEYS and first not in KEYS else kind]


def routes() -> Iterator[Route]:
    """All routes of the project's own apps; packages test their own."""

    def walk(patterns, namespace: str) -> Iterator[Route]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                inner = pattern.namespace or namespace
                yield from walk(pattern.url_patterns, inner)
            elif isinstance(pattern, URLPattern) and pattern.name and namespace in PACKAGES:
                yield Route(f"{namespace}:{pattern.name}", tuple(pattern.pattern.converters))

    yield from walk(get_resolver().url_patterns, "")


def one_of_everything(world) -> dict[str, Any]:
    """One object of each kind in Kota Jambi, with distinctive secrets in every secret field.

    All its people have the same identity; none can be found, because each would match every other.
    """
    case = CaseFactory(by=world.sari)
    victim = VictimFactory(case=case, person__findable=False)
    complaint = ComplaintFactory(by=world.sari, people=1, people__person__findable=False)
    joined = ComplaintFactory(by=world.sari, outcome="new_case", case=case, people=1, people__person__findable=False)
    referral = ReferralFactory(victim=victim)
    declared = ComplaintFactory(
        by=world.sari, outcome="emergency", urgency="emergency", people=1, people__person__findable=False
    )
    handed = ComplaintFactory(
        by=world.sari, outcome="other_region", handed_to="UPTD PPA Kota Batam", people=1, people__person__findable=False
    )
    PublicReportFactory(complaint=complaint, seed=str(world.jambi.pk).encode())
    meeting = Meeting.objects.create(
        task_force=world.jambi,
        title="Rapat koordinasi",
        held_on=date(2026, 2, 12),
        place="Aula",
        recorded_at=timezone.now(),
        recorded_by=world.rina,
    )
    Attendance.objects.create(task_force=world.jambi, meeting=meeting, agency=world.dinsos, people=2)
    decision = Decision.objects.create(
        task_force=world.jambi,
        meeting=meeting,
        text="Daftar nomor jaga",
        owner_agency=world.dinsos,
        due_on=date(2026, 3, 1),
        state_changed_at=timezone.now(),
        state_changed_by=world.rina,
    )
    return {
        **make_people(world),
        "case": case,
        "victim": victim,
        "complaint": complaint,
        "complaint-of-case": joined,
        "draft": Draft.objects.create(
            user=world.sari, key=f"complaint:{new_id()}", fields=f'{{"narrative": "{STORY}"}}'
        ),
        "referral": referral,
        "register": make_register(world),
        "service": Service.objects.get(referral_id=referral.pk),
        "consent": referral.consent,
        "emergency": EmergencyFactory(complaint=declared),
        "handover": HandOverFactory(complaint=handed),
        "contact-attempt": ContactAttemptFactory(victim=victim),
        "ending": EndingRequestFactory(victim__case=CaseFactory(by=victim.case.responsible)),
        "turn": DutyTurnFactory(by=world.ratna),
        "leaving": world.sari,
        "emergency-contact": EmergencyContactFactory(by=world.ratna),
        "meeting": meeting,
        "decision": decision,
        "release": make_release(world),
        "agency": world.dinsos,
        "decree": world.decree,
        "division": world.division,
        "task-force": world.jambi,
        "membership": world.maya.memberships.get(),
        "invitation": make_invitation(world),
        **make_view(world),
        "notification": Notification.objects.create(user=world.sari, text="R-2026-0001 diterima", path="/rujukan/"),
    }


def make_people(world) -> dict[str, Any]:
    """Two people who may be the same, two marked as different, and a merge."""
    person, other, gone = (PersonFactory(task_force=world.jambi, findable=False) for _person in range(3))
    told_apart = {"decided_at": timezone.now(), "decided_by": world.sari}
    first, second = sorted([person, other], key=lambda row: row.pk)
    merged = {"merged_at": timezone.now(), "merged_by": world.sari, "kept_code": "P-2026-0001/1"}
    snapshot = Snapshot(person_values(person), person_values(gone), after=person_values(person))
    Person.objects.filter(pk=gone.pk).update(merged_into=person)
    return {
        "person": person,
        "other": other,
        "link": Link.objects.create(task_force=world.jambi, kind="phone", token=1, found_at=timezone.now()),
        "not-same": NotSame.objects.create(task_force=world.jambi, first=first, second=second, **told_apart),
        "merge": PersonMerge.objects.create(
            task_force=world.jambi,
            kept=person,
            gone=gone,
            before=snapshot.as_text(),
            gone_code="P-2026-0002/1",
            **merged,
        ),
    }


def make_view(world) -> dict[str, Any]:
    """A saved view of Sari, and her watch on it."""
    view = SavedView.objects.create(
        task_force=world.jambi, user=world.sari, of_list="cases", name="Anak", query="korban=anak"
    )
    watch = Watch.objects.create(task_force=world.jambi, user=world.sari, view=view, kind="more_than", threshold=3)
    return {"view": view, "watch": watch}


def make_release(world) -> SummaryRelease:
    """A released summary of Kota Jambi, from the existing rows."""
    from reports import freezing
    from reports.summary import compose
    from reports.summary_shape import Period

    period = Period(date(2026, 1, 1), date(2026, 1, 31))
    summary = compose(task_force=world.jambi, period=period, by=world.rina)
    return SummaryRelease.objects.create(
        task_force=world.jambi,
        number=next_number(world.jambi, "RP", 2026),
        period_from=period.start,
        period_to=period.end,
        variant="terbatas",
        summary=freezing.to_plain(summary),
        digest=freezing.digest(summary),
        released_at=timezone.now(),
        released_by=world.rina,
    )


def make_register(world):
    """An old register of Kota Jambi with the people of the stories, waiting for answers."""
    from cases.register import actions as register
    from tests.factories import NAME, NIK, PHONE, STORY

    lines = ("Tgl Lapor;Nama Korban;NIK;No HP;Umur;Kronologi", f"12-8-2023;{NAME};{NIK};{PHONE};15;{STORY}")
    batch = register.upload(
        task_force=world.jambi,
        agency=world.uptd,
        file_name=f"{NAME}.csv",
        content="\n".join(lines).encode(),
        by=world.ratna,
    )
    return register.check(batch=batch, by=world.ratna)


def make_invitation(world) -> Invitation:
    """An invitation to Dinas Sosial that is still open."""
    return Invitation.objects.create(
        task_force=world.jambi,
        email=f"baru.{world.jambi.pk}@uji.contoh",
        name="Petugas Baru",
        decree=world.decree,
        agency=world.dinsos,
        role="agency_officer",
        valid_from=timezone.localdate(),
        token_digest=token_digest(str(world.jambi.pk)),
        expires_at=timezone.now() + timedelta(hours=72),
        invited_at=timezone.now(),
        invited_by=world.arif,
    )
