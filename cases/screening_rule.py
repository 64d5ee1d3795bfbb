"""The rule of UU 21/2007 Pasal 1 angka 1: act and means and purpose; for a child, act and purpose suffice.

Pure: no database, no clock. ``age`` is the age in years at the event; unknown (None) counts as a child until shown
otherwise. The result says in words what is there, what is missing and why.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cases.choices import AnswerSource, TraffickingAct, TraffickingMeans, TraffickingPurpose, Verdict

ADULT_AGE = 18  # years
ACT, MEANS, PURPOSE = "act", "means", "purpose"
ELEMENTS = {ACT: TraffickingAct, MEANS: TraffickingMeans, PURPOSE: TraffickingPurpose}


@dataclass(frozen=True)
class Element:
    """One element as the page shows it. ``state`` is a shape: done, ring (missing) or none (not required)."""

    key: str
    name: str
    text: str
    state: str


@dataclass(frozen=True)
class Judgement:
    """What the answers so far amount to, with the reason and what is missing."""

    verdict: Verdict
    child_rule: bool
    age: int | None
    elements: tuple[Element, ...]
    missing: tuple[str, ...]  # keys of elements still missing
    reason: str
    need: str  # one sentence on what is missing; empty when the elements are met

    @property
    def is_met(self) -> bool:
        """Whether the elements of TPPO are met."""
        return self.verdict == Verdict.MET

    @property
    def word(self) -> str:
        """The verdict in words."""
        return str(self.verdict.label)

    @property
    def shape(self) -> str:
        """The shape beside the verdict."""
        return "done" if self.is_met else "half"


def is_child(age: int | None) -> bool:
    """Under 18 at the event, or age unknown."""
    return age is None or age < ADULT_AGE


def judge(acts: Collection[str], means: Collection[str], purposes: Collection[str], age: int | None) -> Judgement:
    """Judge the recorded elements. Raises ValueError for a value that is not in the law's lists."""
    given = {ACT: _known(ACT, acts), MEANS: _known(MEANS, means), PURPOSE: _known(PURPOSE, purposes)}
    child = is_child(age)
    required = (ACT, PURPOSE) if child else (ACT, MEANS, PURPOSE)
    missing = tuple(key for key in required if not given[key])
    return Judgement(
        verdict=Verdict.NOT_YET if missing else Verdict.MET,
        child_rule=child,
        age=age,
        elements=tuple(_element(key, given[key], child) for key in ELEMENTS),
        missing=missing,
        reason=_reason(age, child),
        need=_need(missing),
    )


def advice(judgement: Judgement, sources: Mapping[str, str], *, age_is_estimated: bool = False) -> list[str]:
    """What would make the file stronger. ``sources`` maps ``act.recruitment`` to where the answer comes from."""
    hints = []
    for key, words in (
        (ACT, _("Semua tindakan bersumber dari korban saja. Adakah saksi atau dokumen?")),
        (PURPOSE, _("Semua tujuan bersumber dari korban saja. Adakah saksi atau dokumen?")),
    ):
        found = {source for name, source in sources.items() if name.startswith(f"{key}.")}
        if found == {AnswerSource.VICTIM.value}:
            hints.append(words)
    if judgement.age is None:
        hints.append(_("Umur saat kejadian belum diketahui. Cari akta, KK, atau ijazah."))
    elif age_is_estimated:
        hints.append(_("Umur masih perkiraan. Lampirkan akta atau KK bila ada."))
    if judgement.child_rule and not any(name.startswith(f"{MEANS}.") for name in sources):
        hints.append(_("Cara tidak disyaratkan bagi anak, tetapi catat yang diketahui: penyidik memerlukannya."))
    return hints


def _known(key: str, values: Collection[str]) -> tuple[str, ...]:
    """The values in the order of the law's list."""
    allowed = ELEMENTS[key]
    unknown = set(values) - set(allowed.values)
    if unknown:
        raise ValueError(f"not in the list of {key}: {', '.join(sorted(map(str, unknown)))}")
    return tuple(member.value for member in allowed if member.value in set(values))


def _element(key: str, values: tuple[str, ...], child: bool) -> Element:
    names = {ACT: _("Tindakan"), MEANS: _("Cara"), PURPOSE: _("Tujuan")}
    listed = ", ".join(str(ELEMENTS[key](value).label).lower() for value in values)
    if key == MEANS and child:
        text = _("tidak disyaratkan (anak).") + (" " + _("Tercatat: %s") % listed if listed else "")
        return Element(key, names[key], text, "none")
    return Element(key, names[key], listed or _("belum tercatat"), "done" if values else "ring")


def _reason(age: int | None, child: bool) -> str:
    if age is None:
        return _(
            "Umur saat kejadian belum diketahui. Sampai dipastikan, korban diperlakukan sebagai anak: "
            "tindakan dan tujuan sudah cukup."
        )
    if child:
        return _("Korban berumur %(age)s tahun saat kejadian. Bagi anak, tindakan dan tujuan sudah cukup.") % {
            "age": age
        }
    return _("Korban berumur %(age)s tahun saat kejadian. Bagi orang dewasa, tindakan, cara, dan tujuan harus ada.") % {
        "age": age
    }


def _need(missing: tuple[str, ...]) -> str:
    if not missing:
        return ""
    names = {ACT: _("tindakan"), MEANS: _("cara"), PURPOSE: _("tujuan")}
    words = [names[key] for key in missing]
    listed = (
        words[0]
        if len(words) == 1
        else _("%(first)s dan %(last)s")
        % {
            "first": ", ".join(words[:-1]),
            "last": words[-1],
        }
    )
    return _("Yang masih kurang: %s.") % listed
