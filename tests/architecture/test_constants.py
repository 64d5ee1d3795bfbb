"""Numbers, words and lists of the code that guards, written here a second time.

A limit that moves by one, a word that stored rows begin with, a field that drops out of what may be edited: tests of
single persons and short texts pass all the same. Who changes one means it.
"""

import ast
from collections.abc import Iterator
from functools import cache

import pytest

from taskforces.access.permissions import Permission
from taskforces.access.roles import Role
from tests.architecture.guarded import guards
from tests.architecture.sources import files, name, tree

# Not here: sentences, SQL and patterns, which tests run; what people read; and names of types.
ELSEWHERE = ("_(", "SELECT ", "re.compile", "logging.", "TypeVar", "models.", " for ")
CONSTANTS = """
reports/disclosure/__init__.py
    RULES = 2
reports/disclosure/linkage.py
    LEAST_DENOMINATOR = 10
reports/disclosure/periods.py
    LEAST_DAYS_APART = 28
    UNBOUNDED = 10 ** 9
reports/disclosure/publication.py
    CITY_CODE_LENGTH = len('15.71')
    NOTED_FOR_MEMBERS = frozenset({'cases_kind'})
    MOST_ATTRIBUTES = 2
reports/disclosure/regions.py
    ANYTHING = (0, UNBOUNDED)
reports/disclosure/solver.py
    NODE_BUDGET = 400
    Constraint.exact = True
reports/disclosure/suppression.py
    MAX_GROUP_SOURCES = 8
reports/disclosure/typed_texts.py
    _FEW = '|'.join(SMALL_NUMBERS[1:11])
    _WHOM =
        'korban|anak|bayi|balita|perempuan|laki-laki|orang|kasus|pengaduan|rujukan|penyintas|siswi?|santri|warga|jiwa'
referrals/actions/referrals.py
    NEED_MAX = 300
referrals/workflow.py
    NEXT_STATES = {R.SENT: frozenset({R.ACCEPTED, R.DECLINED, R.WITHDRAWN}), R.ACCEPTED: frozenset({R.COMPLETED,
        R.WITHDRAWN}), R.DECLINED: frozenset(), R.COMPLETED: frozenset(), R.WITHDRAWN: frozenset()}
    SERVICE_END = {OutcomeKind.GIVEN: ServiceState.COMPLETED, OutcomeKind.PARTLY_GIVEN: ServiceState.PARTLY,
        OutcomeKind.REFUSED_BY_VICTIM: ServiceState.DECLINED, OutcomeKind.NOT_REACHED: ServiceState.DECLINED}
coordination/actions/meetings.py
    DETAILS = ('title', 'held_on', 'starts_at', 'ends_at', 'place', 'division', 'chaired_by', 'note')
coordination/workflow.py
    NEXT_STATES = {D.OPEN: frozenset({D.IN_PROGRESS, D.DONE, D.CANCELLED}), D.IN_PROGRESS: frozenset({D.DONE,
        D.CANCELLED, D.OPEN}), D.DONE: frozenset({D.IN_PROGRESS}), D.CANCELLED: frozenset({D.OPEN})}
cases/actions/age_changes.py
    AGE_FIELDS = ('age_at_event', 'age_is_estimated', 'is_child')
cases/actions/cases.py
    SERIES = 'K'
    EDITABLE = frozenset({'summary', 'responsible', 'urgency', 'mode', 'event_on', 'event_until', 'event_region',
        'simfoni_number', 'simfoni_entered_on'})
cases/actions/complaints.py
    SERIES = 'P'
    ROLE_FIELDS = ('role', 'is_known', 'is_reporter', 'sex', 'age_is_estimated', 'origin_region')
cases/actions/contacts.py
    SAME_PRESS = timedelta(minutes=1)
cases/actions/drafts.py
    MOST_CHARACTERS = 200000
cases/actions/duty_roster.py
    LONGEST_TURN = timedelta(hours=24)
    WEEK = timedelta(days=7)
cases/actions/emergencies.py
    DANGER_OVER = frozenset(EmergencyResult) - {EmergencyResult.NOT_FOUND}
cases/actions/identity.py
    PAPERS = frozenset({'nik', 'birth_date'})
    OPTIONAL = frozenset({'nickname', 'accounts'})
cases/actions/links.py
    MOST_SHOWN = 20
cases/actions/merge_consequences.py
    TOLD_AGE = ('age', 'age_is_estimated')
cases/actions/persons.py
    SEARCHED = frozenset(person_tokens.SEARCHED_FIELDS)
cases/actions/screenings.py
    MOST_NOTE = 500
    ASKED = frozenset(ScreeningAnswer) - {ScreeningAnswer.NOT_ASKED}
cases/actions/services.py
    ENDED_BY = {ServiceState.COMPLETED: Permission.REFERRAL_COMPLETE, ServiceState.PARTLY:
        Permission.REFERRAL_COMPLETE, ServiceState.DECLINED: Permission.REFERRAL_ANSWER, ServiceState.WITHDRAWN:
        Permission.REFERRAL_WITHDRAW}
    UNDER_WAY = (ServiceState.REQUESTED, ServiceState.ACCEPTED)
    CLOCK = ('due_at', 'paused_for')
    PAUSE = ('paused_at', 'paused_by', 'pause_reason', 'paused_until')
cases/actions/victims.py
    VICTIM_FIELDS = frozenset({'sex', 'age_at_event', 'age_is_estimated', 'origin_region', 'main_factor', 'factors',
        'special_needs'})
cases/public/actions/forms.py
    RECORDER_EMAIL = 'formulir.publik@sistem.invalid'
    RECORDER_NAME = 'Formulir publik'
cases/public/actions/reports.py
    LOCK_SPACE = 1347764806
    MOST_ADDITIONS = 20
    MOST_DANGERS = 200
cases/register/actions.py
    SERIES = 'REG'
    ENOUGH_COLUMNS = 4
    DECISIONS = ('new', 'same', 'skip')
cases/workflow.py
    ENDS_WITHOUT_CASE = frozenset({O.INFORMATION, O.OTHER_REGION, O.WRONG_NUMBER, O.SPAM, O.NOT_A_COMPLAINT})
    INTO_A_CASE = frozenset({O.NEW_CASE, O.EXISTING_CASE})
    NEXT_STAGES = {S.COMPLAINT: frozenset({S.IDENTIFICATION, S.DUPLICATE, S.TRANSFERRED}), S.IDENTIFICATION:
        frozenset({S.ASSESSMENT, S.NOT_TPPO, S.TRANSFERRED, S.EMERGENCY, S.DUPLICATE}), S.EMERGENCY:
        frozenset({S.IDENTIFICATION, S.ASSESSMENT}), S.ASSESSMENT: frozenset({S.PLAN, S.NOT_TPPO, S.TRANSFERRED}),
        S.PLAN: frozenset({S.SERVICE, S.ASSESSMENT}), S.SERVICE: frozenset({S.MONITORING, S.PLAN, S.TRANSFERRED}),
        S.MONITORING: frozenset({S.SERVICE, S.PLAN, S.TERMINATION}), S.TERMINATION: frozenset({S.ASSESSMENT}),
        S.NOT_TPPO: frozenset({S.ASSESSMENT}), S.TRANSFERRED: frozenset({S.ASSESSMENT}), S.DUPLICATE: frozenset()}
    STAGE_ORDER = (S.COMPLAINT, S.EMERGENCY, S.IDENTIFICATION, S.ASSESSMENT, S.PLAN, S.SERVICE, S.MONITORING,
        S.TERMINATION, S.TRANSFERRED, S.NOT_TPPO, S.DUPLICATE)
    ENDED = frozenset({S.TERMINATION, S.TRANSFERRED, S.NOT_TPPO, S.DUPLICATE})
    JOURNEY = (S.COMPLAINT, S.IDENTIFICATION, S.ASSESSMENT, S.PLAN, S.SERVICE, S.MONITORING, S.TERMINATION)
    NEEDS_REASON = frozenset({(S.TERMINATION, S.ASSESSMENT), (S.NOT_TPPO, S.ASSESSMENT), (S.TRANSFERRED,
        S.ASSESSMENT), (S.SERVICE, S.PLAN), (S.MONITORING, S.TERMINATION)})
    FIRST_LEGAL_STAGES = frozenset({L.POLICE_REPORT})
    NEXT_LEGAL_STAGES = {L.POLICE_REPORT: frozenset({L.INQUIRY}), L.INQUIRY: frozenset({L.INVESTIGATION,
        L.INQUIRY_STOPPED}), L.INQUIRY_STOPPED: frozenset(), L.INVESTIGATION: frozenset({L.SPDP, L.STOPPED}),
        L.SPDP: frozenset({L.P16, L.STAGE_ONE, L.STOPPED}), L.P16: frozenset({L.P17, L.STAGE_ONE, L.STOPPED}),
        L.P17: frozenset({L.P17, L.STAGE_ONE, L.STOPPED}), L.STAGE_ONE: frozenset({L.P18, L.P19, L.P21}), L.P18:
        frozenset({L.P19}), L.P19: frozenset({L.STAGE_ONE, L.P20, L.STOPPED}), L.P20: frozenset({L.STAGE_ONE,
        L.STOPPED}), L.P21: frozenset({L.P21A, L.STAGE_TWO}), L.P21A: frozenset({L.P21A, L.STAGE_TWO}), L.STAGE_TWO:
        frozenset({L.COURT_FILED, L.PROSECUTION_STOPPED}), L.STOPPED: frozenset({L.INVESTIGATION}),
        L.PROSECUTION_STOPPED: frozenset({L.STAGE_TWO}), L.COURT_FILED: frozenset({L.TRIAL}), L.TRIAL:
        frozenset({L.VERDICT}), L.VERDICT: frozenset({L.APPEAL, L.FINAL}), L.APPEAL: frozenset({L.APPEAL_VERDICT}),
        L.APPEAL_VERDICT: frozenset({L.CASSATION, L.FINAL}), L.CASSATION: frozenset({L.CASSATION_VERDICT}),
        L.CASSATION_VERDICT: frozenset({L.FINAL}), L.FINAL: frozenset({L.EXECUTION}), L.EXECUTION: frozenset()}
    NEXT_SERVICE_STATES = {ServiceState.REQUESTED: frozenset({ServiceState.ACCEPTED, ServiceState.DECLINED,
        ServiceState.WITHDRAWN, ServiceState.STOPPED}), ServiceState.ACCEPTED: frozenset({*(ServiceState.COMPLETED,
        ServiceState.PARTLY, ServiceState.DECLINED), *(ServiceState.WITHDRAWN, ServiceState.STOPPED)}),
        ServiceState.STOPPED: frozenset({ServiceState.WITHDRAWN}), ServiceState.COMPLETED: frozenset(),
        ServiceState.PARTLY: frozenset(), ServiceState.DECLINED: frozenset(), ServiceState.WITHDRAWN: frozenset()}
    PAUSABLE_SERVICE_STATES = frozenset({ServiceState.REQUESTED, ServiceState.ACCEPTED})
    OWED_SERVICE_STATES = frozenset({ServiceState.REQUESTED, ServiceState.ACCEPTED, ServiceState.STOPPED})
taskforces/access/attempts.py
    (SHORT, HOUR, MONTH) = (300, 3600, 30 * 86400)
    AT_HOME = 3
    MOST_HOMES = 8
    MOST_LETTERS = 5
    SIGNED_IN = 'signed-in'
    Step.PASSWORD = 'password'
    Step.CODE = 'code'
    TELL_AFTER = {Step.PASSWORD: 5, Step.CODE: 3}
taskforces/access/bases.py
    ScopedListView.paginate_by = 25
taskforces/access/known_devices.py
    COOKIE = 'perangkat'
    SALT = 'taskforces.known-device'
    MOST_ACCOUNTS = 8
taskforces/access/middleware.py
    SEEN_LATELY = timedelta(minutes=1)
    SECOND_FACTOR_EXEMPT = frozenset({'mfa_activate_totp', 'mfa_index', 'mfa_generate_recovery_codes',
        'mfa_view_recovery_codes', 'mfa_download_recovery_codes', 'account_logout', 'account_reauthenticate',
        'mfa_reauthenticate', 'health', 'lock', 'unlock'})
taskforces/access/roles.py
    Reach.TASK_FORCE = 'task_force'
    Reach.AGENCY = 'agency'
    Reach.FIGURES = 'figures'
    Reach.ACCOUNTS = 'accounts'
    _CASE_WORK = frozenset({P.SEARCH, P.COMPLAINT_LOG, P.COMPLAINT_VIEW, P.COMPLAINT_EDIT, P.PUBLIC_REPORT_ANSWER,
        P.PERSON_MERGE, P.REGISTER_IMPORT, P.VIEW_SAVE, P.CASE_OPEN, P.CASE_VIEW, P.CASE_EDIT, P.CASE_CHANGE_KIND,
        P.VICTIM_SCREEN, P.VICTIM_MOVE_STAGE, P.IDENTITY_REVEAL, P.PROCEEDING_EDIT, P.SERVICE_RECORD,
        P.CONSENT_RECORD, P.REFERRAL_SEND, P.REFERRAL_VIEW, P.REFERRAL_WITHDRAW})
    OWN_TASK_FORCE_ONLY = frozenset({P.MEETING_MANAGE, P.DECISION_UPDATE})
    ROLES_WITH_AGENCY = frozenset({Role.CASEWORKER, Role.SUPERVISOR, Role.AGENCY_OFFICER})
taskforces/access/sign_in.py
    _PURPOSE = b'mfa.authenticator'
    ENCRYPTED_PARTS = {'secret', 'seed'}
taskforces/actions/agencies.py
    EDITABLE = ('name', 'short_name', 'kind', 'division', 'contact_phone', 'contact_email', 'address')
taskforces/actions/decrees.py
    EDITABLE = ('number', 'year', 'title', 'signed_by', 'issued_on', 'valid_from', 'valid_until')
taskforces/actions/invitations.py
    TOKEN_BYTES = 32
taskforces/actions/saved_views.py
    MOST_VIEWS = 20
taskforces/actions/watches.py
    MOST_WATCHES = 20
    LARGEST = {WatchKind.MORE_THAN: 1000, WatchKind.OLDER_THAN: 3650}
safeguards/apps.py
    SafeguardsConfig.name = 'safeguards'
safeguards/audit/bulk.py
    CHAIN_LOCK = 582107
    KINDS = ('text', 'timestamptz', 'uuid', 'text', 'text', 'text', 'uuid', 'text', 'uuid', 'jsonb')
safeguards/audit/reasons.py
    SHORTEST_REASON = 8
safeguards/audit/recording.py
    REFUSED = 'access.refused'
    UNREADABLE = 'value.unreadable'
    UNREADABLE_STREAM = 'system/unreadable'
    SYSTEM_STREAM = 'system'
    LOCK_TIMEOUT = '2s'
    COLUMNS = ', '.join(AuditRow._fields)
safeguards/audit/routing.py
    CACHE_LABEL = 'django_cache'
safeguards/audit/sentences.py
    SEALED = 'sealed:'
    PURPOSE = b'audit.sealed'
safeguards/encryption/checks.py
    MOST_ACCESS = 416
safeguards/encryption/cipher.py
    VERSION = 1
    NONCE_BYTES = 12
    HEADER_BYTES = 2 + NONCE_BYTES
    KEY_ID_OFFSET = 1
safeguards/encryption/envelope.py
    NONCE_BYTES = 12
    STEP = 256
    LONGEST = 64000
safeguards/encryption/fields.py
    EncryptedTextField.description = 'Encrypted text'
    EncryptedTextField.empty_strings_allowed = True
safeguards/encryption/filled.py
    TAG_BYTES = 16
    EMPTY_BYTES = HEADER_BYTES + TAG_BYTES
    IsFilled.function = 'octet_length'
    IsFilled.arity = 1
safeguards/encryption/key_ring.py
    KEY_BYTES = 32
    HIGHEST_KEY_ID = 255
    RECHECK_SECONDS = 1.0
    KeyRingError.word = 'rusak'
    MissingKeyRingError.word = 'hilang'
    ForeignKeyRingError.word = 'asing'
safeguards/encryption/proof.py
    SAMPLE = 20
safeguards/encryption/rotation.py
    BATCH_ROWS = 500
safeguards/encryption/sealing.py
    TABLE = 'safeguards_keyringseal'
    INDEX_KEY = 0
    STAYS_SOUND_SECONDS = 5.0
    UnsealedError.word = 'belum disegel'
safeguards/encryption/unreadable.py
    REMEMBERED_SECONDS = 90 * 24 * 3600
    MOST_KNOWN = 10000
    MARK = '\\u2060'
safeguards/networks.py
    IPV6_NETWORK = 56
safeguards/privacy.py
    (IDENTIFYING, SENSITIVE, PLAIN) = ('identifying', 'sensitive', 'plain')
    KINDS = (IDENTIFYING, SENSITIVE, PLAIN)
    REDACTED = '•'
safeguards/row_security/context.py
    SETTINGS = {'user_id': 'app.user_id', 'roles': 'app.roles', 'task_forces': 'app.task_forces', 'agencies':
        'app.agencies', 'member_task_forces': 'app.member_task_forces', 'coordinating_task_forces':
        'app.coordinating_task_forces', 'figure_task_forces': 'app.figure_task_forces', 'public_task_force':
        'app.public_task_force', 'public_receipt': 'app.public_receipt'}
safeguards/row_security/operations.py
    READ_AND_WRITE = ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
    NOTHING_DELETED = ('SELECT', 'INSERT', 'UPDATE')
    APPEND_ONLY = ('SELECT', 'INSERT')
    _DatabaseOperation.reversible = True
    _DatabaseOperation.reduces_to_sql = True
safeguards/row_security/policies.py
    WRITES = ('INSERT', 'UPDATE', 'DELETE')
safeguards/scrubbing.py
    REDACTED = '•'
    SHORTEST_KEY = 24
    LONGEST_QUOTE = 40
    _HARMLESS_META = ('REQUEST_METHOD', 'CONTENT_TYPE', 'CONTENT_LENGTH', 'SERVER_NAME', 'SERVER_PORT', 'HTTP_HOST')
safeguards/tokens.py
    DIGITS_ONLY = frozenset({'nik', 'family_card'})
"""


def _words(node: ast.AST) -> str:
    """What stands there, in one line."""
    return " ".join(ast.unparse(node).split())


def _constants(body: list[ast.stmt], owner: str = "") -> Iterator[str]:
    """The plain constants of a module and its classes: ``SERIES = 'K'``."""
    for statement in body:
        if isinstance(statement, ast.ClassDef) and not owner:
            yield from _constants(statement.body, f"{statement.name}.")
        if not isinstance(statement, ast.Assign | ast.AnnAssign) or statement.value is None:
            continue
        target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
        is_plain_attribute = bool(owner) and isinstance(statement.value, ast.Constant) and statement.value.value
        if not ast.unparse(target).strip("(_").isupper() and not is_plain_attribute:
            continue
        words = _words(statement.value)
        is_sentence = isinstance(statement.value, ast.Constant) and len(str(statement.value.value).split()) > 3
        is_plain = not isinstance(statement.value, ast.JoinedStr | ast.Subscript | ast.Attribute)
        if is_plain and not is_sentence and not any(word in words for word in ELSEWHERE):
            yield f"{owner}{_words(target)} = {words}"


@cache
def constants() -> dict[str, list[str]]:
    """The constants of each file that guards; permissions have a rule of their own."""
    found = {name(path): list(_constants(tree(path).body)) for path in files() if guards(name(path))}
    return {path: lines for path, lines in found.items() if lines and path != "taskforces/access/permissions.py"}


@cache
def written() -> dict[str, list[str]]:
    """The table by file; a line further in goes on."""
    found: dict[str, list[str]] = {}
    path = ""
    for line in CONSTANTS.strip().splitlines():
        if not line.startswith(" "):
            path = line
        elif line.startswith("     "):
            found[path][-1] += f" {line.strip()}"
        else:
            found.setdefault(path, []).append(line.strip())
    return found


@pytest.mark.parametrize("path", sorted(written().keys() | constants().keys()))
def test_a_number_word_or_list_is_the_one_written_here(path):
    assert constants().get(path, []) == written().get(path, [])


def test_a_permission_is_called_by_its_name():
    """Templates ask for it by this word, and the audit keeps it."""
    odd = {"SEARCH": "search.run", "TIME_LIMIT_SET": "time_limit.set", "TASK_FORCE_MANAGE": "task_force.manage"}
    odd |= {"PUBLIC_REPORT_ANSWER": "public_report.answer", "PUBLIC_FORM_MANAGE": "public_form.manage"}
    for permission in Permission:
        assert permission.value == odd.get(permission.name, permission.name.lower().replace("_", ".", 1))


def test_a_role_is_stored_under_its_name():
    """In memberships, shared views and row security."""
    assert [role.value for role in Role] == [role.name.lower() for role in Role]
