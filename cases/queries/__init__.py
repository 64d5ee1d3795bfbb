"""Reads too rich for a queryset method."""
