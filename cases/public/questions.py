"""The question that replaces a refusal: a small sum in words, without a picture or a foreign service."""

import secrets

from django.utils.translation import gettext as _

from cases.public.receipts import plain_digits
from interface.numbers import spelled


def new_question() -> list[int]:
    """Two numbers from one to nine, for an envelope."""
    return [1 + secrets.randbelow(9), 1 + secrets.randbelow(9)]


def in_words(question: list[int]) -> str:
    """The question in words."""
    first, second = map(spelled, question)
    return _("Berapa %(first)s ditambah %(second)s?") % {"first": first, "second": second}


def is_answered(question: list[int] | None, typed: str) -> bool:
    """Whether the sum is right, in figures or in words. False if no question was asked."""
    if not question:
        return False
    right = sum(question)
    return " ".join(plain_digits(typed).lower().split()) in (str(right), spelled(right))
