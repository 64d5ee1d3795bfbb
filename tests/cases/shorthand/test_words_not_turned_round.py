"""The meaning is never reversed: a denied word, a relative, a limit, a count, a street never become an answer.

The lines are realistic, all people are invented. Unsure values are offered with a reason, never accepted.
"""

import re
from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from cases.choices import PersonRole, Risk
from cases.forms.intake.doubts import DOUBTS
from cases.forms.intake.risks import ASKED
from cases.forms.intake.shorthand import take, understand
from cases.intake.risk_prompts import CallFacts, is_danger, relevant
from cases.models import Complaint
from cases.reading.negations import BETWEEN
from cases.shorthand import FACTS, REPORTER, Doubt, is_pasted, read
from cases.shorthand import vocabulary as words
from safeguards import clock
from safeguards.identifiers import new_id
from tests.personas import client_of

TODAY, JAMBI = date(2026, 2, 10), "15.71"
A_CHILDS_YEAR = clock.today().year - 12
LOG = "/pengaduan/catat/"
VICTIM, REPORTED, RECRUITER, WITNESS = (role.value for role in PersonRole)


def of(text: str):
    return read(text, today=TODAY, near=JAMBI)


def sure(text: str) -> dict:
    """The sure answers, by person."""
    found: dict = {}
    for piece in of(text).pieces:
        if not piece.doubt:
            found.setdefault(piece.about, {}).update(piece.answers)
    return found


def people(text: str) -> list[dict]:
    """The people after accepting everything at once."""
    return [answers for about, answers in sorted(sure(text).items()) if about >= 0]


def doubts(text: str) -> set[str]:
    reading = of(text)
    return {piece.doubt for piece in reading.pieces if piece.doubt} | {note.reason for note in reading.notes}


def asked(text: str) -> set[str]:
    return {prompt.risk.value for prompt in relevant(CallFacts(text, ages=tuple(of(text).ages))).prompts}


def data(**fields) -> QueryDict:
    given = QueryDict(mutable=True)
    for name, value in {"orang-jumlah": "1", **fields}.items():
        given[name] = value
    return given


def taken(given: QueryDict, keys=None) -> QueryDict:
    understood = understand(given, today=TODAY, near=JAMBI)
    return take(given, understood, [chip.key for chip in understood.chips if chip.is_taken] if keys is None else keys)


@pytest.mark.parametrize(
    ("text", "name", "risk"),
    [
        ("l 19 nama Contoh Raka diancam", "Contoh Raka", "threatened"),
        ("p 20 nama Contoh Sekar disekap", "Contoh Sekar", "held"),
        ("p 20 nama contoh sekar disekap", "contoh sekar", "held"),
        ("p 20 a.n. Contoh Sekar Diancam", "Contoh Sekar", "threatened"),
        ("nama contoh sekar takut pulang", "contoh sekar", "threatened"),
        ("l 22 namanya Contoh Bayu dikurung di mes", "Contoh Bayu", "held"),
        ("p 17 bernama contoh ayu hamil 5 bulan", "contoh ayu", "pregnant"),
        ("nama Contoh Tia luka di kepala", "Contoh Tia", "injured"),
        ("nama contoh tia digembok", "contoh tia", "held"),
        ("p 25 nama Contoh Rini dipukul suami", "Contoh Rini", "injured"),
        ("p 18 nama Contoh Wati mau bunuh diri", "Contoh Wati", "self_harm"),
    ],
)
def test_a_name_swallows_no_danger(text, name, risk):
    assert people(text)[0]["name"] == name
    assert risk in asked(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("nama contoh melati ayah tiri lk 50", "contoh melati"),
        ("nama Contoh Melati pelaku lk 50", "Contoh Melati"),
        ("nama contoh melati teman sekolah", "contoh melati"),
        ("nama contoh melati umur 17", "contoh melati"),
        ("nama contoh melati p 17", "contoh melati"),
        ("nama contoh melati belum pulang", "contoh melati"),
        ("nama contoh melati dijual ke batam", "contoh melati"),
        ("nama contoh melati hp 081200000027", "contoh melati"),
        ("p 17 nama Ibu Contoh kerja", "Ibu Contoh"),
        ("nama Contoh Putri Melati", "Contoh Putri Melati"),
        ("nama Contoh Darma Siak", "Contoh Darma Siak"),  # a family name that is a place
    ],
)
def test_a_name_ends_where_it_ends(text, name):
    assert people(text)[0]["name"] == name
    assert "origin_region" not in people(text)[0]


@pytest.mark.parametrize(
    ("text", "role", "age"),
    [
        ("terlapor ayah tiri lk 50", REPORTED, 50),
        ("pelaku suami lk 40", REPORTED, 40),
        ("pelaku ayah kandung korban lk 45", REPORTED, 45),
        ("terlapor majikan p 50 di malaysia", REPORTED, 50),
        ("perekrut tetangga p 38", RECRUITER, 38),
        ("calo dari bungo lk 30", RECRUITER, 30),
        ("agen orang medan l 45", RECRUITER, 45),
        ("saksi tetangga p 40", WITNESS, 40),
        ("saksi teman korban l 30", WITNESS, 30),
        ("saksi jambi timur l 30", WITNESS, 30),
        ("l 50 terlapor", REPORTED, 50),
        ("lk 40 diduga pelaku", REPORTED, 40),
        ("lk 40 ayah tiri pelaku", REPORTED, 40),
        ("p 35 sebagai perekrut", RECRUITER, 35),
        ("l 33 saksi", WITNESS, 33),
        ("saksi Contoh Budi l 30", WITNESS, 30),
    ],
)
def test_a_role_reaches_over_a_relation_and_a_place(text, role, age):
    assert [(one.get("role"), one.get("age")) for one in people(text)] == [(role, age)]


@pytest.mark.parametrize(
    "text",
    [
        "saksi jambi timur, l 30",
        "terlapor ayah tiri p 16",
        "perekrut tante lk 30",
        "terlapor ayah tiri, l 15",
        "pelaku bawa sajam p 19",
        "pelaku, lk 40",
        "pelaku bernama Contoh Budi, lk 40",
        "dijemput l 40",
        "dibawa oleh l 40",
        "lk 30 bawa kabur anaknya",
    ],
)
def test_behind_a_role_nobody_is_a_victim_by_default(text):
    assert not any("age" in one for one in people(text))
    assert Doubt.ROLE in doubts(text)


@pytest.mark.parametrize(
    "text",
    ["terlapor ayah tiri, p 16", "agen Contoh Rudi, p 16", "p 16 disekap pelaku di ruko", "p 16 dijual agen",
     "p 16 dibawa calo ke batam", "korban p 16", "p 16 korban", "adik saya p 16 hilang", "anak saya p 16"],
)  # fmt: skip
def test_who_is_a_victim_stays_one(text):
    assert {"sex": "female", "age": 16}.items() <= people(text)[-1].items()
    assert people(text)[-1].get("role", VICTIM) == VICTIM


@pytest.mark.parametrize(
    "text",
    ["ibu korban p 45", "ayah korban l 50", "tetangga korban lk 50", "teman korban p 20", "kakak kandung korban l 22",
     "adik korban p 12", "guru korban p 40", "suami korban lk 35", "ibu p 45", "tetangga lk 50", "temannya l 20",
     "pelapor ibu korban p 45", "pelapor tetangga lk 50", "majikannya p 50"],
)  # fmt: skip
def test_a_relative_is_not_the_victim(text):
    assert people(text) == []
    assert Doubt.RELATIVE in doubts(text)


@pytest.mark.parametrize("text", ["pacaran sama l 30", "dibawa l 40", "ditahan lk 45"])
def test_who_did_it_is_no_second_victim(text):
    assert people(f"p 16 {text}") == [{"sex": "female", "age": 16}]


@pytest.mark.parametrize("text", ["pelaku 2 lk 1 pr", "terlapor l 30 dan p 28", "pelaku 3 orang lk"])
def test_whoever_is_counted_on_has_the_same_role(text):
    assert {one["role"] for one in people(text)} == {REPORTED}


def test_a_child_is_asked_about_whoever_it_is():
    assert "child_alone" in asked("adik korban p 12")
    assert "child_alone" in asked("terlapor ayah tiri, l 15")


@pytest.mark.parametrize("no", ["bukan", "bkn", "bukannya", "non"])
@pytest.mark.parametrize("role", ["korban", "pelaku", "saksi", "terlapor", "agen"])
def test_a_denied_role_is_none(no, role):
    assert people(f"{no} {role} p 16") == []
    assert people(f"p 16 {no} {role}") == []


@pytest.mark.parametrize("no", ["tidak", "tdk", "tak", "gak", "ga", "nggak", "dak", "ndak", "indak", "idak", "ora",
                                "belum",
                                "blm", "bukan", "non", "tidak terlalu", "belum begitu"])  # fmt: skip
@pytest.mark.parametrize("word", ["darurat", "mendesak", "urgent", "gawat"])
def test_a_denied_urgency_is_none(no, word):
    assert sure(f"{no} {word}") == {}
    assert Doubt.DENIED in doubts(f"{no} {word}")


@pytest.mark.parametrize(
    "text",
    ["bukan di batam", "tidak di batam", "bukan dari jambi selatan", "dak di malaysia", "bukan malaysia",
     "tidak jadi ke malaysia", "gagal ke malaysia", "batal berangkat ke malaysia", "belum berangkat ke malaysia",
     "bukan 112", "bukan via wa", "bukan kemarin", "tidak anonim", "bukan lewat wa saja", "bukan nama Contoh",
     "tidak tinggal di jelutung"],
)  # fmt: skip
def test_a_denied_fact_is_none(text):
    assert sure(text) == {}
    assert of(text).rest == [text]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("tidak boleh telepon", "Jangan telepon"),
        ("dak boleh wa", "Jangan WhatsApp"),
        ("belum boleh telepon", "Jangan telepon"),
        ("belum aman telepon", "Jangan telepon"),
        ("indak aman wa", "Jangan WhatsApp"),
        ("kurang aman telepon siang", "Jangan telepon siang hari"),
        ("ojo telpon", "Jangan telepon"),
    ],
)
def test_what_must_not_be_done_is_no_permission(text, note):
    (one,) = people(f"p 16, {text}")
    assert one["contact_note"] == [note]
    assert "contact_ways" not in one


@pytest.mark.parametrize(
    "text", ["tidak bisa wa", "sulit dihubungi", "susah ditelepon", "dak biso wa", "bukan lewat wa"]
)
def test_what_cannot_be_done_is_no_permission_either(text):
    assert "contact_ways" not in people(f"p 16, {text}")[0]
    assert people(f"p 16, {text}")[0].get("contact_rule") != "conditional"


@pytest.mark.parametrize(
    "text",
    [
        "agen Bu Contoh (0852-1111-2222), jangan telpon dia",
        "p 19, agen Contoh Rudi, jgn dihubungi",
        "pelaku lk 40, jgn telpon",
        "terlapor majikan p 50, cuma bisa wa malam",
        "perekrut nama Contoh Rudi wa 081200000034 jgn malam",
        'p 16, sponsor Contoh Rudi, sandi "koperasi"',
        "korban p 16, majikan pr 50, boleh wa siang",
        "p 19, dibawa sponsor namanya Bu Contoh (0852-1111-2222). Dia cuma bisa WA malam hari. Jangan telpon dia",
    ],
)
def test_no_rule_of_contact_is_a_suspect_s(text):
    reading = of(text)
    for piece in reading.pieces:
        if piece.kind in ("contact", "code_word"):
            assert piece.doubt == Doubt.CONTACT
            assert reading.people[piece.about].get("role", VICTIM) == VICTIM


def test_whose_rule_it_is_is_sure_where_only_one_person_was_told_of():
    assert people("p 16, jangan telpon dia")[0]["contact_note"] == ["Jangan telepon"]
    assert Doubt.CONTACT in doubts("pelapor ibu 081200000099, p 16, jgn telpon dia")
    assert sure("p 16, jangan telepon saya")[REPORTER]["contact_note"] == ["Jangan telepon"]


@pytest.mark.parametrize("text", ["jgn hub pelaku", "jangan telepon majikannya", "jgn wa teman", "jangan hubungi agen"])
def test_a_rule_about_somebody_else_is_nobody_s(text):
    assert people(f"p 16, {text}") == [{"sex": "female", "age": 16}]


@pytest.mark.parametrize(
    ("text", "sexes"),
    [
        ("4 lk 2 pr, kerja di kebun", ["male"] * 4 + ["female"] * 2),
        ("3 p, l 2 org", ["female"] * 3 + ["male"] * 2),
        ("4 lk, 2 pr", ["male"] * 4 + ["female"] * 2),
        ("4 lk & 2 pr", ["male"] * 4 + ["female"] * 2),
        ("2 pr dan 1 lk", ["female"] * 2 + ["male"]),
        ("10 lk 5 pr", ["male"] * 10 + ["female"] * 5),
        ("perempuan 3 orang, laki-laki 2 orang", ["female"] * 3 + ["male"] * 2),
        ("12 orang perempuan", ["female"] * 12),
    ],
)
def test_counts_are_no_ages(text, sexes):
    assert [one["sex"] for one in people(text)] == sexes
    assert not any("age" in one for one in people(text))


@pytest.mark.parametrize(
    ("text", "count", "said"),
    [
        ("6 lk ±30 dari bungo", 6, {"age": 30, "age_is_estimated": True, "origin_region": "Kabupaten Bungo"}),
        ("3 korban perempuan 18 tahun", 3, {"sex": "female", "age": 18}),
        ("5 pr 17 th", 5, {"sex": "female", "age": 17}),
        ("2 saksi l 40", 2, {"role": WITNESS, "age": 40}),
    ],
)
def test_one_description_of_several_is_everybody_s(text, count, said):
    assert len(people(text)) == count
    assert all(said.items() <= one.items() for one in people(text))


@pytest.mark.parametrize("text", ["16 p", "l 5 p 3", "lk 2 pr 3", "p 3, l 2"])
def test_an_age_that_may_be_a_count_is_asked(text):
    assert not any("age" in one for one in people(text))
    assert Doubt.COUNT in doubts(text)


def test_more_people_than_the_page_has_are_said():
    assert len(people("20 lk 15 pr")) == 30
    assert Doubt.GROUP in doubts("20 lk 15 pr")


@pytest.mark.parametrize(
    "text",
    ["p <18", "p < 18", "p<18", "p di bawah 18 th", "p dibawah 18", "p kurang dari 18 tahun", "p krg dari 18",
     "p belum 18",
     "p blm genap 18 th", "p belum sampai 18", "p umur <18", "p umur di bawah 18", "pr usia belum 17 thn", "3 p <18",
     "korban p <18", "p di bawah umur", "gadis di bawah umur", "p bawah umur", "p <=17", "lk under 18",
     "p belum dewasa"],
)  # fmt: skip
def test_below_eighteen_is_a_child_of_no_certain_age(text):
    reading = of(text)
    assert not any("age" in one for one in people(text)), "nobody's age is made up"
    assert all(age < 18 for age in reading.ages)
    assert any(piece.is_child for piece in reading.pieces)
    assert "child_alone" in asked(text)
    page = taken(data(shorthand=text))
    assert Risk.CHILD_ALONE in page[ASKED].split()
    assert text in page["narrative"]


@pytest.mark.parametrize(
    ("text", "age"),
    [("p 17-18 th", 17), ("p 15 sampai 17", 15), ("p 15 atau 16", 15), ("umur 17 - 18, p", 17), ("p 15–17", 15),
     ("p lahir 2009", 17), ("p kelahiran 2009", 17), ("p lahir th 2009", 17), ("ttl Jambi 2009, p", 17),
     ("p lahir '09", 17), ("p lahir 2008", 17), ("p lahir mei 2010", 15), ("lahir 1990, lk", 36), ("p lahir 2007", 19)],
)  # fmt: skip
def test_an_inexact_age_is_offered_as_an_estimate(text, age):
    (piece,) = [piece for piece in of(text).pieces if "age" in piece.answers]
    assert (piece.answers, bool(piece.doubt)) == ({"age": age, "age_is_estimated": True}, True)
    assert not any("age" in one for one in people(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("pr empat belas tahun", {"sex": "female", "age": 14}),
        ("umur dua puluh lk", {"sex": "male", "age": 20}),
        ("p tujuhbelas th", {"sex": "female", "age": 17}),
        ("lk krg lebih 25", {"sex": "male", "age": 25, "age_is_estimated": True}),
        ("lk hampir 25 th", {"sex": "male", "age": 25, "age_is_estimated": True}),
        ("p sekitar dua puluh lima tahun", {"sex": "female", "age": 25, "age_is_estimated": True}),
    ],
)
def test_an_age_in_words(text, said):
    assert people(text) == [said]


@pytest.mark.parametrize(
    "text", ["dua belas tahun lalu", "dihukum dua belas tahun penjara", "kerja sepuluh jam", "mau 18"]
)
def test_a_number_in_words_that_is_no_age(text):
    assert not any("age" in one for one in people(text))


@pytest.mark.parametrize(
    ("text", "is_child"),
    [("p umur belasan", True), ("l >15", True), ("p di bawah 20", True), ("lk di atas 18", False), ("lk 18+", False)],
)
def test_a_limit_says_no_age(text, is_child):
    assert not any("age" in piece.answers for piece in of(text).pieces)
    assert bool(of(text).notes)
    assert ("child_alone" in asked(text)) is is_child


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("p 21, 6 tahun lalu", [21, 15]),
        ("6 tahun lalu, p 21", [21, 15]),
        ("17 agustus 2020, p 19", [19, 14]),
        ("p 18, 3 bulan lalu", [18, 17]),
        ("korban p 19, sejak agustus 2024", [19, 18]),
    ],
)
def test_an_age_of_an_event_long_ago_is_asked(text, ages):
    assert "age" not in people(text)[0]
    offered = [piece.answers["age"] for piece in of(text).pieces if piece.kind == "age"]
    assert offered in (ages, [ages[0], ages[1] - 1])


@pytest.mark.parametrize("text", ["beberapa tahun lalu", "bbrp bulan lalu", "belasan tahun lalu"])
def test_a_day_loses_no_number_before_it(text):
    assert sure(text) == {}


def test_a_number_of_two_words_is_read_whole():
    assert sure("dua belas tahun lalu") == {FACTS: {"event_on": "2014"}}


@pytest.mark.parametrize("text", ["p 21, kemarin", "p 18, tadi malam", "l 22 di kamboja, sejak agustus 2025", "p 21"])
def test_an_age_of_today_is_taken(text):
    assert "age" in people(text)[0]


def test_the_day_of_the_event_may_stand_on_the_page_already():
    understood = understand(data(shorthand="p 21", event_on="2020"), today=TODAY, near=JAMBI)
    assert [chip.is_taken for chip in understood.chips] == [True, False, False]
    assert understood.asks == Risk.CHILD_ALONE


@pytest.mark.parametrize(
    "text",
    ["jl malaysia", "4 pr ±19 di kos jl malaysia", "di jalan jambi", "gang singapura", "di toko singapura",
     "kos malaysia",
     "hotel batam", "warung padang", "bank jambi", "sd jambi", "lorong arab"],
)  # fmt: skip
def test_a_street_or_a_house_is_no_place(text):
    assert not {"event_region", "event_country"} & sure(text).get(FACTS, {}).keys()
    assert not any("origin_region" in one for one in people(text))


def test_a_place_on_the_way_is_asked():
    assert FACTS not in sure("p 19 dibawa lewat batam")
    assert Doubt.ON_THE_WAY in doubts("p 19 dibawa lewat batam")


@pytest.mark.parametrize(
    ("text", "address", "age"),
    [("tinggal di jelutung l 33", "jelutung", 33), ("alamat jl mawar p 20", "jl mawar", 20),
     ("tinggal di lorong damai p17", "lorong damai", 17), ("alamat blok p 16 no 3", "blok p 16 no 3", None)],
)  # fmt: skip
def test_an_address_eats_nobody(text, address, age):
    (one,) = people(text)
    assert (one["address"], one.get("age")) == (address, age)


def test_an_address_swallows_no_danger():
    assert people("p 20 tinggal di jelutung disekap")[0]["address"] == "jelutung"


@pytest.mark.parametrize(
    ("text", "risk"),
    [
        ("dak boleh balik", "held"), ("pintu dirantai", "held"), ("dak dikasih keluar", "held"),
        ("indak boleh pulang", "held"), ("pintunya dikonci dari luar", "held"), ("ndak biso keluar", "held"),
        ("ora oleh lunga, digembok", "held"), ("lakinyo tinggal satu rumah", "lives_with_reported"),
        ("tinggal sekamar dengan bosnya", "lives_with_reported"), ("pacarnya mau bunuh dia", "threatened"),
        ("nak ditikam", "weapon"), ("dijemur di panas", "injured"), ("tidur di mushola", "no_safe_place"),
        ("minta dicarikan tempat tidur malam ini", "no_safe_place"), ("orang tuanya tidak mau lagi", "rejected"),
    ],
)  # fmt: skip
def test_danger_in_the_words_of_the_city(text, risk):
    assert risk in asked(text)


PASTE = """[09/02/26 21.12] +62 813-7777-0001: Assalamualaikum bu, adik saya Contoh Dewi 19 th, NIK 1571025203090001
[09/02/26 21.14] +62 813-7777-0001: dibawa sponsor namanya Bu Contoh (0852-1111-2222) lewat Batam
[09/02/26 21.15] +62 813-7777-0001: Dia cuma bisa WA malam hari. Jangan telpon dia bu nanti ketahuan 😢
[09/02/26 21.19] +62 813-7777-0001: Ada temannya dari Merlung namanya Siti umur 17, KTP mereka dipegang"""


def test_a_pasted_chat_is_kept_whole_and_nothing_is_taken_by_itself():
    page = taken(data(shorthand=PASTE, narrative="Kiriman kakaknya:"))
    assert page["narrative"] == f"Kiriman kakaknya:\n{PASTE}"
    assert {name for name in page if page[name]} == {"orang-jumlah", "narrative", ASKED}


def test_a_pasted_chat_is_offered_to_whom_it_is_about():
    reading = of(PASTE)
    by_role = {answers.get("role", VICTIM): about for about, answers in enumerate(reading.people)}
    recruiter = by_role[RECRUITER]
    about_recruiter = {name for piece in reading.pieces if piece.about == recruiter for name in piece.answers}
    assert about_recruiter == {"role", "name", "phone"}
    siti = next(about for about, answers in enumerate(reading.people) if answers.get("name") == "Siti")
    assert reading.people[siti] == {
        "name": "Siti", "age": 17, "origin_region": "Merlung, Kabupaten Tanjung Jabung Barat",
    }  # fmt: skip
    assert "event_on" not in reading.people[siti]
    assert not any(piece.kind in ("day", "since") for piece in reading.pieces), "the day of a message is no event"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("p 16 jambi selatan", False), ("p 16\ndisekap", True), ("kata " * 80, True), ("p 16\n", False),
     ("[09/02/26 21.12] +62 812-0000-0041: tolong", True), ("09/02/26 21.12 - Contoh: tolong", True)],
)  # fmt: skip
def test_what_is_pasted(text, is_one):
    assert is_pasted(text) is is_one


def test_every_doubt_has_its_sentence():
    assert set(DOUBTS) == set(Doubt)


@pytest.mark.parametrize("word", sorted({*words.ROLES, *words.RELATIONS} - {"ybs"}))
def test_no_name_holds_a_role_or_a_relation(word):
    names = [piece.answers["name"] for piece in of(f"nama contoh {word} lk 40").pieces if piece.kind == "name"]
    assert names == ["contoh"]


TABLES = (words.SEX, words.ROLES, words.RELATIONS, words.AGE_WORDS, words.UNDER, words.NAME_WORDS, words.URGENCIES,
          words.FORBIDDING, words.ALLOWING, words.WAYS, words.HOURS, words.REPORTERS, words.COUNTRIES, words.AT_WORDS,
          words.FROM_WORDS, words.BIRTH_WORDS, words.PHONE_WORDS, words.CHANNELS, words.STREETS, words.HOUSES,
          words.PRONOUNS, words.NEGATING)  # fmt: skip
TYPED = st.one_of(
    st.sampled_from(sorted({word for table in TABLES for word in table})),
    st.sampled_from(["Siti", "Melati", "Raka", "Contoh", "jambi selatan", "batam", "081200000027", "disekap", "🙂",
                     ",", ";",
                     ".", "(", "“", "16", "<18", "17-18", "2009", "p16", "diancam", "lalu", "tahun", "koperasi\n"]),
    st.text(min_size=1, max_size=6),
)  # fmt: skip
LINES = st.lists(TYPED, max_size=25).map(" ".join)


@given(LINES, st.sets(st.integers(0, 20)))
def test_every_word_typed_is_in_the_story_in_its_order(text, ticked):
    page = taken(data(shorthand=text, narrative="Sebelumnya."), [str(key) for key in ticked])
    story = iter(page["narrative"].split())
    assert all(word in story for word in ["Sebelumnya.", *text.split()])


@given(LINES)
def test_nobody_is_given_anything_because_he_stands_nearest(text):
    reading = of(text)
    for number, piece in enumerate(reading.pieces):
        if piece.doubt or piece.about < 0 or piece.kind == "person":
            continue
        before = max((one.end for one in reading.pieces[:number] if one.about == piece.about), default=piece.start)
        read_already = {at for one in reading.pieces for at in one.places} | {
            at for n in reading.notes for at in n.places
        }
        between = [at for at in range(before, piece.start) if at not in read_already]
        assert not [at for at in between if acts(reading.words, at)], (text, piece)


def acts(typed, at: int) -> bool:
    """Whether a person with another role is described here, and not only mentioned: *ditahan majikan*."""
    if typed[at].plain not in words.ROLES.keys() - words.VICTIMS:
        return False
    before = [] if at == 0 or typed[at - 1].ends_clause else [typed[at - 1].plain]
    mentioned = words.ONLY_MENTIONED | words.NEGATING | BETWEEN
    return not any(word in mentioned or re.fullmatch(r"(?:di|ter|me|ber|nge|ng)\w{3,}", word) for word in before)


@given(LINES)
def test_no_rule_of_contact_is_ever_a_suspect_s(text):
    reading = of(text)
    rules = {"contact_rule", "contact_ways", "contact_hours", "contact_note", "code_word", "may_leave_message"}
    for piece in reading.pieces:
        if rules & piece.answers.keys() and piece.about >= 0:
            assert reading.people[piece.about].get("role", VICTIM) == VICTIM


@given(LINES)
def test_no_name_holds_a_word_of_danger(text):
    for piece in of(text).pieces:
        said = str(piece.answers.get("name", ""))
        assert not any(is_danger(word.casefold().strip(".'")) for word in said.split())


@pytest.mark.django_db
class TestPages:
    """The page, with and without its scripts."""

    def page(self, **told) -> dict:
        return {"channel": "walk_in", "orang-jumlah": "1", "submission_key": str(new_id()), **told}

    def test_a_line_is_stored_as_it_was_typed(self, world):
        client, line = client_of(world.sari), "l 19 nama Contoh Raka diancam, tidak darurat"
        sent = self.page(shorthand=line, take_shorthand="1", ambil=["0", "1"])
        form = client.post(LOG, sent).context["form"]
        assert form.facts["narrative"].value() == line
        assert form.people.forms[0]["name"].value() == "Contoh Raka"
        assert form.facts["urgency"].value() in (None, "", "unknown")
        fields = {bound.html_name: value for bound in form if (value := bound.value()) not in (None, False, "", [])}
        client.post(LOG, {**self.page(), **fields})
        assert Complaint.objects.get().narrative == line

    def test_a_doubt_is_shown_and_not_ticked(self, world):
        url = reverse("cases:shorthand-read")
        html = client_of(world.sari).post(url, self.page(shorthand="p 21, 6 tahun lalu")).content.decode()
        assert "Perlu dipastikan" in html
        assert "umurnya sekarang" in html
        assert html.count(" checked") == 2  # the sex and the year

    def test_a_remark_says_why_nothing_is_filled_in(self, world):
        url = reverse("cases:shorthand-read")
        html = client_of(world.sari).post(url, self.page(shorthand="ibu korban p 45")).content.decode()
        assert "Belum tentu korban" in html
        assert "data-sets" not in html

    def test_a_question_stays_until_it_is_answered(self, world):
        client = client_of(world.sari)
        page = client.post(LOG, self.page(shorthand="p 21, 6 tahun lalu", take_shorthand="1", ambil=["0"]))
        assert "dewasa yang dipercaya" in page.content.decode()
        asked_before = page.context["form"].risks.asked_before.value()
        again = client.post(LOG, self.page(**{ASKED: asked_before, "narrative": "p 21", "add_person": "1"}))
        assert "dewasa yang dipercaya" in again.content.decode()

    def test_a_saved_child_without_an_age_is_still_asked_about(self, world):
        client = client_of(world.sari)
        told = {"narrative": "p 21, 6 tahun lalu", "event_on": "2020", "orang-0-sex": "female"}
        client.post(LOG, self.page(**told))
        page = client.get(reverse("cases:complaint-detail", args=[Complaint.objects.get().pk]))
        assert "dewasa yang dipercaya" in page.content.decode()

    def test_an_age_typed_for_an_event_long_ago_is_asked_once(self, world):
        client = client_of(world.sari)
        long_ago = clock.today() - timedelta(days=2520)  # 6.9 years
        told = self.page(narrative="Dulu.", event_on=f"{long_ago:%d-%m-%Y}", **{"orang-0-age": "21"})
        page = client.post(LOG, told)
        assert "umurnya saat kejadian ±14 tahun" in page.content.decode()
        assert not Complaint.objects.exists()
        client.post(LOG, {**told, "warnings_seen": page.context["form"].warnings_mark})
        assert Complaint.objects.get().people.get().age == 21

    def test_a_danger_in_a_name_is_asked_about(self, world):
        part = client_of(world.sari).post(reverse("cases:risk-read"), self.page(**{"orang-0-name": "Contoh disekap"}))
        assert "Bebas keluar" in part.content.decode()

    @pytest.mark.parametrize(
        ("born", "is_asked"), [(f"4 mei {A_CHILDS_YEAR}", True), ("1990-01-01", False), ("entah", False)]
    )
    def test_a_birth_alone_asks_about_a_child(self, world, born, is_asked):
        part = client_of(world.sari).post(reverse("cases:risk-read"), self.page(**{"orang-0-birth_date": born}))
        assert ("dewasa yang dipercaya" in part.content.decode()) is is_asked

    def test_a_birth_in_the_line_asks_about_a_child(self, world):
        line = f"p nama Contoh Wulan lahir 4 mei {A_CHILDS_YEAR}, kemarin"
        part = client_of(world.sari).post(reverse("cases:risk-read"), self.page(shorthand=line))
        assert "dewasa yang dipercaya" in part.content.decode()

    def test_every_danger_can_be_asked_about_with_one_key(self, world):
        client = client_of(world.sari)
        page = client.post(LOG, self.page(narrative="Dulu.", all_risks="1"))
        assert len(page.context["form"].risks.asked) == len(Risk)
        assert not Complaint.objects.exists()
        answers = {"narrative": "Dulu.", "risiko-pregnant": "yes", ASKED: page.context["form"].risks.every}
        client.post(LOG, self.page(**answers))
        assert "pregnant" in Complaint.objects.get().risks

    @pytest.mark.parametrize("asked_before", ["", "entah held", "x" * 5000, "held held"])
    def test_what_was_asked_before_is_only_ever_a_danger(self, world, asked_before):
        page = client_of(world.sari).post(LOG, self.page(narrative="Dulu.", add_person="1", **{ASKED: asked_before}))
        shown = [bound.name for bound in page.context["form"].risks.asked]
        assert shown == (["held"] if "held" in asked_before else [])

    def test_a_line_that_was_not_taken_is_saved_with_an_emergency(self, world):
        client_of(world.sari).post(LOG, self.page(shorthand=PASTE, as_emergency="1"))
        story = Complaint.objects.get().narrative.replace("\r\n", "\n")
        assert story == PASTE
