"""What stands inside a function of the code that guards, written here a second time: lists of words, numbers something
is compared with, and what an argument is where nobody gives it.

A word that drops out of a list, or a limit that moves by one, is seen by a test only where it asks about that very one.
"""

import ast
from collections.abc import Iterator
from functools import cache

import pytest

from tests.architecture.guarded import guards
from tests.architecture.sources import files, name, tree

LISTS = """
reports/actions/releases.py:release
    number variant
reports/actions/releases.py:take
    number format variant
reports/disclosure/linkage.py:all_cells
    requested accepted completed promise_due promise_kept
reports/disclosure/linkage.py:printable_answers
    0<due<LEAST_DENOMINATOR
reports/disclosure/linkage.py:_services
    requested accepted completed promise_due promise_kept
    completed accepted
    accepted requested
    promise_kept promise_due
    promise_due requested
    accepted promise_due
reports/disclosure/periods.py:keys_to_hide
    threshold=5
reports/disclosure/periods.py:_tells_too_much
    0<abs(s.low-value)<threshold
    0<abs(s.low-value)<threshold
reports/disclosure/periods.py:_small_discovery
    high==0
reports/disclosure/periods.py:_bounds
    most[i][i]<0
reports/disclosure/publication.py:publish
    threshold=5
reports/disclosure/publication.py:_mark_counts
    suffix=''
reports/disclosure/publication.py:_mark_chart
    row.cells[sides[0]]==0
reports/disclosure/publication.py:_mark_services
    requested accepted completed
    promise_kept promise_due
    0<due<LEAST_DENOMINATOR
reports/disclosure/regions.py:keys_revealed_by_regions
    0<value<threshold
reports/disclosure/regions.py:_too_close
    high<=0
    low<=1
reports/disclosure/solver.py:holds
    total==0
    total>=0
reports/disclosure/solver.py:witness
    len(group)==1
reports/disclosure/solver.py:_jump_gap
    0<low[key]<threshold
    0<high[key]<threshold
reports/disclosure/solver.py:_tighten
    most<0
    c>0
    least>0
    c>0
    c>0
    c>0
    c>0
reports/disclosure/suppression.py:_constraint
    rest<0
reports/disclosure/suppression.py:_ranks
    height<=8
reports/disclosure/suppression.py:suppress
    threshold=5
    threshold<2
reports/disclosure/suppression.py:small
    0<self.values[key]<self.threshold
reports/disclosure/suppression.py:protected
    len(group)==1
reports/disclosure/suppression.py:_targets
    len(unknown)>1
    0<sum((truth[k]forkinunknown))<limit
    c>0
referrals/actions/referrals.py:send
    agency service_lines extras
referrals/actions/referrals.py:settle
    settled_at settled_by
referrals/actions/referrals.py:decline
    note=''
referrals/actions/referrals.py:_with_file
    person case task_force__region origin_region__parent
referrals/actions/referrals.py:_checked_lines
    agency lines
referrals/actions/referrals.py:_answered_before
    number name state
referrals/actions/referrals.py:_save
    state version
referrals/actions/referrals.py:_tell_sender
    number agency
referrals/workflow.py:overall
    len(kinds)==1
referrals/workflow.py:check
    current wanted
coordination/actions/decisions.py:update
    progress_note=''
    from_decision_state to_decision_state
    state progress_note
    state state_changed_at state_changed_by progress_note version
coordination/actions/meetings.py:record
    held_on agencies decisions
coordination/actions/meetings.py:_redecide
    text owner_agency due_on
coordination/workflow.py:check
    current wanted
cases/actions/age_changes.py:_set_age_in_complaint
    0<=years<=ages.MOST_YEARS
    age age_is_estimated
cases/actions/cases.py:open_from_complaint
    violence_form=''
    complaint kind victims
cases/actions/cases.py:attach_complaint
    complaint victims
    stage version
cases/actions/cases.py:_bind
    case outcome handed_to version
    outcome case
cases/actions/cases.py:change_kind
    violence_form=''
    from_kind to_kind reason
    kind violence_form
    kind violence_form version
cases/actions/complaints.py:log
    channel urgency people
cases/actions/complaints.py:amend
    changed people
cases/actions/complaints.py:conclude
    outcome handed_to version
cases/actions/complaints.py:reveal_contact
    other_reason=''
cases/actions/complaints.py:_check_reporter
    len(marked)>1
cases/actions/complaints.py:_add_person
    role sex
cases/actions/complaints.py:_follow_event_day
    age age_is_estimated
cases/actions/consents.py:record
    note=''
cases/actions/consents.py:withdraw
    withdrawn_at withdrawn_by
cases/actions/consents.py:_tell_of_closing
    number agency
cases/actions/contacts.py:use
    complaint victim person way
cases/actions/contacts.py:add_result
    contact_way contact_result
    result result_at result_by
cases/actions/drafts.py:hand_over
    count to
cases/actions/duty_roster.py:add_turn
    phone=''
    ends_at phone entered_at entered_by
cases/actions/duty_roster.py:repeat_week
    ends_at phone entered_at entered_by
cases/actions/duty_roster.py:add_contact
    entered_at entered_by
    kind name
cases/actions/emergencies.py:declare
    outcome urgency handed_to version
cases/actions/emergencies.py:acknowledge
    acknowledged_at acknowledged_by
cases/actions/emergencies.py:add_step
    whom=''
    note=''
    contact whom note happened_at
cases/actions/emergencies.py:end
    note=''
    result end_note ended_at ended_by
cases/actions/emergencies.py:_calm
    urgency version
cases/actions/emergencies.py:_tell
    text path except_user
    number at
cases/actions/endings.py:ask
    note=''
    who victim
cases/actions/endings.py:give_back
    answer answer_note answered_at answered_by
cases/actions/hand_overs.py:hand_over
    contact_person=''
    outcome handed_to version
    handed_to hand_over_way
cases/actions/hand_overs.py:enter_receipt
    receiver_name=''
    receipt_number=''
cases/actions/identity.py:reveal
    other_reason=''
cases/actions/identity.py:contact_facts
    name nickname
cases/actions/leaving.py:hand_on
    person to
cases/actions/links.py:reveal
    other_reason=''
    link_kind reason
cases/actions/links.py:dismiss
    link_kind reason
    dismissed_at dismissed_by dismissed_reason
cases/actions/links.py:restore
    dismissed_at dismissed_by dismissed_reason
cases/actions/merge_consequences.py:close
    stage stage_since
cases/actions/merges.py:open_both
    other_reason=''
cases/actions/merges.py:open_before
    other_reason=''
    code other reason
cases/actions/merges.py:merge
    reason=''
    close_doubles=False
    merged_into version
    merge moved
cases/actions/merges.py:undo
    code other
    merge changed moved
    undone_at undone_by
cases/actions/merges.py:take_back
    withdrawn_at withdrawn_by
cases/actions/merges.py:_close_doubles
    one other
cases/actions/merges.py:_codes
    code other
cases/actions/persons.py:recognise
    differing told
cases/actions/persons.py:fill
    phone _/_
    accounts \\n
cases/actions/persons.py:differing
    phone accounts
cases/actions/proceedings.py:record_step
    police_report_number=''
    note=''
cases/actions/screenings.py:screen
    note=''
    verdict status
    status status_decided_by_agency status_decided_by status_decided_at version
cases/actions/services.py:request
    service_line agency
cases/actions/services.py:accept
    state started_on
cases/actions/services.py:end
    outcome_note=''
    state ended_at outcome_note
cases/actions/services.py:stop
    state ended_at
cases/actions/services.py:pause
    note=''
    reason day
    name reason
cases/actions/time_limits.py:change
    duty hours starts_on is_verified
    duty starts_on
cases/actions/time_limits.py:_end
    withdrawn_at withdrawn_by
cases/actions/time_limits.py:_made
    checked_at checked_by
cases/actions/together.py:move
    note=''
    termination_reason=''
    victim stage
cases/actions/together.py:consent
    note=''
cases/actions/victims.py:move
    note=''
    termination_reason=''
    stage stage_since termination_reason version
    from_stage to_stage
cases/actions/victims.py:_check_nothing_owed
    stage rows
cases/public/actions/reports.py:receive
    from_network=1
    urgency people is_folded
cases/public/actions/reports.py:add
    is_danger=False
cases/public/actions/reports.py:_write_addition
    is_form=False
cases/register/actions.py:choose_sheet
    0<=sheet<len(look.sheets)
cases/register/actions.py:set_columns
    default_form=''
    fields default_kind default_form used_at
cases/register/actions.py:check
    state failure
cases/register/actions.py:decide
    rest=''
cases/register/actions.py:confirm
    state failure confirmed_at confirmed_by
cases/register/actions.py:cancel
    state confirmed_at confirmed_by undo_by failure
cases/register/actions.py:undo
    forget_columns=False
    state failure undo_by
cases/register/actions.py:_check_fields
    once.count(name)>1
cases/register/actions.py:_clear
    - - []
cases/register/approval/actions.py:hand_in
    - -
cases/workflow.py:check_stage
    current wanted
cases/workflow.py:check_service_state
    current wanted
cases/workflow.py:check_legal_stage
    current wanted
cases/workflow.py:check_outcome
    current wanted
taskforces/access/attempts.py:check
    seconds<=0
    minutes at
taskforces/access/attempts.py:is_letter_due
    _wait('letters',account,HOUR,MOST_LETTERS)>0
taskforces/access/attempts.py:_count
    name=''
taskforces/access/bases.py:dispatch
    reason advice
taskforces/access/known_devices.py:device_of
    - -
taskforces/access/middleware.py:__call__
    response.status_code>=400
taskforces/access/scoping.py:_task_forces
    with_below=False
taskforces/access/scoping.py:row_security_context
    user_id roles task_forces agencies coordinating_task_forces member_task_forces
taskforces/actions/agencies.py:create
    kind services
taskforces/actions/agencies.py:deactivate
    is_active version
taskforces/actions/agencies.py:reactivate
    is_active version
taskforces/actions/bootstrap.py:begin
    name level
    valid_from valid_until
taskforces/actions/decrees.py:revoke
    revoked_on people
taskforces/actions/decrees.py:carry_over
    person role decree
taskforces/actions/divisions.py:edit
    name position
taskforces/actions/invitations.py:invite
    person role agency
taskforces/actions/invitations.py:renew
    token_digest expires_at
taskforces/actions/invitations.py:revoke
    revoked_at revoked_by
taskforces/actions/invitations.py:accept
    name=''
    password=''
    decree role agency
    accepted_at accepted_by
taskforces/actions/memberships.py:grant
    person role
taskforces/actions/memberships.py:change_period
    person role until
taskforces/actions/memberships.py:deactivate
    person role end_reason
    deactivated_at deactivated_by deactivation_reason
taskforces/actions/notifications.py:announce
    name role
taskforces/actions/saved_views.py:save
    shared_with_role=''
    of_list role
taskforces/actions/saved_views.py:edit
    name shared_with_role version
    of_list role
taskforces/actions/saved_views.py:move_up
    at==0
taskforces/actions/saved_views.py:remove
    removed_at version
taskforces/actions/task_forces.py:create
    level region
taskforces/actions/task_forces.py:_place
    region parent
taskforces/actions/watches.py:start
    threshold is_crossed last_value evaluated_at told_at
    0<=threshold<=LARGEST[WatchKind(kind)]
    kind threshold
taskforces/actions/watches.py:stop
    ended_at end_reason
safeguards/audit/bulk.py:insert_rows
    at_once=1000
    into='safeguards_auditevent'
safeguards/audit/recording.py:record_unreadable
    table column row
safeguards/audit/verification.py:find_lost_heads
    stream position hash
safeguards/audit/verification.py:__str__
    gap content link head
safeguards/encryption/envelope.py:seal
    , :
safeguards/encryption/fields.py:__init__
    bound_to=''
safeguards/encryption/fields.py:check
    primary_key unique db_index choices
safeguards/encryption/fields.py:get_db_prep_value
    prepared=False
safeguards/encryption/fields.py:formfield
    form_class max_length
safeguards/encryption/key_ring.py:write_key_ring
    replace_existing=False
safeguards/encryption/key_ring.py:__post_init__
    1<=key_id<=HIGHEST_KEY_ID
safeguards/encryption/key_ring.py:to_json
    active keys index_key
safeguards/errors.py:__init__
    message=''
    message=''
safeguards/privacy_check.py:_sorted_twice
    names.count(name)>1
safeguards/row_security/operations.py:_named_clauses
    figures=False
safeguards/row_security/operations.py:_create_policies
    figures=False
    ALL INSERT UPDATE
safeguards/row_security/operations.py:__init__
    figures=False
safeguards/row_security/policies.py:any_of
    len(arrays)>1
safeguards/row_security/policies.py:task_force
    column='task_force_id'
safeguards/row_security/policies.py:agency
    column='agency_id'
    insert=False
    SELECT INSERT UPDATE
    SELECT UPDATE
safeguards/row_security/policies.py:member
    column='task_force_id'
safeguards/row_security/policies.py:coordinators
    column='task_force_id'
safeguards/row_security/policies.py:own
    column='user_id'
safeguards/row_security/policies.py:shared_with_role
    column='task_force_id'
safeguards/scrubbing.py:get_traceback_data
    exception_value exception_notes
safeguards/tokens.py:exact_token
    scope=''
safeguards/tokens.py:form_tokens
    scope=''
"""


def _texts(node: ast.AST) -> list[str]:
    """The words of a list: its plain texts, or the keys of a table."""
    parts = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", [])
    return [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]


def _is_number(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool)


def _lists(function: ast.FunctionDef) -> Iterator[str]:
    named = [*function.args.posonlyargs, *function.args.args]
    given = [*zip(named[::-1], function.args.defaults[::-1], strict=False)][::-1]
    given += zip(function.args.kwonlyargs, function.args.kw_defaults, strict=True)
    for argument, default in given:
        if isinstance(default, ast.Constant) and default.value is not None:
            yield f"{argument.arg}={default.value!r}"
    for node in ast.walk(function):
        if isinstance(node, ast.Compare) and any(map(_is_number, (node.left, *node.comparators))):
            yield "".join(ast.unparse(node).split())
        if isinstance(node, ast.Tuple | ast.List | ast.Set | ast.Dict) and len(words := _texts(node)) > 1:
            yield " ".join(word.encode("unicode_escape").decode().replace(" ", "_") or "-" for word in words)


@cache
def lists() -> dict[str, list[str]]:
    """The lists of each function that guards, ``path:function``."""
    found: dict[str, list[str]] = {}
    for path in files():
        if not guards(name(path)):
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef) and (lines := list(_lists(node))):
                found.setdefault(f"{name(path)}:{node.name}", []).extend(lines)
    return found


@cache
def written() -> dict[str, list[str]]:
    """The table by function; a line further in goes on."""
    found: dict[str, list[str]] = {}
    place = ""
    for line in LISTS.strip().splitlines():
        if not line.startswith(" "):
            place = line
            found[place] = []
        elif line.startswith("        "):
            found[place][-1] += f" {line.strip()}"
        else:
            found[place].append(line.strip())
    return found


@pytest.mark.parametrize("place", sorted(written().keys() | lists().keys()))
def test_a_list_inside_a_function_is_the_one_written_here(place):
    assert lists().get(place, []) == written().get(place, [])
