"""Lines of callers, reporters, clerks and other offices: doubtful parts are asked about, plain ones are not.

The first half has lines that were once misread. The second half has plain lines without questions.
"""

from datetime import date

import pytest

from cases.choices import PersonRole, Risk
from cases.intake.risk_prompts import CallFacts, relevant
from cases.reading import limits, told_age
from cases.reading.negations import NEGATING
from cases.register import coding
from cases.shorthand import Doubt, read
from cases.shorthand import vocabulary as words
from tests.benchmarks.scripted_calls import CALLS

TODAY, JAMBI = date(2026, 2, 10), "15.71"


def of(text: str):
    return read(text, today=TODAY, near=JAMBI)


def doubts(text: str, kind: str) -> list[str]:
    """The doubts of all pieces of a kind; an empty one is a sure piece."""
    return [piece.doubt for piece in of(text).pieces if piece.kind == kind]


def sure(text: str) -> list[dict]:
    """The answers without doubts."""
    return [dict(piece.answers) for piece in of(text).pieces if not piece.doubt]


def noted(text: str) -> list[str]:
    return [note.reason for note in of(text).notes]


# --- Whose is it ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "text",
    ["anak pelaku p 16", "anak dari pelaku p 16", "istri terlapor p 40", "ibu pelaku 60 th", "korban anak pelaku p 16",
     "adik perekrut l 15", "anak pelaku an. Contoh Melati"],
)  # fmt: skip
def test_a_relative_of_a_suspect_is_no_suspect(text):
    assert all("role" not in answers for answers in sure(text))
    assert Doubt.RELATIVE in [piece.doubt for piece in of(text).pieces]
    assert all(answers.get("role") in (None, PersonRole.POSSIBLE_VICTIM) for answers in of(text).people)


@pytest.mark.parametrize(
    "text", ["teman sekamar korban p 20", "guru ngaji korban l 50", "teman kerja korban p 19", "pacar lama korban l 25"]
)
def test_a_relation_of_some_kind_is_not_the_victim(text):
    assert not of(text).pieces
    assert noted(text) == [Doubt.RELATIVE]


@pytest.mark.parametrize(
    ("text", "age"),
    [("p 16 dijemput oknum polisi l 30", 30), ("aku p 19 dijual pacar aku l 25", 25), ("p 16 dibawa tukang l 45", 45),
     ("pelaku suaminya sendiri l 38 p 30", 30)],
)  # fmt: skip
def test_whoever_is_told_of_last_is_asked_about(text, age):
    assert {"age": age} not in [{"age": answers.get("age")} for answers in sure(text)]


@pytest.mark.parametrize("text", ["pelapor p 25 kakak korban", "saksi pelapor p 30", "korban sekaligus pelapor p 25"])
def test_a_reporter_s_own_age_is_asked_about(text):
    assert doubts(text, "person") == [Doubt.RELATIVE]


@pytest.mark.parametrize(
    "text", ["pelaku suka cek hp jgn wa", "majikan pegang hp jgn telp", "suaminya galak jgn telp", "agen marah jgn wa"]
)
def test_a_rule_beside_somebody_only_mentioned_is_the_victim_s_and_asked(text):
    piece = next(piece for piece in of(text).pieces if piece.kind == "contact")
    assert piece.doubt == Doubt.CONTACT
    assert of(text).people[piece.about].get("role") is None


def test_a_rule_before_the_victim_is_told_of_waits_for_her():
    reading = of("terlapor l 45 jgn dihubungi, p 16")
    contact = next(piece for piece in reading.pieces if piece.kind == "contact")
    girl = next(piece for piece in reading.pieces if piece.answers.get("age") == 16)
    assert contact.about == girl.about
    assert len(reading.people) == 2


@pytest.mark.parametrize(
    "text", ["boleh malam jangan", "pagi boleh malam jangan", "bisa wa tidak", "boleh telp siang jgn"]
)
def test_what_a_word_behind_forbids_is_not_allowed(text):
    assert not [piece for piece in of(text).pieces if piece.kind == "contact"]
    assert Doubt.DENIED in noted(text)


@pytest.mark.parametrize("text", ["sandinya bukan bunga", "sandi belum ada", "kode tidak ada"])
def test_no_word_of_code_is_none(text):
    assert not of(text).pieces


# --- Denials ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("text", ["belum tentu korban p 19", "blm jelas korban p 19", "tidak termasuk korban p 19",
                                  "belum jelas pelaku atau korban l 20", "bukan p 16 tapi p 19"])  # fmt: skip
def test_an_open_or_denied_role_is_asked_about(text):
    assert doubts(text, "person")[0] in (Doubt.DENIED, Doubt.ROLE)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("wa 081234567890 (bukan nomor korban)", "whatsapp"), ("nama Contoh Melati bukan nama asli", "name"),
     ("a.n. Bunga (bukan nama sebenarnya) p 16", "name"), ("nik 1571025203090001 bukan punya dia", "nik"),
     ("p 20 mau ke malaysia tapi gagal", "country")],
)  # fmt: skip
def test_what_is_taken_back_behind_is_asked_about(text, kind):
    assert doubts(text, kind) == [Doubt.DENIED]


@pytest.mark.parametrize(
    "text", ["darurat bukan", "mendesak? tidak", "segera? belum", "jambi bukan", "nyaris ke kamboja",
             "hampir dibawa ke malaysia", "ditolak masuk malaysia"],
)  # fmt: skip
def test_a_fact_answered_no_is_none(text):
    assert not of(text).pieces
    assert noted(text) == [Doubt.DENIED]


@pytest.mark.parametrize("text", ["majikan malaysia", "pelaku warga malaysia", "guru arab", "orang malaysia"])
def test_where_somebody_is_from_is_not_where_it_happened(text):
    assert doubts(text, "country") == [Doubt.NATION]


def test_coming_back_from_a_country_is_plain():
    assert doubts("pulang dari malaysia", "country") == [""]


# --- Ages, counts, times ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "text", ["sudah 2 tahun kerja", "p 20 sudah 3 tahun di malaysia", "kontrak 2 tahun", "selama 5 th", "8 th kerja",
             "p 8 bulan hamil", "hamil 8 bulan p"],
)  # fmt: skip
def test_how_long_is_no_age(text):
    assert all(age >= 20 for age in of(text).ages)


def test_a_small_number_of_years_beside_a_sex_is_asked_about():
    assert doubts("p 3 tahun di malaysia", "age") == [Doubt.LASTING]


@pytest.mark.parametrize(
    ("text", "count"),
    [("tgl 3 p 16", 1), ("rt 3 l 40", 1), ("jam 2 p 16", 1), ("anak ke 2 p 16", 1), ("kelas 2 p 16", 1),
     ("2 anak 15 tahun dan 1 dewasa", 2), ("3 dari 5 korban anak", 0), ("Contoh Melati 16 P 081234567890", 1)],
)  # fmt: skip
def test_the_number_of_a_thing_counts_nobody(text, count):
    assert len(of(text).people) == count
    assert 1 not in of(text).ages


@pytest.mark.parametrize(
    ("text", "why"),
    [("dari umur 14 dijual", Doubt.AGE_THEN), ("waktu itu umur 15", Doubt.AGE_THEN), ("nikah umur 15", Doubt.AGE_THEN),
     ("saat kejadian 15 th", Doubt.AGE_THEN), ("di ktp umur 19", Doubt.CLAIMED), ("mengaku 18 th", Doubt.CLAIMED),
     ("korban 16", Doubt.COUNT), ("p 16/17", Doubt.RANGE), ("p max 17", Doubt.LIMIT)],
)  # fmt: skip
def test_an_age_that_may_be_another_is_asked_about(text, why):
    assert doubts(text, "age") == [why]


def test_an_age_at_another_time_makes_nobody_new():
    assert [answers.get("age") for answers in of("p 16 sejak umur 14").people] == [16]
    assert noted("p 16 sejak umur 14") == [Doubt.FORMER]


@pytest.mark.parametrize("text", ["Tempat/Tgl Lahir : Jambi, 12-03-2009", "Tempat, Tanggal Lahir: Jambi, 12 Maret 2009",
                                  "tgl lahir 12-3-2009", "lahir : 12-03-2009"])  # fmt: skip
def test_a_birth_of_a_form_is_no_day_of_the_event(text):
    assert sure(text) == [{"birth_date": "2009-03-12"}]


def test_a_day_of_the_week_belongs_to_its_date():
    assert {"event_on": "10 Februari 2026"} in sure("pada hari Selasa tanggal 10 Februari 2026 datang p 35")


# --- Numbers ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "number"),
    [("wa +886 912 345 678", "+886 912 345 678"), ("wa +855 12 345 678", "+855 12 345 678"),
     ("wa +60 12-345 6789", "+60 12-345 6789"), ("wa +966 50 123 4567", "+966 50 123 4567"),
     ("+62 0812 3456 7890", "0812-3456-7890"), ("wa (+62) 812 3456 7890", "0812-3456-7890")],
)  # fmt: skip
def test_a_number_keeps_its_country(text, number):
    assert sure(text) == [{"phone": number}]
    assert not of(text).rest


@pytest.mark.parametrize("text", ["wa 62 62 812 3456 7890", "wa 008 12 3456 7890", "wa 00855 12 345 678"])
def test_a_number_nobody_can_dial_is_asked_about(text):
    assert doubts(text, "whatsapp") == [Doubt.NUMBER]


@pytest.mark.parametrize(
    "text", ["wa 0812 345 6789O", "wa 81234567890.0", "kk 1571025203090001", "no rek 081234567890",
             "rekening bri 1571025203090001", "hubungi gurunya 081234567890", "hub sepupunya 081234567890"],
)  # fmt: skip
def test_what_is_no_number_of_hers_is_given_to_nobody(text):
    assert not of(text).pieces


@pytest.mark.parametrize(
    "text", ["p 16 diteror nomor 081234567890", "diancam dari nomor 081234567890", "ditransfer ke dana 081234567890",
             "p 16 no pengurus panti 081234567890"],
)  # fmt: skip
def test_a_number_that_may_be_the_offender_s_is_asked_about(text):
    assert doubts(text, "phone") == [Doubt.WHOSE]


# --- Names, danger ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("text", ["korban ibu rumah tangga 32 th", "pelaku bapak kandung", "terlapor ibu tiri p 45",
                                  "pelaku pak rt"])  # fmt: skip
def test_what_somebody_is_is_no_name(text):
    assert all("name" not in answers for answers in of(text).people)


@pytest.mark.parametrize("text", ["an. dewi pengen mati", "an. dewi minum baygon", "an. dewi mau loncat",
                                  "nama Dewi Pengen Mati"])  # fmt: skip
def test_danger_in_several_words_ends_a_name_and_is_asked_about(text):
    assert of(text).people[0]["name"].casefold() == "dewi"
    assert Risk.SELF_HARM in {prompt.risk for prompt in relevant(CallFacts(text)).prompts}


def test_a_form_that_is_pasted_is_read_by_its_labels():
    text = "Nama : Contoh Melati\nUmur : 16 tahun\nNo HP : 0812-3456-7890\nAlamat : Jl. Contoh No 3, Kel. Contoh"
    assert of(text).people == [
        {"name": "Contoh Melati", "age": 16, "phone": "0812-3456-7890", "address": "Jl. Contoh No 3"}
    ]


# --- What is plain stays quick ----------------------------------------------------------------------------------------
PLAIN = (
    "p 16 jambi selatan wa 081234567890",
    "p 16 jambi selatan, sejak awal jan, wa 081200000027 jgn malam",
    "(p 16) jambi selatan",
    "p. 16 jambi selatan",
    "betino 15 th jambi selatan",
    "p 24 hamil, hp 081200000027",
    "p 19 disekap di ruko hp 081200000027",
    "korban p 17 telanaipura, pelaku l 40 an Contoh Budi",
    "pelapor ibu korban wa 081200000027 jgn malam, korban p 15",
    "p 30 kerja 3 bulan di malaysia",
    "p 17 dari jelutung kerja kafe di batam sudah 2 bulan",
    "p 17 th kerja di kafe",
    "p 13 th tidak sekolah",
    "umur 16 th dari jelutung",
    "korban anak 12 th",
    "p 20, hp 081200000027, boleh wa siang jgn telp",
    "p 20 nomor wa 081200000027",
    "p 20 no hp baru 081200000027",
    "l 17 no hp yg aktif 081200000027",
    "saya p 25 korban, wa 081234567890",
    "pelaku 2 lk 1 pr",
    "sudah 17 th p",
)


@pytest.mark.parametrize("text", [*PLAIN, *(step[1] for call in CALLS for step in call.steps if step[0] == "line")])
def test_a_plain_line_asks_nothing(text):
    reading = of(text)
    assert [piece.doubt for piece in reading.pieces if piece.doubt] == []
    assert not reading.notes


# --- One list for all -------------------------------------------------------------------------------------------------
def test_every_reader_of_a_register_and_of_a_line_denies_with_the_same_words():
    assert NEGATING <= coding.DENYING
    assert words.ENDS_NAME >= NEGATING


@pytest.mark.parametrize("limit", sorted(limits.UNDER | limits.UP_TO))
def test_every_limit_is_one_in_a_line_and_in_a_register(limit):
    assert limit in words.UNDER
    told = told_age.read(f"{limit} 17")
    assert (told.years, told.is_readable) == (None, True)
    assert told.doubt
