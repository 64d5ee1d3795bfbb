"""The three time zones of Indonesia, and the name of a zone beside a time of day."""

from datetime import datetime, timedelta

ZONE_NAMES = {7: "WIB", 8: "WITA", 9: "WIT"}  # hours ahead of UTC


def zone(value: datetime) -> str:
    """``WIB``, ``WITA`` or ``WIT``; ``UTC+3`` for any other zone, and nothing for a time without one."""
    offset = value.utcoffset()
    if offset is None:
        return ""
    hours, rest = divmod(abs(offset), timedelta(hours=1))
    ahead = offset >= timedelta()
    if ahead and not rest and hours in ZONE_NAMES:
        return ZONE_NAMES[hours]
    minutes = f".{rest // timedelta(minutes=1):02d}" if rest else ""
    return f"UTC{'+' if ahead else '−'}{hours}{minutes}"
