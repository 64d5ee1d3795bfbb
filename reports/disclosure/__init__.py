"""Disclosure control: every figure that leaves the case team passes here.

The rules are those of the domain: small counts hidden, their complements too, no rate over fewer than ten, at most two
attributes crossed, no region below the city, and no period that gives a neighbouring one away.
"""

from reports.disclosure.periods import PublishedFigures, too_close
from reports.disclosure.publication import publish, published_figures, refuse_period, with_figures_of
from reports.disclosure.regions import Family
from reports.disclosure.suppression import DisclosureRefused, Inconsistent, suppress

RULES = 2
"""Version of the rules. To be raised when they get stricter: papers made by older ones are then not handed out again.

2: relations between tables of the same people (``same_people``), limits that hold as a rule.
"""

__all__ = [
    "RULES",
    "DisclosureRefused",
    "Family",
    "Inconsistent",
    "PublishedFigures",
    "publish",
    "published_figures",
    "refuse_period",
    "suppress",
    "too_close",
    "with_figures_of",
]
