"""Shorthand lines are understood, shown before they are accepted, and no word is lost."""

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from cases.forms.intake.shorthand import take, understand
from cases.shorthand import FACTS, REPORTER, read
from cases.shorthand.vocabulary import CONNECTING

TODAY = date(2026, 2, 10)
JAMBI = "15.71"


def said(text: str) -> dict:
    """Everything understood, by person."""
    reading = read(text, today=TODAY, near=JAMBI)
    found = {}
    for piece in reading.pieces:
        found.setdefault(piece.about, {}).update(piece.answers)
    return found


def rest(text: str) -> str:
    return " | ".join(read(text, today=TODAY, near=JAMBI).rest)


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("p 16", {"sex": "female", "age": 16}),
        ("p16", {"sex": "female", "age": 16}),
        ("cewek 17 th", {"sex": "female", "age": 17}),
        ("lk 15 th", {"sex": "male", "age": 15}),
        ("laki2 umur 30", {"sex": "male", "age": 30}),
        ("lk2 30", {"sex": "male", "age": 30}),
        ("±15", {"age": 15, "age_is_estimated": True}),
        ("pr sekitar 20 tahun", {"sex": "female", "age": 20, "age_is_estimated": True}),
        ("umur 16", {"age": 16}),
        ("15an th", {"age": 15, "age_is_estimated": True}),
        ("a.n. Siti Rekaan", {"name": "Siti Rekaan"}),
        ("an. siti rekaan p17", {"name": "siti rekaan", "sex": "female", "age": 17}),
        ("nama Melati wa 0812 0000 0027", {"name": "Melati", "phone": "0812-0000-0027"}),
        ("nik 1571025203090001", {"nik": "1571025203090001"}),
        ("1571 0252 0309 0001", {"nik": "1571025203090001"}),
        ("telp 0741-123456", {"phone": "0741123456"}),
        ("+6281200000027", {"phone": "0812-0000-0027"}),
        ("p 16 jambi selatan", {"sex": "female", "age": 16, "origin_region": "Jambi Selatan, Kota Jambi"}),
        ("p 16 asal muaro jambi", {"sex": "female", "age": 16, "origin_region": "Kabupaten Muaro Jambi"}),
        ("lahir 12-3-2009", {"birth_date": "2009-03-12"}),
        ("ttl Jambi 12 Maret 2009", {"birth_date": "2009-03-12"}),
        ("lahir di Muaro Jambi, 12-3-2009 p", {"birth_date": "2009-03-12", "sex": "female"}),
        ("nama Melati p", {"name": "Melati", "sex": "female"}),
        ("pr, 16, jambi selatan", {"sex": "female", "age": 16, "origin_region": "Jambi Selatan, Kota Jambi"}),
        ("lewat wa saja", {"contact_rule": "conditional", "contact_ways": ["whatsapp"]}),
        (
            "hub lewat wa jam 13-15",
            {"contact_rule": "conditional", "contact_ways": ["whatsapp"], "contact_hours": ["jam 13-15"]},
        ),
        ("jgn malam", {"contact_rule": "conditional", "contact_hours": ["Jangan malam hari"]}),
        ("jangan dihubungi", {"contact_rule": "never"}),
        ("boleh wa", {"contact_rule": "conditional", "contact_ways": ["whatsapp"]}),
        ("jgn tlp", {"contact_rule": "conditional", "contact_note": ["Jangan telepon"]}),
        ('sandi "koperasi"', {"contact_rule": "conditional", "code_word": "koperasi"}),
        ("kata pembuka dari koperasi", {"contact_rule": "conditional", "code_word": "dari koperasi"}),
        ("boleh tinggalkan pesan", {"contact_rule": "conditional", "may_leave_message": True}),
        ("aman jam 13.00-15.00", {"contact_rule": "conditional", "contact_hours": ["jam 13.00-15.00"]}),
    ],
)
def test_about_a_person(text, answers):
    assert said(text) == {0: answers}
    assert rest(text) == ""


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("kemarin", {"event_on": "9 Februari 2026"}),
        ("tadi malam", {"event_on": "9–10 Februari 2026"}),
        ("Senin lalu", {"event_on": "9 Februari 2026"}),
        ("awal Agustus", {"event_on": "1–10 Agustus 2025"}),
        ("12-8-24", {"event_on": "12 Agustus 2024"}),
        ("3 hari lalu", {"event_on": "7 Februari 2026"}),
        ("sejak awal jan", {"event_on": "1–10 Januari 2026"}),
        ("112", {"channel": "call_centre_112"}),
        ("datang", {"channel": "walk_in"}),
        ("via wa", {"channel": "uptd_hotline"}),
        ("darurat", {"urgency": "emergency"}),
        ("di batam", {"event_region": "Kota Batam"}),
        ("malaysia", {"event_country": "Malaysia"}),
    ],
)
def test_about_what_happened(text, answers):
    assert said(text) == {FACTS: answers}


def test_about_the_reporter():
    assert said("pelapor ibu korban 081200000099 jgn malam, tdk mau disebut namanya") == {
        REPORTER: {
            "kind": "family",
            "phone": "0812-0000-0099",
            "contact_rule": "conditional",
            "contact_hours": ["Jangan malam hari"],
            "is_anonymous": True,
        }
    }


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("wa 0812 0000 0027 ibu korban, p 16", "0812-0000-0027"),
        ("ibu korban wa 081200000027, p 16", "0812-0000-0027"),
        ("tetangga lapor, p 16", None),
        ("112 ibu korban telp, p 16", None),
        ("guru bk nelpon 081200000027; p 16", "0812-0000-0027"),
    ],
)
def test_who_calls_is_said_in_many_ways(text, number):
    found = said(text)
    assert "kind" in found[REPORTER]
    assert found[REPORTER].get("phone") == number
    assert found[0] == {"sex": "female", "age": 16}
    assert rest(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "p 16 an. Melati, hp ibu 081200000027",
        "p 16 hp ibunya 0812 0000 0027",
        "p 16, agen di batam 081200000027",
        "p 16 dijemput travel 081200000027",
        "p 16, wa 081200000027 punya majikan",
        "p 16 tetangga 081200000027",
        "p 16, ktp ibu 1571025203090001",
    ],
)
def test_a_number_that_may_be_somebody_elses_is_not_the_victims(text):
    found = said(text)
    assert not {"phone", "nik"} & {name for about, answers in found.items() if about <= 0 for name in answers}
    assert "0027" in rest(text) or "0001" in rest(text)


def test_a_number_behind_words_for_it_is_still_the_victims():
    assert said("p 16 hp korban 081200000027")[0]["phone"] == "0812-0000-0027"
    assert said("p 16 jambi selatan no wa 081200000027")[0]["phone"] == "0812-0000-0027"
    assert said("p 16, pelapor ibu korban, hp pelapor 081200000027")[REPORTER]["phone"] == "0812-0000-0027"
    assert said("p 16, pelapor ibu korban, hp korban 081200000027")[0]["phone"] == "0812-0000-0027"


@pytest.mark.parametrize(
    "text",
    [
        "no korban 0812 1111 2222, no pelapor 0813 3333 4444, jangan hubungi korban",
        "hp korban 081211112222, pelapor ibu 081333334444, korban jgn dihubungi",
        "p 16 wa 081211112222; pelapor tetangga 081333334444; jgn hub korban",
    ],
)
def test_whoever_must_not_be_called_is_not_called(text):
    found = said(text)
    assert (found[0]["phone"], found[0]["contact_rule"]) == ("0812-1111-2222", "never")
    assert found[REPORTER]["phone"] == "0813-3333-4444"
    assert "contact_rule" not in found[REPORTER]


def test_a_rule_about_a_relative_stays_in_the_story():
    assert said("p 16, jgn hub ibu korban") == {0: {"sex": "female", "age": 16}}
    assert rest("p 16, jgn hub ibu korban") == "jgn hub ibu korban"


def test_who_sends_a_message_is_the_reporter():
    assert said("sms dr 081377776666, p, 19")[REPORTER] == {"phone": "0813-7777-6666"}


def test_months_and_rough_ages():
    assert said("p 8 bln")[0]["age"] == 0
    assert said("bayi l 30 bulan")[0]["age"] == 2
    assert said("laki2 30 an th")[0] == {"sex": "male", "age": 30, "age_is_estimated": True}
    assert said("tdk digaji 8 bln") == {}


def test_two_halves_of_one_description_are_one_person():
    assert said("aslinya 15 th, p, asal sarolangun")[0] == {
        "sex": "female", "age": 15, "origin_region": "Kabupaten Sarolangun",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "lahir 29 feb 2009",
        "lahir 30 februari 2009",
        "30 februari 2009",
        "17 agustus 2031",
        "hp 0813 1234 5678/22",
    ],
)
def test_half_of_a_day_or_number_is_not_taken_for_the_whole(text):
    assert said(text) == {}
    assert rest(text) == text


def test_a_place_told_in_a_story_is_where_it_happened():
    assert said("p 19 disekap di kos paal merah")[FACTS] == {"event_region": "Paal Merah, Kota Jambi"}


@pytest.mark.parametrize(
    ("text", "address", "left"),
    [
        ("p 16 alamat jl. Sudirman no 12 rt 3 telanaipura, disekap", "jl. Sudirman no 12 rt 3 telanaipura", "disekap"),
        ("p 16 alamat lorong Damai hp 081200000027", "lorong Damai", ""),
        ("p 16, alamat ibu di tebo", None, "alamat ibu di tebo"),
    ],
)
def test_an_address(text, address, left):
    assert said(text)[0].get("address") == address
    assert rest(text) == left


def test_somebody_named_by_role_keeps_number_and_name():
    found = said("agen Rudi 081233334444 janji kerja malaysia, p 16 telanaipura")
    assert found[0] == {"role": "recruiter", "name": "Rudi", "phone": "0812-3333-4444"}
    assert found[1] == {"sex": "female", "age": 16, "origin_region": "Telanaipura, Kota Jambi"}
    assert said("terlapor pak budi lk 40, p 15")[0] == {
        "role": "reported",
        "name": "pak budi",
        "sex": "male",
        "age": 40,
    }
    assert said("agen 081233334444")[0] == {"role": "recruiter", "phone": "0812-3333-4444"}


@pytest.mark.parametrize(
    "text",
    ["p 20 nama Fulanah", "p 20 nama NN", "p 20 nama tidak diketahui", "p 20 a.n. Anonim", "p 20, terlapor Mr. X",
     "p 20 nama Tanpa Nama"],
)  # fmt: skip
def test_a_placeholder_is_no_name_and_its_words_stay(text):
    assert not any("name" in answers for answers in said(text).values())
    assert "is_anonymous" not in said(text).get(REPORTER, {})
    assert text.split()[-1] in rest(text)


def test_a_made_up_name_is_asked_about():
    pieces = read("p 19 nama Melati (bukan nama asli)", today=TODAY, near=JAMBI).pieces
    assert [piece.doubt for piece in pieces if "name" in piece.answers] != [""]
    assert "name" not in said("p 19 nama Contoh Raka")[0] or said("p 19 nama Contoh Raka")[0]["name"] == "Contoh Raka"


def test_capitals_of_a_whole_line_are_no_names():
    assert said("KORBAN DIBAWA KE BATAM, P 16")[0] == {"sex": "female", "age": 16}
    assert said("Korban Dibawa Agen Ke Batam, P 16")[0] == {"sex": "female", "age": 16}


def test_several_people():
    found = said("2 korban p 16 & l 15, pelaku lk ±40 an. Budi Rekaan")
    assert (found[0]["age"], found[1]["age"], found[2]["age"]) == (16, 15, 40)
    assert (found[2]["role"], found[2]["name"]) == ("reported", "Budi Rekaan")
    assert len(said("3 korban perempuan")) == 3
    assert said("3 korban p 16")[2] == {"role": "possible_victim", "sex": "female", "age": 16}


def test_the_line_of_the_drawing():
    text = "p 16 jambi selatan, kerja kafe batam sejak awal jan, wa 081200000027 jgn malam"
    assert rest(text) == "kerja kafe batam sejak awal jan"
    assert said(text)[FACTS] == {"event_region": "Kota Batam", "event_on": "1–10 Januari 2026"}


@pytest.mark.parametrize(
    "text",
    ["korban disekap di kamar", "dijemput laki-laki naik mobil", "lusa ke sana", "kerja 12 jam",
     "punya 3 anak", "ibu 3 anak", "3 anak buah kapal", "12 anak",
     "datang ke rumah pelaku", "16", "salah sambung", "bisa pulang", "jangan sampai ketahuan", "utang 5 juta"],
)  # fmt: skip
def test_a_story_stays_a_story(text):
    assert said(text) == {}
    assert rest(text) == text


def data(**fields) -> QueryDict:
    given = QueryDict(mutable=True)
    for name, value in {"orang-jumlah": "1", **fields}.items():
        if isinstance(value, list):
            given.setlist(name, value)
        else:
            given[name] = value
    return given


def taken(given: QueryDict, keys=None) -> QueryDict:
    understood = understand(given, today=TODAY, near=JAMBI)
    return take(given, understood, [chip.key for chip in understood.chips if chip.is_taken] if keys is None else keys)


def test_a_story_keeps_its_sentence():
    text = "p 16, dibawa ke batam sejak senin lalu, disekap, wa 081200000027"
    assert rest(text) == "dibawa ke batam sejak senin lalu | disekap"
    assert rest("p 16, di batam") == ""


def test_everything_is_taken_into_the_page():
    line = "2 korban p 16 & l 15, kerja kafe batam, wa 081200000027 boleh wa jgn malam"
    page = taken(data(shorthand=line))
    assert (page["orang-0-sex"], page["orang-0-age"], page["orang-1-age"]) == ("female", "16", "15")
    assert (page["orang-jumlah"], page["event_region"], page["narrative"]) == ("2", "Kota Batam", line)
    assert (page.getlist("orang-1-contact_ways"), page["orang-1-contact_hours"]) == (["whatsapp"], "Jangan malam hari")
    assert page["shorthand"] == ""


def test_an_answer_that_is_there_is_kept_and_both_are_shown():
    given = data(
        shorthand="p 17 di batam", **{"orang-0-age": "16", "orang-0-sex": "female", "event_region": "Kota Jambi"}
    )
    understood = understand(given, today=TODAY, near=JAMBI)
    place = next(chip for chip in understood.chips if "event_region" in chip.sets)
    assert place.conflicts == {"event_region": "Kota Jambi"}
    page = taken(given)
    assert page["event_region"] == "Kota Jambi"
    assert "di batam" in page["narrative"]  # no word is lost
    assert taken(given, keys=[place.key])["event_region"] == "Kota Batam"


def test_what_was_not_ticked_goes_to_the_story():
    page = taken(data(shorthand="p 16 kerja kafe", narrative="Ibu menelepon."), keys=[])
    assert page["narrative"] == "Ibu menelepon.\np 16 kerja kafe"
    assert "orang-0-age" not in page


def test_a_second_line_is_about_the_person_spoken_of_last():
    first = taken(data(shorthand="p 16"))
    first["shorthand"] = "an. Siti Rekaan wa 081200000027"
    page = taken(first)
    assert (page["orang-0-name"], page["orang-0-phone"], page["orang-jumlah"]) == ("Siti Rekaan", "0812-0000-0027", "1")


def test_what_was_missing_of_somebody_completes_them():
    page = data()
    for text in ("wa 081200000035", "a.n. Contoh Kenanga", "umur 19", "pelaku l 40"):
        page["shorthand"] = text
        page = taken(page)
    assert (page["orang-0-name"], page["orang-0-phone"], page["orang-0-age"]) == (
        "Contoh Kenanga", "0812-0000-0035", "19",
    )  # fmt: skip
    assert (page["orang-1-role"], page["orang-1-age"], page["orang-jumlah"]) == ("reported", "40", "2")


SCRIBBLED = """
3 anak orang
p l pr lk 16 17 th umur ± 2 korban & dan pelaku an. Siti Melati wa 081200000027 0812 0000 0027 jambi selatan batam
malaysia di ke dari asal kemarin sejak awal jan 12-8-24 lusa jgn malam boleh dihubungi sandi "koperasi" pelapor ibu
112 datang darurat nik 1571025203090001 , ; disekap kerja kafe tidak pulang hamil 3 hari lalu lahir jam 13.00 -
"""
WORDS = st.sampled_from(SCRIBBLED.split())
LINES = st.one_of(st.lists(WORDS, max_size=25).map(" ".join), st.text(max_size=200))


@given(LINES)
def test_no_word_is_ever_lost(text):
    reading = read(text, today=TODAY, near=JAMBI)
    understood = {place for piece in reading.pieces for place in piece.places}
    assert {reading.words[place].plain for place in reading.connecting} <= CONNECTING
    left = " ".join(reading.rest).split(" ") if reading.rest else []
    left_over = [place for place in range(len(reading.words)) if place not in understood | reading.connecting]
    told = " ".join(reading.words[place].raw for place in left_over).split()
    rest_of_line = iter(" ".join(left).split())
    assert all(word in rest_of_line for word in told)  # in order, with place and time


@given(LINES)
def test_reading_twice_reads_the_same(text):
    assert read(text, today=TODAY, near=JAMBI).pieces == read(text, today=TODAY, near=JAMBI).pieces


@given(LINES)
def test_taking_a_line_twice_changes_nothing(text):
    once = taken(data(shorthand=text))
    again = once.copy()
    again["shorthand"] = text
    again = taken(again)
    stable = [name for name in once if name not in ("shorthand", "narrative") and not name.startswith("orang-")]
    assert {name: again.getlist(name) for name in stable} == {name: once.getlist(name) for name in stable}


@given(LINES, st.sets(st.integers(0, 12)))
def test_the_line_stands_in_the_story_as_it_was_typed(text, ticked):
    given = data(shorthand=text, narrative="Ibu menelepon.")
    understood = understand(given, today=TODAY, near=JAMBI)
    page = take(given, understood, [str(key) for key in ticked])
    typed = text.replace("\r\n", "\n").strip()
    assert page["narrative"] == "\n".join(filter(None, ["Ibu menelepon.", typed]))
