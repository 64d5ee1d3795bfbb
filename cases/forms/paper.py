"""Paper versions of the screens, for work without a computer: the same questions in the same order, as boxes and lines.

Questions, labels and choices come from the forms of the screens, so that paper and screen stay equal. Only the field
order of the intake page is written here; a test compares it with the page.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.choices import AnswerSource, RiskAnswer, ScreeningAnswer
from cases.forms.intake.call import ComplaintForm
from cases.forms.person_forms import PersonForm
from cases.forms.screening import STATUSES
from cases.intake import risk_prompts
from cases.models import Screening
from cases.screening import indicators
from cases.screening import questions as screening_questions
from cases.screening.questions import Part, Question
from taskforces.regions import RegionField

TICK, BOXES, LINE, LINES = "tick", "boxes", "line", "lines"
SHORT = 2  # rows; a text box of at most this height is one line on paper
SENTENCES = frozenset({"summary"})  # one full-width line
BLANKS_OF_PEOPLE = 2  # people per sheet; more go on another sheet
ASKED = tuple((value, label) for value, label in ScreeningAnswer.choices if value != ScreeningAnswer.NOT_ASKED)

# The order of the intake page. Names missing in a form are left out.
INTAKE = (
    (_("Kanal dan waktu"), ("channel", "received_at")),
    (_("Apa yang terjadi"), ("narrative", "summary")),
    (
        _("Kapan dan di mana"),
        ("event_on", "event_date_is_unknown", "planned_on", "event_place", "event_region", "event_country"),
    ),
)
INTAKE_END = (
    (
        _("Pelapor"),
        (
            "reporter_is_anonymous",
            "reporter_kind",
            "reporter_contact_rule",
            "reporter_contact_ways",
            "reporter_contact_hours",
            "reporter_code_word",
            "reporter_may_leave_message",
            "reporter_contact_note",
            "reporter_name",
            "reporter_phone",
        ),
    ),
    (_("Tingkat kedaruratan"), ("urgency",)),
)
PERSON = (
    ("role", "is_reporter", "is_unknown", "sex", "age", "origin_region", "age_is_estimated"),
    ("name", "nickname", "birth_date", "nik", "address", "accounts"),
    (
        "contact_rule",
        "contact_ways",
        "contact_hours",
        "contact_code_word",
        "may_leave_message",
        "phone",
        "contact_note",
    ),
)


@dataclass(frozen=True)
class Blank:
    """One field on paper: a box to tick, several boxes, a line or several lines to write on."""

    name: str
    label: str
    kind: str
    options: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True)
class PaperSection:
    """A heading with its fields."""

    title: str
    blanks: tuple[Blank, ...]


@dataclass(frozen=True)
class AnswerRow:
    """One screening question on paper, with its answer if the sheet is a filled one."""

    number: int
    question: Question
    ask: str
    answer: str
    sources: tuple[str, ...]
    note: str

    @property
    def answer_boxes(self) -> list[tuple[str, bool]]:
        """Ya, tidak, belum tahu: the words, and whether each is ticked. No tick means not asked."""
        return [(str(label), value == self.answer) for value, label in ASKED]

    @property
    def source_boxes(self) -> list[tuple[str, bool]]:
        """The sources of the answer, and whether each is ticked."""
        return [(str(label), value in self.sources) for value, label in AnswerSource.choices]


def intake_sections() -> list[PaperSection]:
    """The questions about the call that come before the people."""
    return _sections(INTAKE, ComplaintForm.base_fields)


def intake_end() -> list[PaperSection]:
    """The questions about the call that come after the people."""
    return _sections(INTAKE_END, ComplaintForm.base_fields)


def person_sections() -> list[PaperSection]:
    """The questions about one person."""
    titles = ("", _("Identitas"), _("Kontak aman"))
    return _sections(zip(titles, PERSON, strict=True), PersonForm.base_fields, prefix="orang.")


def risk_rows() -> list[Blank]:
    """The screen's questions about danger in its order, so that *Ya* on paper is *Ya* on the screen."""
    answers = tuple(str(answer.label) for answer in RiskAnswer)
    return [Blank(f"risk.{prompt.risk.value}", str(prompt.question), BOXES, answers) for prompt in risk_prompts.PROMPTS]


def screening_parts(screening: Screening | None = None, *, for_child: bool) -> list[tuple[Part, list[AnswerRow]]]:
    """The three elements with their rows; empty rows for a blank sheet."""
    answers, sources, notes = (screening.answers, screening.sources, screening.notes) if screening else ({}, {}, {})
    place = {key: number for number, key in enumerate(screening_questions.all_keys(), 1)}
    return [
        (
            part,
            [
                AnswerRow(
                    place[asked.key],
                    asked,
                    asked.words(for_child=for_child),
                    answers.get(asked.key, ""),
                    tuple(sources.get(asked.key, ())),
                    notes.get(asked.key, ""),
                )
                for asked in part.questions
            ],
        )
        for part in screening_questions.parts()
    ]


def sign_boxes(screening: Screening | None = None) -> list[tuple[str, list[tuple[str, bool]]]]:
    """All signs on a blank sheet; only the noticed signs on a filled one."""
    ticked = set(screening.indicators) if screening else set()
    kinds = [(kind.name, [(sign.words, sign.slug in ticked) for sign in kind.signs]) for kind in indicators.KINDS]
    if screening is None:
        return kinds
    noticed = [(name, [box for box in boxes if box[1]]) for name, boxes in kinds]
    return [(name, boxes) for name, boxes in noticed if boxes]


def status_boxes(screening: Screening | None = None) -> list[tuple[str, bool]]:
    """The statuses an organisation may decide on."""
    chosen = screening.status if screening else ""
    return [(str(status.label), status.value == chosen) for status in STATUSES]


def _sections(layout: Iterable[tuple], fields: Mapping[str, forms.Field], prefix: str = "") -> list[PaperSection]:
    return [
        PaperSection(str(title), tuple(_blank(prefix + name, fields[name]) for name in names if name in fields))
        for title, names in layout
    ]


def _blank(name: str, field: forms.Field) -> Blank:
    """Turn a form field into boxes or lines."""
    label, hint = str(field.label), str(field.help_text)
    if isinstance(field, forms.BooleanField):
        return Blank(name, label, TICK)
    if isinstance(field, forms.ChoiceField) and not isinstance(field, (forms.ModelChoiceField, RegionField)):
        words = tuple(str(word) for value, word in field.choices if value not in ("", "unknown", "not_asked"))
        return Blank(name, label, BOXES, words)
    if isinstance(field.widget, forms.Textarea):
        rows = int(field.widget.attrs.get("rows", 2))
        return Blank(name, label, LINES, ("",) * (rows + 1 if rows > SHORT else 1))
    if name in SENTENCES:
        return Blank(name, label, LINES, ("",))
    return Blank(name, label, LINE, (), hint)
