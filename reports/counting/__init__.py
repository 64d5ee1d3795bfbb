"""Count complaints, cases, victims and service requests. Each is its own unit; units are never mixed.

Everything that shows a figure (screen, paper, sheet, command) uses these counts, so no two of them can disagree.
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
