"""What each act asks of the policy, and what it records: by hand, one line an act, and compared with the source.

With the roles (`test_role_table.py`) this says who may do what, and what is left in the audit. A test of one act
notices a wrong permission only where two roles differ in it; here each one is written twice.
"""

import ast
from functools import cache

import pytest

from tests.architecture.sources import files, name, tree

# act: permission and the row it is asked about, ...; event and the row it is written about, ...
# `may` stands for a question that refuses nobody.
TABLE = """
reports/actions/releases.py
    release: FIGURES_EXPORT task_force; ReportEvent.SUMMARY_RELEASED row
    take: FIGURES_EXPORT release; ReportEvent.SUMMARY_DOWNLOADED release
referrals/actions/referrals.py
    send: REFERRAL_SEND victim; ReferralEvent.SENT referral
    preview: IDENTITY_REVEAL victim; ReferralEvent.PREVIEWED victim
    withdraw: REFERRAL_WITHDRAW referral; ReferralEvent.WITHDRAWN referral
    settle: REFERRAL_WITHDRAW referral; ReferralEvent.SETTLED referral
    open_slip: REFERRAL_VIEW referral; ReferralEvent.OPENED current
    accept: REFERRAL_ANSWER referral; ReferralEvent.ACCEPTED referral
    decline: REFERRAL_ANSWER referral; ReferralEvent.DECLINED referral
    complete: REFERRAL_COMPLETE referral; ReferralEvent.COMPLETED referral
    ask: REFERRAL_VIEW referral, may REFERRAL_ANSWER referral, REFERRAL_SEND referral; ReferralEvent.ASKED referral
    _checked_slip: IDENTITY_REVEAL victim
coordination/actions/decisions.py
    update: DECISION_UPDATE decision; MeetingEvent.DECISION_UPDATED decision
coordination/actions/meetings.py
    record: MEETING_MANAGE task_force; MeetingEvent.RECORDED meeting
    edit: MEETING_MANAGE meeting; MeetingEvent.EDITED meeting
cases/actions/age_changes.py
    follow_birth_date: COMPLAINT_EDIT person
    derive: COMPLAINT_EDIT victim
    _derive: CaseEvent.VICTIM_EDITED victim
cases/actions/cases.py
    open_from_complaint: CASE_OPEN complaint; CaseEvent.OPENED case
    attach_complaint: CASE_EDIT case, COMPLAINT_EDIT complaint; CaseEvent.COMPLAINT_ATTACHED case
    _bind: ComplaintEvent.CONCLUDED complaint
    change_kind: CASE_CHANGE_KIND case; CaseEvent.KIND_CHANGED case
    edit: CASE_EDIT case; CaseEvent.EDITED case
cases/actions/complaints.py
    log: COMPLAINT_LOG task_force; ComplaintEvent.LOGGED complaint
    amend: COMPLAINT_EDIT complaint; ComplaintEvent.AMENDED complaint
    conclude: COMPLAINT_EDIT complaint; ComplaintEvent.CONCLUDED complaint
    reveal_contact: IDENTITY_REVEAL complaint; ComplaintEvent.CONTACT_USED complaint
cases/actions/consents.py
    record: CONSENT_RECORD victim; CaseEvent.CONSENT_RECORDED victim
    withdraw: CONSENT_RECORD consent; CaseEvent.CONSENT_WITHDRAWN consent.victim
cases/actions/contacts.py
    use: IDENTITY_REVEAL victim or complaint; ContactEvent.NUMBER_USED attempt
    add_result: IDENTITY_REVEAL attempt; ContactEvent.RESULT_RECORDED row
cases/actions/drafts.py
    hand_over: COMPLAINT_LOG task_force; DraftEvent.HANDED_OVER task_force
    _check_form: form.permission
cases/actions/duty_roster.py
    add_turn: DUTY_MANAGE task_force; DutyEvent.TURN_ADDED turn
    remove_turn: DUTY_MANAGE turn; DutyEvent.TURN_REMOVED row
    repeat_week: DUTY_MANAGE task_force; DutyEvent.WEEK_REPEATED task_force
    add_contact: DUTY_MANAGE task_force; DutyEvent.CONTACT_ADDED contact
    change_contact: DUTY_MANAGE contact; DutyEvent.CONTACT_CHANGED contact
cases/actions/emergencies.py
    declare: COMPLAINT_EDIT complaint; EmergencyEvent.DECLARED response
    acknowledge: COMPLAINT_EDIT response; EmergencyEvent.ACKNOWLEDGED row
    add_step: COMPLAINT_EDIT response; EmergencyEvent.STEP_RECORDED row
    end: COMPLAINT_EDIT response; EmergencyEvent.ENDED row
cases/actions/folding.py
    unfold_emergency: PublicReportEvent.UNFOLDED complaint
cases/actions/hand_overs.py
    hand_over: COMPLAINT_EDIT complaint; ComplaintEvent.HANDED_OVER made
    enter_receipt: COMPLAINT_EDIT hand_over; ComplaintEvent.RECEIPT_ENTERED row
cases/actions/identity.py
    reveal: IDENTITY_REVEAL victim; CaseEvent.IDENTITY_REVEALED victim
    note_search: IDENTITY_REVEAL task_force; PersonEvent.SEARCHED task_force
cases/actions/leaving.py
    hand_on: DUTY_MANAGE task_force; StaffEvent.HANDED_ON task_force
cases/actions/links.py
    reveal: LINK_VIEW link, IDENTITY_REVEAL link; LinkEvent.REVEALED link
    dismiss: LINK_VIEW link; LinkEvent.DISMISSED link
    restore: LINK_VIEW link; LinkEvent.RESTORED link
cases/actions/merges.py
    open_both: PERSON_MERGE person, IDENTITY_REVEAL person
    open_before: IDENTITY_REVEAL merge
    merge: PERSON_MERGE kept, PERSON_MERGE gone; PersonEvent.MERGED kept
    undo: PersonEvent.MERGE_UNDONE kept
    ask: PERSON_MERGE kept, PERSON_MERGE gone; PersonEvent.MERGE_ASKED kept
    tell_apart: PERSON_MERGE one, PERSON_MERGE other; PersonEvent.TOLD_APART one
    take_back: PERSON_MERGE not_same; PersonEvent.NOT_TOLD_APART not_same.first
    _check_undoing: PERSON_MERGE merge, PERSON_MERGE_ACROSS_ROLES merge
    _check_roles: PERSON_MERGE_ACROSS_ROLES kept
    _tell_cases: event victim
    _record_opening: CaseEvent.IDENTITY_REVEALED victim, ComplaintEvent.CONTACT_USED complaint, event person
cases/actions/participation.py
    admit: REFERRAL_ANSWER seat; CaseEvent.PARTICIPATION_ADMITTED case
    leave: CONSENT_RECORD case; CaseEvent.PARTICIPATION_ENDED case
cases/actions/persons.py
    create: COMPLAINT_EDIT within; PersonEvent.RECORDED person
    recognise: COMPLAINT_EDIT within; PersonEvent.RECOGNISED person
    update: COMPLAINT_EDIT person; PersonEvent.AMENDED person
cases/actions/proceedings.py
    record_step: PROCEEDING_EDIT case; CaseEvent.PROCEEDING_STEP_RECORDED case
    _correct_report: CaseEvent.PROCEEDING_STEP_RECORDED case
cases/actions/screenings.py
    screen: VICTIM_SCREEN victim; CaseEvent.SCREENING_RECORDED victim
    rejudge_after_age_change: COMPLAINT_EDIT victim; CaseEvent.SCREENING_REJUDGED victim
    print_filled: VICTIM_SCREEN victim; CaseEvent.SCREENING_PRINTED victim
cases/actions/services.py
    request: SERVICE_RECORD victim; CaseEvent.SERVICE_REQUESTED victim
    accept: REFERRAL_ANSWER referral
    end: ENDED_BY[ServiceState(state)] referral
    stop: CONSENT_RECORD consent; CaseEvent.SERVICE_STOPPED service.victim
    _tell: event service.victim
cases/actions/time_limits.py
    change: TIME_LIMIT_SET task_force; TimeLimitEvent.USUAL ended, TimeLimitEvent.SET made
cases/actions/victims.py
    add: CASE_EDIT case; CaseEvent.VICTIM_ADDED victim
    edit: CASE_EDIT victim; CaseEvent.VICTIM_EDITED victim
    move: VICTIM_MOVE_STAGE victim, VICTIM_END_SERVICE victim; CaseEvent.VICTIM_MOVED victim
cases/public/actions/forms.py
    set_up: PUBLIC_FORM_MANAGE task_force; PublicFormEvent.SET form, OPENED or CLOSED form
cases/public/actions/reports.py
    receive: PublicAct.SEND form; PublicReportEvent.RECEIVED complaint
    add: PublicAct.ADD report.form; PublicReportEvent.ADDED report
    answer: PUBLIC_REPORT_ANSWER complaint; PublicReportEvent.ANSWERED complaint
    mark_read: PUBLIC_REPORT_ANSWER complaint; PublicReportEvent.READ complaint
    unfold: COMPLAINT_EDIT complaint; PublicReportEvent.UNFOLDED complaint
    _write_person: PersonEvent.RECORDED person
    _raise: PublicReportEvent.RAISED report
    _add_changed: PublicReportEvent.ADDED report
cases/register/actions.py
    upload: REGISTER_IMPORT task_force; RegisterEvent.UPLOADED batch
    choose_sheet: REGISTER_IMPORT batch; RegisterEvent.MAPPED batch
    set_columns: REGISTER_IMPORT batch; RegisterEvent.MAPPED batch
    check: REGISTER_IMPORT batch; RegisterEvent.CHECKED batch
    decide: REGISTER_IMPORT batch; RegisterEvent.DECIDED batch
    confirm: REGISTER_IMPORT batch; RegisterEvent.CONFIRMED batch
    cancel: REGISTER_IMPORT batch; RegisterEvent.CANCELLED batch
    discard: REGISTER_IMPORT batch; RegisterEvent.DISCARDED batch
    undo: REGISTER_IMPORT batch; RegisterEvent.UNDO_ASKED batch
    note_download: REGISTER_IMPORT batch; RegisterEvent.DOWNLOADED batch
taskforces/actions/agencies.py
    create: AGENCY_MANAGE task_force; TaskForceEvent.AGENCY_CREATED agency
    edit: AGENCY_MANAGE agency; TaskForceEvent.AGENCY_EDITED agency
    deactivate: AGENCY_MANAGE agency; TaskForceEvent.AGENCY_DEACTIVATED agency
    reactivate: AGENCY_MANAGE agency; TaskForceEvent.AGENCY_REACTIVATED agency
taskforces/actions/bootstrap.py
    begin: StaffEvent.BOOTSTRAPPED task_force
taskforces/actions/decrees.py
    create: DECREE_MANAGE task_force; TaskForceEvent.DECREE_CREATED decree
    edit: DECREE_MANAGE decree; TaskForceEvent.DECREE_EDITED decree
    revoke: DECREE_MANAGE decree; TaskForceEvent.DECREE_REVOKED decree
    carry_over: DECREE_MANAGE decree, STAFF_MANAGE decree; StaffEvent.CARRIED_OVER new
taskforces/actions/divisions.py
    create: DECREE_MANAGE decree; TaskForceEvent.DIVISION_CREATED division
    edit: DECREE_MANAGE division; TaskForceEvent.DIVISION_EDITED division
    remove: DECREE_MANAGE division; TaskForceEvent.DIVISION_REMOVED division
taskforces/actions/invitations.py
    invite: STAFF_MANAGE decree; StaffEvent.INVITED invitation
    renew: STAFF_MANAGE invitation; StaffEvent.INVITATION_RENEWED invitation
    revoke: STAFF_MANAGE invitation; StaffEvent.INVITATION_REVOKED invitation
    accept: StaffEvent.INVITATION_ACCEPTED membership
taskforces/actions/memberships.py
    grant: STAFF_MANAGE decree; StaffEvent.GRANTED membership
    change_period: STAFF_MANAGE membership; StaffEvent.PERIOD_CHANGED membership
    deactivate: STAFF_MANAGE membership; StaffEvent.DEACTIVATED membership
taskforces/actions/saved_views.py
    save: VIEW_SAVE seat_of(by, task_force); ViewEvent.SAVED view
    edit: VIEW_SAVE seat_of(by, view.task_force); ViewEvent.EDITED view
    move_up: VIEW_SAVE seat_of(by, view.task_force); ViewEvent.MOVED view
    open_first: VIEW_SAVE view and seat_of(by, view.task_force); ViewEvent.OPENED_FIRST view
    remove: VIEW_SAVE seat_of(by, view.task_force); ViewEvent.REMOVED view
    _check_share: VIEW_SHARE seat
taskforces/actions/task_forces.py
    create: TASK_FORCE_MANAGE parent; TaskForceEvent.CREATED task_force
    edit: TASK_FORCE_MANAGE task_force; TaskForceEvent.EDITED task_force
taskforces/actions/watches.py
    start: VIEW_SAVE seat_of(by, view.task_force); ViewEvent.WATCHED view
    stop: VIEW_SAVE; ViewEvent.UNWATCHED watch.view
"""
# Too long for a line.
SHORT = {"PublicFormEvent.OPENED if form.is_open else PublicFormEvent.CLOSED": "OPENED or CLOSED"}


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
            found.append((node.lineno, 1, f"{SHORT.get(event, event)} {target}"))
    asked, recorded = (", ".join(text for _line, kind, text in sorted(found) if kind == wanted) for wanted in (0, 1))
    return "; ".join(part for part in (asked, recorded) if part)


def written() -> dict[str, str]:
    """The table, by ``file:act``."""
    found, path = {}, ""
    for line in TABLE.strip().splitlines():
        if not line.startswith(" "):
            path = line
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
