"""What each act says of a row it makes, and whom it tells, read in its source and compared with tables by hand.

A test of one act does not see the fact that a new row left to its default, nor the colleague who was told nothing. And
who adds a field to a model is asked here what each act that makes such a row says of it.
"""

import ast
from collections.abc import Iterator

import pytest
from django.apps import apps

from tests.architecture.acts import EACH_FUNCTION, calls_in, functions_of_acts, tabled

MAKING = ("create", "get_or_create", "update_or_create")
MODELS = {model.__name__: model for model in apps.get_models()}


# --- What is said of a new row ----------------------------------------------------------------------------------------
# What an act that makes a row leaves to its defaults; or, where the form's answers are among it, what it says itself.
NEW_ROWS = """
reports/actions/releases.py
    release: SummaryRelease leaves nothing
referrals/actions/referrals.py
    send: Referral leaves answered_at answered_by closed_at completed_at completed_by decline_note decline_reason
        first_service_on line_outcomes outcome outcome_note overdue_told_at pause_reason paused_at paused_for
        paused_until state version withdrawn_at withdrawn_by
    ask: ReferralMessage leaves nothing
coordination/actions/meetings.py
    record: Meeting says ... recorded_at recorded_by submission_key task_force
    _write_attendances: Attendance leaves nothing
    _decide: Decision leaves progress_note state version
cases/actions/cases.py
    open_from_complaint: Case leaves simfoni_entered_on simfoni_number stage version
    _carry_over: Victim leaves factors main_factor special_needs status status_decided_at status_decided_by
        status_decided_by_agency termination_reason version
cases/actions/complaints.py
    log: Complaint says ... number received_at recorded_at recorded_by submission_key task_force
    _add_person: ComplaintPerson says ... age complaint person position role sex task_force_id
cases/actions/consents.py
    record: Consent leaves withdrawn_at withdrawn_by
cases/actions/contacts.py
    use: ContactAttempt leaves result result_at result_by
cases/actions/drafts.py
    save: Draft leaves handed_at handed_by saved_at
    hand_over: Draft leaves saved_at
cases/actions/duty_roster.py
    add_turn: DutyTurn leaves nothing
    repeat_week: DutyTurn leaves nothing
    add_contact: EmergencyContact says ... entered_at entered_by kind name task_force
cases/actions/emergencies.py
    declare: EmergencyResponse leaves acknowledged_at acknowledged_by end_note ended_at ended_by escalated_at
        escalation_level result
    add_step: EmergencyStep leaves nothing
cases/actions/endings.py
    ask: EndingRequest leaves answer answer_note answered_at answered_by
cases/actions/hand_overs.py
    hand_over: HandOver leaves overdue_told_at receipt_entered_at receipt_entered_by receipt_number receipt_way
        received_at receiver_name withdrawn_at withdrawn_by
cases/actions/merges.py
    merge: PersonMerge leaves undone_at undone_by
    tell_apart: NotSame leaves withdrawn_at withdrawn_by
cases/actions/participation.py
    admit: Participation leaves until
cases/actions/persons.py
    create: Person says ... task_force_id
cases/actions/proceedings.py
    record_step: ProceedingStep leaves nothing
    record_step: Proceeding leaves police_report_number police_reported_on stage stage_on
cases/actions/screenings.py
    _written: Screening leaves is_automatic needs_review note occasion status
cases/actions/services.py
    request: Service leaves ended_at outcome_note pause_note pause_reason paused_at paused_by paused_for
        paused_until started_on state
cases/actions/time_limits.py
    _made: TimeLimit says ... duty recorded_at recorded_by task_force valid_from
cases/actions/victims.py
    add: Victim leaves factors is_child main_factor special_needs status status_decided_at status_decided_by
        status_decided_by_agency termination_reason version
cases/public/actions/forms.py
    _made: PublicForm says ... recorder task_force
cases/public/actions/reports.py
    receive: PublicReport leaves nothing
    answer: PublicMessage leaves is_form read_at read_by
    _write_complaint: Complaint says ... channel number received_at recorded_at recorded_by_id task_force_id
    _write_person: Person says ... task_force_id
    _write_person: ComplaintPerson leaves origin_region
    _write_addition: PublicMessage leaves read_at read_by written_by
cases/register/actions.py
    upload: RegisterBatch leaves checked_at cleared_at complaints_written confirmed_at confirmed_by content_token
        default_form default_kind failure files_undone files_written handed_in_at handed_in_by layout return_reason
        returned_at returned_by settled_at sheet state undo_by victims_written written_at
    set_columns: RegisterMapping leaves nothing
taskforces/actions/agencies.py
    create: Agency says ... task_force
    _write_services: AgencyService leaves nothing
taskforces/actions/bootstrap.py
    begin: TaskForce says ... level name region
    begin: Decree leaves issued_on revoked_on signed_by title
    begin: Invitation leaves accepted_at accepted_by agency revoked_at revoked_by valid_until
taskforces/actions/decrees.py
    create: Decree says ... task_force
    carry_over: Membership leaves deactivated_at deactivated_by deactivation_reason
taskforces/actions/divisions.py
    create: Division leaves nothing
taskforces/actions/invitations.py
    invite: Invitation leaves accepted_at accepted_by revoked_at revoked_by
    accept: Membership says ... task_force_id user valid_from valid_until
    _accepting_user: User leaves created_at is_active last_login name password
taskforces/actions/memberships.py
    grant: Membership leaves deactivated_at deactivated_by deactivation_reason
taskforces/actions/notifications.py
    _tell: Notification leaves created_at read_at
taskforces/actions/saved_views.py
    save: SavedView leaves created_at removed_at version
    open_first: FirstView leaves nothing
taskforces/actions/task_forces.py
    create: TaskForce says ... level parent region
taskforces/actions/watches.py
    start: Watch leaves created_at end_reason ended_at
"""


def _made(function: ast.FunctionDef) -> Iterator[str]:
    """For each row that a function makes: its model, and the facts left to the defaults or said by the act."""
    dicts = {
        ast.unparse(node.targets[0]): node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict)
    }
    for call, called in calls_in(function):
        model, _, how = called.partition(".objects.")
        if model not in MODELS or not (how in MAKING or called == model):
            continue
        said = {keyword.arg or "" for keyword in call.keywords} - {"", "defaults"}
        for keyword in call.keywords:
            given = dicts.get(ast.unparse(keyword.value), keyword.value)
            if keyword.arg in (None, "defaults") and isinstance(given, ast.Dict):
                said |= {key.value if isinstance(key, ast.Constant) else "..." for key in given.keys}
            elif keyword.arg is None:
                said.add("...")
        if "..." in said:
            yield f"{model} says {' '.join(sorted(said))}"
        else:
            fields = {field.name: {field.name, field.attname} for field in MODELS[model]._meta.concrete_fields}
            left = sorted(field for field, names in fields.items() if not names & said and field != "id")
            yield f"{model} leaves {' '.join(left) or 'nothing'}"


@EACH_FUNCTION
def test_a_new_row_says_all_its_facts_or_leaves_them_knowingly(function):
    assert sorted(_made(functions_of_acts()[function])) == sorted(tabled(NEW_ROWS).get(function, []))


# --- Who is told ------------------------------------------------------------------------------------------------------
TOLD = """
cases/register/approval/actions.py
    hand_in: notify_permitted permission=Permission.REGISTER_APPROVE task_force_id=batch.task_force_id except_user=by
    give_back: notify_user user=preparer task_force_id=batch.task_force_id
referrals/actions/referrals.py
    send: notify_agency agency=agency
    withdraw: notify_agency agency=referral.agency
    accept: _tell_sender referral
    decline: _tell_sender referral
    complete: _tell_sender referral
    ask: _tell_sender referral
    ask: notify_agency agency=referral.agency
    _tell_sender: notify_user user=referral.sent_by
cases/actions/complaints.py
    log: _alarm complaint by
    amend: _alarm complaint by
    _alarm: notify_case_team task_force_id=complaint.task_force_id except_user=by
cases/actions/consents.py
    withdraw: _tell_of_closing service
    _tell_of_closing: notify_agency agency=service.agency
    _tell_of_closing: notify_user user=service.requested_by
cases/actions/drafts.py
    hand_over: notify_user user=to
cases/actions/endings.py
    ask: notify_supervisors task_force_id=victim.task_force_id except_users=[by]
    approve: _tell request
    give_back: _tell request
    _tell: notify_user user=request.asked_by task_force_id=request.task_force_id
cases/actions/emergencies.py
    declare: _tell response on_duty by
    _tell: notify_case_team task_force_id=response.task_force_id **=told
    _tell: notify_holders task_force_id=response.task_force_id role=Role.SUPERVISOR and_users=on_duty **=told
cases/actions/merges.py
    ask: notify_permitted permission=Permission.PERSON_MERGE_ACROSS_ROLES task_force_id=kept.task_force_id
        except_user=by
cases/actions/screenings.py
    rejudge_after_age_change: notify_case_team task_force_id=victim.task_force_id except_user=by
cases/actions/services.py
    pause: _tell_agency services[0] text why=said
    resume: _tell_agency services[0]
    _tell_agency: notify_agency agency=service.agency
cases/public/actions/reports.py
    receive: _add_changed earlier details person content by
    receive: notify_case_team task_force_id=form.task_force_id
    add: _raise report by
    add: _notify report
    _raise: _notify report
    _add_changed: _raise report by
    _add_changed: _notify report
    _notify: notify_case_team task_force_id=report.task_force_id
taskforces/actions/notifications.py
    announce: notify_case_team task_force_id=membership.task_force_id except_user=membership.user
"""
WORDS = {"text", "path"}


def _told(functions: dict[str, ast.FunctionDef], function: str) -> Iterator[str]:
    """Whom a function notifies, in the order of the text: each call that does, without the words."""
    path = function.partition(":")[0]
    telling = {each.partition(":")[2] for each in functions if each.startswith(f"{path}:") and _tells(functions, each)}
    for call, called in sorted(calls_in(functions[function]), key=lambda pair: pair[0].lineno):
        if called.rpartition(".")[2].startswith("notify_") or called in telling:
            whom = [ast.unparse(argument) for argument in call.args if not ast.unparse(argument).startswith("_(")]
            whom += [
                f"{given.arg or '**'}={ast.unparse(given.value)}" for given in call.keywords if given.arg not in WORDS
            ]
            yield f"{called.rpartition('.')[2]} {' '.join(whom)}".strip()


def _tells(functions: dict[str, ast.FunctionDef], function: str) -> bool:
    """Whether a private function notifies somebody, itself or through another one of its module."""
    path, name_ = function.split(":")
    if not name_.startswith("_"):
        return False
    called = {called for _call, called in calls_in(functions[function])}
    if any(each.rpartition(".")[2].startswith("notify_") for each in called):
        return True
    return any(
        _tells(functions, f"{path}:{each}") for each in called if f"{path}:{each}" in functions and each != name_
    )


@EACH_FUNCTION
def test_an_act_tells_whom_the_table_says(function):
    assert sorted(_told(functions_of_acts(), function)) == sorted(tabled(TOLD).get(function, []))


@pytest.mark.parametrize("table", [NEW_ROWS, TOLD], ids=["new rows", "told"])
def test_no_table_names_a_function_that_is_gone(table):
    assert tabled(table).keys() - functions_of_acts().keys() == set()
