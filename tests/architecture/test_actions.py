"""Every act has the same form: keyword-only, with ``by``, atomic, checked and recorded."""

import ast

import pytest

from tests.architecture.sources import files, name, tree

# Functions in ``actions`` that are not acts: they serve one, or only read.
SERVE_AN_ACT = {
    "cases/actions/drafts.py": {"save", "discard", "load"},  # the user's own drafts: checked, too frequent to record
    "cases/actions/age_changes.py": {"set_child_flag"},
    "cases/actions/folding.py": None,  # called by the acts on complaints, which check and record
    "cases/actions/merge_consequences.py": None,  # called by the acts on merges, which check and record
    "cases/actions/identity.py": {"reason_for_audit"},
    "cases/actions/hand_overs.py": {"take_back", "check_no_emergency"},
    "cases/actions/emergencies.py": {"path_of"},
    "cases/actions/victims.py": {"follow_stages"},
    "cases/actions/persons.py": None,  # called by the acts on complaints and victims, which check and record
    "taskforces/actions/numbering.py": None,
    "taskforces/actions/bootstrap.py": None,  # the first act, from the command line, before there are users
    "taskforces/actions/invitations.py": {"accept"},  # the link itself is the permission; tests/taskforces has the rest
    "cases/actions/endings.py": {"path_of"},
    "taskforces/actions/notifications.py": None,  # notify colleagues of an act that was checked and recorded
    "taskforces/actions/saved_views.py": {"seat_of"},
    "referrals/actions/referrals.py": {"path_of", "sent_with"},
}


# Acts without a role's permission, because something else allows them.
NEEDS_NO_ROLE = {
    "taskforces/actions/bootstrap.py:begin": "the first account of an installation, made at the server's command line",
    "taskforces/actions/invitations.py:accept": "the one-time link is the permission; its holder has no role yet",
}


# Acts on several rows, and the act on one row that they do for each, which records it.
DONE_FOR_EACH = {
    "cases/actions/together.py:move": "victims.move",
    "cases/actions/together.py:consent": "consents.record",
}


def _acts():
    for path in files():
        if not {"actions", "actions.py"} & set(path.parts) or path.name == "__init__.py":
            continue
        exempt = SERVE_AN_ACT.get(name(path), set())
        if exempt is None:
            continue
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.name not in exempt:
                yield pytest.param(path, node, id=f"{name(path)}:{node.name}")


def _calls(node: ast.FunctionDef, module: ast.Module) -> set[str]:
    """Names called in a function, and in private functions of its module that it calls."""
    private = {f.name: f for f in module.body if isinstance(f, ast.FunctionDef) and f.name.startswith("_")}
    found: set[str] = set()
    waiting = [node]
    while waiting:
        for call in ast.walk(waiting.pop()):
            if isinstance(call, ast.Call):
                called = ast.unparse(call.func)
                if called in private and called not in found:
                    waiting.append(private[called])
                found.add(called)
    return found


@pytest.mark.parametrize(("path", "act"), list(_acts()))
def test_an_act_is_keyword_only_atomic_checked_and_recorded(path, act):
    assert not act.args.args, "positional arguments"
    assert "by" in {argument.arg for argument in act.args.kwonlyargs}, "nobody does it"
    assert any("atomic" in ast.unparse(decorator) for decorator in act.decorator_list), "not atomic"
    assert ast.get_docstring(act), "says nothing"
    called = _calls(act, tree(path))
    if f"{name(path)}:{act.name}" not in NEEDS_NO_ROLE:
        assert called & {"check", "policy.check"}, "does not ask the policy"
    recording = {DONE_FOR_EACH.get(f"{name(path)}:{act.name}", "record"), "audit.record"}
    assert called & recording, "leaves no audit row"


def test_there_are_acts_to_speak_of():
    assert len(list(_acts())) > 20


# Reads of one row in an act that change nothing in it, and why no lock is taken.
READ_WITHOUT_LOCK = {
    (
        "cases/actions/complaints.py",
        "_logged_from",
    ): "after the form's own lock; the complaint is only shown",
    ("cases/actions/identity.py", "reveal"): "reads the identity, changes nothing",
    ("cases/register/actions.py", "confirm"): "pressed twice: shows what the first press made of the batch",
    ("cases/register/actions.py", "undo"): "pressed twice: shows what the first press made of the batch",
    ("referrals/actions/referrals.py", "_with_file"): "sent_with() has locked the victim",
    ("taskforces/actions/notifications.py", "notify_accounts_admins"): "asks for the parent, which never changes",
}


def _functions_of_acts():
    for path in files():
        if {"actions", "actions.py"} & set(path.parts) and path.name != "__init__.py":
            for node in tree(path).body:
                if isinstance(node, ast.FunctionDef):
                    yield pytest.param(path, node, id=f"{name(path)}:{node.name}")


def _unlocked_reads(function: ast.FunctionDef) -> list[str]:
    """Queries that fetch one row by its key without locking it, and what is called locked but is not."""
    found = []
    for node in ast.walk(function):
        words = ast.unparse(node) if isinstance(node, ast.Call | ast.Assign | ast.Return) else ""
        by_key = isinstance(node, ast.Call) and ".objects." in words and words.rpartition(".get(")[2].startswith("pk=")
        called_locked = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "locked"
        if (by_key or called_locked) and "select_for_update(" not in words:
            found.append(words)
    return found


@pytest.mark.parametrize(("path", "function"), list(_functions_of_acts()))
def test_an_act_reads_a_row_again_under_a_lock(path, function):
    """Between the page and the act a colleague may have changed the row; between the lock and the commit nobody can."""
    unlocked = _unlocked_reads(function)
    if (name(path), function.name) in READ_WITHOUT_LOCK:
        assert unlocked, "no longer reads without a lock; remove it from READ_WITHOUT_LOCK"
    else:
        assert not unlocked, "a row is fetched by its key and not locked"


# What an act holds although it does not change it, so that of two people at once one waits: said here and there.
HOLDS = {
    ("cases/actions/complaints.py", "_logged_from"): {"wait_for_form(submission_key)"},
    ("cases/actions/consents.py", "record"): {"Case.objects.hold(victim.case_id)"},
    ("cases/actions/consents.py", "withdraw"): {"Case.objects.hold(consent.victim.case_id)"},
    ("cases/actions/contacts.py", "_rule_now"): {"Person"},
    ("cases/actions/drafts.py", "_is_logged"): {"wait_for_form(key)"},
    ("cases/actions/endings.py", "_locked"): {"Case.objects.hold(request.victim.case_id)"},
    ("cases/actions/endings.py", "ask"): {"Case.objects.hold(victim.case_id)"},
    ("cases/actions/merges.py", "ask"): {"lock([kept.pk, gone.pk])"},
    ("cases/actions/services.py", "_with_its_referral"): {"Case.objects.hold(service.victim.case_id)"},
    ("cases/actions/time_limits.py", "change"): {"TaskForce"},
    ("cases/actions/together.py", "_chosen"): {"Case.objects.hold(case.pk)"},
    ("cases/public/actions/reports.py", "add"): {"_wait_for(report)"},
    ("cases/public/actions/reports.py", "receive"): {"_wait_for(receipt)"},
    ("coordination/actions/meetings.py", "record"): {"TaskForce"},
    ("referrals/actions/referrals.py", "_locked"): {"Case.objects.hold(referral.case_id)"},
    ("referrals/actions/referrals.py", "sent_with"): {"Case.objects.hold(victim.case_id)", "Victim"},
    ("referrals/actions/referrals.py", "settle"): {"Case.objects.hold(referral.case_id)"},
    ("reports/actions/releases.py", "release"): {"TaskForce"},
    ("taskforces/actions/agencies.py", "create"): {"TaskForce"},
    ("taskforces/actions/bootstrap.py", "begin"): {"TaskForce"},
    ("taskforces/actions/decrees.py", "create"): {"TaskForce"},
}
LOCKING = {"lock", "wait_for_form", "_wait_for"}


def _held(function: ast.FunctionDef) -> set[str]:
    """Statements that only lock: the call, or the model whose row is read under a lock and then dropped."""
    found = set()
    for statement in ast.walk(function):
        if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Call):
            continue
        words = ast.unparse(statement)
        if ".select_for_update(" in words:
            found.add(words.partition(".")[0])
        elif ".hold(" in words or words.partition("(")[0] in LOCKING:
            found.add(words)
    return found


def test_what_an_act_only_holds_is_written_down():
    """Numbers without a gap, one answer of two, the order of the locks: no test of one person at a time sees them."""
    found = {}
    for parameter in _functions_of_acts():
        path, function = parameter.values
        if held := _held(function):
            found[name(path), function.name] = held
    assert found == HOLDS
