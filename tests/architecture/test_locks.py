"""Which rows each function of the code that guards locks, and the transactions it begins, written here a second time.

A lock or a transaction that is forgotten shows only when two people act at the same moment, or when a process dies
half-way: hardly a test of one act does that.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest

from tests.architecture.acts import tabled
from tests.architecture.guarded import guards
from tests.architecture.sources import files, name, tree

LOCKS = re.compile(r"LOCK TABLE|pg_advisory\w*|lock_timeout")
HELD = """
reports/actions/releases.py
    release: TaskForce rows, TaskForce rows
referrals/actions/referrals.py
    settle: Closure rows
    _locked: Referral rows
    sent_with: Victim rows
    _check_consent: Consent rows
coordination/actions/decisions.py
    update: Decision rows
coordination/actions/meetings.py
    record: TaskForce rows
    edit: Meeting rows
    _redecide: meeting rows
cases/actions/age_changes.py
    follow_birth_date: Victim rows
cases/actions/cases.py
    open_from_complaint: Complaint rows
    attach_complaint: Case rows, Complaint rows
    change_kind: Case rows
    edit: Case rows
    _derive_ages: case rows
cases/actions/complaints.py
    amend: Complaint rows
    conclude: Complaint rows
cases/actions/consents.py
    record: Victim rows
    withdraw: Consent rows
cases/actions/contacts.py
    add_result: ContactAttempt rows
    _rule_now: Person rows, Complaint rows, Person rows, Person rows
cases/actions/drafts.py
    hand_over: Draft rows, transaction.atomic()
cases/actions/duty_roster.py
    remove_turn: DutyTurn rows
    change_contact: EmergencyContact rows
cases/actions/emergencies.py
    declare: Complaint rows
    end: EmergencyResponse rows
    _open: EmergencyResponse rows
    _calm: Complaint rows
cases/actions/endings.py
    ask: Victim rows
    _locked: EndingRequest rows
cases/actions/hand_overs.py
    hand_over: Complaint rows
    enter_receipt: HandOver rows
cases/actions/links.py
    dismiss: Link rows
    restore: Link rows
cases/actions/merges.py
    undo: PersonMerge rows
    take_back: NotSame rows
cases/actions/participation.py
    admit: Case rows
    leave: Case rows
cases/actions/persons.py
    update: Person rows
    _survivor: Person rows, Person rows
cases/actions/proceedings.py
    record_step: Case rows
cases/actions/screenings.py
    screen: Victim rows
cases/actions/services.py
    request: Victim rows
    _locked: Service rows
cases/actions/time_limits.py
    change: TaskForce rows
cases/actions/victims.py
    add: Case rows
    edit: Case rows, Victim rows
    move: Case rows, Victim rows
cases/public/actions/forms.py
    set_up: TaskForce rows, PublicForm rows
cases/public/actions/reports.py
    answer: PublicReport rows
    _wait_for: pg_advisory_xact_lock
taskforces/access/middleware.py
    __call__: transaction.atomic()
taskforces/access/sign_in.py
    reencrypt_second_factors: transaction.atomic(), Authenticator rows
taskforces/actions/agencies.py
    create: TaskForce rows
    edit: Agency rows
    deactivate: Agency rows
    reactivate: Agency rows
taskforces/actions/bootstrap.py
    begin: TaskForce rows
taskforces/actions/decrees.py
    create: TaskForce rows
    edit: Decree rows
    revoke: Decree rows
    carry_over: Decree rows
taskforces/actions/divisions.py
    create: Decree rows
    edit: Division rows
    remove: Division rows, transaction.atomic()
taskforces/actions/invitations.py
    invite: Decree rows
    _accepting_user: User rows
    _locked: Invitation rows
taskforces/actions/memberships.py
    grant: Decree rows
    _locked: Membership rows
taskforces/actions/saved_views.py
    move_up: SavedView rows
    _own: SavedView rows
taskforces/actions/task_forces.py
    create: TaskForce rows
    edit: TaskForce rows
taskforces/actions/watches.py
    start: Watch rows
    stop: Watch rows
safeguards/audit/bulk.py
    lock_chain: pg_advisory_xact_lock
safeguards/audit/recording.py
    _insert_apart: transaction.atomic(using='audit'), lock_timeout
safeguards/encryption/rotation.py
    rotate_model: transaction.atomic()
safeguards/encryption/sealing.py
    read_seal: transaction.atomic()
    seal_database: transaction.atomic(), LOCK TABLE
    seal_key: transaction.atomic()
safeguards/encryption/unreadable.py
    _row_of: transaction.atomic()
safeguards/management/commands/verify_audit.py
    handle: transaction.atomic()
safeguards/row_security/operations.py
    ensure_role: transaction.atomic(using=connection.alias)
"""


def _held(function: ast.FunctionDef) -> Iterator[str]:
    """What a function locks, and the transactions it begins, in the order of the text."""
    found = []
    for node in ast.walk(function):
        if isinstance(node, ast.With):
            entered = [ast.unparse(item.context_expr) for item in node.items]
            found += [(node.lineno, words) for words in entered if "atomic(" in words]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = ast.unparse(node.func.value)
            if node.func.attr == "select_for_update":
                found.append((node.lineno, f"{owner.partition('.')[0]} rows"))
            elif node.func.attr == "execute" and (lock := LOCKS.search(ast.unparse(node))):
                found.append((node.lineno, lock[0]))
    yield from (words for _line, words in sorted(found))


@cache
def held() -> dict[str, list[str]]:
    """By ``file:function``; functions of one name in two classes count together."""
    found: dict[str, list[str]] = {}
    for path in (path for path in files() if guards(name(path))):
        for function in (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef)):
            if words := ", ".join(_held(function)):
                found.setdefault(f"{name(path)}:{function.name}", []).append(words)
    return found


@pytest.mark.parametrize("function", sorted(held().keys() | tabled(HELD).keys()))
def test_locks_and_transactions_are_the_ones_written_here(function):
    assert held().get(function, []) == tabled(HELD).get(function, [])
