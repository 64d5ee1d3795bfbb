"""The rule of UU 21/2007 Pasal 1 angka 1: act and means and purpose; for a child, act and purpose suffice.

Pure: no database, no clock. ``age`` is the age in years at the event; if it is unknown (None), or an estimate close to
eighteen, the child rule applies until shown otherwise. The result says in words which elements are met, which are
missing, why, and which single answer would change it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import AnswerSource, TraffickingAct, TraffickingMeans, TraffickingPurpose, Verdict
from cases.reading.ages import ADULT_AGE, is_child

DOUBT = 2  # years above eighteen in which an estimated age may still be a child's; practice, not law
ACT, MEANS, PURPOSE = "act", "means", "purpose"
ELEMENTS = {ACT: TraffickingAct, MEANS: TraffickingMeans, PURPOSE: TraffickingPurpose}


@dataclass(frozen=True)
class Element:
    """One element for the page. ``state`` is a shape: done, ring (missing) or none (not required)."""

    key: str
    name: str
    text: str
    state: str


@dataclass(frozen=True)
class Turn:
    """A single change that would change the verdict: a question's key, an element (``means``), or the ``age``."""

    key: str
    words: str


@dataclass(frozen=True)
class Judgement:
    """The verdict on the answers so far, with the reason and what is missing."""

    verdict: Verdict
    child_rule: bool
    age: int | None
    elements: tuple[Element, ...]
    missing: tuple[str, ...]  # keys of elements still missing
    reason: str
    need: str  # one sentence on what is missing; empty when the elements are met
    turns: tuple[Turn, ...] = ()  # single changes that would change the verdict

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

    @property
    def basis(self) -> tuple[str, ...]:
        """The legal basis in words. Unchecked article numbers are not printed."""
        return (DEFINITION, CHILD_LIMIT, CHILD_WITHOUT_MEANS) if self.child_rule else (DEFINITION,)


# Article numbers checked in a source; others are cited without a number.
DEFINITION = gettext_lazy("Pengertian perdagangan orang: UU 21/2007 Pasal 1 angka 1.")
CHILD_LIMIT = gettext_lazy("Batas umur anak 18 tahun: Perpres 55/2024 Pasal 1.")
CHILD_WITHOUT_MEANS = gettext_lazy(
    "Cara tidak disyaratkan bagi anak: Protokol Palermo, disahkan dengan UU 14/2009 (pasalnya belum kami periksa)."
)


def child_rule_holds(age: int | None, *, is_estimated: bool = False) -> bool:
    """Whether the child rule applies: to a child, or to somebody who may be one by an estimated age."""
    return is_child(age) or (is_estimated and age is not None and age < ADULT_AGE + DOUBT)


def judge(
    acts: Collection[str],
    means: Collection[str],
    purposes: Collection[str],
    age: int | None,
    *,
    age_is_estimated: bool = False,
) -> Judgement:
    """Judge the recorded elements. Raises ValueError for a value that is not in the law's lists."""
    given = {ACT: _known(ACT, acts), MEANS: _known(MEANS, means), PURPOSE: _known(PURPOSE, purposes)}
    child = child_rule_holds(age, is_estimated=age_is_estimated)
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
        turns=tuple(_turns(given, required, missing)),
    )


def advice(
    judgement: Judgement, sources: Mapping[str, Collection[str]], *, age_is_estimated: bool = False
) -> list[str]:
    """Advice to make the file stronger. ``sources`` maps keys like ``act.recruitment`` to the sources of that *yes*."""
    hints = []
    for key, words in (
        (ACT, _("Semua tindakan bersumber dari korban saja. Adakah saksi atau dokumen?")),
        (PURPOSE, _("Semua tujuan bersumber dari korban saja. Adakah saksi atau dokumen?")),
    ):
        found = {source for name, given in sources.items() if name.startswith(f"{key}.") for source in given}
        if found == {AnswerSource.VICTIM.value}:
            hints.append(words)
    if judgement.age is None:
        hints.append(_("Umur saat kejadian belum diketahui. Cari akta, KK, atau ijazah."))
    elif age_is_estimated:
        hints.append(_("Umur masih perkiraan. Lampirkan akta atau KK bila ada."))
    if any(not given for given in sources.values()):
        hints.append(_("Ada jawaban ya tanpa sumber. Catat dari siapa atau dari mana."))
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
    if child and age >= ADULT_AGE:
        return _(
            "Umur %(age)s tahun masih perkiraan. Selama masih diragukan, korban diperlakukan sebagai anak: "
            "tindakan dan tujuan sudah cukup."
        ) % {"age": age}
    if child:
        return _("Korban berumur %(age)s tahun saat kejadian. Bagi anak, tindakan dan tujuan sudah cukup.") % {
            "age": age
        }
    return _("Korban berumur %(age)s tahun saat kejadian. Bagi orang dewasa, tindakan, cara, dan tujuan harus ada.") % {
        "age": age
    }


def _turns(given: Mapping[str, tuple[str, ...]], required: tuple[str, ...], missing: tuple[str, ...]):
    """One more answer if one element is missing; one fewer if an element depends on one answer; another age."""
    names = {ACT: _("tindakan"), MEANS: _("cara"), PURPOSE: _("tujuan")}
    if len(missing) == 1:
        words = _("Satu jawaban “ya” tentang %(element)s membuat unsur terpenuhi.")
        yield Turn(missing[0], words % {"element": names[missing[0]]})
    if missing == (MEANS,):
        yield Turn("age", _("Bila korban ternyata belum 18 tahun saat kejadian, unsur terpenuhi tanpa cara."))
    if missing:
        return
    for key in required:
        if len(given[key]) == 1:
            label = str(ELEMENTS[key](given[key][0]).label).lower()
            words = _(
                "Kesimpulan bertumpu pada satu jawaban tentang %(element)s: %(label)s. Tanpa itu, belum terpenuhi."
            )
            yield Turn(f"{key}.{given[key][0]}", words % {"element": names[key], "label": label})
    if MEANS not in required and not given[MEANS]:
        words = _(
            "Bila korban ternyata sudah 18 tahun saat kejadian, cara harus ada: kesimpulan menjadi belum terpenuhi."
        )
        yield Turn("age", words)


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
