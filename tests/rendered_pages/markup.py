"""HTML as lines for comparing: a tag, its attributes and a text each on a line, with only visible white space.

White space inside a text is one blank. Between elements it is kept only if it is visible, as a line ``SPACE``: not at
the edges of a block, not among the children of a flex box or a grid, not in a drawing. Texts of ``pre`` and
``textarea`` stay unchanged.
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
ALONE = re.compile(r"\.([\w-]+)$")
MASKED = {"csrfmiddlewaretoken", "sheet"}  # hidden fields that are new each time


@lru_cache(None)
def displays(root: Path) -> dict[str, str]:
    """The layout of elements on every screen, by class: ``block``, ``flex``, ``inline-grid`` …

    Only rules with the class alone count; rules for some screens or inside another class do not.
    """
    found: dict[str, str] = {}
    for path in sorted((root / "static" / "css").rglob("*.css")):
        within: list[str] = []
        for before, brace in RULE.findall(re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)):
            if brace == "{":
                within.append(before.rpartition(";")[2].strip())
                continue
            rule = within.pop()
            shown = DISPLAY.search(before)
            if shown and all(one.startswith("@layer") for one in within):
                names = (ALONE.fullmatch(selector.strip()) for selector in rule.split(","))
                found.update({name[1]: shown[1] for name in names if name})
    return found


class _Element:
    """An open element: whether it is a block, and whether its children are blocks by position."""

    def __init__(self, tag: str, classes: list[str], shown: dict[str, str], parent: "_Element | None"):
        ways = {shown[name] for name in classes if name in shown}
        self.tag = tag
        self.lays_out = any(way.endswith(("flex", "grid")) for way in ways)
        self.is_block = tag in BLOCKS or bool(ways & {"block", "flex", "grid", "none", "list-item"})
        self.is_block = self.is_block or bool(parent and (parent.lays_out or parent.tag in NO_TEXT))
        self.is_exact = tag in EXACT or bool(parent and parent.is_exact)
        self.drops_space = tag in NO_TEXT or bool(parent and parent.tag == "svg")


class Lines(HTMLParser):
    """Reads HTML; ``lines`` is the result."""

    def __init__(self, root: Path):
        super().__init__(convert_charrefs=True)
        self.shown = displays(root)
        self.lines: list[str] = []
        self.open: list[_Element] = []
        self.text: list[str] = []
        self.is_after_space = True  # a blank is not visible here

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag with its attributes in the order of their names."""
        self._end_text()
        element = _Element(
            tag, (dict(attrs).get("class") or "").split(), self.shown, self.open[-1] if self.open else None
        )
        if element.is_block:
            self._edge()
        self.lines.append(f"<{tag}>")
        self.lines += sorted(f"  {name}={_value(tag, name, value, dict(attrs))}" for name, value in attrs)
        if tag in VOID:
            self.is_after_space = element.is_block
            return
        self.open.append(element)
        self.is_after_space = element.is_block or tag in SOLID or self.is_after_space

    def handle_endtag(self, tag: str) -> None:
        """The end of an element; unclosed elements inside end with it."""
        self._end_text()
        while self.open and any(element.tag == tag for element in self.open):
            element = self.open.pop()
            if element.is_block or element.tag in SOLID:
                self._edge()
            self.lines.append(f"</{element.tag}>")
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
        within = self.open[-1] if self.open else None
        if within and within.is_exact:
            self.lines += [f'  "{line}"' for line in text.strip("\n").split("\n")]
            return
        words = re.sub(r"[ \t\r\n\f]+", " ", text)
        if words.startswith(" "):
            self._blank(within)
        if words.strip(" "):
            self.lines.append(f'  "{words.strip(" ")}"')
            self.is_after_space = False
            if words.endswith(" "):
                self._blank(within)

    def _blank(self, within: _Element | None) -> None:
        if not self.is_after_space and not (within and within.drops_space):
            self.lines.append(SPACE)
            self.is_after_space = True

    def _edge(self) -> None:
        """Drop a blank at the end of a line, with only inline tags after it."""
        for place in range(len(self.lines) - 1, -1, -1):
            if self.lines[place] == SPACE:
                del self.lines[place]
                return
            if not self.lines[place].startswith("</"):
                return


def _value(tag: str, name: str, value: str | None, attrs: dict[str, str | None]) -> str:
    if name == "value" and tag == "input" and attrs.get("name") in MASKED:
        return '"…"'
    if name in ("class", "aria-describedby", "aria-labelledby") and value:
        value = " ".join(value.split())
    return f'"{value or ""}"'


def canonical(html: str, root: Path) -> str:
    """A page or a part of one as lines to compare; ``root`` is the checkout whose style sheets define blocks."""
    lines = Lines(root)
    lines.feed(html)
    lines.close()
    return "\n".join(lines.lines) + "\n"
