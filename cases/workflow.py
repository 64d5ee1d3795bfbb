"""What may follow what: tables only. Who may do it is in taskforces/access/roles.py."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from cases.choices import ComplaintOutcome as O
from cases.choices import LegalStage as L
from cases.choices import ServiceState
from cases.choices import Stage as S
from safeguards.errors import WorkflowRefused

# Outcomes of a complaint. An end without a case can be corrected, also into a case when new facts come. A complaint
# that is part of a case stays part of it. The table is total.
ENDS_WITHOUT_CASE: frozenset = frozenset({O.INFORMATION, O.OTHER_REGION, O.WRONG_NUMBER, O.SPAM, O.NOT_A_COMPLAINT})
INTO_A_CASE: frozenset = frozenset({O.NEW_CASE, O.EXISTING_CASE})
NEXT_OUTCOMES: dict[O, frozenset] = {
    O.PENDING: INTO_A_CASE | ENDS_WITHOUT_CASE | {O.EMERGENCY},
    O.EMERGENCY: INTO_A_CASE | ENDS_WITHOUT_CASE,
    O.NEW_CASE: frozenset(),
    O.EXISTING_CASE: frozenset(),
    **{end: (INTO_A_CASE | ENDS_WITHOUT_CASE | {O.EMERGENCY}) - {end} for end in sorted(ENDS_WITHOUT_CASE)},
}

# Stages of a victim. The table is total: every stage has a row.
NEXT_STAGES: dict[S, frozenset] = {
    S.COMPLAINT: frozenset({S.IDENTIFICATION, S.DUPLICATE, S.TRANSFERRED}),
    S.IDENTIFICATION: frozenset({S.ASSESSMENT, S.NOT_TPPO, S.TRANSFERRED, S.EMERGENCY, S.DUPLICATE}),
    S.EMERGENCY: frozenset({S.IDENTIFICATION, S.ASSESSMENT}),
    S.ASSESSMENT: frozenset({S.PLAN, S.NOT_TPPO, S.TRANSFERRED}),
    S.PLAN: frozenset({S.SERVICE, S.ASSESSMENT}),
    S.SERVICE: frozenset({S.MONITORING, S.PLAN, S.TRANSFERRED}),
    S.MONITORING: frozenset({S.SERVICE, S.PLAN, S.TERMINATION}),
    S.TERMINATION: frozenset({S.ASSESSMENT}),
    S.NOT_TPPO: frozenset({S.ASSESSMENT}),
    S.TRANSFERRED: frozenset({S.ASSESSMENT}),
    S.DUPLICATE: frozenset(),
}

# Least advanced first: a case shows the first stage among its victims. End stages count only when all have ended.
STAGE_ORDER: tuple[S, ...] = (
    S.COMPLAINT,
    S.EMERGENCY,
    S.IDENTIFICATION,
    S.ASSESSMENT,
    S.PLAN,
    S.SERVICE,
    S.MONITORING,
    S.TERMINATION,
    S.TRANSFERRED,
    S.NOT_TPPO,
    S.DUPLICATE,
)
ENDED: frozenset = frozenset({S.TERMINATION, S.TRANSFERRED, S.NOT_TPPO, S.DUPLICATE})

# The seven stages shown as a line; the others are shown as a word beside it.
JOURNEY: tuple[S, ...] = (
    S.COMPLAINT,
    S.IDENTIFICATION,
    S.ASSESSMENT,
    S.PLAN,
    S.SERVICE,
    S.MONITORING,
    S.TERMINATION,
)

# Steps that must say why.
NEEDS_REASON: frozenset = frozenset(
    {
        (S.TERMINATION, S.ASSESSMENT),
        (S.NOT_TPPO, S.ASSESSMENT),
        (S.TRANSFERRED, S.ASSESSMENT),
        (S.SERVICE, S.PLAN),
        (S.MONITORING, S.TERMINATION),
    }
)

# Where the criminal track begins; earlier steps of a received file are entered with their own dates.
FIRST_LEGAL_STAGES: frozenset = frozenset({L.POLICE_REPORT})

# Stages of the criminal track.
NEXT_LEGAL_STAGES: dict[L, frozenset] = {
    L.POLICE_REPORT: frozenset({L.INQUIRY}),
    L.INQUIRY: frozenset({L.INVESTIGATION, L.INQUIRY_STOPPED}),
    L.INQUIRY_STOPPED: frozenset(),
    L.INVESTIGATION: frozenset({L.SPDP, L.STOPPED}),
    L.SPDP: frozenset({L.P16, L.STAGE_ONE, L.STOPPED}),
    L.P16: frozenset({L.P17, L.STAGE_ONE, L.STOPPED}),
    L.P17: frozenset({L.P17, L.STAGE_ONE, L.STOPPED}),
    L.STAGE_ONE: frozenset({L.P18, L.P19, L.P21}),
    L.P18: frozenset({L.P19}),
    L.P19: frozenset({L.STAGE_ONE, L.P20, L.STOPPED}),
    L.P20: frozenset({L.STAGE_ONE, L.STOPPED}),
    L.P21: frozenset({L.P21A, L.STAGE_TWO}),
    L.P21A: frozenset({L.P21A, L.STAGE_TWO}),
    L.STAGE_TWO: frozenset({L.COURT_FILED, L.PROSECUTION_STOPPED}),
    L.STOPPED: frozenset({L.INVESTIGATION}),
    L.PROSECUTION_STOPPED: frozenset({L.STAGE_TWO}),
    L.COURT_FILED: frozenset({L.TRIAL}),
    L.TRIAL: frozenset({L.VERDICT}),
    L.VERDICT: frozenset({L.APPEAL, L.FINAL}),
    L.APPEAL: frozenset({L.APPEAL_VERDICT}),
    L.APPEAL_VERDICT: frozenset({L.CASSATION, L.FINAL}),
    L.CASSATION: frozenset({L.CASSATION_VERDICT}),
    L.CASSATION_VERDICT: frozenset({L.FINAL}),
    L.FINAL: frozenset({L.EXECUTION}),
    L.EXECUTION: frozenset(),
}


# States of one service for one victim. STOPPED is not an end: the sender still has to say what was arranged.
NEXT_SERVICE_STATES: dict[ServiceState, frozenset] = {
    ServiceState.REQUESTED: frozenset(
        {ServiceState.ACCEPTED, ServiceState.DECLINED, ServiceState.WITHDRAWN, ServiceState.STOPPED}
    ),
    ServiceState.ACCEPTED: frozenset(
        {
            *(ServiceState.COMPLETED, ServiceState.PARTLY, ServiceState.DECLINED),
            *(ServiceState.WITHDRAWN, ServiceState.STOPPED),
        }
    ),
    ServiceState.STOPPED: frozenset({ServiceState.WITHDRAWN}),
    ServiceState.COMPLETED: frozenset(),
    ServiceState.PARTLY: frozenset(),  # the rest is a service of its own
    ServiceState.DECLINED: frozenset(),
    ServiceState.WITHDRAWN: frozenset(),
}

# What may be paused. A pause is no state: the service stays requested or running, and goes on from there.
PAUSABLE_SERVICE_STATES: frozenset = frozenset({ServiceState.REQUESTED, ServiceState.ACCEPTED})

# States with an open obligation to a third party: an answer, running care, or the end of sharing.
OWED_SERVICE_STATES: frozenset = frozenset({ServiceState.REQUESTED, ServiceState.ACCEPTED, ServiceState.STOPPED})


def following(stage: S) -> S | None:
    """The stage that usually comes next: the next of the line, where a step leads there."""
    place = JOURNEY.index(stage) + 1 if stage in JOURNEY else len(JOURNEY)
    usual = JOURNEY[place] if place < len(JOURNEY) else None
    return usual if usual in NEXT_STAGES[S(stage)] else None


def check_stage(current: str, wanted: str) -> None:
    """Raise ``WorkflowRefused`` unless a victim may go from one stage to the other."""
    if S(wanted) not in NEXT_STAGES[S(current)]:
        raise WorkflowRefused(
            _("Dari tahap %(current)s tidak dapat langsung ke %(wanted)s.")
            % {"current": S(current).label, "wanted": S(wanted).label}
        )


def needs_reason(current: str, wanted: str) -> bool:
    """Whether a step of a victim must say why."""
    return (S(current), S(wanted)) in NEEDS_REASON


def check_service_state(current: str, wanted: str) -> None:
    """Raise ``WorkflowRefused`` unless a service may go from one state to the other."""
    if ServiceState(wanted) not in NEXT_SERVICE_STATES[ServiceState(current)]:
        raise WorkflowRefused(
            _("Layanan ini sudah berkeadaan “%(current)s”, jadi tidak dapat menjadi “%(wanted)s”.")
            % {"current": ServiceState(current).label, "wanted": ServiceState(wanted).label}
        )


def check_pausable(current: str) -> None:
    """Raise ``WorkflowRefused`` unless a service in this state may be paused or resumed."""
    if ServiceState(current) not in PAUSABLE_SERVICE_STATES:
        raise WorkflowRefused(
            _("Layanan ini sudah berkeadaan “%(current)s”, jadi tidak dapat ditunda atau dilanjutkan.")
            % {"current": ServiceState(current).label}
        )


def next_legal_stages(current: str) -> frozenset:
    """The stages the criminal track may record next; before the first step, only the beginning."""
    return NEXT_LEGAL_STAGES[L(current)] if current else FIRST_LEGAL_STAGES


def check_legal_stage(current: str, wanted: str) -> None:
    """Raise ``WorkflowRefused`` unless the criminal track may go from one stage to the other (empty: its beginning)."""
    if not current and L(wanted) not in FIRST_LEGAL_STAGES:
        raise WorkflowRefused(_("Jalur hukum dimulai dari laporan polisi. Catat dahulu nomor dan tanggalnya."))
    if current and L(wanted) not in NEXT_LEGAL_STAGES[L(current)]:
        raise WorkflowRefused(
            _("Dari %(current)s tidak dapat langsung ke %(wanted)s.")
            % {"current": L(current).label, "wanted": L(wanted).label}
        )


def least_advanced(stages: Iterable[str]) -> S:
    """The stage a case shows: the least advanced of its victims. A case without victims is at the complaint."""
    present = {S(stage) for stage in stages}
    return next((stage for stage in STAGE_ORDER if stage in present), S.COMPLAINT)


def check_outcome(current: str, wanted: str) -> None:
    """Raise ``WorkflowRefused`` unless a complaint with one outcome may get the other."""
    if O(wanted) not in NEXT_OUTCOMES[O(current)]:
        raise WorkflowRefused(
            _("Pengaduan ini sudah berhasil akhir “%(current)s”, sehingga tidak dapat menjadi “%(wanted)s”.")
            % {"current": O(current).label, "wanted": O(wanted).label}
        )
