"""Compare two folders of pages: each kind of difference once, with its pages."""

import difflib
from collections import defaultdict
from pathlib import Path

from tests.rendered_pages.markup import SPACE, canonical

AROUND = 2  # lines of context before and after a difference
NAMED = 3  # pages named per difference


def pages(folder: Path) -> dict[str, str]:
    """All pages of a folder by their path."""
    return {path.relative_to(folder).as_posix(): path.read_text() for path in sorted(folder.rglob("*.html"))}


def hunks(before: str, after: str, root: Path) -> list[str]:
    """The places where two pages differ; ``root`` is the checkout whose style sheets say what is a block."""
    found: list[list[str]] = []
    first, second = (canonical(page, root).splitlines() for page in (before, after))
    for line in list(difflib.unified_diff(first, second, lineterm="", n=AROUND))[2:]:
        if line.startswith("@@"):
            found.append([])
        else:
            found[-1].append(line)
    return ["\n".join(lines) for lines in found]


def is_of_spaces(hunk: str) -> bool:
    """Whether only blanks between words or elements changed."""
    return all(line[1:] == SPACE for line in hunk.splitlines() if line[0] in "+-")


def compare(before: Path, after: Path, root: Path) -> int:
    """Print the differences; returns 0 if there are none."""
    first, second = pages(before), pages(after)
    if not first or not second:
        print("No pages to compare.")
        return 1
    kinds: dict[str, list[str]] = defaultdict(list)
    for name in sorted(first.keys() & second.keys()):
        if first[name] != second[name]:
            for hunk in hunks(first[name], second[name], root):
                kinds[hunk].append(name)
    for hunk, where in sorted(kinds.items(), key=lambda kind: (is_of_spaces(kind[0]), -len(kind[1]))):
        print(f"\n{'blank' if is_of_spaces(hunk) else 'DIFFERENCE'} on {len(where)} pages: {', '.join(where[:NAMED])}")
        print(hunk)
    for title, names in (("before", first.keys() - second.keys()), ("after", second.keys() - first.keys())):
        for name in sorted(names):
            print(f"only {title}: {name}")
    differing = {name for where in kinds.values() for name in where}
    blanks = sum(is_of_spaces(hunk) for hunk in kinds)
    both, alone = len(first.keys() & second.keys()), len(first.keys() ^ second.keys())
    print(f"\n{both} pages compared, {len(differing)} differ, {alone} are on one side only.")
    print(f"{len(kinds)} kinds of difference, {blanks} of blanks only." if kinds else "No difference.")
    return 1 if kinds or first.keys() ^ second.keys() else 0
