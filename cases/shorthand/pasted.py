"""Detect pasted text: a chat, a message, a note."""

import re

LONGEST_TYPED = 300  # characters; nobody types more at once during a call
# The header of each message in a chat: "[09/02/26 21.12] +62 812…:", "09/02/26 21.12 - Bu Contoh:"
HEADER = re.compile(
    r"\[\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?,?\s+\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?:\s?[ap]m)?\]"
    r"(?:[^\S\n]*(?:\+?[\d \-()]{8,20}|[^\n:]{1,40}):?)?"
    r"|^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4},?\s+\d{1,2}[.:]\d{2}\s+-\s+[^\n:]{1,40}:",
    re.IGNORECASE | re.MULTILINE,
)


def is_pasted(text: str) -> bool:
    """Whether a text has line breaks, is longer than anybody types, or has chat headers."""
    said = text.strip()
    return "\n" in said or len(said) > LONGEST_TYPED or HEADER.search(said) is not None


def without_headers(text: str) -> str:
    """The messages without headers: the date sent is not the event's, the sender's number is not a person's."""
    return HEADER.sub("\n", text)
