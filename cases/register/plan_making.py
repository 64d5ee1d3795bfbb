"""The plan of a row while it is made: its values, and what is doubted, refused, said and kept aside. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cases.choices import CaseKind
from cases.register import cell_values
from cases.register.cell_values import Notes, UnreadableCell
from cases.register.column_meanings import RegisterField
from cases.register.columns import Layout
from cases.register.place_columns import PlacePart


@dataclass
class Remark:
    """One remark on a row: the column's heading, and a text in Indonesian.

    ``asks_alone``: it asks whether a case or a person is one that is written elsewhere, so no answer for many rows
    covers it.
    """

    column: str
    text: str
    asks_alone: bool = False


@dataclass
class RowPlan:
    """The result of a row. ``facts`` are stored values of a complaint and its case; ``victims`` those of people.

    ``said`` tells how the row was understood and asks nothing; ``written`` are its cells as they stand in the file;
    ``joined`` the rows that continue it.
    """

    number: int
    facts: dict[str, Any] = field(default_factory=dict)
    victims: list[dict[str, Any]] = field(default_factory=list)
    reported: list[str] = field(default_factory=list)
    old_number: str = ""
    doubts: list[Remark] = field(default_factory=list)
    refusals: list[Remark] = field(default_factory=list)
    said: list[Remark] = field(default_factory=list)
    written: dict[str, str] = field(default_factory=dict)
    joined: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Ground:
    """The context the reader needs besides the row."""

    layout: Layout
    today: date
    near: str = ""  # region code of the task force
    default_kind: str = CaseKind.TPPO.value
    default_form: str = ""
    region_codes: frozenset = frozenset()
    lost_niks: bool = False  # all end in zero: Excel rounded them before they became text
    has_month_first: bool = False  # some dates can only be read month first
    has_sex_ticks: bool = False  # the columns *Laki-laki* and *Perempuan* have ticks, not ages
    has_short_rows: bool = False  # most rows end before the last column, so that this means nothing


@dataclass
class RowCells:
    """The cells of a row by their meaning; notes and ticks with their headings; the parts of places in columns."""

    by_field: dict[str, object] = field(default_factory=dict)
    notes: list[tuple[str, object]] = field(default_factory=list)
    ticks: list[tuple[str, object]] = field(default_factory=list)
    places: dict[str, list[PlacePart]] = field(default_factory=dict)  # from small to large, where there are several

    def get(self, name: str) -> object:
        """The cell of a field, or ``None``."""
        return self.by_field.get(name)

    def text(self, name: str) -> str:
        """The text of a field; empty if it only says that nothing is known."""
        return cell_values.known_text(self.by_field.get(name))


class PlanInMaking:
    """A plan in the making. ``aside`` are values without a code; they go into the story, so that nothing is lost."""

    def __init__(self, plan: RowPlan, ground: Ground, labels: Mapping[str, str]) -> None:
        self.plan, self.ground, self.labels = plan, ground, labels
        self.aside: list[tuple[str, str]] = []
        self.is_default_kind = False  # nobody said the kind
        self.row = 0  # a row that continues the plan's; its remarks name it

    def label(self, name: str) -> str:
        """The heading of a field's column."""
        return self.labels.get(name) or (str(RegisterField(name).label) if name else "")

    def doubt(self, name: str, text: str) -> None:
        """Ask about a value."""
        self.plan.doubts.append(self._remark(name, text))

    def refuse(self, name: str, text: str) -> None:
        """Refuse the row because of a value."""
        self.plan.refusals.append(self._remark(name, text))

    def say(self, name: str, text: str) -> None:
        """Tell how a value was understood."""
        self.plan.said.append(self._remark(name, text))

    def keep(self, name: str, text: str) -> None:
        """Put a value into the story."""
        if text and (self.label(name), text) not in self.aside:
            self.aside.append((self.label(name), text))

    def read(self, name: str, act: Callable[[Notes], Any], instead: Any = None) -> Any:
        """Read a value; its doubts, or a refusal for an unreadable cell, are noted with the column."""
        notes = Notes()
        try:
            value = act(notes)
        except (UnreadableCell, ValueError, OverflowError) as problem:
            self.refuse(name, str(problem) if isinstance(problem, UnreadableCell) else _("isi tidak dapat dibaca"))
            return instead
        for text in notes.doubts:
            self.doubt(name, text)
        return value

    def fitting(self, name: str, text: str, most: int) -> str:
        """The text as far as its field holds it; a longer one is doubted, and stays whole in the story."""
        if len(text) <= most:
            return text
        self.doubt(name, _("lebih panjang dari %s huruf: dipotong, dan utuh di cerita") % most)
        self.keep(name, text)
        return text[:most]

    def _remark(self, name: str, text: str) -> Remark:
        words = _("baris %(row)s: %(text)s") % {"row": self.row, "text": text} if self.row else text
        return Remark(self.label(name), words)
