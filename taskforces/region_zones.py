"""The time zone of a region, by its province (Keppres 41/1987)."""

WESTERN, CENTRAL, EASTERN = 7, 8, 9  # hours ahead of UTC
# Province codes; all others have western time.
_AHEAD = {
    **dict.fromkeys(("51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"), CENTRAL),
    **dict.fromkeys(("81", "82", "91", "92", "93", "94", "95", "96"), EASTERN),
}


def hours_ahead(code: str) -> int | None:
    """Hours ahead of UTC in the region with this code; ``None`` without a region."""
    return _AHEAD.get(code[:2], WESTERN) if code else None
