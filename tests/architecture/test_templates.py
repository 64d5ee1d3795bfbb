"""Folders and line lengths of templates, so that changes are readable in a diff and parts can be found."""

from pathlib import Path

import pytest
from django.conf import settings

from tests.architecture.sources import PACKAGES

FOLDER = settings.BASE_DIR / "templates"
TEMPLATES = sorted(path for path in FOLDER.rglob("*.*") if path.is_file())
PAGES = [path for path in TEMPLATES if path.suffix == ".html"]
# Pages of an app are in its folder; these folders do not belong to our apps.
OWN_FOLDERS = {"components", "parts", "public", "saved_views", "shell"}
TEXTS = {"email", "mail", "messages", "said"}  # sentences of mails and messages
PACKAGE_FOLDERS = {"account", "allauth", "layouts", "mfa", "recovery_codes", "totp", "usersessions"}  # named by them
# Folders in which every template is a part of a page.
FOLDERS_OF_PARTS = {"components", "parts", "shell"}
BASES = {"base.html", "base_plain.html", "public/base.html"}
LONGEST_LINE = 120


def short(path: Path) -> str:
    """The name of the template in a view."""
    return path.relative_to(FOLDER).as_posix()


def test_every_folder_has_the_name_of_an_app_or_of_a_known_purpose():
    known = {*PACKAGES, *OWN_FOLDERS, *TEXTS, *PACKAGE_FOLDERS}
    assert sorted({name for path in TEMPLATES for name in Path(short(path)).parts[:-1]} - known) == []


def test_a_part_of_a_page_stands_in_parts_and_a_page_does_not():
    """A page extends another template, a part does not. So no name needs an underscore."""
    parts = {short(path) for path in PAGES if "{% extends" not in path.read_text()} - BASES
    there = {short(path) for path in PAGES if path.parent.name in FOLDERS_OF_PARTS}
    assert sorted(parts ^ there) == []
    assert [short(path) for path in TEMPLATES if path.name.startswith("_")] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_no_line_is_longer_than_a_screen(path):
    long = [number for number, line in enumerate(path.read_text().splitlines(), 1) if len(line) > LONGEST_LINE]
    assert long == [], f"{short(path)}: lines {long}"
