"""The four laws of reading, held over lines made of the pieces people write, in any order. All people are invented.

1. Every word stays in the story. 2. A sure answer covers no digit and no negation it did not use. 3. Every reader keeps
to it. 4. A word belongs to the person it is about: no contact rule for a suspect, no victim in a clause with a role.
"""

import re
import unicodedata
from collections import Counter
from datetime import date
from functools import partial
from typing import NamedTuple

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.choices import PersonRole
from cases.forms.intake.shorthand import take, understand
from cases.intake.risk_prompts import CallFacts, relevant
from cases.reading import nik, telephone, told_age
from cases.reading.dates import read_day
from cases.reading.negations import IS_NOT, NEGATING, NOT, NOT_YET
from cases.reading.visible import visible
from cases.shorthand import REPORTER, read

TODAY, JAMBI = date(2026, 2, 10), "15.71"
VICTIM = PersonRole.POSSIBLE_VICTIM
SUSPECTS = {PersonRole.REPORTED, PersonRole.RECRUITER}
RULES = ("contact_rule", "contact_ways", "contact_hours", "contact_note", "contact_code_word", "may_leave_message")

# --- What people write ------------------------------------------------------------------------------------------------
DESCRIBED = ("p 16", "pr 15 th", "l 30", "lk ±40", "cewek 17", "2 korban p 16 & l 15", "4 lk 2 pr", "3 anak", "umur 19",
             "p <18", "di bawah umur", "kls 3 smp p", "p 21", "laki2 umur 45", "6 lk ±30",
             "pr empat belas tahun")  # fmt: skip
NAMED = ("nama Contoh Melati", "a.n. Contoh Budi bin Rekaan", "namanya contoh sekar", "panggilan Ayu",
         "Ani 19, Budi 21", "nama NN", "nama ibu Contoh Siti", "rekening atas nama Contoh Raka",
         "Contoh Melati")  # fmt: skip
KIN = ("ibunya", "ayah tiri", "adik saya", "teman korban", "majikan", "suaminya", "tetangga", "kakaknya", "bos")
PLACES = ("jambi selatan", "di batam", "dari bungo", "ke malaysia", "kos jl malaysia", "lewat medan", "di dubai",
          "kel. kenali besar", "asal muaro jambi", "rt 3 rw 5", "di hotel contoh kamar 12")  # fmt: skip
NUMBERS = ("wa 081200000027", "081200000028", "hp 0812 0000 0029", "+62 812-0000-0030", "nik 1571025203090001",
           "rek bri 1234567890", "hp ibu 081200000031", "no pelaku 081200000032", "081200000033/081200000034",
           "0812 345 6789O")  # fmt: skip
TIMES = ("kemarin", "sejak awal jan", "3 hari lalu", "12-8-24", "30/2", "lahir 12-3-2009", "lusa", "6 tahun lalu",
         "jam 13.00", "senin 10 februari 2026", "2 bulan", "tgl 3")  # fmt: skip
DANGERS = ("disekap", "diancam", "dak boleh pulang", "hamil 5 bulan", "mau bunuh diri", "pelaku bawa sajam", "dipukul",
           "paspor ditahan", "diusir", "tidur di terminal")  # fmt: skip
NEGATIONS = ("bukan", "tidak", "belum", "dak", "jangan", "tanpa", "bukan korban", "tidak jadi", "belum tentu", "gagal")
CONTACTS = ("jgn malam", "boleh wa siang", "jgn dihubungi", 'sandi "koperasi"', "jangan telepon dia", "wa saja",
            "boleh tinggalkan pesan", "jgn hub ibu korban", "sms malem aja", "kontak lewat wa jam 13-15")  # fmt: skip
ROLES = ("korban", "pelaku", "terlapor", "agen Rudi", "perekrut", "saksi", "pelapor ibu korban", "pelapor",
         "terlapor belum dikenal", "tetangga lapor")  # fmt: skip
OTHER = ("kerja kafe", "utang 5 juta", "112", "datang", "darurat", "katanya", "dibawa", "oleh", "sudah", "mau", "dan",
         "dia", "anak saya", "👧", "♀", "help me please", "she is 16", "gaji 3 jt",
         "voice note (0:15)", "2")  # fmt: skip
PIECES = st.sampled_from(
    DESCRIBED + NAMED + KIN + PLACES + NUMBERS + TIMES + DANGERS + NEGATIONS + CONTACTS + ROLES + OTHER
)
HEADERS = (
    "10/02/26 21.12 - +62 812-0000-0099: ", "10/02/2026, 21:12 - Bu Contoh: ", "[10/02/26 21.12.05] Bu Contoh: ",
    "[10/02/2026, 21:12:05] +62 812-0000-0099: ", "\u200e[10/02/26 21.12.05] Bu Contoh: \u200e",
)  # fmt: skip
JOINERS = st.sampled_from((" ", " ", ", ", "; ", ". ", "\n", "\r\n", " - ", "  ", "? ", " / "))
JUNK = st.sampled_from(
    ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u202e", "\u202c", "\u2066", "\u2069", "\u200f", "\u00ad")
)


@st.composite
def lines(draw, most: int = 8) -> str:
    """A line of a caseworker: pieces in any order."""
    pieces = draw(st.lists(PIECES, min_size=1, max_size=most))
    return "".join(piece + draw(JOINERS) for piece in pieces)


@st.composite
def chats(draw) -> str:
    """An exported or forwarded chat."""
    header = draw(st.sampled_from(HEADERS))
    return "\n".join(header + message for message in draw(st.lists(lines(4), min_size=1, max_size=5)))


TEXTS = st.one_of(lines(), lines(), chats())


def data(**fields) -> QueryDict:
    given = QueryDict(mutable=True)
    for name, value in {"orang-jumlah": "1", **fields}.items():
        given[name] = value
    return given


def of(text: str):
    return read(text, today=TODAY, near=JAMBI)


def understood_of(text: str, narrative: str = ""):
    given = data(shorthand=text, narrative=narrative)
    return given, understand(given, today=TODAY, near=JAMBI)


def sure(text: str) -> list:
    return [piece for piece in of(text).pieces if not piece.doubt]


# --- 1. Testimony is kept ---------------------------------------------------------------------------------------------
@given(TEXTS, st.sets(st.integers(0, 20)))
def test_every_word_is_in_the_story_whatever_is_taken(text, ticked):
    given, understood = understood_of(text, "Ibu menelepon.")
    page = take(given, understood, [str(key) for key in ticked])
    assert text.replace("\r\n", "\n").strip() in page["narrative"]
    assert page["narrative"].startswith("Ibu menelepon.")
    assert not Counter(text.split()) - Counter(page["narrative"].split())
    assert page["shorthand"] == ""


@given(TEXTS)
def test_taking_or_leaving_a_proposal_says_the_same_story(text):
    given, understood = understood_of(text)
    all_of_them = take(given, understood, [chip.key for chip in understood.chips])
    assert all_of_them["narrative"] == take(given, understood, [])["narrative"]


@given(TEXTS)
def test_every_proposal_shows_words_that_were_written(text):
    _given, understood = understood_of(text)
    written = " ".join(text.split()).replace(" ,", ",")
    for chip in understood.chips:
        assert chip.source
        assert all(word in written for word in chip.source.split())


@given(chats())
def test_nothing_of_a_chat_is_taken_by_itself(text):
    _given, understood = understood_of(text)
    assert understood.is_pasted
    assert not understood.sure


@given(chats())
def test_sender_and_time_of_a_message_are_nobodys_answer(text):
    for piece in of(text).pieces:
        assert "0099" not in re.sub(r"\D", "", str(piece.answers.get("phone", "")))
        assert "Bu Contoh" not in str(piece.answers.get("name", ""))


# --- 2. Sure, or asked ------------------------------------------------------------------------------------------------
# Parts of an answer kept as they were written, and rules that consist of a negation.
VERBATIM = {"address", "contact", "code_word", "reporter"}


def unread_digits(piece, reading) -> str:
    """Digits in the words of a piece that are in none of its answers."""
    if piece.is_child or piece.kind in VERBATIM | {"day", "since", "birth", "channel"}:
        return ""
    beside = [one for one in (*reading.pieces, *reading.notes) if set(one.places) & set(piece.places)]
    if any(getattr(one, "doubt", "asked") for one in beside if one is not piece):
        return ""  # asked about
    given = re.sub(r"\D", "", "".join(str(value) for value in piece.answers.values()))
    said = re.findall(r"\d+", re.sub(r"\b(?:laki|lk)2", "", reading.source_of(piece)))
    people = {str(len(reading.people)), *(str(number) for number in range(1, len(reading.people) + 1))}
    if piece.kind in {"phone", "whatsapp"}:
        own, written = re.sub(r"^0", "", given), re.sub(r"^(?:62)?0*", "", "".join(said))
        return "" if own == written else "".join(said)
    if piece.kind == "nik":
        return "" if given == "".join(said) else "".join(said)
    ages = {str(one.get("age")) for one in reading.people}
    left = [one for one in said if one not in ages | people and one not in given]
    return " ".join(left)


@given(TEXTS)
def test_no_sure_answer_covers_a_digit_it_does_not_use(text):
    reading = of(text)
    for piece in reading.pieces:
        if not piece.doubt:
            assert not unread_digits(piece, reading), (reading.source_of(piece), dict(piece.answers))


@given(TEXTS)
def test_no_sure_answer_covers_a_negation(text):
    reading = of(text)
    for piece in reading.pieces:
        plain = {reading.words[place].plain for place in piece.places}
        if piece.kind in {"day", "since"}:
            plain -= {"jan"}  # January, or "jangan"
        if not piece.doubt and not piece.is_child and piece.kind not in VERBATIM and "is_unknown" not in piece.answers:
            assert not plain & NEGATING, (reading.source_of(piece), dict(piece.answers))


DENIABLE = ("di batam", "dari bungo", "nama Contoh Melati", "darurat", "wa 081200000027", "kemarin", "malaysia",
            "korban p 16", "nik 1571025203090001", "pelaku lk 40", "lahir 12-3-2009", "asal muaro jambi")  # fmt: skip


@given(st.sampled_from(DENIABLE), st.sampled_from(sorted(IS_NOT - {"non", "non-"} | NOT | NOT_YET)), lines(3))
def test_what_is_denied_is_never_sure(words, negation, before):
    text = f"{before.rstrip(' ,;.-?/')}. {negation} {words}"
    if words.startswith(("korban", "pelaku")) and negation not in IS_NOT:
        return  # "tidak pelaku lk 40" is nothing anybody says
    reading, first = of(text), len(re.findall(r"\S+", text)) - len(words.split())
    raws = [word.raw for word in reading.words]
    start = max(place for place, raw in enumerate(raws) if raw == words.split()[0] or raw.startswith(words.split()[0]))
    assert first >= 0
    for piece in reading.pieces:
        assert piece.doubt or piece.start < start, (text, dict(piece.answers))


# --- 3. Every reader --------------------------------------------------------------------------------------------------
TOKENS = st.lists(
    st.sampled_from(
        ("0812", "0000", "0027", "+62", "812", "16", "17", "3", "th", "tahun", "bulan", "-", "/", "<", ">", "±", "umur",
         "bukan", "tidak", "belum", "kemarin", "maret", "2009", "12", "senin", "lalu", "2026", "atau", "dan", "(2)",
         "x", "O", "*", ".", ",", "sd", "anak", "kelas", "jam", "agustus", "30/2", "1571025203090001", "12-8-24")
    ),
    min_size=1, max_size=5,
).map(" ".join)  # fmt: skip


def has_negation(text: str) -> bool:
    return bool(set(text.casefold().split()) & (IS_NOT | NOT | NOT_YET))


@given(TOKENS)
def test_a_number_that_can_be_dialled_has_all_its_digits(text):
    found = telephone.read(text)
    if found.dialled and not found.doubt:
        written = re.sub(r"\D", "", text)
        assert re.sub(r"^(?:62)?0*", "", re.sub(r"\D", "", found.dialled)) == re.sub(r"^(?:62)?0*", "", written)


@given(TOKENS, st.sampled_from(sorted(word for word in NEGATING if word.isalpha())), st.booleans(),
       st.sampled_from((" ", ", ", "; ", " / ", "\n", " (", " - ")))  # fmt: skip
def test_a_dialled_number_has_no_negation_beside_it(number, negation, is_before, joiner):
    for said in ("081200000027", number):
        text = f"{negation} {said}" if is_before else f"{said}{joiner}{negation} aktif"
        assert telephone.read(text).dialled is None, text
        assert not any(one.dialled for one in telephone.each(text)[-1:]), text


@given(TOKENS)
def test_an_age_without_a_doubt_is_the_only_number(text):
    found = told_age.read(text)
    if found.years is not None and not found.doubt and not found.is_estimated:
        digits = [one for one in re.findall(r"\d+", text) if int(one) != found.years]
        assert not digits or re.search(r"bulan|bln", text)
        assert not has_negation(text)


@given(TOKENS)
def test_a_day_uses_every_number_and_no_negation(text):
    found = read_day(text, TODAY)
    if found is not None:
        assert not has_negation(text)
        for number in re.findall(r"\d+", text):
            day = {found.first.day, found.first.month, found.first.year, found.first.year % 100, found.last.day,
                   found.last.month, found.last.year, found.last.year % 100}  # fmt: skip
            is_span = re.search(rf"{number}\s*(?:bulan|tahun|th)\b", text)
            assert int(number) in day or is_span, (text, found)


@given(TOKENS)
def test_a_nik_has_sixteen_digits_and_no_others(text):
    if nik.read(text, today=TODAY) is not None:
        assert len(re.sub(r"\D", "", text)) == 16
        assert not has_negation(text)


# --- 4. Whose is it ---------------------------------------------------------------------------------------------------
@given(TEXTS)
def test_no_contact_rule_is_a_suspects(text):
    reading = of(text)
    for piece in reading.pieces:
        if piece.kind in {"contact", "code_word"} and piece.about >= 0:
            assert reading.people[piece.about].get("role", VICTIM) == VICTIM, (text, dict(piece.answers))


@given(TEXTS)
def test_taking_everything_gives_no_suspect_a_contact_rule(text):
    given, understood = understood_of(text)
    page = take(given, understood, [chip.key for chip in understood.chips])
    for block in range(int(page["orang-jumlah"])):
        if page.get(f"orang-{block}-role") in SUSPECTS:
            assert not any(page.get(f"orang-{block}-{name}") for name in RULES), text


ROLE_WORDS = st.sampled_from(
    ("pelaku", "terlapor", "tersangka", "perekrut", "agen", "calo", "sponsor", "mucikari", "saksi", "terlapornya")
)
RELATION = st.sampled_from(
    ("", "", "ayah tiri", "suami", "tetangga korban", "majikan", "pacar", "orang medan", "dari bungo", "Contoh Budi",
     "pak Contoh", "kakak kandung korban", "bos", "teman kerja", "warga jambi timur", "ibu kos", "paman korban")
)  # fmt: skip
DESCRIPTION = st.sampled_from(("lk 50", "l 40", "p 45", "pr ±30", "laki2 umur 35", "50 th", "lk", "p 17", "l30"))


@given(ROLE_WORDS, RELATION, DESCRIPTION, st.sampled_from(("", "di batam", "kemarin", "bawa sajam", "nama Contoh X")))
def test_a_clause_with_a_role_makes_no_victim(role, relation, description, behind):
    for text in (f"{role} {relation} {description} {behind}", f"{role} {description} {relation} {behind}"):
        reading = of(" ".join(text.split()))
        for about, answers in enumerate(reading.people):
            is_sure = any(piece.about == about and not piece.doubt for piece in reading.pieces)
            assert not (is_sure and answers.get("role", VICTIM) == VICTIM and {"sex", "age"} & set(answers)), text


@given(st.sampled_from(("pelaku", "terlapor", "agen Rudi", "perekrut", "calo")), RELATION, DESCRIPTION, JOINERS,
       st.sampled_from(("", "korban p 16", "wa 081200000001", "diancam")), st.sampled_from(CONTACTS))  # fmt: skip
def test_no_contact_rule_behind_a_suspect_is_the_suspects(role, relation, description, joiner, between, rule):
    text = joiner.join(filter(None, [f"{role} {relation} {description}", between, rule]))
    reading = of(text)
    for piece in reading.pieces:
        if piece.kind in {"contact", "code_word"} and piece.about >= 0:
            assert reading.people[piece.about].get("role", VICTIM) == VICTIM, text


BAD_NUMBERS = st.sampled_from(
    ("0812", "081234", "08123456789012345", "+62 8", "0812 345 6789O", "08123456..", "+99 8123")
)


@given(st.sampled_from(("p 16", "pelapor ibu korban", "korban", "agen Rudi")), st.sampled_from(("wa", "hp", "no hp")),
       BAD_NUMBERS)  # fmt: skip
def test_a_number_nobody_can_dial_is_never_sure(who, word, number):
    for piece in sure(f"{who} {word} {number}"):
        assert "phone" not in piece.answers


class Told(NamedTuple):
    """Clauses that each say whose they are, and the only right answers for each role."""

    clauses: tuple[str, ...]
    right: dict[str, dict[str, set]]


def told(victim_age: int, suspect_age: int) -> Told:
    """A call in which every clause names the person it is about."""
    clauses = (
        f"korban p {victim_age}",
        "nama korban Contoh Melati",
        "hp korban 081200000011",
        "korban asal bungo",
        f"pelaku lk {suspect_age} namanya Contoh Budi",
        "hp pelaku 081200000022",
        "pelaku tinggal di batam",
        "pelapor tetangga 081200000033",
        "ibu korban umur 45",
        "hp ibu korban 081200000044",
        "korban diancam",
        "jangan hubungi korban malam",
        "korban dijanjikan gaji 5 juta",
        "adik korban 12 th",
        "ayah korban sudah meninggal 3 tahun lalu",
    )
    right = {
        "victim": {"age": {victim_age}, "name": {"Contoh Melati"}, "phone": {"0812-0000-0011"}, "sex": {"female"}},
        "suspect": {"age": {suspect_age}, "name": {"Contoh Budi"}, "phone": {"0812-0000-0022"}, "sex": {"male"}},
        "reporter": {"phone": {"0812-0000-0033"}},
        "witness": {},
    }
    return Told(clauses, right)


@settings(max_examples=150)
@given(st.integers(8, 60), st.integers(19, 70), st.permutations(range(15)), st.integers(1, 15),
       st.sampled_from((", ", ". ", "\n", "; ")))  # fmt: skip
def test_nothing_is_given_to_whoever_stands_nearest(victim_age, suspect_age, order, many, joiner):
    call = told(victim_age, suspect_age)
    text = joiner.join(call.clauses[place] for place in order[:many])
    reading = of(text)
    for piece in reading.pieces:
        if piece.doubt or (piece.about < 0 and piece.about != REPORTER):
            continue
        role = reading.people[piece.about].get("role", VICTIM) if piece.about >= 0 else None
        who = "reporter" if role is None else "victim" if role == VICTIM else "suspect"
        for name, value in piece.answers.items():
            allowed = call.right[who].get(name)
            assert allowed is None or value in allowed, (text, who, name, value)
            assert not (who == "reporter" and name in {"age", "sex"})


# --- Signs nobody sees ------------------------------------------------------------------------------------------------
@st.composite
def with_junk(draw) -> tuple[str, str]:
    """A line, and the same line with invisible signs inside its words, another normal form or wide digits."""
    text = draw(lines(5))
    kind = draw(st.sampled_from(("invisible", "NFD", "wide", "all")))
    junked = text
    if kind in ("NFD", "all"):
        junked = unicodedata.normalize("NFD", junked)
    if kind in ("wide", "all"):
        junked = junked.translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
    if kind in ("invisible", "all"):
        for _number in range(draw(st.integers(1, 4))):
            place = draw(st.integers(0, len(junked)))
            junked = junked[:place] + draw(JUNK) + junked[place:]
    return text, junked


def answers_of(text: str) -> list:
    return [(piece.kind, piece.about, {name: str(value) for name, value in piece.answers.items()})
            for piece in sure(text)]  # fmt: skip


@given(with_junk())
def test_signs_nobody_sees_turn_nothing_round(pair):
    text, junked = pair
    plain = [(kind, about, {name: visible(value) for name, value in answers.items()})
             for kind, about, answers in answers_of(text)]  # fmt: skip
    for kind, about, answers in answers_of(junked):
        assert (kind, about, {name: visible(value) for name, value in answers.items()}) in plain


@given(with_junk())
def test_signs_nobody_sees_hide_no_danger(pair):
    text, junked = pair
    asked = [{one.risk for one in relevant(CallFacts(said)).prompts} for said in pair]
    assert asked[0] == asked[1], (text, junked)


SIGNS = 'p l1６६୧²½①Ⅳ٣\x00\u200b\u202e👧🏽\u200d♀️é\u0301,;.\n"“”(/-'


@given(st.one_of(st.text(max_size=120), with_junk().map(lambda pair: pair[1]), st.text(alphabet=SIGNS, max_size=60)))
def test_no_sign_breaks_a_reader_or_loses_a_word(text):
    given, understood = understood_of(text)
    page = take(given, understood, [chip.key for chip in understood.chips])
    assert text.replace("\r\n", "\n").strip() in page["narrative"]
    for reader in (telephone.read, told_age.read, partial(read_day, today=TODAY), partial(nik.read, today=TODAY)):
        reader(text)
    relevant(CallFacts(text))


@pytest.mark.parametrize(
    "text", ["０８１２００００００２７", "p １６", "nik １５７１０２５２０３０９０００１", "p\u200b 16", "p 1\u200b6"]
)
def test_wide_digits_are_stored_as_digits(text):
    stored = "".join(str(value) for piece in of(text).pieces for value in piece.answers.values())
    assert stored.isascii()
    assert re.search(r"\d", stored)
