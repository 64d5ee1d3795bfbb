"""Time limits of the work are rows of ``TimeLimit``. All other spans in hours or days are listed here, with a reason.

A new constant fails until somebody decides: is it from law or practice (then it is a ``Duty``), or from the product?
"""

import ast
import re
from collections.abc import Iterator

from tests.architecture.sources import files, name, tree

UNIT = re.compile(r"(^|_)(HOURS|DAYS|WEEK)(_|$)")
INVENTED = ("tppo_gugus/demo/", "tppo_gugus/load/", "tppo_gugus/views/gallery.py")  # invented people, rows and moments
NO_SPANS = {"NEAR_DAYS", "HOURS", "_BEFORE_HOURS", "DAYS_A_YEAR"}  # words and patterns for days and hours

# file: (constant, its value, why it is not a time limit of the work)
DECIDED = {
    "tppo_gugus/day.py": {"DECREE_NOTICE_DAYS": ("60", "how long before its end a decree is shown; nothing is late")},
    "tppo_gugus/settings.py": {
        "KNOWN_DEVICE_DAYS": ("env.int('KNOWN_DEVICE_DAYS', default=180)", "security: a device is known so long"),
        "INVITATION_LIFETIME": ("timedelta(hours=72)", "security: a link opens an account so long"),
    },
    "tppo_gugus/tasks.py": {"HOURS_TO_KEEP_FINISHED_JOBS": ("72", "housekeeping of jobs")},
    "tppo_gugus/watching.py": {"MOST_DAYS": ("3650", "the largest age a watch says in figures")},
    "reports/disclosure/periods.py": {"LEAST_DAYS_APART": ("28", "disclosure control")},
    "reports/forms.py": {"SHORTEST_DAYS_BELOW": ("28", "disclosure control")},
    "referrals/filters.py": {"timedelta(hours=24)": ("", "the filter is called *24 jam* and means it")},
    "referrals/queries.py": {"USUAL_OVER": ("timedelta(days=180)", "how far back answers are looked at for a median")},
    "referrals/slip.py": {"OPEN_AFTER_COMPLETION": ("timedelta(days=30)", "privacy: a slip closes for its agency")},
    "coordination/forms.py": {"DAYS_AHEAD": ("366", "a day later than that is mistyped")},
    "cases/actions/contacts.py": {"SAME_PRESS": ("timedelta(minutes=1)", "a double press")},
    "cases/actions/duty_roster.py": {
        "LONGEST_TURN": ("timedelta(hours=24)", "a longer turn is mistyped"),
        "WEEK": ("timedelta(days=7)", "a week"),
    },
    "cases/queries/time_limits.py": {"LATEST_START": ("timedelta(days=366)", "a day later than that is mistyped")},
    "cases/filters/complaints.py": {
        "timedelta(days=6)": ("", "the filter is called *7 hari* and means it"),
        "timedelta(days=29)": ("", "the filter is called *30 hari* and means it"),
    },
    "cases/leaving/giving.py": {
        "RECENT_DAYS": ("3", "how far back a timer looks for drafts; the nightly one looks at all"),
        "SAME_NUMBER_DAYS": ("60", "a number used lately by others is the office's"),
    },
    "cases/models/merge.py": {"UNDO_DAYS": ("90", "how long the state before a merge is kept; the database knows it")},
    "cases/models/register.py": {
        "DAYS_TO_UNDO": ("90", "how long an import can be taken back; the database knows it"),
        "DAYS_TO_KEEP": ("30", "how long an uploaded file is kept"),
    },
    "cases/models/time_limit.py": {
        "USUAL_HOURS": (
            "{Duty.IDENTIFICATION: 24, Duty.STOP_SHARING: 72, Duty.EMERGENCY: 1, Duty.HAND_OVER_RECEIPT: 24}",
            "what holds where an installation has no row at all; equal to its first rows (test_time_limits)",
        ),
        "LONGEST_HOURS": ("24 * 365", "a longer limit is mistyped"),
    },
    "cases/public/thread.py": {"KEPT_FOR": ("timedelta(days=365)", "privacy: a receipt opens so long")},
    "cases/queries/likely.py": {"SAME_CALL_WITHIN": ("timedelta(hours=6)", "a hint that two calls may be one")},
    "cases/queries/on_duty.py": {"LOOK_AHEAD": ("timedelta(hours=48)", "how far ahead the next turn is shown")},
    "cases/forms/intake/call.py": {"FAR_PLAN_DAYS": ("183", "a plan so far ahead is asked about: perhaps mistyped")},
    "cases/reading/planned_days.py": {
        "PLAN_NEAR_DAYS": (
            "3",
            "a plan is urgent: a Friday call about a Monday must be acted on that Friday",
        ),
        "PASSED_DAYS": ("7", "how long a plan stays in sight after its day"),
        "FARTHEST_DAYS": ("731", "a plan farther ahead is mistyped"),
        "timedelta(days=6)": ("", "a week from Monday to Sunday"),
        "timedelta(days=7)": ("", "within a week"),
    },
    "cases/shorthand/scan.py": {"DAYS": ("{'day', 'since'}", "what a word of a line can be: no span")},
    "cases/views/duty.py": {"DAYS": ("7", "a week on a page")},
    "taskforces/access/middleware.py": {"SEEN_LATELY": ("timedelta(minutes=1)", "how often the lock is written")},
    "taskforces/holdings.py": {"NOTICE_DAYS": ("30", "how long before its end somebody's access is shown; not late")},
    "taskforces/models/agency.py": {"USUAL_PROMISE": ("24", "an agency's own promise, a column it fills in")},
}


def _is_span(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "timedelta"


def spans() -> Iterator[tuple[str, str, str]]:
    """File, constant (or the call, if it has no name) and value of every span in hours or days."""
    for path in files():
        if name(path).startswith(INVENTED):
            continue
        named = set()
        for node in tree(path).body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                target = node.targets[0].id
                calls = [part for part in ast.walk(node.value) if _is_span(part)]
                named |= {id(call) for call in calls}
                if target not in NO_SPANS and (calls or UNIT.search(target) or target == "USUAL_PROMISE"):
                    yield name(path), target, ast.unparse(node.value)
        for node in ast.walk(tree(path)):
            if _is_span(node) and id(node) not in named and _says_how_long(node):
                yield name(path), ast.unparse(node), ""


def _says_how_long(call: ast.Call) -> bool:
    """A literal number of hours or days, other than the next day."""
    given = [word.value.value for word in call.keywords if word.arg in ("hours", "days", "weeks")
             and isinstance(word.value, ast.Constant)]  # fmt: skip
    return any(value not in (0, 1) for value in given) or any(
        isinstance(value, ast.Constant) and value.value for value in call.args
    )


def test_every_span_of_hours_or_days_is_decided():
    decided = {(file, key, value) for file, rows in DECIDED.items() for key, (value, _why) in rows.items()}
    differing = sorted(set(spans()) ^ decided)
    assert not differing, "\n".join(map(str, differing))


def test_no_default_repeats_a_limit():
    """``default=24`` is a hidden limit."""
    hidden = [
        (name(path), ast.unparse(node))
        for path in files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.keyword)
        and node.arg == "default"
        and isinstance(node.value, ast.Constant)
        and node.value.value in (24, 48, 72)
    ]
    assert hidden == []
