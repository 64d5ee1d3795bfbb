"""Tests mirror the apps and their folders. This file must exist, or pytest takes `tests/cases` for the app `cases`."""
