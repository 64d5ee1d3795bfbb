"""Receipts: the one thing with which a reporter comes back.

Twenty digits in five groups, the shape of an electricity token: everybody here has written one down, every telephone
can type it, and on a slip of paper it says nothing. Nineteen digits are random (63 bits), the last one is a check digit
(Damm), so that a slip of the pen never opens another report. Only a slow keyed hash is kept: without the key ring a
stolen database cannot even be tried against.
"""

import hashlib
import hmac
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from safeguards.encryption.derived import derived_key

DIGITS = 19  # random ones; 10^19 is more than 2^63
GROUP = 4
SCRYPT = {"n": 2**14, "r": 8, "p": 1, "dklen": 32}  # about 50 ms and 16 MB for each try
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
        """What is stored and looked for. Takes the same time for anything that is typed."""
        slow = hashlib.scrypt(self.digits.encode(), salt=derived_key("public.receipt.salt"), **SCRYPT)
        return hmac.digest(derived_key("public.receipt"), slow, "sha256")

    def name_at(self, network: str) -> str:
        """A name for this receipt typed from one network, to count under. Quick and keyed; it opens nothing."""
        name = f"{self.digits}@{network}".encode()
        return hmac.digest(derived_key("public.receipt.counted"), name, "sha256")[:16].hex()

    @property
    def groups(self) -> list[str]:
        """As it is written down: five groups of four."""
        return [self.digits[start : start + GROUP] for start in range(0, len(self.digits), GROUP)]

    @property
    def is_well_formed(self) -> bool:
        """Whether it has its length and its check digit. Never decides what is answered, only what could be stored."""
        return re.fullmatch(r"[0-9]{20}", self.digits) is not None and _damm(self.digits) == "0"


def receipt_of(seed: bytes) -> Receipt:
    """The receipt of one filled-in form. The same form sent twice gives the same one; the seed is kept nowhere."""
    number = int.from_bytes(hmac.digest(derived_key("public.receipt.seed"), seed, "sha256"), "big") % 10**DIGITS
    digits = f"{number:0{DIGITS}d}"
    return Receipt(digits + _damm(digits))


def typed_receipt(text: str) -> Receipt:
    """What somebody typed, without gaps and signs between groups; cut where it is too long for any receipt.

    Digits of every keyboard are taken: full-width ones, Arabic-Indic ones.
    """
    return Receipt("".join(sign for sign in plain_digits(text) if unicodedata.category(sign)[0] not in "ZPC")[:64])


def plain_digits(text: str) -> str:
    """The text with the digits of every script as 0 to 9."""
    return "".join(
        sign if (digit := unicodedata.decimal(sign, None)) is None else str(digit)
        for sign in unicodedata.normalize("NFKC", text)
    )


def _damm(digits: str) -> str:
    """The check digit of Damm: finds every wrong digit and every two neighbours swapped."""
    state = "0"
    for digit in digits:
        state = DAMM[int(state)][int(digit)]
    return state
