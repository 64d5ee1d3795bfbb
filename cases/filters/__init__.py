"""Filters of the lists of this app."""
