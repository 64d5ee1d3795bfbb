"""Make a plan from a row of the old register: what would be written, doubted and refused. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import CaseKind, Channel, Mode, ReporterKind, Sex, Stage, Urgency, ViolenceForm
from cases.reading import ages
from cases.reading.ages import ADULT_AGE
from cases.reading.dates import Span
from cases.register import cell_values, coding, synonyms
from cases.register.cell_values import Notes, UnreadableCell
from cases.register.column_meanings import OF_VICTIMS, F, RegisterField
from cases.register.columns import Layout
from cases.register.file_reader import SheetRow
from interface import days
from interface.numbers import rupiah
from taskforces import region_table
from taskforces.choices import RegionLevel as R

Cells = dict[str, object]
DOUBTED = {
    coding.CodingDoubt.DENIED: gettext_lazy("%s memakai kata ingkar, jadi yang diingkari tidak dicatat"),
    coding.CodingDoubt.SEVERAL: gettext_lazy("%s menyebut lebih dari satu: diambil yang pertama menurut daftar"),
    coding.CodingDoubt.PARTLY: gettext_lazy("%s hanya dipahami sebagian"),
}


@dataclass
class Remark:
    """One remark on a row: the column's heading, and a text in Indonesian."""

    column: str
    text: str


@dataclass
class RowPlan:
    """The result of a row. ``facts`` are stored values of a complaint and its case; ``victims`` those of people."""

    number: int
    facts: dict[str, Any] = field(default_factory=dict)
    victims: list[dict[str, Any]] = field(default_factory=list)
    reported: list[str] = field(default_factory=list)
    old_number: str = ""
    doubts: list[Remark] = field(default_factory=list)
    refusals: list[Remark] = field(default_factory=list)


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


class Reader:
    """Reads the rows of one batch one by one."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.labels = {
            column.field: column.label or str(RegisterField(column.field).label) for column in ground.layout.columns
        }

    def plan(self, row: SheetRow) -> RowPlan:
        """The plan of one row; its refusals name unreadable cells."""
        cells, notes = self._cells(row)
        self.made = RowPlan(row.number, old_number=cell_values.known_text(cells.get(F.OLD_NUMBER))[:60])
        if row.is_guessed:
            self._doubt("", _("huruf baris ini bukan UTF-8 dan ditebak; periksa nama dengan huruf khusus"))
        self._dates(cells)
        self._codes(cells)
        self._victims(cells)
        self._words(cells, notes)
        self._whole()
        return self.made

    # --- parts --------------------------------------------------------------------------------------------------------
    def _cells(self, row: SheetRow) -> tuple[Cells, list[tuple[str, object]]]:
        cells: Cells = {}
        notes = []
        for column, cell in zip(self.ground.layout.columns, row.cells, strict=False):
            if column.field == F.NOTE:
                notes.append((column.label, cell))
            elif column.field != F.IGNORE and cell is not None:
                cells[column.field] = cell
        return cells, notes

    def _read(self, name: str, act: Callable[[Notes], Any], instead: Any = None) -> Any:
        """Read a value; its doubts, or a refusal for an unreadable cell, are noted with the column."""
        notes = Notes()
        try:
            value = act(notes)
        except (UnreadableCell, ValueError, OverflowError) as problem:
            text = str(problem) if isinstance(problem, UnreadableCell) else _("isi tidak dapat dibaca")
            self.made.refusals.append(Remark(self.labels.get(name, ""), text))
            return instead
        for text in notes.doubts:
            self._doubt(name, text)
        return value

    def _doubt(self, name: str, text: str) -> None:
        label = self.labels.get(name) or (str(RegisterField(name).label) if name else "")
        self.made.doubts.append(Remark(label, text))

    def _dates(self, cells: Cells) -> None:
        today = self.ground.today
        reported = self._read(
            F.REPORTED_ON, lambda notes: cell_values.checked_span(cells.get(F.REPORTED_ON), today=today, notes=notes)
        )
        event = self._read(
            F.EVENT_ON, lambda notes: cell_values.checked_span(cells.get(F.EVENT_ON), today=today, notes=notes)
        )
        if reported and not reported.is_day:
            self._doubt(
                F.REPORTED_ON, _("bukan satu hari: diambil hari pertamanya, %s") % days.in_figures(reported.first)
            )
        if event and reported and event.first > reported.first:
            self._doubt(F.EVENT_ON, _("kejadian setelah pengaduan"))
        facts = self.made.facts
        facts["reported_on"] = reported.first.isoformat() if reported else None
        facts["event_on"] = event.first.isoformat() if event else None
        facts["event_until"] = event.last.isoformat() if event and not event.is_day else None

    def _codes(self, cells: Cells) -> None:
        facts = self.made.facts
        facts["channel"] = self._code(cells, F.CHANNEL, Channel, synonyms.CHANNELS, Channel.UNKNOWN)
        facts["urgency"] = self._code(cells, F.URGENCY, Urgency, synonyms.URGENCIES, Urgency.UNKNOWN)
        facts["mode"] = self._code(cells, F.MODE, Mode, synonyms.MODES, Mode.UNKNOWN)
        facts["reporter_kind"] = self._code(
            cells, F.REPORTER_KIND, ReporterKind, synonyms.REPORTERS, ReporterKind.UNKNOWN
        )
        facts["kind"], facts["violence_form"] = self._kind(cells)
        status = cell_values.known_text(cells.get(F.STATUS))
        coded = self._coded(F.STATUS, synonyms.STATUSES, status) if status else coding.Coded(None)
        if status and coded == (None, None):
            self._doubt(F.STATUS, _("status %s tidak dikenal: dicatat sebagai pengaduan") % cell_values.quoted(status))
        facts["stage"], facts["reason"] = coded.values or (Stage.COMPLAINT.value, "")
        if facts["kind"] != CaseKind.TPPO and facts["mode"] != Mode.UNKNOWN:
            self._aside.append((self.labels.get(F.MODE, ""), cell_values.known_text(cells.get(F.MODE))))
            facts["mode"] = Mode.UNKNOWN.value
        self._region(cells)

    def _code(self, cells: Cells, name: str, choices, table, unknown) -> str:
        text = cell_values.known_text(cells.get(name))
        if not text:
            return unknown.value
        if found := synonyms.labelled(choices, text):
            return found
        coded = self._coded(name, table, text)
        if coded.values is None or coded.why:
            self._aside.append((self.labels.get(name, ""), text))
        if coded.why == coding.CodingDoubt.DENIED and name == F.URGENCY:
            return Urgency.ORDINARY.value
        return coded.values[0] if coded.values else unknown.value

    def _coded(self, name: str, table: coding.Table, text: str) -> coding.Coded:
        """The code of a cell from a table of words; a doubt about it is noted."""
        coded = coding.code_of(
            table, text, synonyms.WEAK.get(name, frozenset()), synonyms.TURNING.get(name, frozenset())
        )
        if coded.why:
            self._doubt(name, str(DOUBTED[coded.why]) % cell_values.quoted(text))
        return coded

    def _kind(self, cells: Cells) -> tuple[str, str]:
        text = cell_values.known_text(cells.get(F.KIND))
        self.said_kind = bool(text)
        if not text:
            return self.ground.default_kind, self.ground.default_form
        coded = self._coded(F.KIND, synonyms.KINDS, text)
        if coded.values is None and not coded.why:
            self._doubt(
                F.KIND, _("jenis %s tidak dikenal: dicatat sebagai kekerasan lainnya") % cell_values.quoted(text)
            )
        if coded.values is None or coded.why:
            self._aside.append((self.labels.get(F.KIND, ""), text))
        return coded.values or (CaseKind.OTHER_VIOLENCE.value, ViolenceForm.OTHER.value)

    def _region(self, cells: Cells) -> None:
        text = cell_values.known_text(cells.get(F.REGION))
        code = self._region_code(F.REGION, text)
        self.made.facts["event_region"] = code
        if text and code is None:
            self._aside.append((self.labels.get(F.REGION, ""), text))

    def _region_code(self, name: str, text: str) -> str | None:
        """The one region a text means. A small place in another province is doubted if its city is missing."""
        found = region_table.find(text, near=self.ground.near) if text else []
        if len(found) > 1:
            self._doubt(name, _("ada beberapa wilayah bernama %s: belum dipilih") % cell_values.quoted(text))
        if len(found) != 1 or found[0].code not in self.ground.region_codes:
            return None
        row, near = found[0], self.ground.near[:2]
        is_far = bool(near) and not row.code.startswith(near) and row.level in (R.DISTRICT, R.VILLAGE)
        if is_far and "," not in text:
            said = {"text": cell_values.quoted(text), "region": row.label}
            self._doubt(name, _("%(text)s dibaca sebagai %(region)s, di provinsi lain") % said)
        return row.code

    # --- victims ------------------------------------------------------------------------------------------------------
    def _victims(self, cells: Cells) -> None:
        names = cell_values.split_parts(cell_values.known_text(cells.get(F.NAME)), words=True)
        told = cell_values.count(cells.get(F.VICTIM_COUNT))
        says_something = any(cell_values.known_text(cells.get(name)) for name in OF_VICTIMS)
        many = max(len(names), 1 if says_something else 0)
        if told and told != many:
            self._doubt(F.VICTIM_COUNT, _("tertulis %(told)s korban, terbaca %(many)s") % {"told": told, "many": many})
            many = max(many, told)
        if many > cell_values.MOST_VICTIMS:
            self.made.refusals.append(Remark(self.labels.get(F.NAME, ""), _("terlalu banyak korban dalam satu baris")))
            return
        parts = {name: self._spread(cells, name, many) for name in OF_VICTIMS if name != F.NAME}
        for index in range(many):
            own = {name: part[index] for name, part in parts.items()}
            self.made.victims.append(self._victim(names[index] if index < len(names) else "", own))

    def _spread(self, cells: Cells, name: str, many: int) -> list:
        found, differs = cell_values.values_per_victim(cells.get(name), many, lambda cell: cell)
        single = name in (F.NIK, F.BIRTH_DATE, F.AGE, F.PHONE) and many > 1
        if single and found and found[0] is not None and all(cell is found[0] for cell in found):
            found, differs = [found[0]] + [None] * (many - 1), True
        if differs:
            self._doubt(name, _("jumlah isian tidak sama dengan jumlah korban (%s)") % many)
        return found

    def _victim(self, name: str, cells: Cells) -> dict[str, Any]:
        sex_text = cell_values.known_text(cells[F.SEX])
        sex = synonyms.sex_of(sex_text) if sex_text else Sex.UNKNOWN.value
        if sex is None:
            self.made.refusals.append(
                Remark(
                    self.labels.get(F.SEX, ""),
                    _("%s bukan jenis kelamin. Tulis L atau P.") % cell_values.quoted(sex_text),
                )
            )
            sex = Sex.UNKNOWN.value
        born, years, rough = self._age(cells)
        nik = self._read(F.NIK, lambda notes: self._nik(cells[F.NIK], notes, sex, born), "")
        origin = cell_values.known_text(cells[F.ORIGIN])
        code = self._region_code(F.ORIGIN, origin)
        address = ", ".join(part for part in (cell_values.known_text(cells[F.ADDRESS]), "" if code else origin) if part)
        return {
            "name": "" if synonyms.says_nothing(name) else name[:200],
            "nik": nik,
            "sex": sex,
            "age": years,
            "age_is_estimated": rough and years is not None,
            "birth_date": born.isoformat() if born else "",
            "phone": self._read(F.PHONE, lambda notes: cell_values.phone(cells[F.PHONE], notes), ""),
            "address": address[:500],
            "guardian": cell_values.known_text(cells[F.GUARDIAN])[:200],
            "origin_region": code,
        }

    def _nik(self, cell: object, notes: Notes, sex: str, born: date | None) -> str:
        if self.ground.lost_niks and cell_values.known_text(cell):
            cell = 1e15
        return cell_values.nik(cell, today=self.ground.today, notes=notes, sex=sex, born=born)

    def _age(self, cells: Cells) -> tuple[date | None, int | None, bool]:
        """Day of birth, age at the event, and whether it is an estimate, as from a year of birth only."""
        today = self.ground.today
        birth = self._read(
            F.BIRTH_DATE,
            lambda notes: cell_values.birth(cells[F.BIRTH_DATE], today=today, notes=notes),
            cell_values.Birth(),
        )
        if year := cell_values.birth_year(cells[F.AGE], today=today):
            years, rough = None, False
            birth = (
                birth
                if birth.day or birth.span
                else cell_values.Birth(span=cell_values.span_of(str(year), today=today))
            )
            self._aside.append((self.labels.get(F.AGE, ""), cell_values.known_text(cells[F.AGE])))
        else:
            years, rough = self._read(F.AGE, lambda notes: cell_values.age(cells[F.AGE], notes), (None, False))
        if birth.day is not None:
            return birth.day, self._age_of(birth.day, years), False
        if birth.span is not None:
            return None, *self._age_about(birth.span, years, rough, cell_values.known_text(cells[F.BIRTH_DATE]))
        return None, years, rough

    def _age_about(self, born: Span, told: int | None, rough: bool, written: str) -> tuple[int | None, bool]:
        """The age if only a year or month of birth is known; the written text goes into the story."""
        if written:
            self._aside.append((self.labels.get(F.BIRTH_DATE, ""), written))
        on = self.made.facts.get("event_on") or self.made.facts.get("reported_on")
        if on is None:
            return told, rough
        day = date.fromisoformat(on)
        youngest, oldest = (ages.full_years(at, day) for at in (born.last, born.first))
        if oldest < 0:
            words = _("korban belum lahir pada tanggal kejadian")
            self.made.refusals.append(Remark(self.labels.get(F.BIRTH_DATE, ""), words))
            return told, rough
        if told is not None and youngest - 1 <= told <= oldest + 1:
            self._doubt(F.BIRTH_DATE, _("tanggal lahir tidak lengkap: tidak disimpan sebagai tanggal, masuk ke cerita"))
            return told, rough
        years = max(youngest, 0) if youngest < ADULT_AGE <= oldest else (max(youngest, 0) + oldest + 1) // 2
        words = {"years": years, "born": born.first.year, "told": told}
        if told is not None:
            text = _("umur %(told)s tidak cocok dengan tahun lahir %(born)s (%(years)s th): diambil yang lebih muda")
            self._doubt(F.AGE, text % words)
            return min(told, years), True
        self._doubt(F.BIRTH_DATE, _("hanya tahun lahir %(born)s: umur diperkirakan %(years)s th") % words)
        return min(years, ages.MOST_YEARS), True

    def _age_of(self, born: date, told: int | None) -> int | None:
        on = self.made.facts.get("event_on") or self.made.facts.get("reported_on")
        if on is None:
            return told
        years = ages.full_years(born, date.fromisoformat(on))
        if years < 0:
            self.made.refusals.append(
                Remark(self.labels.get(F.BIRTH_DATE, ""), _("korban belum lahir pada tanggal kejadian"))
            )
            return told
        if told is not None and abs(told - years) > 1:
            words = {"told": told, "years": years}
            self._doubt(F.AGE, _("umur %(told)s tidak cocok dengan tanggal lahir (%(years)s th)") % words)
        return min(years, ages.MOST_YEARS)

    # --- words --------------------------------------------------------------------------------------------------------
    def _words(self, cells: Cells, notes: Iterable[tuple[str, object]]) -> None:
        facts = self.made.facts
        loss = self._read(F.LOSS, lambda _notes: cell_values.rupiah(cells.get(F.LOSS)))
        lines = [cell_values.known_text(cells.get(F.NARRATIVE))]
        lines += [f"{label}: {text}" for label, cell in notes if (text := cell_values.known_text(cell))]
        lines += [f"{label}: {text}" for label, text in self._aside]
        if status := cell_values.known_text(cells.get(F.STATUS)):
            lines.append(_("Status dalam register lama: %s") % status)
        if loss:
            lines.append(_("Kerugian: %s") % rupiah(loss))
        facts["told"] = "\n".join(line for line in lines if line)
        facts["event_place"] = cell_values.known_text(cells.get(F.PLACE))[:500]
        facts["reporter_name"] = cell_values.known_text(cells.get(F.REPORTER_NAME))[:200]
        facts["reporter_phone"] = self._read(
            F.REPORTER_PHONE, lambda notes: cell_values.phone(cells.get(F.REPORTER_PHONE), notes), ""
        )
        self.made.reported = cell_values.split_parts(cell_values.known_text(cells.get(F.REPORTED_NAME)), words=True)[
            : cell_values.MOST_VICTIMS
        ]

    @property
    def _aside(self) -> list[tuple[str, str]]:
        """Values without a code; they go into the story, so that nothing is lost."""
        return self.made.facts.setdefault("aside", [])

    def _whole(self) -> None:
        """Refuse a row without the values a complaint needs."""
        made = self.made
        made.facts.pop("aside", None)
        if not self.said_kind:
            kind = CaseKind(made.facts["kind"]).label
            self._doubt(F.KIND, _("jenis kasus tidak disebut: dicatat sebagai %s") % kind)
        unreadable = {remark.column for remark in made.refusals}
        label = self.labels.get(F.REPORTED_ON, str(F.REPORTED_ON.label))
        if made.facts["reported_on"] is None and label not in unreadable:
            made.refusals.append(Remark(label, _("tanggal pengaduan kosong. Isi tanggalnya, misalnya 12-08-2024.")))
        if not made.victims and not made.facts["told"]:
            made.refusals.append(Remark("", _("tidak ada korban dan tidak ada cerita dalam baris ini")))
        niks = [victim["nik"] for victim in made.victims if victim["nik"]]
        if len(niks) != len(set(niks)):
            made.refusals.append(Remark(self.labels.get(F.NIK, ""), _("NIK yang sama ditulis untuk dua korban")))
