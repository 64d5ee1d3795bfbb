"""The pages people write: each is found from the index, leads somewhere, and names files and commands that exist."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

DOCS = ROOT / "docs"
INDEX = DOCS / "README.md"
DECISIONS = sorted((DOCS / "adr").glob("*.md"))
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), ROOT / "deploy" / "README.md"])
PAST = ("CHANGELOG.md",)  # it may name what is gone
LONGEST_GUIDE = 250  # lines: it is read in the first hour
LINK = re.compile(r"(?<!!)\[[^]]*\]\(([^)\s]+)\)")
# A file as pages name one: a path with an ending, from the top of the repository or of the templates.
FILE = re.compile(r"`((?:[\w.-]+/)+[\w.-]+\.(?:py|html|md|css|js|json|typ|toml))`")
DAY = r"\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) 20\d\d"
# What every decision has, and how it is recognised.
PARTS_OF_A_DECISION = {
    "number": r"\A# {number}\. \S",
    "date": rf"^\*\*Date\.\*\* {DAY}\.$",
    "status": r"^\*\*Status\.\*\* (?:In force|Replaced by \[ADR \d+\]|Dropped)",
    "decision": r"^\*\*Decided\.\*\* ",
    "alternatives": r"\*\*Alternatives\.\*\* ",
}


def links(page: Path) -> Iterator[tuple[str, Path, str]]:
    """Links of a page to other files of the repository: as written, the file, and the heading in it."""
    for written in LINK.findall(page.read_text()):
        if "://" not in written and not written.startswith("mailto:"):
            path, _, heading = written.partition("#")
            yield written, ((page.parent / path).resolve() if path else page), heading


def headings(page: Path) -> set[str]:
    """The anchors of a page: its headings in small letters, with hyphens for spaces."""
    found = re.findall(r"^#+ (.*)$", page.read_text(), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found}


def named_files(text: str) -> set[str]:
    """Files of the repository a text names in backticks."""
    return set(FILE.findall(text))


def rooms(section: str) -> list[str]:
    """What stands in backticks in the first column of a table, in order; `access.{a,b}` is two of them."""
    found = []
    for line in section.splitlines():
        for cell in re.findall(r"`([^`]+)`", line.split("|")[1]) if line.startswith("|") else ():
            outside, _, inside = cell.partition("{")
            found += [outside + part for part in inside.rstrip("}").split(",")] if inside else [cell]
    return found


def missing_parts(text: str, number: int) -> list[str]:
    """Which parts a decision lacks."""
    return [
        part
        for part, pattern in PARTS_OF_A_DECISION.items()
        if not re.search(pattern.replace("{number}", str(number)), text, flags=re.MULTILINE)
    ]


def test_every_page_of_the_docs_is_in_the_index():
    linked = {target for _written, target, _heading in links(INDEX)}
    pages = set(DOCS.rglob("*.md")) - {INDEX}
    assert sorted(str(page.relative_to(ROOT)) for page in pages - linked) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page):
    dead = [written for written, target, _heading in links(page) if not target.exists()]
    no_heading = [
        written
        for written, target, heading in links(page)
        if heading and target.suffix == ".md" and target.exists() and heading not in headings(target)
    ]
    assert (dead, no_heading) == ([], [])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_a_page_names_is_there(page):
    places = (ROOT, ROOT / "templates")
    named = named_files(page.read_text()) if page.name not in PAST else set()
    missing = [name for name in sorted(named) if not any((top / name).exists() for top in places)]
    assert not missing, f"named on the page, and not there: {missing}"


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda page: page.stem)
def test_every_decision_has_number_date_status_and_alternatives(decision):
    assert missing_parts(decision.read_text(), int(decision.stem[:4])) == []


def test_decisions_are_numbered_without_a_gap():
    assert [int(page.stem[:4]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def test_the_index_gives_the_date_of_each_decision():
    index = INDEX.read_text()
    for decision in DECISIONS:
        title = decision.read_text().split("\n", 1)[0].split(". ", 1)[1]
        day = re.search(rf"\*\*Date\.\*\* ({DAY})", decision.read_text())
        assert f"[{title}](adr/{decision.name}) | {day and day[1]} |" in index, decision.stem


def test_every_command_of_the_guide_is_in_the_makefile():
    targets = set(re.findall(r"^([a-z-]+(?: [a-z-]+)*):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    targets = {word for line in targets for word in line.split()}
    named = set(re.findall(r"`make ([a-z-]+)", (ROOT / "CONTRIBUTING.md").read_text()))
    assert named - targets == set()


@pytest.mark.parametrize(
    ("app", "heading"), [("cases", "## The rooms of `cases`"), ("taskforces", "## The order inside")]
)
def test_the_architecture_names_every_room_in_its_order(app, heading):
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract.get("containers") == [app])
    section = (DOCS / "architecture.md").read_text().split(heading)[1].split("\n## ")[0]
    order = rooms(section)
    for layer in layers:
        level = set(re.split(r"[^\w.]+", layer))
        assert level - set(order) == set(), layer
    places = [min(order.index(room) for room in re.split(r"[^\w.]+", layer)) for layer in layers]
    assert places == sorted(places), "the page tells the rooms in another order"


def test_the_guide_is_short_enough_to_be_read():
    assert len((ROOT / "CONTRIBUTING.md").read_text().splitlines()) <= LONGEST_GUIDE


def test_the_front_page_leads_to_guide_security_and_index():
    written = {written for written, _target, _heading in links(ROOT / "README.md")}
    assert {"CONTRIBUTING.md", "SECURITY.md", "docs/README.md"} - written == set()


class TestTheRulesThemselves:
    """Each rule notices what it is for."""

    WHOLE = "# 4. T\n\n**Date.** 2 May 2026.\n**Status.** In force.\n\n**Decided.** X.\n\n**Alternatives.** Y.\n"

    def test_a_whole_decision_lacks_nothing(self):
        assert missing_parts(self.WHOLE, 4) == []

    @pytest.mark.parametrize(
        ("taken", "put", "lacks"),
        [
            ("2 May 2026", "May", "date"),
            ("In force", "maybe", "status"),
            ("**Alternatives.** Y.", "", "alternatives"),
            ("# 4.", "# 5.", "number"),
        ],
    )
    def test_a_part_that_is_missing_is_named(self, taken, put, lacks):
        assert missing_parts(self.WHOLE.replace(taken, put), 4) == [lacks]

    def test_files_are_told_from_other_words(self):
        text = "`cases/workflow.py`, `workflow.py`, `<app>/workflow.py`, `cases/actions/`, `a.b.c`, `docs/x.md`"
        assert named_files(text) == {"cases/workflow.py", "docs/x.md"}

    def test_rooms_are_read_in_order(self):
        assert rooms("text `a`\n| x | y |\n| `b`, `c.{d,e}` | `f` |") == ["b", "c.d", "c.e"]

    def test_a_heading_is_found_by_its_anchor(self, tmp_path):
        page = tmp_path / "page.md"
        page.write_text("# Add an act\n\n## Who, and `when`\n")
        assert headings(page) == {"add-an-act", "who-and-when"}
