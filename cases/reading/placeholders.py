"""Words written where a name or a value is not known or not told: *Mrs. Y*, *Korban 2*, *NN*. Pure functions.

Used by matching, search, the shorthand, the old register and its repeats. A placeholder is stored as it was written;
it only matches nobody and counts as no name.
"""

import re
import unicodedata
from functools import lru_cache

from interface.numbers import SMALL_NUMBERS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A cell filled only to say that nothing is known; with the words between them made one blank.
NOTHING = frozenset({
    "", "-", "--", "–", "tidak ada", "nihil", "n a", "na", "tidak diketahui", "tdk diketahui", "?", "0", "tidak tahu",
    "kosong", "belum diketahui", "tidak tercatat", "x", "belum tahu", "blm tahu", "tdk tahu", "tak tahu", "lupa",
    "belum jelas", "tidak jelas", "tdk jelas",
})  # fmt: skip

ADDRESSED = _words(
    "mr mrs ms miss mister tn ny nn nona nyonya tuan sdr sdri saudara saudari bpk bapak ibu pak bu bp mbak mba mas "
    "bang abang kak om tante si an ananda inisial berinisial nama namanya bin binti alias als aka"
)
# Who somebody is in the case or the family, without being called anything.
WHO = _words(
    "korban pelapor terlapor pelaku tersangka saksi klien penyintas pmi tki tkw cpmi ctki calon terduga kasus "
    "tppo kdrt anak bayi balita remaja dewasa perempuan laki laki2 wanita pria cewek cowok pr lk lk2 orang "
    "seseorang seorang otk dpo wni wna teman kawan adik kakak ayah mama mamak emak paman bibi nenek kakek "
    "keponakan cucu sepupu mertua ipar orangtua tua wali ibunya ayahnya anaknya adiknya kakaknya temannya suami "
    "istri suaminya istrinya tetangga majikan perekrut agen sponsor rt rw kades lurah pertama kedua ketiga "
    "keempat kelima lain lainnya no nomor ke dan dkk dll di bawah umur hamil"
) | frozenset(SMALL_NUMBERS)
# Say that the name is not known, or not to be known.
UNSAID = _words(
    "anonim anonimus anonym anonymous anonymus unknown unnamed noname fulan fulanah fulana polan "
    "pulan samaran disamarkan dirahasiakan rahasia tersamar"
)
PHRASES = re.compile(
    r"\b(?:hamba (?:allah|alloh|tuhan)|john doe|jane doe|no name|tanpa (?:nama|identitas)|"
    r"(?:nama(?:nya)? )?(?:tidak|tdk|tak|gak|ga|ngga|nggak|enggak|dak|ndak|blm|belum) (?:ada|tahu|tau|di ?ketahui|"
    r"di ?kenal|jelas|terbaca|tercatat|di ?sebut(?:kan)?|(?:mau|ingin|bersedia) (?:di|me(?=ny))?(?:nye|se)but(?:kan)?)"
    r"(?: (?:nama|namanya|identitas|identitasnya|nama nya))*|"
    r"(?:nama|identitas)(?:nya)? (?:di)?(?:rahasia(?:kan)?|samar(?:an|kan)|sembunyikan))(?!\w)"
)
# Beside a made-up name: the whole is no name somebody has.
MADE_UP = re.compile(
    r"\b(?:(?:bukan|bkn) (?:nama )?(?:yang |yg )?(?:asli|sebenarnya|sesungguhnya)(?:nya)?|nama palsu|samaran|"
    r"disamarkan|sebut saja|pseudonim|pseudonym)\b"
)
WORD = re.compile(r"[^\W_]+")
# An initial or a number; and letters that stand for words, without a vowel among them.
LETTER = re.compile(r"[^\W\d_]|\d+|i{2,3}|iv|vi{1,3}|ix")
INITIALS = re.compile(r"[^\W\d_aiueoy]{2,3}")
TWO_CAPITALS = re.compile(r"[A-Z]{2}")
# Titles that make a name of a letter no more of a name, and short forms of names that have no vowel either.
TITLED = _words("hj dr drs ir ust kh")
SHORT_NAMES = TITLED | _words(
    "md mhd mhmd mohd muhd mochd st abd sr pt kt gd dw lh ngh wyn kmg nmn kdk ngr gst dsk ktt nst lbs srg hrp hsb rtg"
)


def says_nothing(text: str) -> bool:
    """Whether something is written only to say that nothing is known."""
    return text.strip() in NOTHING or " ".join(re.findall(r"\w+", text.casefold())) in NOTHING


@lru_cache(maxsize=65_536)
def is_placeholder(name: str) -> bool:
    """Whether a written name says only that none is known, that none is told, or that it is made up.

    A name beside such a word stays a name: *Korban Siti* is Siti. A name that is said to be made up is none.
    """
    written = "".join(sign for sign in unicodedata.normalize("NFKC", name) if unicodedata.category(sign) != "Cf")
    plain = " ".join(written.casefold().split())
    if says_nothing(plain) or MADE_UP.search(plain):
        return True
    left = WORD.findall(PHRASES.sub(" ", plain))
    capitals = {word.casefold() for word in WORD.findall(written) if TWO_CAPITALS.fullmatch(word)}
    told = [word for word in left if not _is_no_name(word, is_alone=len(left) == 1)]
    return not told or (len(told) == 1 and told[0] in capitals - SHORT_NAMES)


def _is_no_name(word: str, *, is_alone: bool) -> bool:
    """Whether nobody is called by this word alone."""
    if word in ADDRESSED or word in WHO or word in UNSAID or LETTER.fullmatch(word):
        return True
    if word in SHORT_NAMES:
        return word in TITLED and not is_alone
    return INITIALS.fullmatch(word) is not None or (len(set(word)) == 1 and word[0] not in "aiueo")
