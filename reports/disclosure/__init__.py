"""Disclosure control: every figure that leaves the case team passes here.

The rules are those of the domain: small counts hidden, their complements too, no rate over fewer than ten, at most two
attributes crossed, no region below the city, and no period that gives a neighbouring one away.
"""

from .periods import PublishedFigures, too_close
from .publication import publish, published_figures, refuse_period
from .regions import Family
from .suppression import DisclosureRefused, Inconsistent, suppress

__all__ = [
    "DisclosureRefused",
    "Family",
    "Inconsistent",
    "PublishedFigures",
    "publish",
    "published_figures",
    "refuse_period",
    "suppress",
    "too_close",
]
