"""Korban: add one to a case, correct the facts about them, and move them along the stages."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from cases import workflow
from cases.actions import age_changes, persons, screenings
from cases.choices import EndingAnswer, Factor, Stage, TerminationReason
from cases.events import CaseEvent
from cases.linking import detection
from cases.models import Case, EndingRequest, Victim
from cases.queries import owed
from safeguards import clock
from safeguards.audit import record
from safeguards.conflicts import check_all, check_version
from safeguards.errors import WorkflowRefused
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.models import User

VICTIM_FIELDS = frozenset(
    {"sex", "age_at_event", "age_is_estimated", "origin_region", "main_factor", "factors", "special_needs"}
)


@transaction.atomic
def add(*, case: Case, person_details: Mapping[str, Any], by: User) -> Victim:
    """Add a victim who was not named when the case was opened. Keys are those of a person in a complaint."""
    policy.check(by, Permission.CASE_EDIT, case)
    case = Case.objects.select_for_update().get(pk=case.pk)
    person = persons.recognise_or_create(within=case, details=person_details, by=by)
    if case.victims.filter(person=person).exists():
        raise WorkflowRefused(_("Orang ini sudah menjadi korban dalam kasus ini."))
    moment = clock.now()
    victim = Victim(
        task_force_id=case.task_force_id,
        case=case,
        person=person,
        position=(case.victims.aggregate(last=Max("position"))["last"] or 0) + 1,
        sex=person.sex,
        age_at_event=person_details.get("age"),
        age_is_estimated=bool(person_details.get("age_is_estimated")),
        origin_region=person_details.get("origin_region"),
        stage=Stage.COMPLAINT,
        stage_since=moment,
        added_at=moment,
    )
    age_changes.set_child_flag(victim)
    victim.save(force_insert=True)
    victim.step("", Stage.COMPLAINT, at=moment, by=by).save()
    record(CaseEvent.VICTIM_ADDED, by=by, target=victim)
    detection.detect_links([person], code=case.number, is_new_file=True)
    follow_stages(case)
    return victim


@transaction.atomic
def edit(
    *, victim: Victim, changes: Mapping[str, Any], version: int | None, person_version: int | None = None, by: User
) -> Victim:
    """Correct what is known about a victim.

    ``changes`` holds fields of the victim, of the person, and ``birth_date`` as a date or None. A birth date
    recalculates the age at the event; without one the typed age counts. The child flag is set from the age.
    """
    policy.check(by, Permission.CASE_EDIT, victim)
    case = Case.objects.select_for_update().get(pk=victim.case_id)
    victim = Victim.objects.select_for_update(of=("self",)).select_related("person").get(pk=victim.pk)
    victim.case = case
    own = {name: value for name, value in changes.items() if name in VICTIM_FIELDS}
    about_person = {name: value for name, value in changes.items() if name not in VICTIM_FIELDS}
    _check_versions(victim, version, own, person_version, about_person)
    before = {field.name: getattr(victim, field.attname) for field in Victim._meta.concrete_fields}
    for name, value in own.items():
        setattr(victim, name, value)
    about_person["sex"] = victim.sex
    victim.person = persons.update(person=victim.person, changes=about_person, within_victim=victim, by=by)
    detection.detect_links([victim.person], code=case.number)
    age_changes.set_child_flag(victim)
    if victim.main_factor != Factor.UNKNOWN and victim.main_factor not in victim.factors:
        victim.factors = [*victim.factors, victim.main_factor]
    changed = [
        field.name for field in Victim._meta.concrete_fields if getattr(victim, field.attname) != before[field.name]
    ]
    if not changed:
        return victim
    victim.version += 1
    victim.save()
    record(CaseEvent.VICTIM_EDITED, by=by, target=victim, details={"changed": changed})
    screenings.rejudge_after_age_change(victim=victim, by=by)
    return victim


def _check_versions(
    victim: Victim, version: int | None, own: Mapping, person_version: int | None, about_person: Mapping
) -> None:
    """Raise one ``Conflict`` for everything a colleague saved meanwhile about the victim and the person."""
    check_all(
        [
            ("", partial(check_version, victim, version, own)),
            ("", partial(persons.check_person_version, victim.person, person_version, about_person)),
        ]
    )


@transaction.atomic
def move(*, victim: Victim, to: str, note: str = "", termination_reason: str = "", by: User) -> Victim:
    """Move a victim to a next stage of the table; the case then shows the least advanced of its victims.

    Ending the services needs a reason and a supervisor, and no referral may be open. Reopening and replanning need a
    note that says why.
    """
    policy.check(by, Permission.VICTIM_MOVE_STAGE, victim)
    if to == Stage.TERMINATION:
        policy.check(by, Permission.VICTIM_END_SERVICE, victim)
    case = Case.objects.select_for_update().get(pk=victim.case_id)
    of_case = {row.pk: row for row in Victim.objects.select_for_update().filter(case=case)}
    victim = of_case[victim.pk]
    victim.case = case
    workflow.check_stage(victim.stage, to)
    _check_nothing_owed(victim, to)
    _check_reason(victim.stage, to, note, termination_reason)
    moment, before = clock.now(), victim.stage
    victim.stage, victim.stage_since = Stage(to), moment
    victim.termination_reason = termination_reason if to == Stage.TERMINATION else ""
    victim.version += 1
    victim.save(update_fields=["stage", "stage_since", "termination_reason", "version"])
    victim.step(before, to, at=moment, by=by, note=note.strip()).save()
    record(CaseEvent.VICTIM_MOVED, by=by, target=victim, details={"from_stage": before, "to_stage": str(to)})
    if to == Stage.TERMINATION:
        _answer_requests(victim, by)
    follow_stages(case, [row.stage for row in of_case.values()])
    return victim


def _answer_requests(victim: Victim, by: User) -> None:
    """Services have ended, so whoever asked for it is answered."""
    waiting = EndingRequest.objects.filter(victim=victim, answer="")
    waiting.update(answer=EndingAnswer.APPROVED, answered_at=clock.now(), answered_by=by)


def follow_stages(case: Case, stages: Iterable[str] | None = None) -> None:
    """Set the stage of a locked case to that of its least advanced victim. ``stages``: of all, where they are known."""
    stage = workflow.least_advanced(case.victims.values_list("stage", flat=True) if stages is None else stages)
    if stage != case.stage:
        case.stage = stage
        case.save(update_fields=["stage"])


def _check_reason(current: str, to: str, note: str, termination_reason: str) -> None:
    if to == Stage.TERMINATION:
        if termination_reason not in TerminationReason.values:
            raise WorkflowRefused(_("Pilih alasan terminasi. Alasan itu menentukan cara kasus dihitung."))
    elif workflow.needs_reason(current, to) and not note.strip():
        raise WorkflowRefused(_("Tulis alasan langkah ini, agar penyelia dan rekan Anda dapat mengikutinya."))


def _check_nothing_owed(victim: Victim, to: str) -> None:
    """Refuse to end services while a referral is open: somebody else still waits for it."""
    rows = owed.of_victim(victim) if Stage(to) in workflow.ENDED else []
    if rows:
        raise WorkflowRefused(
            _("Belum dapat menjadi %(stage)s, karena masih ada rujukan yang belum selesai: %(rows)s.")
            % {"stage": Stage(to).label, "rows": owed.in_words(rows)}
        )
