"""Which dangers to ask about during a call, and when: only if something in the call makes them relevant.

The flags come from the intake forms of city offices; the words are those of callers and caseworkers. The call page, the
warning without a script, and the complaint page use this one table.
"""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from cases.choices import Risk, RiskAnswer, Urgency
from cases.reading.ages import is_known_child
from cases.reading.negations import DO_NOT, IS_NOT, NOT, NOT_YET, pattern_of
from cases.reading.regional_speech import Meaning, owned, said
from cases.reading.visible import visible
from interface.numbers import SMALL_NUMBERS

_NOT = rf"(?:{pattern_of(NOT, NOT_YET)})"
_NO = rf"(?:{pattern_of(NOT, NOT_YET, DO_NOT)})"
_MAY = rf"(?:boleh|bisa|dapat|dikasih|diberi|dibolehkan|diizinkan|diijinkan|mungkin|{pattern_of(said(Meaning.MAY))})"
_MAY_NOT = rf"(?:{pattern_of(said(Meaning.MAY_NOT))})"
_GO = rf"(?:ke ?mana|pulang|keluar|kluar|pergi|kabur|lari|(?:{pattern_of(said(Meaning.GO))})\b)"
_HAVE = rf"(?:ada|punya|{pattern_of(said(Meaning.HAVE))})"
_HOME = rf"(?:tempat|keluarga|siapa|sapo|rumah|{pattern_of(said(Meaning.HOME))})"


class Prompt(NamedTuple):
    """One question: its text, the words and facts that trigger it, and the urgency a *yes* means.

    If the question asks about safety (``asks_safety``), *Ya* on the page means *no* for the risk.
    """

    risk: Risk
    question: str
    heard: str  # why it is asked, the first words of the panel
    words: str
    circumstances: tuple[str, ...] = ()
    proposes: Urgency | None = None
    asks_safety: bool = False


CHILD, FAR, ABROAD, LEAVING = "child", "far", "abroad", "leaving"
CIRCUMSTANCES = {
    CHILD: _("anak"),
    FAR: _("jauh dari rumah"),
    ABROAD: _("di luar negeri"),
    LEAVING: _("segera berangkat"),
}
PROMPTS = (
    Prompt(
        Risk.HELD,
        _("Bebas keluar dari tempat itu?"),
        _("tidak bebas keluar"),
        r"di ?sekap|dikurung|dikunci|terkunci|ditahan|diculik|dipasung|disandera|penyekapan|kabur|melarikan diri|"
        rf"{_NO}\s+(?:{_MAY}\s+)?{_GO}|{_MAY_NOT}\s+(?:\w+\s+)?{_GO}|dijaga|"
        rf"{_NO}\s+{_MAY}\s+\w+\s+{_GO}|minta dijemput|lari dari|dilarang keluar|"
        r"di ?rantai\w*|di ?gembok\w*|di ?konci\w*|di ?palang|di ?borgol|di ?ikat|diawasi|dipaksa tinggal|"
        r"pintu\w* (?:\w+ )?(?:di ?)?(?:rantai|kunci|konci|gembok|palang|tutup)\w*|terkurung|tersekap|dikerangkeng",
        (FAR, ABROAD, LEAVING),
        Urgency.EMERGENCY,
        asks_safety=True,
    ),
    Prompt(
        Risk.NO_PHONE_OR_PAPERS,
        _("Memegang sendiri ponsel dan KTP-nya?"),
        _("ponsel atau dokumen dipegang orang lain"),
        r"(?:hp|ponsel|handphone|ktp|paspor|pasport|dokumen|ijazah|surat)\w*\s+(?:\w+\s+){0,2}?(?:di\w+|disita|ditahan)|"
        r"(?:menahan|menyita|mengambil|memegang)\s+(?:hp|ponsel|ktp|paspor|dokumen|ijazah)",
        (FAR, ABROAD, LEAVING),
        Urgency.URGENT,
        asks_safety=True,
    ),
    Prompt(
        Risk.CHILD_ALONE,
        _("Ada orang dewasa yang dipercaya di dekatnya?"),
        _("anak"),
        r"sendirian|sebatang kara|tanpa (?:orang tua|wali)",
        (CHILD,),
        Urgency.EMERGENCY,
        asks_safety=True,
    ),
    Prompt(
        Risk.THREATENED,
        _("Sedang dalam ancaman?"),
        _("ancaman"),
        r"ancam\w*|diancam|mengancam|teror|dibunuh|dikejar\w*|dicari pelaku|takut pulang|ketakutan|disebar\w*|"
        r"denda|utang|hutang|(?:mau|ingin|akan|nak|hendak)\s+(?:mem)?bunuh (?!diri)\w+|digertak|"
        r"ditakuti|ditakut-takuti|mau dihabisi|dipaksa|diintimidasi|diperas",
        (),
        Urgency.EMERGENCY,
    ),
    Prompt(
        Risk.WEAPON,
        _("Terlapor memiliki senjata?"),
        _("senjata"),
        r"sajam|senjata\w*|senpi|parang|pisau|golok|celurit|clurit|pistol|badik|tembak\w*|bacok\w*|linggis|air keras|"
        r"ditikam\w*|ditusuk\w*|menikam|menusuk|pedang|keris|samurai|bom|senapan|kapak",
        (),
        Urgency.EMERGENCY,
    ),
    Prompt(
        Risk.INJURED,
        _("Cedera, luka, atau sakit?"),
        _("luka atau sakit"),
        r"luka\w*|terluka|cedera|berdarah|darah|lebam|memar|dipukul\w*|pukul\w*|disiksa|dianiaya|sakit|pingsan|demam|"
        r"patah|diperkosa|perkosa\w*|pendarahan|overdosis|disundut|ditampar|ditendang|"
        r"dijemur|ditikam\w*|ditusuk\w*|dibakar|disetrum|dicambuk|digebuk\w*|ditinju|dihajar|dikeroyok|babak belur|"
        r"bengkak|muntah|lemas|kejang|digampar|disiram",
        (),
        Urgency.EMERGENCY,
    ),
    Prompt(
        Risk.SELF_HARM,
        _("Ingin menyakiti diri?"),
        _("ingin menyakiti diri"),
        r"bunuh diri|(?:mau|ingin|pengen|pengin|pingin|pgn|nak|hendak|minta) mati\b|menyakiti diri|sakiti diri|silet|"
        r"(?:minum|nenggak|menenggak) (?:racun|baygon|pestisida|deterjen|obat nyamuk|pemutih)|akhiri hidup|"
        r"mengakhiri hidup|gantung diri|(?:mau|ingin|pengen|coba|nekat|nak) (?:loncat|lompat|terjun)\b|"
        r"(?:potong|sayat|iris)\w* (?:nadi|tangan)",
        (),
        Urgency.EMERGENCY,
    ),
    Prompt(
        Risk.PREGNANT,
        _("Hamil?"),
        _("kehamilan"),
        r"hamil\w*|mengandung|kandungan|telat haid|keguguran|melahirkan|bayinya|aborsi",
        (),
        Urgency.URGENT,
    ),
    Prompt(
        Risk.LIVES_WITH_REPORTED,
        _("Tinggal bersama terlapor?"),
        _("tinggal bersama terlapor"),
        r"serumah|tinggal (?:bersama|dengan|sama|di rumah)|suami\w*|ayah tiri|bapak tiri|majikan\w*|mess\b|mes\b|"
        r"(?:tinggal|tidur) (?:satu|se) ?(?:rumah|kamar|kos)|tinggal sekamar|sekamar|satu rumah|sakos|serumah|lakinyo|"
        r"tinggal samo|penampungan|rumah bos|mami\b|mucikari",
        (),
        Urgency.URGENT,
    ),
    Prompt(
        Risk.NO_SAFE_PLACE,
        _("Tidak memiliki keluarga atau tempat aman malam ini?"),
        _("tempat aman"),
        rf"{_NOT}\s+(?:{_HAVE}|tahu|tau)\s+{_HOME}\w*|diusir|terlantar|"
        r"tidur di (?:mushola|musholla|musola|musala|masjid|mesjid|emper\w*|pos|terminal|jalan|pasar|"
        r"stasiun|pelabuhan|taman)|"
        r"(?:carikan|dicarikan|butuh|perlu|minta) (?:\w+ )?(?:tempat (?:tidur|tinggal|aman)|rumah aman|shelter)|"
        r"di terminal|di jalan|menggelandang|numpang|menumpang|kabur|melarikan diri",
        (),
        Urgency.URGENT,
    ),
    Prompt(
        Risk.REJECTED,
        _("Ditolak keluarga atau masyarakat?"),
        _("penolakan keluarga"),
        rf"diusir|{_NOT} (?:mau )?(?:di|me|ne)?terima\w*|{_NOT} diakui|"
        r"(?:orang ?tua|ortu|keluarga|ibu|ayah|bapak|suami)\w* (?:tidak|tdk|dak|ndak|gak|nggak|ga|tak) mau|"
        r"ditolak (?:keluarga|warga)|malu pulang|dikucilkan|aib",
        (),
        None,
    ),
    Prompt(
        Risk.ABROAD,
        _("Sekarang berada di luar negeri?"),
        _("luar negeri"),
        r"luar negeri|kbri|kjri|paspor|pasport|tki\b|tkw\b|pmi\b|visa\b|ilegal ke",
        (ABROAD,),
        Urgency.URGENT,
    ),
    Prompt(
        Risk.DISABILITY,
        _("Penyandang disabilitas?"),
        _("disabilitas"),
        r"disabilitas|difabel|cacat|tuna ?(?:rungu|netra|wicara|grahita|daksa)|bisu|lumpuh|autis\w*|keterbelakangan",
        (),
        None,
    ),
)
_MEANINGS = {meaning.value: meaning for meaning in Meaning}
# Before the words of a danger: somebody says that it is not so. "belum" leaves it open, so the question is asked.
_DENIED = re.compile(
    rf"(?:^|(?P<double>\b(?:{pattern_of(NOT, IS_NOT)})[ \t]+)|\W)(?:{pattern_of(NOT, IS_NOT)}|tanpa|tnp|without)[ \t]+"
    r"(?:(?:pernah|ada|ado|punya|punyo|sampai|sampe|lagi|sedang|been|being|have|a|any)[ \t]+){0,2}$",
    re.IGNORECASE,
)
_BEGINS_DENIED = re.compile(rf"(?:{pattern_of(NOT, NOT_YET, DO_NOT)})\b", re.IGNORECASE)
_NOT_ONLY = re.compile(rf"\w*\s+(?:\w+\s+)?(?:saja|aja|hanya|{pattern_of(said(Meaning.ONLY))})\b", re.IGNORECASE)
_FURTHEST_BACK = 40  # characters: a negation with one word behind it


def _words_of(prompt: Prompt) -> str:
    """The words that trigger a question, also those of the regions."""
    spoken = said(_MEANINGS[prompt.risk.value]) if prompt.risk.value in _MEANINGS else frozenset()
    return rf"{prompt.words}|(?:{pattern_of(owned(spoken))})\b" if spoken else prompt.words


_WORDS = {prompt.risk: re.compile(rf"\b(?:{_words_of(prompt)})", re.IGNORECASE) for prompt in PROMPTS}
_WHOLE_WORD = re.compile(rf"(?:{'|'.join(map(_words_of, PROMPTS))})(?:nya|kan|an|i|lah|ny)?", re.IGNORECASE)
_BELOW = (
    r"(?:<=?|≤|\b(?:di ?bawah|dbwh|kurang dari|kurang dr|krg dari)|"
    r"\b(?:belum|blm|tidak|tdk|dak) (?:(?:genap|sampai|cukup|umur|usia|ada) )*)\s*(?:umur\s*|usia\s*)?"
)
_NO_AGE = r"(?![\d.:,]*\d|\s*(?:hari|jam|bulan|bln|minggu|orang|org|kali|juta|jt|ribu|rb))"
_FEW = "|".join(SMALL_NUMBERS[1:9])
_CHILD_WORDS = re.compile(
    r"\banak (?:perempuan|laki|di ?bawah|umur|usia|sd\b|smp\b|sma\b)|\bbayi\b|\bbalita\b|\bbelasan\b|"
    r"\bunder ?aged?\b|\ba minor\b|\b(?:[1-9]|1[0-7])[ -]?(?:(?:years?|yrs?)[ -]old|y/?o)\b|"
    r"\b(?:di ?bawah|dbwh|bawah) (?:umur|usia)\b|\b(?:belum|blm|blum) dewasa\b|"
    rf"{_BELOW}(?:[5-9]|1[0-8])\s*(?:th|thn|tahun|taun|tahunan)?{_NO_AGE}\b|"
    rf"(?:^|[,;.])\s*(?:\d|seorang|{_FEW})\s+(?:(?:orang|org|korban|krbn?)\s+)?"
    r"(?:anak|ank)\b(?! buah)",  # "3 anak" at the start means children; "ibu 3 anak" means a mother
    re.IGNORECASE | re.MULTILINE,
)
_ORDER = (Urgency.EMERGENCY, Urgency.URGENT)


class CallFacts(NamedTuple):
    """The facts of a call that matter for danger, so far."""

    text: str  # the story, the line, the notes
    ages: tuple[int, ...] = ()  # of possible victims, in full years
    country: str = ""
    is_far: bool = False  # the event was outside the region the people come from
    is_leaving: bool = False  # a planned departure is near


class Relevant(NamedTuple):
    """The questions to ask, and why, in words."""

    prompts: tuple[Prompt, ...]
    reasons: tuple[str, ...]


def relevant(call: CallFacts, answered: Collection[str] = ()) -> Relevant:
    """The questions the call makes relevant, and those already answered, in the order of the table."""
    call = call._replace(text=visible(call.text).replace("’", "'"))
    around = _circumstances(call)
    heard = {risk for risk, words in _WORDS.items() if _is_heard(words, call.text)}
    asked = [
        prompt
        for prompt in PROMPTS
        if prompt.risk in heard or around & set(prompt.circumstances) or prompt.risk.value in answered
    ]
    reasons = [str(words) for name, words in CIRCUMSTANCES.items() if name in around]
    said = [prompt for prompt in PROMPTS if prompt.risk in heard and not around & {prompt.risk.value}]
    reasons += [str(prompt.heard) for prompt in said if str(prompt.heard) not in reasons]
    return Relevant(tuple(asked), tuple(reasons))


def _is_heard(words: re.Pattern, text: str) -> bool:
    """Whether a danger is said and not denied each time: *dak dikurung*, but not *bukan dipukul bae*."""
    return any(not _is_denied(text, found) for found in words.finditer(text))


def _is_denied(text: str, found: re.Match) -> bool:
    if _BEGINS_DENIED.match(found[0]):
        return False  # the negation is the danger: "dak boleh balek"
    before = _DENIED.search(text[max(found.start() - _FURTHEST_BACK, 0) : found.start()])
    return before is not None and not before["double"] and not _NOT_ONLY.match(text, found.end())


def is_danger(word: str) -> bool:
    """Whether a single word triggers a question, so it cannot be part of a name: *diancam*."""
    return _WHOLE_WORD.fullmatch(word) is not None


def proposed_urgency(answers: Mapping[str, str], *, is_leaving: bool = False) -> Urgency | None:
    """The urgency for the gravest affirmed danger, or for a departure that is near; it is proposed, never set."""
    found = {
        prompt.proposes for prompt in PROMPTS if answers.get(prompt.risk.value) == RiskAnswer.YES and prompt.proposes
    }
    if is_leaving:
        found.add(Urgency.URGENT)
    return next((urgency for urgency in _ORDER if urgency in found), None)


def stored(answers: Mapping[str, str]) -> str:
    """The answers as stored: JSON of risk to answer, only of asked questions; empty if there are none."""
    kept = {risk: answers[risk] for risk in Risk.values if answers.get(risk) in RiskAnswer.values}
    return json.dumps(kept) if kept else ""


def answers_in(text: str) -> dict[str, str]:
    """Read stored answers; unknown names and texts in another format are left out."""
    try:
        kept = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(kept, dict):
        return {}
    return {risk: answer for risk, answer in kept.items() if risk in Risk.values and answer in RiskAnswer.values}


def affirmed(answers: Mapping[str, str]) -> Iterable[Risk]:
    """The affirmed dangers, gravest first."""
    return [prompt.risk for prompt in PROMPTS if answers.get(prompt.risk.value) == RiskAnswer.YES]


def _circumstances(call: CallFacts) -> set[str]:
    around = set()
    if any(map(is_known_child, call.ages)) or _CHILD_WORDS.search(call.text):
        around.add(CHILD)
    if call.country.strip():
        around.add(ABROAD)
    if call.is_far:
        around.add(FAR)
    if call.is_leaving:
        around.add(LEAVING)
    return around
