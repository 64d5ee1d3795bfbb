"""A planned departure in a line: read if it is announced, asked if the day may have passed, never an event."""

from datetime import date

import pytest

from cases.forms.intake.doubts import DOUBTS
from cases.shorthand import Doubt, read
from cases.shorthand.plans import plans_in

TODAY, JAMBI = date(2026, 2, 10), "15.71"


def plans(text: str) -> list[tuple[str, str, str]]:
    """Day, doubt and words of each plan."""
    line = read(text, today=TODAY, near=JAMBI)
    return [
        (piece.answers["planned_on"], piece.doubt, line.source_of(piece))
        for piece in line.pieces
        if piece.kind == "plan"
    ]


def events(text: str) -> list[str]:
    line = read(text, today=TODAY, near=JAMBI)
    return [piece.answers["event_on"] for piece in line.pieces if "event_on" in piece.answers]


@pytest.mark.parametrize(
    ("text", "day", "words"),
    [
        ("p 19 jambi selatan, besok berangkat", "11 Februari 2026", "besok"),
        ("akan diberangkatkan tanggal 5", "5 Maret 2026", "tanggal 5"),
        ("p 20 mau dibawa ke malaysia besok pagi jam 5", "11 Februari 2026", "besok pagi"),
        ("lusa diterbangkan ke kamboja", "12 Februari 2026", "lusa"),
        ("dia mau berangkat 5 maret", "5 Maret 2026", "5 maret"),
        ("keberangkatan 3 hari lagi", "13 Februari 2026", "3 hari lagi"),
        ("rencana terbang jumat", "13 Februari 2026", "jumat"),
        ("berangkat 14 Februari 2026", "14 Februari 2026", "14 Februari 2026"),
        ("nak dibawak, sesok berangkat", "11 Februari 2026", "sesok"),
        ("malam ini dipindahkan", "10 Februari 2026", "malam ini"),
    ],
)
def test_an_announced_departure_is_read(text, day, words):
    assert plans(text) == [(day, "", words)]
    assert events(text) == []


@pytest.mark.parametrize(
    ("text", "day", "doubt"),
    [
        ("berangkat senin", "16 Februari 2026", Doubt.PASSED),
        ("p 19 berangkat tgl 12", "12 Februari 2026", Doubt.PASSED),
        ("katanya mau berangkat 5 januari", "5 Januari 2027", Doubt.PASSED),
        ("dikirim ke batam minggu depan", "16 Februari 2026", Doubt.SOMETIME),
        ("berangkatnya seminggu lagi", "15 Februari 2026", Doubt.SOMETIME),
        ("rencana terbang Jumat 14 Februari 2026", "14 Februari 2026", Doubt.WEEKDAY),
    ],
)
def test_what_is_not_one_sure_day_ahead_is_asked(text, day, doubt):
    assert [(on, why) for on, why, _words in plans(text)] == [(day, doubt)]
    assert DOUBTS[doubt]


@pytest.mark.parametrize(
    "text",
    [
        "tidak jadi berangkat besok", "batal berangkat besok", "belum tentu berangkat lusa", "besok mau lapor lagi",
        "besok datang ke kantor", "sudah berangkat tanggal 5 januari", "dibawa kemarin", "pergi 2 minggu lalu",
        "pergi sejak jumat", "berangkat 5 jan 2026 ke malaysia", "sudah berangkat senin", "berangkat besok? tidak",
    ],
)  # fmt: skip
def test_no_plan_no_denied_plan_nothing_of_the_past(text):
    assert plans(text) == []


def test_an_event_of_the_past_stays_an_event():
    assert events("sudah berangkat tanggal 5 januari") == ["5 Januari 2026"]
    assert events("dibawa ke malaysia kemarin") == ["9 Februari 2026"]


def test_an_impossible_day_of_departure_is_said():
    line = read("mau berangkat 30/2", today=TODAY, near=JAMBI)
    assert [(note.reason, line.source_of(note)) for note in line.notes] == [(Doubt.NO_DAY, "30/2")]


def test_the_plans_of_a_story_are_named_in_its_words():
    story = "Anak saya ditawari kerja. Katanya besok pagi berangkat, paspornya dipegang. Kemarin dijemput."
    assert plans_in(story, TODAY) == ["besok pagi"]
    assert plans_in("Belum berangkat. Besok saya telepon lagi.", TODAY) == []
