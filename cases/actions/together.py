"""One act on several victims of one case: all of them or none. Each victim's own rules are asked, each is recorded."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions import consents, victims
from cases.models import Case, Consent, Victim
from safeguards.errors import WorkflowRefused
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.models import User


@transaction.atomic
def move(
    *, case: Case, stages_seen: Mapping[UUID, str], to: str, note: str = "", termination_reason: str = "", by: User
) -> list[Victim]:
    """Move several victims to one stage; returns those moved.

    ``stages_seen`` says, by victim, the stage its row showed: who stands at ``to`` already was moved by the same press,
    and who stands elsewhere was moved by a colleague. Raises ``WorkflowRefused`` with the victim it is about.
    """
    policy.check(by, Permission.VICTIM_MOVE_STAGE, case)
    moved = []
    for victim in _chosen(case, stages_seen):
        if victim.stage == to != stages_seen[victim.pk]:
            continue
        if victim.stage != stages_seen[victim.pk]:
            raise WorkflowRefused(
                _("%(victim)s kini pada tahap %(stage)s, dicatat rekan Anda. Muat ulang halaman ini.")
                % {"victim": victim, "stage": victim.get_stage_display()}
            )
        try:
            moved.append(victims.move(victim=victim, to=to, note=note, termination_reason=termination_reason, by=by))
        except WorkflowRefused as refusal:
            raise WorkflowRefused(f"{victim}: {refusal}") from None
    return moved


@transaction.atomic
def consent(
    *, case: Case, chosen: Collection[UUID], given_by: str, given_on: date | None, note: str = "", by: User
) -> list[Consent]:
    """Record the same consent for several victims; returns those recorded.

    Who has it already from the same day keeps it, so that a form sent twice records once. Raises ``WorkflowRefused``
    with the victim it is about.
    """
    policy.check(by, Permission.CONSENT_RECORD, case)
    recorded = []
    for victim in _chosen(case, chosen):
        same = victim.consents.filter(given_by=given_by, given_on=given_on, recorded_by=by, withdrawn_at=None)
        if same.exists():
            continue
        try:
            recorded.append(consents.record(victim=victim, given_by=given_by, given_on=given_on, note=note, by=by))
        except WorkflowRefused as refusal:
            raise WorkflowRefused(f"{victim}: {refusal}") from None
    return recorded


def _chosen(case: Case, chosen: Collection[UUID]) -> list[Victim]:
    """The chosen victims of a case that is held from now on, in their order. Raises where none is chosen or known."""
    Case.objects.hold(case.pk)
    rows = list(Victim.objects.filter(case=case, pk__in=chosen).select_related("case").order_by("position"))
    if not rows or len(rows) != len(set(chosen)):
        raise WorkflowRefused(_("Pilih paling sedikit satu korban dari kasus ini."))
    return rows
