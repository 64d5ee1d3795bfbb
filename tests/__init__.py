"""Tests mirror the apps. This file must exist, or pytest takes `tests/cases` for the app `cases`."""
