"""Rules over all templates, styles and scripts: nothing inline, no foreign host, old browsers, flat files."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from interface import stylesheets

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
STYLES = sorted((settings.BASE_DIR / "static" / "css").rglob("*.css"))
SCRIPTS = sorted((settings.BASE_DIR / "static" / "js").rglob("*.js"))
NAMESPACE = "http://www.w3.org/2000/svg"


def short(path: Path) -> str:
    """The path within the project, as a test's name."""
    return str(path.relative_to(settings.BASE_DIR))


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_templates_hold_no_inline_style_script_or_foreign_host(path):
    text = re.sub(r"{% comment %}.*?{% endcomment %}", "", path.read_text(), flags=re.DOTALL)
    assert not re.search(r"\sstyle\s*=", text), "inline style"
    assert not re.search(r"<style|\son[a-z]+\s*=\s*[\"']|javascript:", text), "inline style sheet or handler"
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", text), "inline script"
    assert not re.search(r"(?:src|href|action)=[\"'](?:https?:)?//", text), "foreign host"


def test_no_template_lets_the_browser_cut_what_is_pasted():
    """A search is not a form with data: the text is short, and nothing is lost."""
    assert [short(path) for path in TEMPLATES if "maxlength" in path.read_text()] == ["templates/search.html"]


@pytest.mark.parametrize("path", [p for p in TEMPLATES if p.parent.name == "components"], ids=short)
def test_components_say_what_they_take(path):
    assert path.read_text().startswith(("{#", "{% comment %}"))


@pytest.mark.parametrize("path", STYLES, ids=short)
def test_styles_name_no_foreign_host_and_import_nothing(path):
    text = path.read_text()
    assert "@import" not in text
    assert "url(" not in text
    assert "//" not in text.replace(NAMESPACE, "")


@pytest.mark.parametrize("path", STYLES, ids=short)
def test_styles_are_flat_and_known_to_chrome_109(path):
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    assert not re.search(r"color-mix\(|light-dark\(|@starting-style|@scope", text)
    within = []
    for mark in re.finditer(r"[^{};]+\{|\}", text):
        token = mark.group().strip()
        if token == "}":
            within.pop()
            continue
        rule = token[:-1].strip()
        assert rule.startswith("@") or not any(not outer.startswith("@") for outer in within), f"nested: {rule}"
        within.append(rule)
    assert not within


@pytest.mark.parametrize("path", [p for p in STYLES if p.name != "tokens.css"], ids=short)
def test_colours_stand_in_the_tokens_alone(path):
    allowed = {"print.css", "act.css"}  # paper is black on white, and a QR code needs a white border
    assert path.name in allowed or not re.search(r"#[0-9a-f]{3,8}\b", path.read_text())


def test_every_style_sheet_is_loaded():
    there = {str(path.relative_to(settings.BASE_DIR / "static")) for path in STYLES}
    assert there - set(stylesheets.FILES) == {
        "css/components/specimen.css",
        "css/public.css",  # the public pages load it alone
    }
    assert set(stylesheets.FILES) <= there


@pytest.mark.parametrize("path", SCRIPTS, ids=short)
def test_scripts_ask_no_questions_and_call_nobody(path):
    text = path.read_text()
    assert not re.search(r"\bconfirm\(|\balert\(|\bprompt\(|\beval\(|https?://|localStorage|sessionStorage", text)
