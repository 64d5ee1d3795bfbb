"""The sans fonts a page must fit in, and a Chromium with only one of them.

Users see these pages in the font of their own computer. DejaVu Sans is the widest common font on Linux; Liberation Sans
has the widths of Arial. A page that fits with both fits nearly everywhere.
"""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import FunctionType

from playwright.sync_api import Browser, Playwright

from tests.browser import checks
from tests.browser.chromium import find_chromium

FONTS = ("Liberation Sans", "DejaVu Sans")
PACKAGES = "fonts-liberation fonts-dejavu-core"
OWN_FONTS = "whatever is there"  # without fontconfig
CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/conf.d</include>
  <dir>{folder}</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""
MEASURING = (checks.look_at, checks.look_at_paper, checks.sideways_overflow, checks.accessibility_faults)


def folders() -> dict[str, Path]:
    """The folder of each font of ``FONTS`` that this machine has."""
    if shutil.which("fc-list") is None:
        return {}
    listed = subprocess.run(["fc-list", ":", "family", "file"], capture_output=True, text=True, check=False).stdout
    files = [line.rpartition(": ")[::2] for line in listed.splitlines()]
    found = {family: Path(file).parent for file, families in files for family in families.strip().split(",")}
    return {font: found[font] for font in FONTS if font in found}


def present() -> list[str]:
    """The fonts available for tests, the usual one first."""
    return list(folders()) or [OWN_FONTS]


def report() -> str:
    """One line for the end of a run: the fonts used for measuring, or that there was no browser."""
    if find_chromium() is None:
        return "BROWSER TESTS SKIPPED: no Chromium found (Debian: apt-get install chromium)"
    lacking = ", ".join(font for font in FONTS if font not in present())
    without = f"; not on this machine: {lacking} (Debian: apt-get install {PACKAGES})" if lacking else ""
    return f"Pages were measured in {' and '.join(present())}{without}"


def launch(playwright: Playwright, font: str, workplace: Path) -> Browser:
    """Start a Chromium with only the fonts of one folder; ``workplace`` has its configuration."""
    environment = dict(os.environ)
    if font != OWN_FONTS:
        configuration = workplace / "fonts.conf"
        configuration.write_text(CONFIGURATION.format(folder=folders()[font], cache=workplace / "cache"))
        environment["FONTCONFIG_FILE"] = str(configuration)
    return playwright.chromium.launch(
        executable_path=find_chromium(), args=["--disable-dev-shm-usage"], env=environment
    )


def measures(function: Callable) -> bool:
    """Whether a test measures the layout, itself or through a function of its module."""
    known, waiting = set(), [function]
    while waiting:
        current = waiting.pop()
        if current in MEASURING:
            return True
        known.add(current)
        named = [current.__globals__.get(name) for name in current.__code__.co_names]
        waiting += [
            found for found in named if isinstance(found, FunctionType) and _is_ours(found) and found not in known
        ]
    return False


def _is_ours(function: FunctionType) -> bool:
    return function.__module__.startswith("tests.browser")
