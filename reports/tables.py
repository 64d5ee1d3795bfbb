"""From tallies to tables. Each function makes tables of the summary; every table names its unit."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.utils.text import slugify
from django.utils.translation import gettext as _

from cases import choices
from reports.counting import ServiceCount, Tally
from reports.summary_shape import NOW, PREVIOUS, Column, Row, ServiceRow, Services, Table
from taskforces.choices import ServiceLine

SIDES = ("previous", "current")
CHILD_BANDS = ("0-5", "6-12", "13-17", "unknown")
HEADLINE = "units"
ADULT_BANDS = ("18-24", "25-44", "45-59", "60+")


def age_band_labels() -> dict[str, str]:
    """Age bands of SIMFONI PPA; a person of unknown age is treated as a child until shown otherwise."""
    labels = {band: _("%(band)s tahun") % {"band": band.replace("-", "–")} for band in CHILD_BANDS[:3] + ADULT_BANDS}
    return {**labels, "60+": _("60 tahun ke atas"), "unknown": _("Belum diketahui")}


def columns(labels: Mapping[str, str]) -> tuple[Column, ...]:
    """The compared period first, then this one, as on paper."""
    return (Column("before", labels["previous"], side="previous"), Column(NOW, labels["current"]))


def two_sided(
    key: str,
    title: str,
    unit: str,
    stub: str,
    labels: Mapping[str, str],
    counts: Mapping[str, Mapping[str, int]],
    names: Mapping[str, str],
    total_key: str,
    *,
    attribute: str,
    shared: Mapping[str, str] | None = None,
    regions: bool = False,
    covers: Mapping[str, tuple[str, ...]] | None = None,
) -> Table:
    """A table of one attribute: the values found in either period, largest first, with the total under ``total_key``.

    ``shared`` names counts that also appear elsewhere. ``covers`` names the values of the attribute that a row joins,
    if it joins several. Disclosure control derives from it what the table reveals about others of the same attribute.
    """
    present = {value for side in SIDES for value, n in counts[side].items() if n}
    order = list(names) if not regions else sorted(present)
    listed = [value for value in order if value in present]
    if not _has_own_order(attribute):
        listed.sort(key=lambda value: (-counts["current"].get(value, 0), order.index(value)))
    rows = []
    for value in listed:
        cells = tuple(counts[side].get(value, 0) for side in SIDES)
        name = (shared or {}).get(value, "")
        keys = (name + PREVIOUS, name) if name else ()
        joined = (covers or {}).get(value, ())
        region = value if regions else ""
        rows.append(Row(value or "none", names.get(value, value), cells, keys, region=region, covers=joined))
    totals = tuple(sum(counts[side].values()) for side in SIDES)
    total = Row("total", _("Jumlah"), totals, (total_key + PREVIOUS, total_key))
    return Table(
        key,
        title,
        unit,
        stub,
        columns(labels),
        tuple(rows),
        total,
        attributes=(attribute,),
        own_order=_has_own_order(attribute),
        section=section_of(key),
    )


def section_of(key: str) -> str:
    """The heading of a table on paper: that of its unit."""
    sections = {"complaints": _("Rincian pengaduan"), "cases": _("Rincian kasus"), "victims": _("Rincian korban TPPO")}
    return sections[key.split("_")[0]]


def _has_own_order(attribute: str) -> bool:
    """Whether rows keep their own order: stages and ages do; all others are sorted, largest first."""
    return attribute in {"stage", "legal_stage", "age"}


def _along(tally: Tally, attribute: str, kind: str = "tppo") -> dict[str, dict[str, int]]:
    fixed = {"kind": kind} if kind else {}
    return {side: tally.along(attribute, side=side, **fixed) for side in SIDES}


def headline_table(now: Mapping, before: Mapping, labels: Mapping[str, str]) -> Table:
    """The main figures for a meeting, each with its unit: complaints, cases, victims."""
    lines = (
        ("complaints.all", _("Pengaduan masuk"), _("pengaduan"), 0),
        ("emergencies.all", _("Keadaan darurat ditangani"), _("penanganan"), 0),
        ("cases.all", _("Kasus kekerasan dibuka"), _("kasus"), 0),
        ("cases.tppo", _("di antaranya kasus TPPO"), _("kasus"), 1),
        ("cases.tppo_with_child_victim", _("dengan korban anak"), _("kasus"), 2),
        ("cases.tppo_with_police", _("ditangani bersama kepolisian"), _("kasus"), 2),
        ("victims.all", _("Korban kekerasan"), _("orang"), 0),
        ("victims.tppo", _("di antaranya korban TPPO"), _("orang"), 1),
        ("victims.tppo_child", _("di antaranya anak"), _("orang"), 2),
    )
    rows = []
    for key, label, unit, indent in lines:
        of, name = key.split(".")
        cells = (before[of][name], now[of][name])
        rows.append(Row(key, label, cells, (key + PREVIOUS, key), unit=unit, indent=indent))
    return Table(
        HEADLINE,
        _("Jumlah menurut satuan"),
        "",
        _("Uraian"),
        columns(labels),
        tuple(rows),
        additive=False,
        own_order=True,
    )


def complaint_tables(tally: Tally, labels: Mapping[str, str]) -> list[Table]:
    """Complaints by channel and by outcome."""
    unit, total = _("pengaduan"), "complaints.all"
    return [
        two_sided(
            "complaints_channel",
            _("Pengaduan menurut kanal"),
            unit,
            _("Kanal"),
            labels,
            _along(tally, "channel", ""),
            dict(choices.Channel.choices),
            total,
            attribute="channel",
        ),
        two_sided(
            "complaints_outcome",
            _("Pengaduan menurut hasil"),
            unit,
            _("Hasil"),
            labels,
            _along(tally, "outcome", ""),
            dict(choices.ComplaintOutcome.choices),
            total,
            attribute="outcome",
        ),
    ]


def case_tables(tally: Tally, labels: Mapping[str, str]) -> list[Table]:
    """Cases by kind; TPPO cases by mode, channel, stage and legal stage."""
    kinds = {side: {kind: tally.total(side, kind=kind) for kind in choices.CaseKind.values} for side in SIDES}
    by_kind = two_sided(
        "cases_kind",
        _("Kasus menurut jenis"),
        _("kasus"),
        _("Jenis"),
        labels,
        kinds,
        dict(choices.CaseKind.choices),
        "cases.all",
        attribute="kind",
        shared={"tppo": "cases.tppo", "other_violence": "cases.other"},
    )
    forms = _along(tally, "violence_form", choices.CaseKind.OTHER_VIOLENCE)
    if any(choices.ViolenceForm.TRAFFICKING in forms[side] for side in SIDES):
        note = _("Kasus yang bentuknya masih tertulis “trafficking” dihitung sekali, sebagai kekerasan lain.")
        by_kind = replace(by_kind, notes=(note,))
    tables = [by_kind]
    legal = {**dict(choices.LegalStage.choices), "": _("Belum ada laporan polisi")}
    for attribute, title, stub, names in (
        ("channel", _("Kasus TPPO menurut kanal pengaduan pertama"), _("Kanal"), dict(choices.Channel.choices)),
        ("stage", _("Kasus TPPO menurut tahap layanan"), _("Tahap"), dict(choices.Stage.choices)),
        ("legal_stage", _("Kasus TPPO menurut tahap hukum"), _("Tahap hukum"), legal),
    ):
        counts = _along(tally, attribute)
        key = f"cases_{attribute}"
        tables.append(two_sided(key, title, _("kasus"), stub, labels, counts, names, "cases.tppo", attribute=attribute))
    return tables


def victim_tables(tally: Tally, labels: Mapping[str, str], region_names: Mapping[str, str]) -> list[Table]:
    """TPPO victims by age and sex, mode, factor, origin, stage and status."""
    tables = [child_table(tally, labels), age_table(tally, labels)]
    for attribute, title, stub, names in (
        ("mode", _("Korban TPPO menurut modus utama"), _("Modus utama"), dict(choices.Mode.choices)),
        ("main_factor", _("Korban TPPO menurut faktor utama"), _("Faktor utama"), dict(choices.Factor.choices)),
        ("channel", _("Korban TPPO menurut kanal pengaduan pertama"), _("Kanal"), dict(choices.Channel.choices)),
        ("stage", _("Korban TPPO menurut tahap layanan"), _("Tahap"), dict(choices.Stage.choices)),
        ("status", _("Korban TPPO menurut status"), _("Status"), dict(choices.VictimStatus.choices)),
    ):
        counts = _along(tally, attribute)
        key = f"victims_{attribute}"
        tables.append(
            two_sided(key, title, _("orang"), stub, labels, counts, names, "victims.tppo", attribute=attribute)
        )
    tables.append(
        two_sided(
            "victims_origin",
            _("Korban TPPO menurut daerah asal"),
            _("orang"),
            _("Daerah asal"),
            labels,
            _along(tally, "origin"),
            {**region_names, "": _("Belum diketahui")},
            "victims.tppo",
            attribute="origin",
            regions=True,
        )
    )
    return tables


def child_table(tally: Tally, labels: Mapping[str, str]) -> Table:
    """TPPO victims by child or adult at the event (UU 21/2007 Pasal 1 angka 5: a child is not yet 18)."""
    bands = _along(tally, "age_band")
    counts = {
        side: {
            "child": sum(bands[side].get(band, 0) for band in CHILD_BANDS),
            "adult": sum(bands[side].get(band, 0) for band in ADULT_BANDS),
        }
        for side in SIDES
    }
    return two_sided(
        "victims_child",
        _("Korban TPPO anak dan dewasa"),
        _("orang"),
        _("Umur saat kejadian"),
        labels,
        counts,
        {"child": _("Anak (di bawah 18 tahun)"), "adult": _("Dewasa")},
        "victims.tppo",
        attribute="age",
        shared={"child": "victims.tppo_child", "adult": "victims.tppo_adult"},
        covers={"child": CHILD_BANDS, "adult": ADULT_BANDS},
    )


def age_table(tally: Tally, labels: Mapping[str, str]) -> Table:
    """TPPO victims of this period by age band and sex, with the total of the compared period."""
    now = tally.along("sex", "age_band", side="current", kind="tppo")
    ages = _along(tally, "age_band")
    sexes = [value for value in choices.Sex.values if any(sex == value for sex, _band in now)] or ["female", "male"]
    names = age_band_labels()
    listed = [band for band in names if ages["current"].get(band) or ages["previous"].get(band)]
    head = (
        *(Column(sex, str(choices.Sex(sex).label)) for sex in sexes),
        Column(NOW, labels["current"], sums=tuple(sexes)),
        Column("before", labels["previous"], side="previous"),
    )
    rows = tuple(
        Row(
            band,
            names[band],
            (*(now.get((sex, band), 0) for sex in sexes), ages["current"].get(band, 0), ages["previous"].get(band, 0)),
        )
        for band in listed
    )
    sums = tuple(sum(row.cells[index] for row in rows) for index in range(len(head)))
    keys = (*("" for _sex in sexes), "victims.tppo", "victims.tppo" + PREVIOUS)
    return Table(
        "victims_age",
        _("Korban TPPO menurut umur saat kejadian dan jenis kelamin"),
        _("orang"),
        _("Kelompok umur"),
        head,
        rows,
        Row("total", _("Jumlah"), sums, keys),
        notes=(_("Umur yang belum diketahui diperlakukan sebagai anak sampai terbukti lain."),)
        if "unknown" in listed
        else (),
        attributes=("age", "sex"),
        own_order=True,
        section=section_of("victims_age"),
    )


def services(counts: Mapping[str, Iterable[ServiceCount]]) -> Services:
    """Service requests per line and agency, with answer times and promises kept. It counts requests, not people."""
    names = dict(ServiceLine.choices)
    order = list(names)
    lines = sorted(
        (c for c in counts["current"] if c.line and c.agency), key=lambda c: (order.index(c.line), -c.requested)
    )
    keys: dict[str, ServiceCount] = {}
    for count in lines:
        key = f"{count.line}.{slugify(count.agency)}"
        keys[key if key not in keys else f"{key}-{len(keys)}"] = count
    rows = tuple(_service_row(key, str(names[count.line]), count) for key, count in keys.items())
    totals = {side: next((c for c in counts[side] if not c.line), None) for side in SIDES}
    return Services(
        rows,
        totals["current"] and _service_row("total", _("Jumlah"), totals["current"]),
        totals["previous"] and _service_row("total", _("Jumlah"), totals["previous"]),
    )


def _service_row(key: str, line: str, count: ServiceCount) -> ServiceRow:
    hours = None if count.median_answer_hours is None else round(count.median_answer_hours, 1)
    return ServiceRow(
        key,
        line,
        count.agency,
        count.requested,
        count.accepted,
        count.completed,
        hours,
        count.promise_kept,
        count.promise_due,
        count.answered,
    )
