"""What somebody types into a search box."""

from collections.abc import Mapping

LONGEST = 160  # characters


def searched(data: Mapping[str, str], name: str = "q") -> str:
    """The words typed: in one line, not endless, and without bytes that no column of PostgreSQL can hold."""
    printable = "".join(letter if letter.isprintable() else " " for letter in data.get(name, ""))
    return printable.strip()[:LONGEST]
