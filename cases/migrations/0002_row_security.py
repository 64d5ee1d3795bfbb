"""What the application may read and write of a case file: the rows of the request's task forces, and nothing deleted.

Tables without a name, a telephone number or a narrative may also be read for counting (``figures``). Ended rows keep
their original content: only the columns about the end may change. An agency's answer can also reach services, consents
and participations (``file_scope``).

Each task force writes its own rows of the search side tables. Tokens of people, callers and police reports are keyed and
readable without a condition, because with a policy that is simply true PostgreSQL can use its index. Word numbers have
no key, because triggers write them; they are read through ``cases_files_with`` (0004).
"""

from django.conf import settings
from django.db import migrations

from safeguards.row_security import (
    APPEND_ONLY,
    NOTHING_DELETED,
    AddRowPolicy,
    EnableRowSecurity,
    GrantApplicationRole,
    RowPolicy,
    update_of,
)
from safeguards.row_security.operations import READ_AND_WRITE
from safeguards.row_security.policies import WRITES


def changing(*columns: str) -> tuple[str, ...]:
    """Rights to add rows, and to change only these columns."""
    return ("SELECT", "INSERT", update_of(*columns))


COUNTED = {
    "complaint": NOTHING_DELETED,
    "complaintperson": NOTHING_DELETED,
    "case": NOTHING_DELETED,
    "victim": NOTHING_DELETED,
    "screening": APPEND_ONLY,
    "service": changing(
        "state", "started_on", "ended_at", "outcome_note", "due_at", "paused_at", "paused_by_id", "pause_reason",
        "paused_until", "pause_note", "paused_for",
    ),
    "proceeding": NOTHING_DELETED,
    # who declared the emergency, and its deadline, cannot change
    "emergencyresponse": changing(
        "acknowledged_at", "acknowledged_by_id", "escalation_level", "escalated_at", "result", "end_note", "ended_at",
        "ended_by_id",
    ),
}  # fmt: skip
BOUND = {
    "person": NOTHING_DELETED,
    "consent": changing("withdrawn_at", "withdrawn_by_id"),
    "endingrequest": changing("answer", "answer_note", "answered_at", "answered_by_id"),
    "participation": changing("until"),
    "handover": NOTHING_DELETED,
    "dutyturn": READ_AND_WRITE,  # only a turn planned by mistake may be deleted
    "emergencycontact": NOTHING_DELETED,
    "emergencystep": APPEND_ONLY,
    "contactattempt": changing("result", "result_at", "result_by_id", "person_id"),  # a merge changes the person
    "personmerge": changing("undone_at", "undone_by_id", "before"),  # 0003 says when it may be erased
    "notsame": changing("withdrawn_at", "withdrawn_by_id"),
    "link": changing("dismissed_at", "dismissed_by_id", "dismissed_reason"),
    "linktoken": ("SELECT", "INSERT", "DELETE"),  # rewritten when a person changes
    "filewords": READ_AND_WRITE,
    # the old register: working rows of an import are deleted after use
    "registerpiece": READ_AND_WRITE,
    "registerrow": READ_AND_WRITE,
    "registerprogress": READ_AND_WRITE,
    "registerbatch": NOTHING_DELETED,
    "registerentry": APPEND_ONLY,
    "registermapping": READ_AND_WRITE,  # forgotten when a register is undone, if asked
    # written once
    "stagechange": APPEND_ONLY,
    "proceedingstep": APPEND_ONLY,
    "casehistory": APPEND_ONLY,
    "complainthistory": APPEND_ONLY,
    "personhistory": APPEND_ONLY,
    "victimhistory": APPEND_ONLY,
}

# --- Drafts ---------------------------------------------------------------------------------------------------------
# Drafts are private. The owner of a draft cannot change, because nobody may write another user's row: a hand-over
# deletes one's own row and writes a new one. This rule allows exactly that row: for a colleague who works on the same
# task force's files today (in its time zone, not in the session's), marked as handed over by the earlier owner. Only
# the colleague may read it.
TODAY = f"(now() AT TIME ZONE '{settings.TIME_ZONE}')::date"
FOR_A_COLLEAGUE = f"""
    handed_by_id = (SELECT NULLIF(current_setting('app.user_id', true), '')::uuid)
    AND user_id <> handed_by_id
    AND handed_at IS NOT NULL
    AND split_part(key, ':', 1) IN ('complaint', 'complaint-amend', 'screening', 'referral') AND strpos(key, ':') > 0
    AND EXISTS (
        SELECT 1 FROM taskforces_membership AS seat
        WHERE seat.user_id = cases_draft.user_id
          AND seat.task_force_id = ANY ((SELECT NULLIF(current_setting('app.task_forces', true), '')::uuid[])::uuid[])
          AND seat.role IN ('caseworker', 'supervisor')
          AND seat.deactivated_at IS NULL
          AND seat.valid_from <= {TODAY}
          AND (seat.valid_until IS NULL OR seat.valid_until >= {TODAY})
    )
"""

# --- The public form --------------------------------------------------------------------------------------------------
# A visitor without an account sends a report, and can read only the messages of their own receipt.
# ``app.public_task_force`` (set only by the two acts of a visitor) opens complaints, persons and reports of one task
# force for INSERT, and only complaints in the state of a new public one. ``app.public_receipt`` opens the one report
# with that digest, and its messages. Only the accounts admin may change the form itself.
HERE = "task_force_id = (SELECT NULLIF(current_setting('app.public_task_force', true), '')::uuid)"
OWN = "receipt_digest = (SELECT decode(NULLIF(current_setting('app.public_receipt', true), ''), 'hex'))"
OF_OWN_REPORT = f"report_id IN (SELECT r.id FROM cases_publicreport r WHERE r.{OWN})"
FRESH = "channel = 'public_form' AND outcome = 'pending' AND case_id IS NULL"
SUPERVISES = """
    task_force_id::text || ':supervisor' = ANY ((SELECT NULLIF(current_setting('app.roles', true), '')::text[])::text[])
"""
HOLDS_ACCOUNTS = """
    EXISTS (
        SELECT FROM unnest((SELECT NULLIF(current_setting('app.roles', true), '')::text[])) AS seat
        WHERE split_part(seat, ':', 2) = 'accounts_admin'
    )
"""


def added(condition: str) -> RowPolicy:
    """Rows a visitor may add and never read."""
    return RowPolicy("visitor_adds", condition, ("INSERT",))


PUBLIC_FORM = [
    EnableRowSecurity(
        "cases_publicform",
        RowPolicy.published("true"),
        RowPolicy("managers", RowPolicy.member().condition, ("INSERT", "UPDATE")),
        RowPolicy("accounts_admins", HOLDS_ACCOUNTS, ("INSERT", "UPDATE"), restrictive=True),
        rights=NOTHING_DELETED,
    ),
    EnableRowSecurity(
        "cases_publicreport",
        RowPolicy.task_force(),
        added(f"{HERE} AND {OWN}"),
        RowPolicy("visitor_reads", OWN, ("SELECT",)),
        rights=changing("is_folded"),
    ),
    EnableRowSecurity(
        "cases_publicmessage",
        RowPolicy.task_force(),
        added(f"{HERE} AND author = 'reporter' AND {OF_OWN_REPORT}"),
        RowPolicy("visitor_reads", OF_OWN_REPORT, ("SELECT",)),
        rights=changing("read_at", "read_by_id"),
    ),
    AddRowPolicy("cases_complaint", added(f"{HERE} AND {FRESH}")),
    AddRowPolicy("cases_complaintperson", added(HERE)),
    AddRowPolicy("cases_person", added(HERE)),
]

# --- Tokens -----------------------------------------------------------------------------------------------------------
READ_BY_ALL = (RowPolicy.published("true"), RowPolicy("task_force", RowPolicy.task_force().condition, WRITES))


# --- Time limits ------------------------------------------------------------------------------------------------------
# The writer of a limit signs it, and it applies from then on: nobody signs for a colleague or for a past day. (One day
# of tolerance covers clocks that differ around midnight.) 0003 says what may change later.
SIGNED = f"""
    recorded_by_id = (SELECT NULLIF(current_setting('app.user_id', true), '')::uuid)
    AND (checked_by_id IS NULL OR checked_by_id = recorded_by_id)
    AND withdrawn_at IS NULL
    AND valid_from >= {TODAY} - 1
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_tables"), ("safeguards", "0002_row_security")]

    operations = [
        *(
            EnableRowSecurity(f"cases_{name}", RowPolicy.task_force(), figures=True, rights=rights)
            for name, rights in COUNTED.items()
        ),
        *(EnableRowSecurity(f"cases_{name}", RowPolicy.task_force(), rights=rights) for name, rights in BOUND.items()),
        EnableRowSecurity("cases_draft", RowPolicy.own(), RowPolicy("handed", FOR_A_COLLEAGUE, ("INSERT",))),
        *PUBLIC_FORM,
        EnableRowSecurity("cases_persontokens", *READ_BY_ALL, added(HERE)),
        EnableRowSecurity("cases_complainttokens", *READ_BY_ALL, added(HERE)),
        EnableRowSecurity("cases_proceedingtokens", *READ_BY_ALL, rights=NOTHING_DELETED),
        EnableRowSecurity(
            "cases_timelimit",
            RowPolicy.published("task_force_id IS NULL"),
            RowPolicy.member(),
            RowPolicy("supervisors", SUPERVISES, ("INSERT", "UPDATE"), restrictive=True),
            RowPolicy("signed", SIGNED, ("INSERT",), restrictive=True),
            rights=("SELECT", "INSERT", update_of("valid_until", "withdrawn_at", "withdrawn_by_id")),
        ),
    ]
