"""The slip: the minimum per service line, extras with a reason, and no identity in between."""

import itertools
from datetime import UTC, date, datetime

import pytest

from cases.choices import ContactRule
from referrals import slip
from referrals.choices import SlipExtra
from referrals.slip import Fact, Sender, Subject
from taskforces.choices import ServiceLine

SENDER = Sender("UPTD PPA Kota Jambi", "Sari", "0741-000-0127")
DUE = datetime(2026, 2, 11, 2, 0, tzinfo=UTC)
IDENTITY = {
    "name": "Melati Rahasia Contoh",
    "nik": "1571024801100001",
    "phone": "081200000027",
    "address": "Lorong Rahasia 9",
    "guardian": "Ratmi Contoh",
    "police_report_number": "LP/B/44/II/2026",
    "origin": "Jambi Selatan, Kota Jambi",
}


def choices_of(things, *sizes: int) -> list[tuple]:
    """Every combination of these sizes."""
    return [chosen for size in sizes for chosen in itertools.combinations(things, size)]


def subject(**changes) -> Subject:
    """A girl of 16 with every identifier on file."""
    values = {
        "sex": "female",
        "age": 16,
        "is_child": True,
        "city": "Kota Jambi",
        "nickname": "Mela",
        "special_needs": "Pendamping perempuan",
        "contact_rule": ContactRule.CONDITIONAL,
        "contact_hours": "13.00–15.00 WIB",
        "contact_code_word": "dari koperasi",
        **IDENTITY,
    }
    return Subject(**{**values, **changes})


def compose(lines=("social_rehabilitation",), extras=None, need="Konseling untuk anak.", **changes) -> slip.Slip:
    """A slip to one agency."""
    return slip.compose(
        subject=subject(**changes),
        sender=SENDER,
        service_lines=lines,
        need=need,
        consent=("victim_and_guardian", date(2026, 2, 9)),
        extras=extras or {},
        answer_due_at=DUE,
    )


def test_the_table_names_every_service_line_and_only_facts():
    assert set(slip.NEEDED) == set(ServiceLine)
    assert all(isinstance(fact, Fact) for facts in slip.NEEDED.values() for fact in facts)
    assert set(slip.LABELS) == set(Fact)


def test_the_slip_of_the_picture():
    composed = compose()
    assert [(row.label, row.value) for row in composed.rows] == [
        ("Untuk", "Perempuan, 16 tahun"),
        ("Nama panggilan", "Mela"),
        ("Kota", "Kota Jambi"),
        ("Layanan", "Rehabilitasi sosial"),
        ("Permintaan", "Konseling untuk anak."),
        ("Kebutuhan khusus", "Pendamping perempuan"),
        ("Persetujuan", "Korban dan wali, 9 Februari 2026"),
    ]
    assert composed.facts_count == 10
    assert composed.contact == slip.Contact("Sari", "UPTD PPA Kota Jambi", "0741-000-0127")
    assert composed.summary == "Perempuan, 16 th"
    assert "nama lengkap" in composed.left_out
    assert "nama panggilan" not in composed.left_out


@pytest.mark.parametrize("line", ServiceLine)
def test_each_line_gets_its_minimum(line):
    keys = {row.key for row in compose([line]).rows}
    assert keys == slip.ALWAYS | slip.NEEDED[line]


@pytest.mark.parametrize("line", [ServiceLine.LAW_ENFORCEMENT, ServiceLine.SOCIAL_REINTEGRATION])
def test_who_meets_the_person_beside_the_caseworker_gets_no_name(line):
    assert "Mela" not in compose([line]).as_json()


@pytest.mark.parametrize("lines", choices_of(ServiceLine, 1, 2))
def test_no_identity_unless_chosen(lines):
    text = compose(lines).as_json()
    for field, value in IDENTITY.items():
        assert value not in text, field
    assert "dari koperasi" not in text


@pytest.mark.parametrize("chosen", choices_of(SlipExtra, *range(6)))
def test_exactly_the_chosen_extras_are_shared_with_their_reason(chosen):
    composed = compose(extras={kind.value: "Untuk penjemputan" for kind in chosen})
    assert {row.key for row in composed.extras} == set(chosen)
    assert all(row.reason == "Untuk penjemputan" for row in composed.extras)
    text = composed.as_json()
    for kind in SlipExtra:
        value = subject().value_of(kind)
        assert (value in text) == (kind in chosen), kind
    assert IDENTITY["nik"] not in text
    assert IDENTITY["guardian"] not in text


@pytest.mark.parametrize("rule", [ContactRule.NEVER, ContactRule.NOT_ASKED])
def test_the_phone_is_shared_only_where_contact_is_safe(rule):
    composed = compose(extras={"phone": "Menjemput di terminal"}, contact_rule=rule)
    assert IDENTITY["phone"] not in composed.as_json()
    assert not composed.contact.victim_phone
    assert slip.extra_refusal("phone", "Menjemput di terminal", subject(contact_rule=rule))


def test_with_the_phone_stand_its_conditions():
    contact = compose(extras={"phone": "Menjemput di terminal"}).contact
    assert contact.victim_phone == IDENTITY["phone"]
    assert contact.conditions == "13.00–15.00 WIB; buka dengan “dari koperasi”; jangan tinggalkan pesan."


def test_an_extra_needs_a_reason_and_a_value():
    assert slip.extra_refusal("full_name", " ", subject())
    assert slip.extra_refusal("address", "Dijemput di rumah", subject(address=""))
    assert not slip.extra_refusal("address", "Dijemput di rumah", subject())


@pytest.mark.parametrize(
    "text",
    [
        "Jemput melati rahasia  contoh di terminal",
        "Hubungi 0812 0000 0027 sebelum datang",
        "Telepon +62 812-9999-1234",
        "NIK 1571024801100001",
        "NIK 15.7102.480110.0001 untuk surat",
        "Antar ke Lorong Rahasia 9",
        "Bersama bibi, Ratmi Contoh",
    ],
)
def test_a_sentence_that_gives_identity_away_is_found(text):
    assert slip.leak_in(text, subject())
    assert slip.leaks(compose(need=text), subject())


@pytest.mark.parametrize(
    "text",
    [
        "Konseling 3 kali sepekan, mulai 12-02-2026 pukul 08.00–16.00 WIB",
        "Tempat tinggal untuk Mela sampai pemulangan siap",
        "Bantuan Rp1.500.000 untuk 2 orang",
    ],
)
def test_an_ordinary_sentence_passes(text):
    assert not slip.leak_in(text, subject())


def test_what_was_kept_reads_back_the_same():
    composed = compose(extras={"phone": "Menjemput", "origin": "Surat jalan"})
    assert slip.Slip.from_json(composed.as_json()) == composed


@pytest.mark.parametrize(
    ("changes", "words", "summary"),
    [
        ({"age": None}, "Perempuan, umur belum diketahui", "Perempuan, umur belum diketahui"),
        ({"age_is_estimated": True}, "Perempuan, sekitar 16 tahun", "Perempuan, ±16 th"),
        ({"age": 34, "is_child": False, "sex": "male"}, "Laki-laki, 34 tahun", "Laki-laki, dewasa"),
        ({"sex": "unknown"}, "Jenis kelamin belum diketahui, 16 tahun", "Jenis kelamin belum diketahui, 16 th"),
    ],
)
def test_what_is_unknown_is_said(changes, words, summary):
    composed = compose(**changes)
    assert composed.rows[0].value == words
    assert composed.summary == summary


def test_consent_words_do_not_tell_on_the_guardian():
    assert slip.consent_words("state_officer", date(2026, 2, 9)) == "Petugas negara yang ditunjuk, 9 Februari 2026"
