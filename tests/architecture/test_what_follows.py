"""What else follows from each act, read in its source and compared with a table by hand.

Search tokens made anew, links detected, work given on, ages derived: a test of one act looks at its row, and what
another module does after it is forgotten without anybody seeing it for months.
"""

import ast
from collections.abc import Iterator

from tests.architecture.acts import EACH_FUNCTION, functions_of_acts, tabled
from tests.architecture.sources import ROOT, tree

# Checked and tabled in test_act_table and test_new_rows_and_told.
ELSEWHERE = {"policy", "audit", "notifications", "workflow"}
FOLLOWS = """
referrals/actions/referrals.py
    send: services.request victim=victim, service_lines=referral.service_lines, agency=agency,
        referral_id=referral.pk, referral_number=referral.number, due_at=due, consent=consent
    withdraw: services.end referral=referral, state=ServiceState.WITHDRAWN
    settle: services.end referral=referral, state=ServiceState.WITHDRAWN, outcome_note=note.strip()
    accept: services.accept referral=referral, started_on=first_service_on
    accept: participation.admit case_id=referral.case_id, agency=referral.agency
    decline: services.end referral=referral, state=ServiceState.DECLINED
    complete: services.end referral=referral, state=workflow.SERVICE_END[outcome], of_lines=ends,
        outcome_note=note.strip()
cases/actions/age_changes.py
    _derive: screenings.rejudge_after_age_change victim=victim
cases/actions/cases.py
    _bind: hand_overs.take_back complaint, by
    _derive_ages: age_changes.derive victim=victim
cases/actions/complaints.py
    log: caller_tokens.refresh complaint
    log: detection.detect_links [row.person for row in rows], code=complaint.number, is_new_file=True,
        suspects=None if any((item.get('person') for item in people)) else _suspects(rows)
    amend: folding.unfold_emergency complaint, by
    amend: caller_tokens.refresh complaint
    conclude: hand_overs.check_no_emergency complaint
    conclude: hand_overs.take_back complaint, by
    _note_links: detection.detect_links people, code=complaint.number
cases/actions/consents.py
    withdraw: participation.leave case_id=consent.victim.case_id, agency=agency
cases/actions/emergencies.py
    declare: hand_overs.take_back complaint, by
    declare: folding.unfold_emergency complaint, by
    _calm: cases.edit case=case, changes={'urgency': Urgency.URGENT}, version=case.version
cases/actions/endings.py
    approve: victims.move victim=request.victim, to=Stage.TERMINATION, note=request.note,
        termination_reason=request.termination_reason
cases/actions/hand_overs.py
    hand_over: caller_tokens.refresh_hand_over made
    enter_receipt: caller_tokens.refresh_hand_over row
cases/actions/merge_consequences.py
    follow_birth_date: age_changes.follow_birth_date person=kept
    close: victims.follow_stages victim.case
    take_back: screenings.rejudge_after_age_change victim=row
    take_back: victims.follow_stages row.case
cases/actions/merges.py
    undo: merge_consequences.take_back plan.undone, by
    _find_again: person_tokens.forget person
    _find_again: person_tokens.refresh person
    _find_again: linking.refresh [kept, gone]
cases/actions/persons.py
    create: person_tokens.refresh person
    recognise: person_tokens.refresh person
    recognise: age_changes.follow_birth_date person=person
    update: person_tokens.refresh person
    update: age_changes.follow_birth_date person=person, except_victim=within_victim
cases/actions/proceedings.py
    record_step: police_reports.refresh proceeding
    _correct_report: police_reports.refresh proceeding
cases/actions/victims.py
    add: age_changes.set_child_flag victim
    add: detection.detect_links [person], code=case.number, is_new_file=True
    edit: detection.detect_links [victim.person], code=case.number
    edit: age_changes.set_child_flag victim
    edit: screenings.rejudge_after_age_change victim=victim
cases/public/actions/reports.py
    answer: caller_tokens.refresh_message message, complaint.pk
    _write_complaint: caller_tokens.refresh complaint
    _write_person: person_tokens.refresh person
    _write_addition: caller_tokens.refresh_message message, report.complaint_id
cases/register/actions.py
    upload: stored_file.put batch, content
    confirm: second_person.check batch, by
    _start: progress.prepare batch, total or rows
cases/register/approval/actions.py
    withdraw: runs.wait_for_answers batch
    give_back: runs.wait_for_answers batch
taskforces/actions/agencies.py
    deactivate: holdings.give_on task_force_id=agency.task_force_id, to=to
taskforces/actions/decrees.py
    edit: holdings.give_on task_force_id=decree.task_force_id
    revoke: holdings.give_on task_force_id=decree.task_force_id, to=to
taskforces/actions/invitations.py
    invite: granting.check decree=decree, role=role, agency=agency, valid_from=valid_from, valid_until=valid_until
    invite: granting.check_new user=known, decree=decree, role=role, agency=agency
    accept: granting.check **terms, valid_from=valid_from, valid_until=invitation.valid_until
    accept: granting.check_new user=user, **terms
    _send_after_commit: transaction.on_commit send_now, robust=True
taskforces/actions/memberships.py
    grant: granting.check decree=decree, role=role, agency=agency, valid_from=valid_from, valid_until=valid_until
    grant: granting.check_new user=user, decree=decree, role=role, agency=agency
    change_period: granting.check_period decree=membership.decree, valid_from=membership.valid_from,
        valid_until=valid_until
    change_period: holdings.give_on task_force_id=membership.task_force_id, to=to
    deactivate: holdings.give_on task_force_id=membership.task_force_id, to=to
"""


def _follows(path: str, function: ast.FunctionDef) -> Iterator[str]:
    """The calls of another module whose answer nobody reads, in the order of the text, with what they are about."""
    modules = {alias.asname or alias.name for node in tree(ROOT / path).body if isinstance(node, ast.ImportFrom)
               for alias in node.names if alias.name.islower()} - ELSEWHERE  # fmt: skip
    for node in sorted((n for n in ast.walk(function) if isinstance(n, ast.Expr)), key=lambda n: n.lineno):
        if isinstance(node.value, ast.Call) and ast.unparse(node.value.func).partition(".")[0] in modules:
            call = node.value
            about = [ast.unparse(argument) for argument in call.args]
            about += [ast.unparse(given) for given in call.keywords if given.arg != "by"]
            called = ast.unparse(call.func)
            if "." in called:
                yield f"{called} {', '.join(about)}".strip()


@EACH_FUNCTION
def test_what_follows_from_an_act_is_what_the_table_says(function):
    path = function.partition(":")[0]
    assert list(_follows(path, functions_of_acts()[function])) == tabled(FOLLOWS).get(function, [])


def test_the_table_names_no_function_that_is_gone():
    assert tabled(FOLLOWS).keys() - functions_of_acts().keys() == set()
