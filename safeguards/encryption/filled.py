"""Test whether an encrypted column holds text, without decrypting it."""

from django.db.models import BooleanField, Func

from safeguards.encryption.cipher import HEADER_BYTES

TAG_BYTES = 16
EMPTY_BYTES = HEADER_BYTES + TAG_BYTES  # the length of an encrypted empty text; every other text is longer


class IsFilled(Func):
    """True if the column holds text, readable or not: ``annotate(has_name=IsFilled("person__name"))``."""

    function = "octet_length"
    template = f"(COALESCE(%(function)s(%(expressions)s), 0) > {EMPTY_BYTES})"
    arity = 1
    output_field = BooleanField()
