"""Compare what the product makes of one row with the row's answer."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from cases.choices import CaseKind, Stage
from cases.reading.ages import full_years
from cases.register.column_meanings import F
from tests.registers.written import Answer

DATES = frozenset({"year", "date", "period", "weekday"})
PLACES = frozenset({"region"})
# The questions a doubt about a column may be.
ASKED_ABOUT: dict[str, frozenset[str]] = {
    F.REPORTED_ON: DATES, F.EVENT_ON: DATES, F.NAME: frozenset({"name", "victims", "same"}),
    F.VICTIM_COUNT: frozenset({"victims"}), F.NIK: frozenset({"nik", "same", "victims"}),
    F.SEX: frozenset({"sex", "victims"}), F.AGE: frozenset({"age", "victims"}),
    F.BIRTH_DATE: frozenset({"age", "victims"}), F.PHONE: frozenset({"phone", "same", "victims"}),
    F.REPORTER_PHONE: frozenset({"phone", "same"}), F.REPORTER_NAME: frozenset({"reporter"}),
    F.ADDRESS: PLACES, F.ORIGIN: PLACES, F.REGION: PLACES, F.PLACE: PLACES, F.KIND: frozenset({"kind"}),
    F.MODE: frozenset({"kind"}), F.STATUS: frozenset({"status"}), F.URGENCY: frozenset({"urgency"}),
    F.CHANNEL: frozenset({"channel"}), F.REPORTER_KIND: frozenset({"reporter"}),
    F.OLD_NUMBER: frozenset({"number", "same"}),
}  # fmt: skip
OF_THE_ROW = frozenset({"cells", "same", "number", "victims"})  # a doubt that names no column
FIELD_OF_VALUE = {
    "number": {"number", "same"}, "date": DATES, "reporter": {"reporter"}, "region": PLACES, "origin": PLACES,
    "channel": {"channel"}, "kind": {"kind"}, "urgency": {"urgency"}, "status": {"status"}, "nik": {"nik"},
    "reporter_phone": {"phone"}, "victim_phone": {"phone"}, "name": {"name", "victims"}, "sex": {"sex", "victims"},
    "age": {"age", "victims"}, "people": {"victims"},
}  # fmt: skip
NEVER_SILENT = frozenset({"date", "age", "nik", "kind", "people"})
LOST = "nothing"
CLOSED = (Stage.TERMINATION, Stage.TRANSFERRED, Stage.NOT_TPPO, Stage.DUPLICATE)


@dataclass
class Doubt:
    """A question of the product: about which of ``DOUBTS`` it may be, and its words."""

    about: frozenset[str]
    words: str


@dataclass
class Made:
    """What the product makes of the rows of one case."""

    outcome: str  # new, complaint, known, refused, or skipped where there is no row
    doubts: list[Doubt] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    number: str = ""
    facts: dict = field(default_factory=dict)
    victims: list[dict] = field(default_factory=list)
    joined_to: int | None = None  # the row of this file whose case or person it surely is

    def asks(self, kinds: frozenset[str] | set[str]) -> bool:
        """Whether it asks about one of the kinds."""
        return any(doubt.about & kinds for doubt in self.doubts)


@dataclass(frozen=True)
class Difference:
    """One difference: of which measure, about what, and in words."""

    measure: str  # outcome, value, needless, silent, proposal
    about: str
    words: str


@dataclass
class Verdict:
    """The differences of a row, and how many values were judged."""

    differences: list[Difference] = field(default_factory=list)
    values: int = 0


def judge(answer: Answer, made: Made, others: dict[str, int]) -> Verdict:
    """The verdict on one row (with the rows that continue it); ``others``: first cell to row number of its sheet."""
    verdict = Verdict()
    wrong = _outcome(answer, made, others)
    if wrong:
        verdict.differences.append(wrong)
    if made.outcome not in ("new", "complaint") or (wrong and wrong.about == "becomes"):
        return verdict
    verdict.differences += _questions(answer, made)
    _values(answer, made, verdict)
    return verdict


def _outcome(answer: Answer, made: Made, others: dict[str, int]) -> Difference | None:
    allowed = {outcome.split(" ")[0] for outcome in answer.outcomes}
    if made.outcome not in allowed:
        if "known" in allowed and made.asks({"same", "number"}):
            return None
        said = "; ".join(made.refusals)
        return Difference("outcome", "becomes", f"{' or '.join(answer.outcomes)}, got {made.outcome} {said}".strip())
    if made.outcome == "known":
        wanted = {others.get(outcome.split(" ")[1]) for outcome in answer.outcomes if outcome.startswith("known")}
        if made.joined_to is not None and made.joined_to not in wanted:
            return Difference("outcome", "becomes", f"known as row {made.joined_to}, not {wanted}")
    missed = sorted(kind for kind in answer.required if not made.asks({kind} | _kin(kind)))
    if missed and made.outcome in ("new", "complaint"):
        return Difference("outcome", f"no question: {missed[0]}", "not asked: " + ", ".join(missed))
    return None


def _kin(kind: str) -> frozenset[str]:
    return DATES if kind in DATES else frozenset()


def _questions(answer: Answer, made: Made) -> Iterator[Difference]:
    """Questions nobody needs, and people joined without one. A row that is cut or shifted is asked about as a whole."""
    for doubt in made.doubts if "cells" not in answer.required else ():
        allowed = answer.allowed | frozenset().union(*(_kin(kind) for kind in answer.allowed))
        if not doubt.about & allowed:
            yield Difference("needless", "/".join(sorted(doubt.about)), doubt.words)
    if made.joined_to is not None and "same" not in answer.allowed:
        yield Difference("silent", "joined", f"surely the person of row {made.joined_to}")


def _values(answer: Answer, made: Made, verdict: Verdict) -> None:
    for name, wanted in answer.values.items():
        if wanted == "?":
            continue
        for part, expected, got in _compared(name, wanted, made):
            verdict.values += 1
            if got is None:
                continue
            words = f"{part}: {expected or 'nothing'}, got {got}"
            if made.asks(FIELD_OF_VALUE[part]):
                verdict.differences.append(Difference("proposal", part, words))
                continue
            verdict.differences.append(Difference("value", part, words))
            if _is_silent(part, expected, got):
                verdict.differences.append(Difference("silent", part, words))


def _is_silent(part: str, expected: str, got: str) -> bool:
    """Whether something wrong is held of what decides most; a value that is lost is a wrong value only."""
    if part in ("region", "origin"):
        return got != LOST and not any(one.startswith(got[:2]) for one in expected.split(" or "))
    return part in NEVER_SILENT and got != LOST


def _compared(name: str, wanted: str, made: Made) -> Iterator[tuple[str, str, str | None]]:
    """Per part of a value: its name, what is right, and what was read if that is something else."""
    if name == "victims":
        yield from _victims(wanted, made)
        return
    if name in ("kind", "region", "origin") and not wanted and made.outcome == "complaint":
        return
    read = READ[name](made)
    is_right = any(SAME.get(name, _same)(one.strip(), read) for one in wanted.split(" or "))
    yield name, wanted, None if is_right else read.strip(":") or LOST


def _victims(wanted: str, made: Made) -> Iterator[tuple[str, str, str | None]]:
    """The people one by one; their number is a part of its own."""
    expected = [one.strip().split(",") for one in wanted.split(" + ")] if wanted else []
    victims = made.victims
    if len(expected) != len(victims):
        got = "; ".join(victim["name"] or "-" for victim in victims) or "nobody"
        yield "people", wanted, f"{len(victims)}: {got}"
        return
    yield "people", wanted, None
    on = made.facts.get("reported_on")
    for (name, sex, age), victim in zip(expected, victims, strict=True):
        name = "" if name == "-" else name
        read = " ".join(victim["name"].split())
        yield "name", name, None if read.casefold() == name.casefold() else read or LOST
        sex = {"f": "female", "m": "male", "-": "unknown"}[sex]
        yield "sex", sex, None if victim["sex"] == sex else victim["sex"]
        yield "age", age, None if _is_age(age, victim, on) else _age_read(victim)


def _age_read(victim: dict) -> str:
    years = "" if victim["age"] is None else f"{victim['age']}{'~' * victim['age_is_estimated']}"
    return f"{years} {victim['birth_date']}".strip() or LOST


def _is_age(wanted: str, victim: dict, on: str | None) -> bool:
    age, rough, born = victim["age"], victim["age_is_estimated"], victim["birth_date"]
    if wanted == "-":
        return age is None and not born
    if wanted == "~":
        return not born and (age is None or rough)
    if wanted == "<18":
        return age is None or (age < 18 and rough)
    if wanted.startswith("~"):
        return age == int(wanted[1:]) and rough
    if "-" in wanted:
        return born == wanted
    if born and on:
        age = full_years(date.fromisoformat(born), date.fromisoformat(on))
    return age == int(wanted) and not rough


def _same(wanted: str, read: str) -> bool:
    return read.casefold() == ("" if wanted == "-" else wanted).casefold()


def _same_code(wanted: str, read: str) -> bool:
    return read == (wanted if wanted not in ("", "-") else "unknown")


def _same_kind(wanted: str, read: str) -> bool:
    if wanted in ("", "-"):
        return read in ("", ":", "unknown:")
    return read == wanted if ":" in wanted else read.split(":")[0] == wanted


def _same_day(wanted: str, read: str) -> bool:
    return read == ("" if wanted == "-" else wanted[:10])


def _same_place(wanted: str, read: str) -> bool:
    """Whether a place is the wanted one, or a village in it; several codes stand for scene and origin."""
    codes = read.split()
    return not codes if wanted in ("", "-") else bool(codes) and all(code.startswith(wanted) for code in codes)


def _same_stage(wanted: str, read: str) -> bool:
    if wanted == "open":
        return read not in CLOSED
    return read == (wanted if wanted not in ("", "-") else Stage.COMPLAINT)


def _same_phone(wanted: str, read: str) -> bool:
    """Whether a number is the wanted one; of several written ones it may be any."""
    digits = re.sub(r"\D", "", re.sub(r"\+?62", "0", read, count=1) if re.match(r"\+?62", read) else read)
    return not digits if wanted in ("", "-") else wanted in digits


def _kind(made: Made) -> str:
    kind, form = made.facts.get("kind") or "", made.facts.get("violence_form") or ""
    return f"{kind}:{form}" if kind != CaseKind.TPPO else kind


def _places(made: Made) -> str:
    codes = [made.facts.get("event_region"), *(victim["origin_region"] for victim in made.victims)]
    return " ".join(sorted({code for code in codes if code}))


READ: dict[str, Callable[[Made], str]] = {
    "number": lambda made: made.number,
    "date": lambda made: (made.facts.get("reported_on") or "")[:10],
    "channel": lambda made: made.facts.get("channel") or "",
    "urgency": lambda made: made.facts.get("urgency") or "",
    "reporter": lambda made: made.facts.get("reporter_kind") or "",
    "kind": _kind,
    "status": lambda made: made.facts.get("stage") or "",
    "region": _places,
    "origin": _places,
    "nik": lambda made: made.victims[0]["nik"] if made.victims else "",
    "reporter_phone": lambda made: made.facts.get("reporter_phone") or "",
    "victim_phone": lambda made: made.victims[0]["phone"] if made.victims else "",
}
SAME: dict[str, Callable[[str, str], bool]] = {
    "date": _same_day, "channel": _same_code, "urgency": _same_code, "reporter": _same_code, "kind": _same_kind,
    "status": _same_stage, "region": _same_place, "origin": _same_place, "reporter_phone": _same_phone,
    "victim_phone": _same_phone,
}  # fmt: skip
