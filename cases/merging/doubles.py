"""Both persons are victims in the same case: one row is a duplicate and is closed, or the merge is refused."""

from typing import NamedTuple

from cases import workflow
from cases.choices import Stage
from cases.models import Person, StageChange, Victim


class Double(NamedTuple):
    """Two rows of one case about the same person. ``closes`` is the one to close, if one may be closed."""

    stays: Victim
    closes: Victim
    is_possible: bool


def doubles_of(kept: Person, gone: Person) -> list[Double]:
    """Cases in which both are victims and neither row is already closed as a duplicate."""
    rows = Victim.objects.exclude(stage=Stage.DUPLICATE).select_related("case").order_by("case_id")
    mine = {victim.case_id: victim for victim in rows.filter(person=kept)}
    return [_double(mine[victim.case_id], victim) for victim in rows.filter(person=gone) if victim.case_id in mine]


def _double(kept: Victim, gone: Victim) -> Double:
    """Choose the row without dependent rows to close; the younger one if neither has any."""
    for stays, closes in ((kept, gone), (gone, kept)):
        if _may_close(closes):
            return Double(stays, closes, True)
    return Double(kept, gone, False)


def _may_close(victim: Victim) -> bool:
    return Stage.DUPLICATE in workflow.NEXT_STAGES[Stage(victim.stage)] and not _is_built_upon(victim)


def _is_built_upon(victim: Victim) -> bool:
    """Whether a service, a screening, a consent, a referral or another row depends on this one."""
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: victim}).exists()
        for relation in Victim._meta.related_objects
        if relation.related_model is not StageChange and not hasattr(relation.related_model, "pgh_tracked_model")
    )
