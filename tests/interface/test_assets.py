"""The downloads of a first visit: one style sheet, a few small scripts, nothing else."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from interface import stylesheets

FIRST_LOAD = 150_000  # bytes, compressed, everything included (design page, gate for every page)


@pytest.fixture
def collected(tmp_path: Path, settings) -> Path:
    """Static files as on a deployed site."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "tppo_gugus.assets.BundlingStorage"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_the_styles_are_one_file_in_layer_order(collected):
    names = json.loads((collected / "staticfiles.json").read_text())["paths"]
    bundle = (collected / names[stylesheets.BUNDLE]).read_text()
    assert bundle.index("@layer tokens, base") < bundle.index(".button") < bundle.index("@media print")
    assert stylesheets.addresses() == [f"/static/{names[stylesheets.BUNDLE]}"]


def test_collecting_twice_changes_nothing(collected):
    before = (collected / "staticfiles.json").read_text()
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (collected / "staticfiles.json").read_text() == before


def test_a_first_visit_is_light(collected, settings):
    names = json.loads((collected / "staticfiles.json").read_text())["paths"]
    wanted = [stylesheets.BUNDLE, "icon.svg", *(name for name in names if name.startswith("js/"))]
    sizes = {name: (collected / f"{names[name]}.br").stat().st_size for name in wanted}
    assert sum(sizes.values()) < FIRST_LOAD / 3, sizes  # the rest is for the page itself and htmx
