"""The understood parts of a shorthand line as answers: shown first, accepted one by one, never overwriting an answer.

The whole line goes to the story as typed; accepting an answer removes no word of it.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import Channel, ContactRule, ContactWay, PersonRole, ReporterKind, Risk, Sex, Urgency
from cases.forms.intake.doubts import DOUBTS
from cases.forms.intake.reporter import SAYS_NOTHING, is_said_of
from cases.forms.intake.risks import with_asked
from cases.forms.person_forms import COUNT, MOST_PEOPLE, PREFIX, blocks_of
from cases.reading import told_date
from cases.reading.ages import MOST_YEARS, is_known_child
from cases.reading.dates import Span
from cases.shorthand import FACTS, REPORTER, Doubt, LineReading, Piece, is_pasted, read
from interface.unnamed import years

LINE = "shorthand"
LIST = ("contact_ways", "reporter_contact_ways")  # answers with several tick boxes
OF_REPORTER = {
    "kind": "reporter_kind", "is_anonymous": "reporter_is_anonymous", "name": "reporter_name",
    "phone": "reporter_phone", "code_word": "reporter_code_word", "may_leave_message": "reporter_may_leave_message",
}  # fmt: skip
OF_PERSON = {"code_word": "contact_code_word"}
LABELS = {
    "person": gettext_lazy("Korban"), "age": gettext_lazy("Umur"), "origin": gettext_lazy("Asal"),
    "scene": gettext_lazy("Tempat kejadian"), "town": gettext_lazy("Tempat kejadian"),
    "country": gettext_lazy("Negara"), "since": gettext_lazy("Sejak"), "day": gettext_lazy("Tanggal kejadian"),
    "plan": gettext_lazy("Rencana"),
    "whatsapp": gettext_lazy("WhatsApp"), "phone": gettext_lazy("Telepon"), "nik": gettext_lazy("NIK"),
    "name": gettext_lazy("Nama"), "birth": gettext_lazy("Tanggal lahir"), "address": gettext_lazy("Alamat"),
    "channel": gettext_lazy("Kanal"),
    "urgency": gettext_lazy("Kedaruratan"), "contact": gettext_lazy("Kontak aman"),
    "code_word": gettext_lazy("Kata pembuka"), "reporter": gettext_lazy("Pelapor"),
}  # fmt: skip
ROLE_LABELS = {
    PersonRole.POSSIBLE_VICTIM: gettext_lazy("Korban"),
    PersonRole.REPORTED: gettext_lazy("Terlapor"),
    PersonRole.RECRUITER: gettext_lazy("Perekrut"),
    PersonRole.WITNESS: gettext_lazy("Saksi"),
}
CHOICES = {"sex": Sex, "channel": Channel, "urgency": Urgency, "kind": ReporterKind, "contact_rule": ContactRule}


@dataclass(frozen=True)
class Chip:
    """One understood part: its words, the answers it would set, and the existing answers."""

    key: str
    label: str
    words: str
    source: str
    sets: Mapping[str, str | list[str]]
    conflicts: Mapping[str, str] = field(default_factory=dict)  # control -> its current value
    is_offered: bool = False  # needs confirming: never ticked from the start
    doubt: str = ""  # why it needs confirming, in a sentence

    @property
    def sets_json(self) -> str:
        """The answers for the page's script."""
        return json.dumps(self.sets)

    @property
    def is_taken(self) -> bool:
        """Whether it is ticked from the start: only if it is sure and no answer exists."""
        return not self.conflicts and not self.is_offered


@dataclass(frozen=True)
class Remark:
    """Words that look like an answer but are not, and why."""

    source: str
    reason: str


@dataclass(frozen=True)
class Understood:
    """The line as chips, the skipped parts with reasons, the unknown words, and dangers to ask about in any case."""

    chips: list[Chip]
    remarks: list[Remark]
    rest: list[str]
    is_pasted: bool = False
    asks: str = ""  # dangers to ask about even without an answer

    @property
    def rest_words(self) -> str:
        """The words that were not understood, as one text."""
        return ", ".join(self.rest)

    @property
    def sure(self) -> list[Chip]:
        """The chips that can be accepted at once."""
        return [chip for chip in self.chips if not chip.is_offered]

    @property
    def offered(self) -> list[Chip]:
        """The chips somebody must confirm first."""
        return [chip for chip in self.chips if chip.is_offered]


def understand(data: Mapping, *, today: date, near: str) -> Understood:
    """Read the line of a page against the page's answers. Parts of a pasted text are offered, never ticked."""
    line = data.get(LINE, "")
    pasted = is_pasted(line)
    reading = read(line, today=today, near=near, event=_event(data, today))
    blocks = _blocks(reading, data)
    chips = [_chip(str(key), piece, reading, blocks, data, pasted) for key, piece in enumerate(reading.pieces)]
    remarks = [Remark(reading.source_of(note), str(DOUBTS[note.reason])) for note in reading.notes]
    children = any(piece.is_child for piece in reading.pieces) or any(map(is_known_child, reading.ages))
    return Understood(chips, remarks, reading.rest, pasted, Risk.CHILD_ALONE.value if children else "")


def take(data: QueryDict, understood: Understood, keys: Iterable[str]) -> QueryDict:
    """The page's answers with the ticked chips applied. The whole line moves to the story as typed."""
    taken, keys = data.copy(), set(keys)
    count = blocks_of(data)
    for chip in understood.chips:
        if chip.key in keys:
            for name, value in chip.sets.items():
                _set(taken, name, value)
                count = max(count, _block_of(name) + 1)
    line = data.get(LINE, "").replace("\r\n", "\n").strip()
    taken["narrative"] = "\n".join(filter(None, [taken.get("narrative", "").rstrip(), line]))
    taken[COUNT], taken[LINE] = str(count), ""
    with_asked(taken, understood.asks)
    return taken


def _block_of(control: str) -> int:
    found = re.match(rf"{PREFIX}-(\d+)-", control)
    return int(found[1]) if found else -1


def _event(data: Mapping, today: date) -> Span | None:
    """The time of the event, if the page has it already."""
    return told_date.whole(str(data.get("event_on") or ""), today).span


def _unsaid(story: str, parts: Iterable[str]) -> list[str]:
    """The parts that are not in the answer yet, so that accepting a line twice changes nothing."""
    found: list[str] = []
    for part in parts:
        if not any(part.casefold() in text.casefold() for text in (story, *found)):
            found.append(part)
    return found


def _set(data: QueryDict, name: str, value: str | list[str]) -> None:
    if not isinstance(value, list):
        data[name] = value
    elif name.endswith(LIST):
        data.setlist(name, list(dict.fromkeys([*data.getlist(name), *value])))
    else:
        known = data.get(name, "").strip()
        data[name] = ", ".join(filter(None, [known, *_unsaid(known, value)]))


def _blocks(reading: LineReading, data: Mapping) -> list[int]:
    """The block for each person of the line: that of the same person, an empty one, or a new one."""
    taken: set[int] = set()
    found = []
    count = blocks_of(data)
    filled = [index for index in range(count) if is_said_of(data, index)]
    for number, answers in enumerate(reading.people):
        described = {name: str(answers[name]) for name in ("role", "sex", "age") if name in answers}
        described = {name: value for name, value in described.items() if value not in SAYS_NOTHING}
        same = [index for index in filled if index not in taken and _fits(data, index, described)]
        same += [index for index in filled[-1:] if index not in taken and _completes(data, index, described)]
        empty = [index for index in range(MOST_PEOPLE) if index not in taken and index not in filled]
        # a name or a number alone belongs to the last person mentioned
        is_same_as_before = not described and number == 0 and filled and "is_unknown" not in answers
        block = filled[-1] if is_same_as_before else next(iter(same or empty), MOST_PEOPLE - 1)
        taken.add(block)
        found.append(block)
    return found


def _fits(data: Mapping, index: int, described: Mapping[str, str]) -> bool:
    """Whether a block has sex, age or role in common with the description and contradicts none of them."""
    shared = 0
    for name, value in described.items():
        known = data.get(f"{PREFIX}-{index}-{name}", "")
        if known in SAYS_NOTHING:
            continue
        if known != value:
            return False
        shared += 1
    return shared > 0


def _completes(data: Mapping, index: int, described: Mapping[str, str]) -> bool:
    """Whether the description adds sex or age to a block that was only named or half described."""
    known = [name for name in ("sex", "age") if data.get(f"{PREFIX}-{index}-{name}", "") not in SAYS_NOTHING]
    is_missing = not known or (set(described) == {"age"} and known == ["sex"])
    return bool(described) and "role" not in described and is_missing


def _chip(key: str, piece: Piece, reading: LineReading, blocks: list[int], data: Mapping, pasted: bool) -> Chip:
    sets = {_control(name, piece.about, blocks): _value(value) for name, value in piece.answers.items()}
    conflicts = {
        name: _shown(name, data.get(name, ""))
        for name, value in sets.items()
        if not isinstance(value, list) and _is_given(name, data) and not _is_same(data.get(name, ""), value)
    }
    doubt = str(DOUBTS[Doubt(piece.doubt)]) if piece.doubt else ""
    source, is_offered = reading.source_of(piece), bool(piece.doubt) or pasted
    return Chip(key, _label(piece, reading), words_of(piece), source, sets, conflicts, is_offered, doubt)


def _control(name: str, about: int, blocks: list[int]) -> str:
    if about == FACTS:
        return name
    if about == REPORTER:
        return OF_REPORTER.get(name, f"reporter_{name}")
    return f"{PREFIX}-{blocks[about]}-{OF_PERSON.get(name, name)}"


def _value(value) -> str | list[str]:
    if isinstance(value, list):
        return [str(part) for part in value]
    return ("on" if value else "") if isinstance(value, bool) else str(value)


def _is_given(name: str, data: Mapping) -> bool:
    """Whether the user answered."""
    return str(data.get(name) or "").strip() not in SAYS_NOTHING


def _is_same(known: str, value: str) -> bool:
    return " ".join(known.casefold().split()) == " ".join(value.casefold().split())


def _shown(name: str, value: str) -> str:
    """An existing answer in words."""
    field = name.rsplit("-", 1)[-1].removeprefix("reporter_")
    choices = CHOICES.get(field) or (PersonRole if field == "role" else None)
    return str(choices(value).label) if choices and value in choices.values else value


def _label(piece: Piece, reading: LineReading) -> str:
    if piece.about == REPORTER and piece.kind != "reporter":
        return _("%(what)s pelapor") % {"what": LABELS[piece.kind]}
    if piece.about < 0:
        return str(LABELS[piece.kind])
    role = ROLE_LABELS[reading.people[piece.about].get("role", PersonRole.POSSIBLE_VICTIM)]
    several = f" {piece.about + 1}" if len(reading.people) > 1 else ""
    return f"{role}{several}" if piece.kind == "person" else f"{LABELS[piece.kind]}{several}"


def words_of(piece: Piece) -> str:
    """The understood part, in a caseworker's words."""
    answers = dict(piece.answers)
    if piece.kind in ("person", "age"):
        return _person_words(answers, is_child=piece.is_child)
    if piece.kind == "reporter":
        kind = str(ReporterKind(answers["kind"]).label) if "kind" in answers else ""
        return kind or (_("Tidak ingin disebut namanya") if "is_anonymous" in answers else _("Disebut"))
    if piece.kind == "contact":
        return _contact_words(answers)
    value = next(reversed(list(answers.values())))
    return str(getattr(value, "label", value))


def _person_words(answers: dict, *, is_child: bool) -> str:
    age = answers.get("age")
    said_age = years(age or 0, bool(answers.get("age_is_estimated")), long=True)
    child = _(" (anak)") if is_known_child(age) else ""
    parts = [
        answers.get("name", ""),
        str(answers["sex"].label) if "sex" in answers else "",
        f"{said_age}{child}" if age is not None and age <= MOST_YEARS else "",
        _("anak, umur belum diketahui") if is_child else "",
        _("belum dikenal") if answers.get("is_unknown") else "",
    ]
    said = ", ".join(filter(None, parts))
    return capfirst(said) or _("Disebut")


def _contact_words(answers: dict) -> str:
    if answers.get("contact_rule") == ContactRule.NEVER:
        return _("Jangan dihubungi")
    ways = [str(ContactWay(way).label) for way in answers.get("contact_ways", [])]
    parts = [*ways, *answers.get("contact_hours", []), *answers.get("contact_note", [])]
    if answers.get("may_leave_message"):
        parts.append(_("Boleh meninggalkan pesan"))
    text = ", ".join(parts)
    return capfirst(text) if text else _("Boleh, dengan syarat")
