"""Invented towns, counted without a database: everything for a summary, from invented people."""

from collections import Counter
from dataclasses import replace
from datetime import date
from random import Random

from cases import choices
from reports import summary as of_rows
from reports.counting import ServiceCount, Tally, previous_year, same_period_of_years
from reports.summary_shape import MeetingSummary, Period
from reports.tables import ADULT_BANDS, CHILD_BANDS
from tests.reports import samples

PERIOD = Period(date(2025, 1, 1), date(2025, 10, 31))
SIDES = ("previous", "current")
AGENCIES = ("RSUD", "Dinas Sosial", "LBH Contoh")


def town(seed: int = 0, *, cases: int = 30, bands: dict[str, int] | None = None) -> MeetingSummary:
    """The members' summary of a town. ``bands``: age bands of this period's victims, instead of random ones."""
    rng = Random(seed)
    figures = _figures(rng, cases, bands)
    return replace(
        samples.summary(),
        period=PERIOD,
        previous_period=previous_year(PERIOD),
        relations=of_rows.RELATIONS,
        **of_rows.summary_parts(figures, PERIOD),
    )


def _figures(rng: Random, cases: int, bands: dict[str, int] | None) -> of_rows.Figures:
    complaints, of_cases, police, child, victims = Counter(), Counter(), Counter(), Counter(), Counter()
    services: dict[str, list[ServiceCount]] = {}
    years = [(n := rng.randint(0, 12), rng.randint(0, n)) for _year in range(3)]
    for side in SIDES:
        given = [band for band, n in (bands or {}).items() for _n in range(n)] if side == "current" else []
        people = 0
        for _n in range(len(given) or rng.randint(cases // 2, cases)):
            kind = "tppo" if given or rng.random() < 0.4 else "other_violence"
            case = _case(rng)
            here = [given.pop()] if given else [_band(rng) for _ in range(rng.choice((1, 1, 1, 1, 2, 3)))]
            legal = "" if rng.random() < 0.5 else rng.choice(choices.LegalStage.values)
            for along in ({}, {"channel": case["channel"]}, {"stage": case["stage"]}, {"legal_stage": legal}):
                key = (side, kind, tuple(along.items()))
                of_cases[key] += 1
                police[key] += bool(legal) or case["asked"]
                child[key] += any(band in CHILD_BANDS for band in here)
            for band in here:
                people += 1
                _count_victim(victims, side, kind, case, band, rng)
            _count_complaint(complaints, side, case["channel"], "new_case")
        for _n in range(rng.randint(0, 8)):
            _count_complaint(complaints, side, rng.choice(choices.Channel.values), "information")
        services[side] = _services(rng, people)
    years += [_tppo(victims, side) for side in SIDES]
    only_children = Counter({k: n for k, n in victims.items() if k[2] and k[2][0][1] in CHILD_BANDS})
    children = Counter()
    for (side, kind, _along), n in only_children.items():
        children[(side, kind, ())] += n if len(_along) == 1 else 0
    return of_rows.Figures(
        Tally(complaints),
        {side: rng.randint(0, 3) for side in SIDES},
        {"all": Tally(of_cases), "with_police": Tally(police), "with_child_victim": Tally(child)},
        {"all": Tally(victims), "children": Tally(children)},
        services,
        years,
        same_period_of_years(PERIOD, 5),
    )


def _case(rng: Random) -> dict:
    return {
        "channel": rng.choice(choices.Channel.values[:5]),
        "mode": rng.choice(choices.Mode.values[:6]),
        "stage": rng.choice(choices.Stage.values[2:6]),
        "asked": rng.random() < 0.3,
    }


def _band(rng: Random) -> str:
    return rng.choice((*CHILD_BANDS, *ADULT_BANDS[:3], "13-17", "18-24", "18-24", "25-44"))


def _count_victim(victims: Counter, side: str, kind: str, case: dict, band: str, rng: Random) -> None:
    facts = {
        "age_band": band,
        "sex": rng.choice(("female", "female", "male")),
        "mode": case["mode"],
        "channel": case["channel"],
        "main_factor": rng.choice(choices.Factor.values[:4]),
        "stage": case["stage"],
        "status": rng.choice(("suspected", "confirmed")),
        "origin": rng.choice(("15.71", "15.05", "32.04", "")),
    }
    victims[(side, kind, ())] += 1
    for name, value in facts.items():
        victims[(side, kind, ((name, value),))] += 1
    victims[(side, kind, (("sex", facts["sex"]), ("age_band", band)))] += 1


def _count_complaint(complaints: Counter, side: str, channel: str, outcome: str) -> None:
    for along in ((), (("channel", channel),), (("outcome", outcome),)):
        complaints[(side, "", along)] += 1


def _tppo(victims: Counter, side: str) -> tuple[int, int]:
    bands = {
        along[0][1]: n
        for (of, kind, along), n in victims.items()
        if (of, kind) == (side, "tppo") and len(along) == 1 and along[0][0] == "age_band"
    }
    return sum(bands.values()), sum(bands.get(band, 0) for band in CHILD_BANDS)


def _services(rng: Random, people: int) -> list[ServiceCount]:
    rows = []
    for line, agency in zip(("health_rehabilitation", "social_rehabilitation", "legal_aid"), AGENCIES, strict=True):
        requested = rng.randint(0, people)
        accepted = rng.randint(0, requested)
        completed = rng.randint(0, accepted)
        if requested:
            rows.append(ServiceCount(line, agency, requested, accepted, completed, 5.0, accepted, requested, requested))
    numbers = [sum(getattr(row, name) for row in rows) for name in ("requested", "accepted", "completed")]
    kept, due = sum(row.promise_kept for row in rows), sum(row.promise_due for row in rows)
    return [*rows, ServiceCount("", "", *numbers, 5.0, kept, due, due)]
