"""Rows in the state a story needs, made without the actions so that a test of one act depends on no other."""

from tests.factories.cases import make_case, make_complaint, make_person, make_referral, make_victim
from tests.factories.outcomes import (
    make_contact_attempt,
    make_duty_turn,
    make_emergency,
    make_emergency_contact,
    make_hand_over,
)
from tests.factories.public import make_public_form, make_public_report

__all__ = [
    "make_case",
    "make_complaint",
    "make_contact_attempt",
    "make_duty_turn",
    "make_emergency",
    "make_emergency_contact",
    "make_hand_over",
    "make_person",
    "make_public_form",
    "make_public_report",
    "make_referral",
    "make_victim",
]
