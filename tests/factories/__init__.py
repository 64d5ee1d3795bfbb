"""Rows in the state a story needs, made without the actions so that a test of one act depends on no other."""

from tests.factories.cases import make_case, make_complaint, make_person, make_referral, make_victim

__all__ = ["make_case", "make_complaint", "make_person", "make_referral", "make_victim"]
