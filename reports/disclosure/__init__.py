"""Disclosure control: every figure that leaves the case team passes through it.

The rules are those of the domain: small counts and their complements are hidden, no rate over fewer than ten, at most
two attributes crossed, no region below the city, and no period that reveals a neighbouring one.
"""

from reports.disclosure.periods import PublishedFigures, too_close
from reports.disclosure.publication import publish, published_figures, refuse_period, with_figures_of
from reports.disclosure.regions import Family
from reports.disclosure.suppression import DisclosureRefused, Inconsistent, suppress

RULES = 2
"""Version of the rules. Raise it when they get stricter: papers made under older rules are then not handed out again.

2: relations between tables of the same people (``same_people``), limits that usually hold.
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
