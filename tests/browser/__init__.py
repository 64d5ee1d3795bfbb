"""Whole stories in a real Chromium; skipped with one visible line where none is installed."""
