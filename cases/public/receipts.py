"""Receipts: the code a reporter needs to come back.

Twenty digits in five groups, like an electricity token: everybody here has written one down, every telephone can type
it, and on a slip of paper it reveals nothing. Nineteen digits are random (63 bits); the last is a check digit (Damm),
so that a typing error never opens another report. Only a slow keyed hash is stored: without the key ring, codes cannot
be guessed against a stolen database.
"""

import hashlib
import hmac
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from safeguards.encryption.derived import derived_key

DIGITS = 19  # random digits; 10^19 is more than 2^63
GROUP = 4
SCRYPT = {"n": 2**14, "r": 8, "p": 1, "dklen": 32}  # about 50 ms and 16 MB per try
DAMM = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip


@dataclass(frozen=True)
class Receipt:
    """A receipt as digits without gaps, well formed or not."""

    digits: str

    @cached_property
    def digest(self) -> bytes:
        """The stored hash of the receipt. Takes the same time for any input."""
        slow = hashlib.scrypt(self.digits.encode(), salt=derived_key("public.receipt.salt"), **SCRYPT)
        return hmac.digest(derived_key("public.receipt"), slow, "sha256")

    def name_at(self, network: str) -> str:
        """A counter name for this receipt and network. Fast and keyed; it opens nothing."""
        name = f"{self.digits}@{network}".encode()
        return hmac.digest(derived_key("public.receipt.counted"), name, "sha256")[:16].hex()

    @property
    def groups(self) -> list[str]:
        """The written form: five groups of four digits."""
        return [self.digits[start : start + GROUP] for start in range(0, len(self.digits), GROUP)]

    @property
    def is_well_formed(self) -> bool:
        """Whether length and check digit are right. Only for receipts to store; never for the answer to a visitor."""
        return re.fullmatch(r"[0-9]{20}", self.digits) is not None and _damm(self.digits) == "0"


def receipt_of(seed: bytes) -> Receipt:
    """The receipt of one filled-in form. A form sent twice gets the same one; the seed is not stored."""
    number = int.from_bytes(hmac.digest(derived_key("public.receipt.seed"), seed, "sha256"), "big") % 10**DIGITS
    digits = f"{number:0{DIGITS}d}"
    return Receipt(digits + _damm(digits))


def typed_receipt(text: str) -> Receipt:
    """The typed code without separators, cut if it is too long for any receipt.

    Digits of all keyboards are accepted: full-width, Arabic-Indic.
    """
    return Receipt("".join(sign for sign in plain_digits(text) if unicodedata.category(sign)[0] not in "ZPC")[:64])


def plain_digits(text: str) -> str:
    """The text with the digits of every script as 0 to 9."""
    return "".join(
        sign if (digit := unicodedata.decimal(sign, None)) is None else str(digit)
        for sign in unicodedata.normalize("NFKC", text)
    )


def _damm(digits: str) -> str:
    """The check digit of Damm: detects every wrong digit and every swap of two neighbours."""
    state = "0"
    for digit in digits:
        state = DAMM[int(state)][int(digit)]
    return state
