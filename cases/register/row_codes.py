"""The coded values of a row: channel, urgency, mode, kind, status, region; the office's words stay beside. Pure."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import CaseKind, Channel, Mode, ReporterKind, Stage, Urgency, ViolenceForm
from cases.register import cell_values, coding, place_columns, synonyms
from cases.register.column_meanings import F, normal
from cases.register.columns import is_not_ticked, is_ticked
from cases.register.place_columns import PlacePart, level_of
from cases.register.plan_making import PlanInMaking, RowCells
from taskforces.choices import RegionLevel as R

DOUBTED = {
    coding.CodingDoubt.DENIED: gettext_lazy("%s memakai kata ingkar, jadi yang diingkari tidak dicatat"),
    coding.CodingDoubt.SEVERAL: gettext_lazy("%s menyebut lebih dari satu: diambil yang pertama menurut daftar"),
    coding.CodingDoubt.PARTLY: gettext_lazy("%s hanya dipahami sebagian"),
}
OFFICES = frozenset({ReporterKind.AGENCY.value, ReporterKind.POLICE.value, ReporterKind.SCHOOL.value})
SURELY_TPPO = re.compile(r"tppo|traf|perdagangan")
ASKED = (F.CHANNEL, F.URGENCY)  # an unknown word is asked about; elsewhere it only goes into the story
OTHER = (CaseKind.OTHER_VIOLENCE.value, ViolenceForm.OTHER.value)


def set_codes(draft: PlanInMaking, cells: RowCells) -> None:
    """Read all coded values of a row into its facts."""
    facts = draft.plan.facts
    facts["channel"] = _code(draft, cells, F.CHANNEL, Channel, synonyms.CHANNELS, Channel.UNKNOWN)
    facts["urgency"] = _code(draft, cells, F.URGENCY, Urgency, synonyms.URGENCIES, Urgency.UNKNOWN)
    facts["mode"] = _code(draft, cells, F.MODE, Mode, synonyms.MODES, Mode.UNKNOWN)
    facts["reporter_kind"] = _code(
        draft, cells, F.REPORTER_KIND, ReporterKind, synonyms.REPORTERS, ReporterKind.UNKNOWN
    )
    facts["kind"], facts["violence_form"] = _kind(draft, cells)
    facts["outcome"] = _outcome(draft, cells)
    facts["stage"], facts["reason"] = ("", "") if facts["outcome"] else _status(draft, cells.text(F.STATUS))
    if facts["kind"] != CaseKind.TPPO and facts["mode"] != Mode.UNKNOWN:
        draft.keep(F.MODE, cells.text(F.MODE))
        facts["mode"] = Mode.UNKNOWN.value
    text = cells.text(F.REGION)
    facts["event_region"] = region_code(draft, F.REGION, text, cells.places.get(F.REGION, ()))
    if text and facts["event_region"] is None:
        draft.keep(F.REGION, text)


def region_code(draft: PlanInMaking, name: str, text: str, parts: Sequence[PlacePart] = ()) -> str | None:
    """The one region a text means. A small place in another province is doubted if its city is missing.

    ``parts``: the same text in columns of their own, from small to large.
    """
    ground = draft.ground
    parts = parts or ([PlacePart(level_of(draft.label(name)), text)] if text else [])
    found, unread = place_columns.found(parts, ground.near)
    if unread:
        draft.keep(name, text)
        for part in place_columns.elsewhere(parts[:unread], ground.near):
            words = {"text": cell_values.quoted(part.text), "region": found[0].label}
            draft.doubt(name, _("%(text)s tidak terletak di %(region)s: hanya yang terakhir dicatat") % words)
    read = ", ".join(part.text for part in parts[unread:])
    if len(found) > 1:
        draft.doubt(name, _("ada beberapa wilayah bernama %s: belum dipilih") % cell_values.quoted(text))
    if text and not found:
        draft.doubt(name, _("daerah %s tidak dikenal: dicatat sebagai kata") % cell_values.quoted(text))
    if len(found) != 1 or found[0].code not in ground.region_codes:
        return None
    row, near = found[0], ground.near[:2]
    said = {"text": cell_values.quoted(text), "region": row.label}
    is_far = bool(near) and not row.code.startswith(near) and row.level in (R.DISTRICT, R.VILLAGE)
    is_of_another_city = row.level is R.VILLAGE and not row.code.startswith(ground.near[:5])
    if is_far and "," not in read:
        draft.doubt(name, _("%(text)s dibaca sebagai %(region)s, di provinsi lain") % said)
    elif is_of_another_city and "," not in read:
        draft.doubt(name, _("%(text)s dibaca sebagai %(region)s, di kota atau kabupaten lain") % said)
    return row.code


def _code(draft: PlanInMaking, cells: RowCells, name: str, choices, table, unknown) -> str:
    text = cells.text(name)
    if not text:
        return unknown.value
    if found := synonyms.labelled(choices, text):
        return found
    coded = _coded(draft, name, table, text)
    if coded.values is None and not coded.why and name in ASKED:
        draft.doubt(name, _("%s tidak dikenal: belum dipilih, kata ini masuk ke cerita") % cell_values.quoted(text))
    if coded.values is None or coded.why or name == F.MODE:
        draft.keep(name, text)
    if coded.why == coding.CodingDoubt.DENIED and name == F.URGENCY:
        return Urgency.ORDINARY.value
    return coded.values[0] if coded.values else unknown.value


def _coded(draft: PlanInMaking, name: str, table: coding.Table, text: str) -> coding.Coded:
    """The code of a cell from a table of words; a doubt about it is noted."""
    nothing: frozenset[str] = frozenset()
    words = (synonyms.WEAK.get(name, nothing), synonyms.TURNING.get(name, nothing), synonyms.SMALL.get(name, nothing))
    read = synonyms.without_doer(text) if name == F.KIND else text
    coded = coding.code_of(table, read, *words)
    if name == F.KIND and coded.why == coding.CodingDoubt.PARTLY and SURELY_TPPO.search(normal(text)):
        coded = coding.code_of(table, synonyms.without_mode(read), *words)
    if coded.why and not _is_name_beside(name, coded, text):
        draft.doubt(name, str(DOUBTED[coded.why]) % cell_values.quoted(text))
    return coded


def _is_name_beside(name: str, coded: coding.Coded, text: str) -> bool:
    """Whether what is not understood beside a channel or an office is its name, and nothing is denied."""
    if coded.why != coding.CodingDoubt.PARTLY or "?" in text or coding.DENYING.intersection(normal(text).split()):
        return False
    return name == F.CHANNEL or (name == F.REPORTER_KIND and coded.values is not None and coded.values[0] in OFFICES)


def _status(draft: PlanInMaking, text: str) -> tuple[str, str]:
    coded = _coded(draft, F.STATUS, synonyms.STATUSES, text) if text else coding.Coded(None)
    if text and coded == (None, None):
        draft.doubt(F.STATUS, _("status %s tidak dikenal: dicatat sebagai pengaduan") % cell_values.quoted(text))
    return coded.values or (Stage.COMPLAINT.value, "")


def _outcome(draft: PlanInMaking, cells: RowCells) -> str:
    """The end of a complaint without a case; empty for a case.

    It is taken silently if every word is understood, and nobody is named as a victim or the status says the same.
    Otherwise it is asked: somebody who asks where a child is asks for more than information. An emergency is a case.
    """
    text, status = cells.text(F.KIND), cells.text(F.STATUS)
    outcome = _without_case(text)
    if not outcome or draft.plan.facts["urgency"] == Urgency.EMERGENCY:
        return ""
    has_person = any(cells.text(name) for name in (F.NAME, F.NIK, F.AGE, F.BIRTH_DATE))
    is_unsure = has_person and not synonyms.TOLD_ONLY.search(normal(status))
    if is_unsure or _names_a_wrong(text) or not _is_understood(text):
        words = _("%s tampaknya bukan kasus: dibawa sebagai pengaduan tanpa kasus. Bila ini kasus, tulis jenisnya")
        draft.doubt(F.KIND, words % cell_values.quoted(text))
    draft.keep(F.KIND, text)
    return outcome


def _without_case(text: str) -> str:
    """The outcome a kind names that is no kind of case: a question, a wrong number, a prank."""
    said = normal(text)
    found = (outcome for pattern, outcome in synonyms.WITHOUT_CASE if pattern.search(said))
    return str(next(found, ""))


def _is_understood(text: str) -> bool:
    """Whether a question says what is asked for, in known words only; *tanya anaknya yang belum pulang* does not."""
    words = synonyms.ASKING.sub(" ", normal(text)).split()
    return all(word in synonyms.ASKED_FOR or word in coding.SAYS_LITTLE or word.isdecimal() for word in words)


def _names_a_wrong(text: str) -> bool:
    """Whether a kind of case or a denial stands beside it: *konsultasi KDRT*, *bukan iseng*."""
    coded = coding.code_of(synonyms.KINDS, text)
    return coded.values is not None or bool(coding.DENYING.intersection(normal(text).split()))


def _kind(draft: PlanInMaking, cells: RowCells) -> tuple[str, str]:
    """The kind as a word, or as ticks under the names of kinds; the default is always doubted."""
    text, ticked = cells.text(F.KIND), _ticked(draft, cells)
    if not text and not ticked:
        draft.is_default_kind = True
        return draft.ground.default_kind, draft.ground.default_form
    if not text:
        return _first_by_law(ticked)
    coded = _coded(draft, F.KIND, synonyms.KINDS, text)
    if coded.values is None and not coded.why and not _without_case(text):
        draft.doubt(F.KIND, _("jenis %s tidak dikenal: dicatat sebagai kekerasan lainnya") % cell_values.quoted(text))
    if coded.values and coded.values[0] == CaseKind.TPPO and not coded.why and not SURELY_TPPO.search(normal(text)):
        draft.doubt(F.KIND, _("%s tidak selalu TPPO: dicatat sebagai dugaan TPPO") % cell_values.quoted(text))
    kind = coded.values or OTHER
    if coded.why or coded.values is None or normal(text) not in _labels_of(kind):
        draft.keep(F.KIND, text)
    return kind


def _labels_of(kind: tuple[str, ...]) -> set[str]:
    labels = {normal(str(CaseKind(kind[0]).label)), kind[0]}
    return labels | ({normal(str(ViolenceForm(kind[1]).label))} if kind[1] else set())


def _ticked(draft: PlanInMaking, cells: RowCells) -> list[str]:
    """The headings with a tick; other words in a tick column are doubted. All go into the story."""
    ticked = []
    for label, cell in cells.ticks:
        text = cell_values.text_of(cell)  # "x" is a tick here, and elsewhere says nothing
        if is_not_ticked(cell) or not (is_ticked(cell) or cell_values.known_text(cell)):
            continue
        ticked.append(label)
        if not is_ticked(cell):
            draft.aside.append((label, text))
            words = {"text": cell_values.quoted(text), "column": cell_values.quoted(label)}
            draft.doubt(F.KIND, _("%(text)s di kolom %(column)s dibaca sebagai tanda") % words)
    if ticked:
        draft.keep(F.KIND, ", ".join(ticked))
    return ticked


def _first_by_law(labels: list[str]) -> tuple[str, str]:
    """Of several ticked kinds the first in the table: TPPO before all others."""
    coded = [coding.code_of(synonyms.KINDS, label).values or OTHER for label in labels]
    order = [tuple(str(getattr(part, "value", part)) for part in kind) for _pattern, *kind in synonyms.KINDS]
    first = min(coded, key=lambda kind: order.index(tuple(kind)) if tuple(kind) in order else len(order))
    return first[0], first[1]
