"""Where the system's Chromium is, and how long it may take to do what is waited for."""

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
PATIENCE = 10_000  # milliseconds a page may take to do what a test waits for


def find_chromium() -> str | None:
    """Return the path of the system's Chromium."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)
