"""Where faults are planted, which of them are left out, and which of them a seed draws."""

import ast
import random
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tests.architecture.guarded import guards
from tests.architecture.sources import PACKAGES
from tests.mutants.faults import Fault, faults_in, members_of

ROOT = Path(__file__).resolve().parent.parent.parent
EQUIVALENTS = Path(__file__).with_name("equivalents.toml")


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A fault that changes nothing anybody could see, and why. It is found by its words, not by its line number."""

    file: str
    line: str
    was: str
    becomes: str
    reason: str

    def is_this(self, path: str, fault: Fault) -> bool:
        """Whether a fault is the one meant."""
        said = (self.file, self.line, self.was, self.becomes)
        return said == (path, fault.line_text, fault.was, fault.becomes)


def paths(root: Path = ROOT) -> list[str]:
    """The files in which faults are planted."""
    found = (path.relative_to(root) for package in PACKAGES for path in (root / package).rglob("*.py"))
    return sorted(str(path) for path in found if "migrations" not in path.parts and guards(str(path)))


@lru_cache(None)
def faults() -> Mapping[str, Sequence[Fault]]:
    """All faults that can be planted, by file."""
    sources = {path: (ROOT / path).read_text() for path in paths()}
    members = members_of(ast.parse(source) for source in sources.values())
    return {path: faults_in(source, members) for path, source in sources.items()}


def equivalents() -> list[Equivalent]:
    """The faults that are not counted."""
    return [Equivalent(**entry) for entry in tomllib.loads(EQUIVALENTS.read_text()).get("equivalent", [])]


def drawn(seed: int, *, within: str = "") -> Iterator[tuple[str, Fault]]:
    """Faults in the order a seed draws them: a line by chance, then one of its faults; each line once.

    Lines are drawn and not faults, because a long table offers a hundred faults and a check of who may offers three.
    """
    luck = random.Random(seed)
    by_line: dict[tuple[str, int], list[Fault]] = defaultdict(list)
    for path, found in faults().items():
        for fault in found:
            by_line[path, fault.line].append(fault)
    known = equivalents()
    places = sorted(by_line)
    luck.shuffle(places)
    for path, line in places:
        candidates = by_line[path, line]
        luck.shuffle(candidates)
        if not path.startswith(within):
            continue
        source = (ROOT / path).read_text()
        for fault in candidates:
            if fault.parses_in(source) and not any(entry.is_this(path, fault) for entry in known):
                yield path, fault
                break
