"""Counting rows: complaints, cases, victims and service requests, each its own unit, never mixed.

Everything that shows a figure (screen, paper, sheet, command) counts here, so that no two of them can disagree.
"""

from reports.counting.tally import (
    ServiceCount,
    Tally,
    tally_cases,
    tally_complaints,
    tally_emergencies,
    tally_services,
    tally_victims,
    tally_years,
)
from reports.same_period import previous_year, same_period_of_years

__all__ = [
    "ServiceCount",
    "Tally",
    "previous_year",
    "same_period_of_years",
    "tally_cases",
    "tally_complaints",
    "tally_emergencies",
    "tally_services",
    "tally_victims",
    "tally_years",
]
