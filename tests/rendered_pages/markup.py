"""HTML as lines for comparing: a tag, its attributes and a text each on a line, with only visible white space.

White space inside a text is one blank. Between elements it is kept only if it is visible, as a line ``SPACE``: not at
the edges of a block, not among the children of a flex box or a grid, not in a drawing. Texts of ``pre`` and
``textarea`` stay unchanged. The style sheets say where line breaks are visible (``white-space: pre-line``), and which
elements look different while they are empty (``:empty``).
"""

import re
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path

SPACE = "␣"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


BLOCKS = _words(
    "html head body title meta link script style base div p section article header footer main nav aside h1 h2 h3 h4 h5"
    " h6 ul ol li dl dt dd table thead tbody tfoot tr th td caption colgroup col form fieldset legend details summary"
    " figure figcaption blockquote pre hr option optgroup address template dialog hgroup search menu br"
)
VOID = _words("area base br col embed hr img input link meta source track wbr")
SOLID = _words("img input select button textarea svg meter progress iframe")  # one thing within a line
NO_TEXT = _words("table thead tbody tfoot tr colgroup select optgroup ul ol dl head html svg g")
EXACT = frozenset(("pre", "textarea", "script", "style"))
RULE = re.compile(r"([^{}]*)([{}])")
DISPLAY = re.compile(r"(?:^|;)\s*display:\s*([a-z-]+)")
KEEPS_LINES = re.compile(r"white-space:\s*pre")
PLAIN = re.compile(r"(?:\.[\w-]+ (?:> )?)+[\w-]+|(?:\.[\w-]+ (?:> )?)*\.[\w-]+")  # .fold > summary, .rows .row-meta
SIGNED = re.compile(r":[0-9A-Za-z]{6}:[\w-]{43}$")  # the moment and the signature of a signed value
EMPTY = re.compile(r"([\w-]+):empty$")
MASKED = {"csrfmiddlewaretoken", "sheet", "pass"}  # hidden fields that are new each time


@lru_cache(None)
def rules(root: Path) -> list[tuple[str, str, bool]]:
    """Every rule of the style sheets: a selector, its declarations, whether it holds on every screen."""
    found: list[tuple[str, str, bool]] = []
    for path in sorted((root / "static" / "css").rglob("*.css")):
        within: list[str] = []
        for before, brace in RULE.findall(re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)):
            if brace == "{":
                within.append(before.rpartition(";")[2].strip())
                continue
            selectors = within.pop().split(",")
            everywhere = all(one.startswith("@layer") for one in within)
            found += [(selector.strip(), before, everywhere) for selector in selectors]
    return found


@lru_cache(None)
def displays(root: Path) -> dict[str, list[tuple[set[str], str]]]:
    """The layout of elements on every screen, by tag or class: the classes around them, and ``block``, ``flex`` …

    Only rules of classes and one last tag count.
    """
    found: dict[str, list[tuple[set[str], str]]] = {}
    for selector, declared, everywhere in rules(root):
        shown = DISPLAY.search(declared)
        if shown and everywhere and PLAIN.fullmatch(selector):
            *around, name = selector.replace(">", " ").split()
            found.setdefault(name, []).append(({one.removeprefix(".") for one in around}, shown[1]))
    return found


@lru_cache(None)
def keepers(root: Path) -> list[tuple[set[str], str]]:
    """Tags and classes whose line breaks are seen (``white-space: pre-line``), with the classes they stand in."""
    found = []
    for selector, declared, _everywhere in rules(root):
        if KEEPS_LINES.search(declared):
            *around, name = re.sub(r":not\(.*?\)|[.>]", " ", selector).split()
            found.append((set(around), name))
    return found


@lru_cache(None)
def empties(root: Path) -> set[str]:
    """Tags and classes that look different while they are empty; a blank makes them not empty."""
    return {match[1] for selector, *_rest in rules(root) if (match := EMPTY.search(selector))}


class _Element:
    """An open element: whether it is a block, and whether its children are blocks by position."""

    def __init__(self, tag: str, classes: list[str], root: Path, parent: "_Element | None"):
        around: set[str] = parent.classes if parent else set()
        known = displays(root)
        ways = {
            way
            for name in (tag, *(f".{one}" for one in classes))
            for within, way in known.get(name, ())
            if within <= around
        }
        self.tag = tag
        self.classes = around | set(classes)  # with those of all elements around
        self.lays_out = any(way.endswith(("flex", "grid")) for way in ways)
        self.is_block = tag in BLOCKS or bool(ways & {"block", "flex", "grid", "none", "list-item"})
        self.is_block = self.is_block or bool(parent and (parent.lays_out or parent.tag in NO_TEXT))
        self.is_exact = tag in EXACT or bool(parent and parent.is_exact)
        self.keeps_lines = any(within <= around and name in {tag, *classes} for within, name in keepers(root))
        self.tells_empty = bool({tag, *classes} & empties(root))
        self.drops_space = tag in NO_TEXT or bool(parent and parent.tag == "svg")


class Lines(HTMLParser):
    """Reads HTML; ``lines`` is the result."""

    def __init__(self, root: Path):
        super().__init__(convert_charrefs=True)
        self.root = root
        self.lines: list[str] = []
        self.open: list[_Element] = []
        self.text: list[str] = []
        self.is_after_space = True  # a blank is not visible here
        self.place = 0  # where a blank before what comes next is written: after closing tags, before opening ones
        self.blank: int | None = None  # the line of a blank, while no content is after it
        self.has_begun = False  # whether the last tag has just opened an element

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag with its attributes in the order of their names."""
        self._end_text()
        element = _Element(
            tag, (dict(attrs).get("class") or "").split(), self.root, self.open[-1] if self.open else None
        )
        if element.is_block:
            self._edge()
        self.lines.append(f"<{tag}>")
        self.lines += sorted(f"  {name}={_value(tag, name, value, dict(attrs))}" for name, value in attrs)
        self.has_begun = False
        if tag == "input" and dict(attrs).get("type") == "hidden":
            return  # nothing is visible between what is before it and after it
        if tag in VOID:
            self.is_after_space = element.is_block
            self.place, self.blank = len(self.lines), None
            return
        self.open.append(element)
        self.has_begun = True
        if element.is_block or tag in SOLID:
            self.is_after_space, self.place, self.blank = True, len(self.lines), None

    def handle_endtag(self, tag: str) -> None:
        """The end of an element; unclosed elements inside end with it."""
        self._end_text()
        while self.open and any(element.tag == tag for element in self.open):
            element = self.open.pop()
            if element.tells_empty and self.has_begun:
                self.lines.append("  (empty)")
            self.has_begun = False
            if element.is_block or element.tag in SOLID:
                self._edge()
            self.lines.append(f"</{element.tag}>")
            if self.blank is not None:  # a blank at the end of an inline element is the one after it
                del self.lines[self.blank]
                self.blank = len(self.lines)
                self.lines.append(SPACE)
            self.place = len(self.lines)
            self.is_after_space = element.is_block or (self.is_after_space and element.tag not in SOLID)
            if element.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        """Text, possibly only a part."""
        self.text.append(data)

    def handle_decl(self, decl: str) -> None:
        """The doctype."""
        self.lines.append(f"<!{decl}>")

    def close(self) -> None:
        """The end of the page."""
        super().close()
        self._end_text()
        self._edge()

    def _end_text(self) -> None:
        text, self.text = "".join(self.text), []
        if not text:
            return
        self.has_begun = False
        within = self.open[-1] if self.open else None
        if within and within.is_exact:
            self.lines += [f'  "{line}"' for line in text.strip("\n").split("\n")]
            return
        if within and within.keeps_lines and "\n" in text:
            self.lines += [f'  "{" ".join(line.split())}"' for line in text.split("\n")]
            return
        words = re.sub(r"[ \t\r\n\f]+", " ", text)
        if words.startswith(" "):
            self._blank(within)
        if words.strip(" "):
            self.lines.append(f'  "{words.strip(" ")}"')
            self.is_after_space, self.place, self.blank = False, len(self.lines), None
            if words.endswith(" "):
                self._blank(within)

    def _blank(self, within: _Element | None) -> None:
        if not self.is_after_space and not (within and within.drops_space):
            self.lines.insert(self.place, SPACE)
            self.is_after_space, self.blank = True, self.place

    def _edge(self) -> None:
        """Drop a blank at the end of a line, with no visible content after it."""
        if self.blank is not None:
            del self.lines[self.blank]
            self.blank = None


def _value(tag: str, name: str, value: str | None, attrs: dict[str, str | None]) -> str:
    if name == "value" and tag == "input" and attrs.get("name") in MASKED:
        return '"…"'
    if name in ("class", "aria-describedby", "aria-labelledby") and value:
        value = " ".join(value.split())
    return f'"{SIGNED.sub(":…", value or "")}"'


def canonical(html: str, root: Path) -> str:
    """A page or a part of one as lines to compare; ``root`` is the checkout whose style sheets define blocks."""
    lines = Lines(root)
    lines.feed(html)
    lines.close()
    return "\n".join(lines.lines) + "\n"
