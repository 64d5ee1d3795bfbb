"""The question that is asked instead of turning somebody away: a small sum in words, no picture, no foreign service."""

import secrets

from django.utils.translation import gettext as _

from cases.public.receipts import plain_digits
from interface.numbers import spelled


def new_question() -> list[int]:
    """Two numbers from one to nine, as they travel in an envelope."""
    return [1 + secrets.randbelow(9), 1 + secrets.randbelow(9)]


def in_words(question: list[int]) -> str:
    """The question as it is read."""
    first, second = map(spelled, question)
    return _("Berapa %(first)s ditambah %(second)s?") % {"first": first, "second": second}


def is_answered(question: list[int] | None, typed: str) -> bool:
    """Whether the sum is right, in figures or in words. Where nothing was asked, nothing is answered."""
    if not question:
        return False
    right = sum(question)
    return " ".join(plain_digits(typed).lower().split()) in (str(right), spelled(right))
