"""Read an account as people write it: ``IG @kerja.contoh``, ``BCA 1234567890 a.n. Contoh``."""

import re

from safeguards.tokens import normalise

SHORTEST = 4  # letters and digits of a part that is searched alone
NOT_ALONE = frozenset({
    "http", "https", "facebook", "facebookcom", "wwwfacebookcom", "mfacebookcom", "instagram", "instagramcom",
    "wwwinstagramcom", "tiktok", "tiktokcom", "wwwtiktokcom", "whatsapp", "telegram", "twitter", "michat", "rekening",
    "akun", "bank", "mandiri",
})  # fmt: skip


def parts_of(line: str) -> set[str]:
    """The parts of an account by which it is found too: the handle, or the number without its bank."""
    joined = re.sub(r"(?<=\d)[ .\-](?=\d)", "", line)
    words = (normalise("account", word) for word in re.split(r"[\s/:;,()]+", joined))
    return {word for word in words if len(word) >= SHORTEST} - NOT_ALONE
