"""The three time zones of Indonesia, and the name of a zone beside a time of day."""

import re
from datetime import datetime, timedelta, timezone

ZONE_NAMES = {7: "WIB", 8: "WITA", 9: "WIT"}  # hours ahead of UTC
ZONES_AS_WRITTEN = {name.casefold(): hours for hours, name in ZONE_NAMES.items()}  # as people write them
_AT_END = re.compile(rf"\s*\b({'|'.join(ZONES_AS_WRITTEN)})\.?\s*$", re.IGNORECASE)


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


def split_zone(text: str) -> tuple[str, timezone | None]:
    """A text without the zone word at its end, and the zone: ``5/1/2026 09.32 WITA``."""
    found = _AT_END.search(text)
    return (text[: found.start()], zone_of(ZONES_AS_WRITTEN[found[1].casefold()])) if found else (text, None)


def zone_of(ahead: int) -> timezone:
    """The zone that is so many hours ahead of UTC."""
    return timezone(timedelta(hours=ahead))
