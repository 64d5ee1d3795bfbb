"""Both are victims in the same case: one of the two rows repeats the other and is closed, or the merge waits."""

from typing import NamedTuple

from cases import workflow
from cases.choices import Stage
from cases.models import Person, StageChange, Victim


class Double(NamedTuple):
    """Two rows of one case about what turns out to be one person. ``closes`` is the one to close, if one may be."""

    stays: Victim
    closes: Victim
    is_possible: bool


def doubles_of(kept: Person, gone: Person) -> list[Double]:
    """Cases in which both are victims and neither row is closed as a duplicate already."""
    rows = Victim.objects.exclude(stage=Stage.DUPLICATE).select_related("case").order_by("case_id")
    mine = {victim.case_id: victim for victim in rows.filter(person=kept)}
    return [_double(mine[victim.case_id], victim) for victim in rows.filter(person=gone) if victim.case_id in mine]


def _double(kept: Victim, gone: Victim) -> Double:
    """The row on which nothing was built yet is closed; the younger one where that is true of both."""
    for stays, closes in ((kept, gone), (gone, kept)):
        if _may_close(closes):
            return Double(stays, closes, True)
    return Double(kept, gone, False)


def _may_close(victim: Victim) -> bool:
    return Stage.DUPLICATE in workflow.NEXT_STAGES[Stage(victim.stage)] and not _is_built_upon(victim)


def _is_built_upon(victim: Victim) -> bool:
    """Whether a service, a screening, a consent, a referral or anything else hangs on this row."""
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: victim}).exists()
        for relation in Victim._meta.related_objects
        if relation.related_model is not StageChange and not hasattr(relation.related_model, "pgh_tracked_model")
    )
