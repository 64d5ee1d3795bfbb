"""Find the same person by name in any spelling, NIK, telephone, account or birth date, all encrypted."""

from cases.matching.engine import matches_for, matches_for_many
from cases.matching.facts import Facts, Likelihood, Match, Reason
from cases.matching.people_search import find_people

__all__ = ["Facts", "Likelihood", "Match", "Reason", "find_people", "matches_for", "matches_for_many"]
