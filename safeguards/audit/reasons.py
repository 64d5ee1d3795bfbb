"""The least length of a written reason, so that a supervisor can follow it."""

SHORTEST_REASON = 8  # characters, without blanks around them


def says_enough(reason: str | None) -> bool:
    """Whether a written reason is long enough to say something."""
    return len((reason or "").strip()) >= SHORTEST_REASON
