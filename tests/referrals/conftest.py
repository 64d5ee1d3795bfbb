"""Fixtures: a girl Sari refers, and the agencies that may help her."""

import uuid
from dataclasses import dataclass
from datetime import date

import pytest

from cases.models import Consent, Victim
from referrals.actions import referrals as actions
from referrals.models import Referral
from taskforces.access.roles import Role
from tests.factories import CaseFactory, ConsentFactory, ReferralFactory, VictimFactory
from tests.personas import World, make_user

NEED = "Tempat tinggal sementara dan konseling untuk anak, mulai pekan ini."


@dataclass
class Story:
    """The girl, her consent, and how Sari sends her."""

    world: World
    victim: Victim
    consent: Consent

    def send(self, **changes) -> Referral:
        """Send a referral, by default to Dinas Sosial for social rehabilitation."""
        values = {
            "victim": self.victim,
            "agency": self.world.dinsos,
            "service_lines": ["social_rehabilitation"],
            "need": NEED,
            "urgency": "ordinary",
            "consent": self.consent,
            "extras": {},
            "answer_due_at": None,
            "submission_key": uuid.uuid4(),
            "by": self.world.sari,
        }
        return actions.send(**{**values, **changes})

    def sent(self, **changes) -> Referral:
        """The same as rows, in any state (``accepted=True``), as the start of later tests."""
        values = {"victim": self.victim, "agency": self.world.dinsos, "consent": self.consent, "need": NEED}
        return ReferralFactory(**{**values, **changes})


def make_story(world: World) -> Story:
    """The girl of the stories, with a consent."""
    world.uptd.contact_phone = "0741-000-0127"
    world.uptd.save()
    victim = VictimFactory(case=CaseFactory(by=world.sari), special_needs="Pendamping perempuan")
    return Story(world, victim, ConsentFactory(victim=victim, given_on=date(2026, 2, 9)))


@pytest.fixture
def story(world) -> Story:
    """The girl of the stories, with a consent."""
    return make_story(world)


@pytest.fixture
def wati(world):
    """A second officer of Dinas Sosial."""
    return make_user("Wati", Role.AGENCY_OFFICER, world.decree, world.dinsos)


def all_of(referral: Referral, outcome: str) -> dict[str, str]:
    """The same outcome for each service line."""
    return dict.fromkeys(referral.service_lines, outcome)
