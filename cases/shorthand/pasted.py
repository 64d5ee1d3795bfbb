"""A text that was copied from elsewhere instead of being scribbled: a chat, a message, a note."""

import re

LONGEST_TYPED = 300  # characters; nobody types more in one go while a caller speaks
# What a chat puts before each message: "[09/02/26 21.12] +62 812…:", "09/02/26 21.12 - Bu Contoh:"
HEADER = re.compile(
    r"\[\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?,?\s+\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?:\s?[ap]m)?\]"
    r"(?:[^\S\n]*(?:\+?[\d \-()]{8,20}|[^\n:]{1,40}):?)?"
    r"|^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4},?\s+\d{1,2}[.:]\d{2}\s+-\s+[^\n:]{1,40}:",
    re.IGNORECASE | re.MULTILINE,
)


def is_pasted(text: str) -> bool:
    """Whether a text has line breaks, is longer than anybody types, or begins its messages as a chat does."""
    said = text.strip()
    return "\n" in said or len(said) > LONGEST_TYPED or HEADER.search(said) is not None


def without_headers(text: str) -> str:
    """The messages alone: the day a message was sent is not the day it happened, its sender is nobody's number."""
    return HEADER.sub("\n", text)
