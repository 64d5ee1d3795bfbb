"""Disclosure control: every figure that leaves the case team passes here (docs/privacy.md, rules 1 to 7)."""

from .suppression import DisclosureRefused, Inconsistent, suppress

__all__ = ["DisclosureRefused", "Inconsistent", "suppress"]
