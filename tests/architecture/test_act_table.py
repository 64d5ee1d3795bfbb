"""What each act asks of the policy, and what it records: by hand, one line an act, and compared with the source.

With the roles (`test_role_table.py`) this says who may do what, and what is left in the audit. A test of one act
notices a wrong permission only where two roles differ in it; here each one is written twice.
"""

import ast
from functools import cache

import pytest

from tests.architecture.sources import files, name, tree

# act: permission and the row it is asked about, ...; event, the row it is written about, (what its details tell), ...
# `may` stands for a question that refuses nobody.
TABLE = """
reports/actions/releases.py
    release: FIGURES_EXPORT task_force; ReportEvent.SUMMARY_RELEASED row (number variant)
    take: FIGURES_EXPORT release; ReportEvent.SUMMARY_DOWNLOADED release (number format variant)
referrals/actions/referrals.py
    send: REFERRAL_SEND victim; ReferralEvent.SENT referral (agency service_lines extras)
    preview: IDENTITY_REVEAL victim; ReferralEvent.PREVIEWED victim (extras)
    withdraw: REFERRAL_WITHDRAW referral; ReferralEvent.WITHDRAWN referral
    settle: REFERRAL_WITHDRAW referral; ReferralEvent.SETTLED referral
    open_slip: REFERRAL_VIEW referral; ReferralEvent.OPENED current
    accept: REFERRAL_ANSWER referral; ReferralEvent.ACCEPTED referral (first_service_on)
    decline: REFERRAL_ANSWER referral; ReferralEvent.DECLINED referral (decline_reason)
    complete: REFERRAL_COMPLETE referral; ReferralEvent.COMPLETED referral (outcome)
    ask: REFERRAL_VIEW referral, may REFERRAL_ANSWER referral, REFERRAL_SEND referral; ReferralEvent.ASKED referral
        (is_from_agency)
    _checked_slip: IDENTITY_REVEAL victim
coordination/actions/decisions.py
    update: DECISION_UPDATE decision; MeetingEvent.DECISION_UPDATED decision (from_decision_state to_decision_state)
coordination/actions/meetings.py
    record: MEETING_MANAGE task_force; MeetingEvent.RECORDED meeting (held_on agencies decisions)
    edit: MEETING_MANAGE meeting; MeetingEvent.EDITED meeting (changed)
cases/actions/age_changes.py
    follow_birth_date: COMPLAINT_EDIT person
    derive: COMPLAINT_EDIT victim
    _derive: CaseEvent.VICTIM_EDITED victim (changed)
cases/actions/cases.py
    open_from_complaint: CASE_OPEN complaint; CaseEvent.OPENED case (complaint kind victims)
    attach_complaint: CASE_EDIT case, COMPLAINT_EDIT complaint; CaseEvent.COMPLAINT_ATTACHED case (complaint victims)
    _bind: ComplaintEvent.CONCLUDED complaint (outcome case)
    change_kind: CASE_CHANGE_KIND case; CaseEvent.KIND_CHANGED case (from_kind to_kind reason)
    edit: CASE_EDIT case; CaseEvent.EDITED case (changed)
cases/actions/complaints.py
    log: COMPLAINT_LOG task_force; ComplaintEvent.LOGGED complaint (channel urgency people)
    amend: COMPLAINT_EDIT complaint; ComplaintEvent.AMENDED complaint (changed people)
    conclude: COMPLAINT_EDIT complaint; ComplaintEvent.CONCLUDED complaint (outcome)
    reveal_contact: IDENTITY_REVEAL complaint; ComplaintEvent.CONTACT_USED complaint (reason)
cases/actions/consents.py
    record: CONSENT_RECORD victim; CaseEvent.CONSENT_RECORDED victim (given_by)
    withdraw: CONSENT_RECORD consent; CaseEvent.CONSENT_WITHDRAWN consent.victim
cases/actions/contacts.py
    use: IDENTITY_REVEAL target; ContactEvent.NUMBER_USED attempt (contact_way)
    add_result: IDENTITY_REVEAL attempt; ContactEvent.RESULT_RECORDED row (contact_way contact_result)
cases/actions/drafts.py
    hand_over: COMPLAINT_LOG task_force; DraftEvent.HANDED_OVER task_force (count to)
    _check_form: form.permission
cases/actions/duty_roster.py
    add_turn: DUTY_MANAGE task_force; DutyEvent.TURN_ADDED turn (who)
    remove_turn: DUTY_MANAGE turn; DutyEvent.TURN_REMOVED row (who)
    repeat_week: DUTY_MANAGE task_force; DutyEvent.WEEK_REPEATED task_force (count)
    add_contact: DUTY_MANAGE task_force; DutyEvent.CONTACT_ADDED contact
    change_contact: DUTY_MANAGE contact; DutyEvent.CONTACT_CHANGED contact (changed)
cases/actions/emergencies.py
    declare: COMPLAINT_EDIT complaint; EmergencyEvent.DECLARED response (on_duty)
    acknowledge: COMPLAINT_EDIT response; EmergencyEvent.ACKNOWLEDGED row
    add_step: COMPLAINT_EDIT response; EmergencyEvent.STEP_RECORDED row (contact)
    end: COMPLAINT_EDIT response; EmergencyEvent.ENDED row (emergency_result)
cases/actions/endings.py
    ask: VICTIM_MOVE_STAGE victim; CaseEvent.ENDING_ASKED victim
    approve: VICTIM_END_SERVICE request; CaseEvent.ENDING_APPROVED request.victim
    give_back: VICTIM_END_SERVICE request; CaseEvent.ENDING_RETURNED request.victim
cases/actions/folding.py
    unfold_emergency: PublicReportEvent.UNFOLDED complaint
cases/actions/hand_overs.py
    hand_over: COMPLAINT_EDIT complaint; ComplaintEvent.HANDED_OVER made (handed_to hand_over_way)
    enter_receipt: COMPLAINT_EDIT hand_over; ComplaintEvent.RECEIPT_ENTERED row (hand_over_way)
cases/actions/identity.py
    reveal: IDENTITY_REVEAL victim; CaseEvent.IDENTITY_REVEALED victim (reason)
    note_search: IDENTITY_REVEAL task_force; PersonEvent.SEARCHED task_force (found)
cases/actions/leaving.py
    hand_on: DUTY_MANAGE task_force; StaffEvent.HANDED_ON task_force (person to)
cases/actions/links.py
    reveal: LINK_VIEW link, IDENTITY_REVEAL link; LinkEvent.REVEALED link (link_kind reason)
    dismiss: LINK_VIEW link; LinkEvent.DISMISSED link (link_kind reason)
    restore: LINK_VIEW link; LinkEvent.RESTORED link (link_kind)
cases/actions/merges.py
    open_both: PERSON_MERGE person, IDENTITY_REVEAL person
    open_before: IDENTITY_REVEAL merge
    merge: PERSON_MERGE kept, PERSON_MERGE gone; PersonEvent.MERGED kept (... merge moved)
    undo: PersonEvent.MERGE_UNDONE kept (... merge changed moved)
    ask: PERSON_MERGE kept, PERSON_MERGE gone; PersonEvent.MERGE_ASKED kept (...)
    tell_apart: PERSON_MERGE one, PERSON_MERGE other; PersonEvent.TOLD_APART one (...)
    take_back: PERSON_MERGE not_same; PersonEvent.NOT_TOLD_APART not_same.first (...)
    _check_undoing: PERSON_MERGE merge, PERSON_MERGE_ACROSS_ROLES merge
    _check_roles: PERSON_MERGE_ACROSS_ROLES kept
    _tell_cases: event victim (code)
    _record_opening: CaseEvent.IDENTITY_REVEALED victim (...), ComplaintEvent.CONTACT_USED complaint (...), event
        person (...)
cases/actions/participation.py
    admit: REFERRAL_ANSWER seat; CaseEvent.PARTICIPATION_ADMITTED case (agency)
    leave: CONSENT_RECORD case; CaseEvent.PARTICIPATION_ENDED case (agency)
cases/actions/persons.py
    create: COMPLAINT_EDIT within; PersonEvent.RECORDED person (changed)
    recognise: COMPLAINT_EDIT within; PersonEvent.RECOGNISED person (changed ...)
    update: COMPLAINT_EDIT person; PersonEvent.AMENDED person (changed)
cases/actions/proceedings.py
    record_step: PROCEEDING_EDIT case; CaseEvent.PROCEEDING_STEP_RECORDED case (stage)
    _correct_report: CaseEvent.PROCEEDING_STEP_RECORDED case (stage)
cases/actions/screenings.py
    screen: VICTIM_SCREEN victim; CaseEvent.SCREENING_RECORDED victim (verdict status)
    rejudge_after_age_change: COMPLAINT_EDIT victim; CaseEvent.SCREENING_REJUDGED victim (verdict)
    print_filled: VICTIM_SCREEN victim; CaseEvent.SCREENING_PRINTED victim
cases/actions/services.py
    request: SERVICE_RECORD victim; CaseEvent.SERVICE_REQUESTED victim (service_line agency)
    accept: REFERRAL_ANSWER referral
    end: ENDED_BY[ServiceState(state)] referral
    stop: CONSENT_RECORD consent; CaseEvent.SERVICE_STOPPED service.victim (service_line)
    pause: SERVICE_RECORD service
    resume: SERVICE_RECORD service
    _tell: event service.victim (service_line ...)
cases/actions/time_limits.py
    change: TIME_LIMIT_SET task_force; TimeLimitEvent.USUAL ended (duty starts_on), TimeLimitEvent.SET made (duty
        hours starts_on is_verified)
cases/actions/together.py
    move: VICTIM_MOVE_STAGE case
    consent: CONSENT_RECORD case
cases/actions/victims.py
    add: CASE_EDIT case; CaseEvent.VICTIM_ADDED victim
    edit: CASE_EDIT victim; CaseEvent.VICTIM_EDITED victim (changed)
    move: VICTIM_MOVE_STAGE victim, VICTIM_END_SERVICE victim; CaseEvent.VICTIM_MOVED victim (from_stage to_stage)
cases/public/actions/forms.py
    set_up: PUBLIC_FORM_MANAGE task_force; PublicFormEvent.SET form (changed), OPENED or CLOSED form
cases/public/actions/reports.py
    receive: PublicAct.SEND form; PublicReportEvent.RECEIVED complaint (urgency people is_folded)
    add: PublicAct.ADD report.form; PublicReportEvent.ADDED report
    answer: PUBLIC_REPORT_ANSWER complaint; PublicReportEvent.ANSWERED complaint
    mark_read: PUBLIC_REPORT_ANSWER complaint; PublicReportEvent.READ complaint (messages)
    unfold: COMPLAINT_EDIT complaint; PublicReportEvent.UNFOLDED complaint
    _write_person: PersonEvent.RECORDED person (changed)
    _raise: PublicReportEvent.RAISED report
    _add_changed: PublicReportEvent.ADDED report
cases/register/approval/actions.py
    hand_in: REGISTER_IMPORT batch; RegisterEvent.HANDED_IN batch (rows)
    withdraw: REGISTER_IMPORT batch; RegisterEvent.WITHDRAWN batch
    give_back: REGISTER_APPROVE batch; RegisterEvent.RETURNED batch
cases/register/actions.py
    upload: REGISTER_IMPORT task_force; RegisterEvent.UPLOADED batch (rows)
    choose_sheet: REGISTER_IMPORT batch; RegisterEvent.MAPPED batch (sheet)
    set_columns: REGISTER_IMPORT batch; RegisterEvent.MAPPED batch (sheet)
    check: REGISTER_IMPORT batch; RegisterEvent.CHECKED batch
    decide: REGISTER_IMPORT batch; RegisterEvent.DECIDED batch (rows)
    confirm: REGISTER_APPROVE batch; RegisterEvent.CONFIRMED batch (rows)
    cancel: REGISTER_IMPORT batch; RegisterEvent.CANCELLED batch
    discard: REGISTER_IMPORT batch; RegisterEvent.DISCARDED batch
    undo: REGISTER_APPROVE batch; RegisterEvent.UNDO_ASKED batch (files), RegisterEvent.COLUMNS_FORGOTTEN batch
    note_download: REGISTER_IMPORT batch, REGISTER_APPROVE batch; RegisterEvent.DOWNLOADED batch
taskforces/actions/agencies.py
    create: AGENCY_MANAGE task_force; TaskForceEvent.AGENCY_CREATED agency (kind services)
    edit: AGENCY_MANAGE agency; TaskForceEvent.AGENCY_EDITED agency (changed)
    deactivate: AGENCY_MANAGE agency; TaskForceEvent.AGENCY_DEACTIVATED agency (people)
    reactivate: AGENCY_MANAGE agency; TaskForceEvent.AGENCY_REACTIVATED agency
taskforces/actions/bootstrap.py
    begin: StaffEvent.BOOTSTRAPPED task_force (person)
taskforces/actions/decrees.py
    create: DECREE_MANAGE task_force; TaskForceEvent.DECREE_CREATED decree (valid_from)
    edit: DECREE_MANAGE decree; TaskForceEvent.DECREE_EDITED decree (changed)
    revoke: DECREE_MANAGE decree; TaskForceEvent.DECREE_REVOKED decree (revoked_on people)
    carry_over: DECREE_MANAGE decree, STAFF_MANAGE decree; StaffEvent.CARRIED_OVER new (person role decree)
taskforces/actions/divisions.py
    create: DECREE_MANAGE decree; TaskForceEvent.DIVISION_CREATED division (decree)
    edit: DECREE_MANAGE division; TaskForceEvent.DIVISION_EDITED division (changed)
    remove: DECREE_MANAGE division; TaskForceEvent.DIVISION_REMOVED division (decree)
taskforces/actions/invitations.py
    invite: STAFF_MANAGE decree; StaffEvent.INVITED invitation (person role agency)
    renew: STAFF_MANAGE invitation; StaffEvent.INVITATION_RENEWED invitation (person)
    revoke: STAFF_MANAGE invitation; StaffEvent.INVITATION_REVOKED invitation (person)
    accept: StaffEvent.INVITATION_ACCEPTED membership (role)
taskforces/actions/memberships.py
    grant: STAFF_MANAGE decree; StaffEvent.GRANTED membership (person role)
    change_period: STAFF_MANAGE membership; StaffEvent.PERIOD_CHANGED membership (person role until)
    deactivate: STAFF_MANAGE membership; StaffEvent.DEACTIVATED membership (person role end_reason)
taskforces/actions/saved_views.py
    save: VIEW_SAVE seat_of(by, task_force); ViewEvent.SAVED view (of_list role)
    edit: VIEW_SAVE seat_of(by, view.task_force); ViewEvent.EDITED view (of_list role)
    move_up: VIEW_SAVE seat_of(by, view.task_force); ViewEvent.MOVED view (of_list)
    open_first: VIEW_SAVE view and seat_of(by, view.task_force); ViewEvent.OPENED_FIRST view (of_list)
    remove: VIEW_SAVE seat_of(by, view.task_force); ViewEvent.REMOVED view (of_list)
    _check_share: VIEW_SHARE seat
taskforces/actions/task_forces.py
    create: TASK_FORCE_MANAGE parent; TaskForceEvent.CREATED task_force (level region)
    edit: TASK_FORCE_MANAGE task_force; TaskForceEvent.EDITED task_force (changed)
taskforces/actions/watches.py
    start: VIEW_SAVE seat_of(by, view.task_force); ViewEvent.WATCHED view (kind threshold)
    stop: VIEW_SAVE; ViewEvent.UNWATCHED row.view (kind)
"""
# Too long for a line.
SHORT = {"PublicFormEvent.OPENED if form.is_open else PublicFormEvent.CLOSED": "OPENED or CLOSED"}


def _details(function: ast.FunctionDef, call: ast.Call) -> list[str]:
    """What an audit row tells besides its target: the keys of ``details``, where they are written as words."""
    (given,) = [keyword.value for keyword in call.keywords if keyword.arg == "details"] or [None]
    if isinstance(given, ast.Name):
        assigned = [node for node in ast.walk(function) if isinstance(node, ast.Assign) and len(node.targets) == 1]
        given = next((node.value for node in assigned if ast.unparse(node.targets[0]) == given.id), given)
    if isinstance(given, ast.Dict):
        return [ast.unparse(key).strip("'") if key else "..." for key in given.keys]
    return [] if given is None else ["..."]


def _line(function: ast.FunctionDef) -> str:
    """What a function asks and records, in the order of the text."""
    found = []
    for node in ast.walk(function):
        if not isinstance(node, ast.Call):
            continue
        called, first = ast.unparse(node.func).removeprefix("policy.").removeprefix("audit."), node.args[:2]
        if called in {"check", "can"}:
            asked = ast.unparse(node.args[1]).removeprefix("Permission.")
            about = " ".join(ast.unparse(argument) for argument in node.args[2:])
            found.append((node.lineno, 0, f"{'may ' if called == 'can' else ''}{asked} {about}".strip()))
        elif called == "record" and first:
            event = ast.unparse(first[0])
            (target,) = [ast.unparse(keyword.value) for keyword in node.keywords if keyword.arg == "target"]
            told = " ".join(_details(function, node))
            found.append((node.lineno, 1, f"{SHORT.get(event, event)} {target}{f' ({told})' if told else ''}"))
    asked, recorded = (", ".join(text for _line, kind, text in sorted(found) if kind == wanted) for wanted in (0, 1))
    return "; ".join(part for part in (asked, recorded) if part)


def written() -> dict[str, str]:
    """The table, by ``file:act``."""
    found, path, act = {}, "", ""
    for line in TABLE.strip().splitlines():
        if not line.startswith(" "):
            path = line
        elif line.startswith("     "):  # a long line goes on
            found[f"{path}:{act}"] += f" {line.strip()}"
        else:
            act, _, said = line.strip().partition(": ")
            found[f"{path}:{act}"] = said
    return found


@cache
def _sources() -> dict[str, str]:
    found = {}
    for path in files():
        if {"actions", "actions.py"} & set(path.parts) and path.name != "__init__.py":
            for node in tree(path).body:
                if isinstance(node, ast.FunctionDef) and (said := _line(node)):
                    found[f"{name(path)}:{node.name}"] = said
    return found


@pytest.mark.parametrize("act", sorted(written().keys() | _sources().keys()))
def test_an_act_asks_and_records_what_the_table_says(act):
    assert _sources().get(act, "(no such act)") == written().get(act, "(not in the table)")
