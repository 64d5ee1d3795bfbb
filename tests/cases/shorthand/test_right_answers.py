"""Lines of the office and their right answers: ``phone_lines``, ``place_lines`` and ``role_lines``, written first.

Every line is read in Kota Jambi. What a line offers with a doubt is in its answers too; the last column says the doubt.
"""

from collections import Counter
from datetime import date

import pytest
from django.http import QueryDict

from cases.choices import PersonRole
from cases.forms.intake.shorthand import take, understand
from cases.shorthand import LineReading, Piece, read
from cases.shorthand.line_reading import FACTS, REPORTER
from tests.right_answers import rows_of

TODAY, JAMBI = date(2026, 2, 10), "15.71"
VICTIM = PersonRole.POSSIBLE_VICTIM
OF_PLACE = {"origin": "origin_region", "scene": "event_region", "country": "event_country", "town": "event_place"}


def of(text: str) -> LineReading:
    return read(text, today=TODAY, near=JAMBI)


def doubts(reading: LineReading, *kinds: str) -> str:
    """The doubts about pieces of some kinds, or of all, and the remarks about skipped words."""
    found = {str(piece.doubt) for piece in reading.pieces if not kinds or piece.kind in kinds} - {""}
    found |= {str(note.reason) for note in reading.notes}
    return " ".join(sorted(found)) or "sure"


def _role(piece: Piece, reading: LineReading) -> str:
    if piece.about == REPORTER:
        return "reporter"
    role = reading.people[piece.about].get("role", VICTIM) if piece.about >= 0 else FACTS
    return {VICTIM: "victim"}.get(role, str(role))


@pytest.mark.parametrize(("line", "numbers", "answer"), rows_of(__file__, "phone_lines.txt", 3))
def test_whose_telephone_it_is(line, numbers, answer):
    reading = of(line)
    said = [f"{_role(one, reading)} {one.answers['phone']}" for one in reading.pieces if "phone" in one.answers]
    assert (", ".join(said) or "-", doubts(reading, "phone", "whatsapp")) == (numbers, answer)


@pytest.mark.parametrize(("line", "places", "answer"), rows_of(__file__, "place_lines.txt", 3))
def test_where_it_happened_and_where_they_come_from(line, places, answer):
    reading = of(line)
    said = {
        f"{kind} {piece.answers[OF_PLACE[kind]]}"
        for kind in OF_PLACE
        for piece in reading.pieces
        if OF_PLACE[kind] in piece.answers
    }
    reason = doubts(reading, *OF_PLACE, "person") if answer == "role" else doubts(reading, *OF_PLACE)
    # the labels of regions hold commas
    assert (said, reason) == (set(_split(places)), answer)


def _split(places: str) -> list[str]:
    """*origin Jelutung, Kota Jambi, country Malaysia* as its two answers."""
    found: list[str] = []
    for part in places.split(", ") if places != "-" else []:
        if part.split()[0] in OF_PLACE:
            found.append(part)
        else:
            found[-1] += f", {part}"
    return found


@pytest.mark.parametrize(("line", "people", "answer"), rows_of(__file__, "role_lines.txt", 3))
def test_who_they_are(line, people, answer):
    reading = of(line)
    told: dict[int, dict] = {about: {} for about in range(len(reading.people))}
    reporter: dict = {}
    for piece in reading.pieces:
        if piece.about >= 0:
            told[piece.about] |= piece.answers
        elif piece.about == REPORTER:
            reporter |= {"said": True, **piece.answers}
    assert (_described(told, reporter), doubts(reading)) == (people, answer)


def _described(told: dict[int, dict], reporter: dict) -> str:
    words = [_words(one) for one in told.values()]
    counted = ", ".join(f"{one} x{many}" if many > 1 else one for one, many in Counter(words).items()) or "-"
    if not reporter:
        return counted
    said = ["reporter", str(reporter.get("kind", "")), "unnamed" if reporter.get("is_anonymous") else ""]
    return f"{counted}; {' '.join(filter(None, said))}"


def _words(one: dict) -> str:
    role = one.get("role", VICTIM)
    parts = ["victim" if role == VICTIM else str(role), str(one.get("sex", "")), str(one.get("age", ""))]
    return " ".join(filter(None, parts))


def test_a_town_abroad_is_taken_into_the_place_of_the_event():
    line = "di dubai sejak juni, p 25"
    given = QueryDict(mutable=True)
    given.update({"orang-jumlah": "1", "shorthand": line})
    understood = understand(given, today=TODAY, near=JAMBI)
    page = take(given, understood, [chip.key for chip in understood.chips if chip.is_taken])
    assert (page["event_place"], page["event_country"], page["narrative"]) == ("Dubai", "Uni Emirat Arab", line)


def test_a_place_of_the_event_that_is_there_is_kept():
    given = QueryDict(mutable=True)
    given.update({"orang-jumlah": "1", "shorthand": "di dubai, p 25", "event_place": "Flat di Deira"})
    town = next(c for c in understand(given, today=TODAY, near=JAMBI).chips if "event_place" in c.sets)
    assert town.conflicts == {"event_place": "Flat di Deira"}
    assert not town.is_taken
