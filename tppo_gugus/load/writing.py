"""Rows in PostgreSQL's COPY text format: fast to generate, and every value passes the column's input check.

``COLUMNS`` names every column of every filled table; a test compares it with the models.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from safeguards.encryption import encrypt_text

NULL = "\\N"
TRUE, FALSE = "t", "f"
EMPTY_ARRAY = "{}"

COLUMNS: dict[str, tuple[str, ...]] = {
    "cases_person": (
        "id", "task_force_id", "name", "nickname", "nik", "birth_date", "phone", "address", "guardian", "accounts",
        "sex", "contact_rule", "contact_ways", "contact_hours", "contact_code_word", "contact_note",
        "may_leave_message", "created_at", "merged_into_id", "version",
    ),
    "cases_persontokens": ("person_id", "task_force_id", "names", "exact", "version"),
    "cases_case": (
        "id", "task_force_id", "number", "kind", "violence_form", "summary", "mode", "urgency", "stage", "event_on",
        "event_until", "event_region_id", "channel", "reported_on", "opened_at", "opened_by_id", "responsible_id",
        "simfoni_number", "simfoni_entered_on", "version",
    ),
    "cases_complaint": (
        "id", "task_force_id", "number", "channel", "received_at", "narrative", "summary", "event_on", "event_until",
        "event_date_is_unknown", "planned_on", "event_region_id", "event_country", "event_place", "reporter_kind",
        "reporter_is_anonymous", "reporter_name", "reporter_phone", "reporter_contact_rule", "reporter_contact_ways",
        "reporter_contact_hours", "reporter_code_word", "reporter_contact_note", "reporter_may_leave_message", "risks",
        "urgency", "outcome", "case_id", "handed_to", "recorded_at", "recorded_by_id", "version",
        "submission_key",
    ),
    "cases_complainttokens": ("id", "complaint_id", "task_force_id", "names", "numbers", "version"),
    "cases_complaintperson": (
        "id", "task_force_id", "complaint_id", "person_id", "role", "position", "is_known", "is_reporter",
        "sex", "age", "age_is_estimated", "origin_region_id",
    ),
    "cases_victim": (
        "id", "task_force_id", "case_id", "person_id", "position", "sex", "age_at_event", "age_is_estimated",
        "is_child", "origin_region_id", "stage", "stage_since", "status", "status_decided_by_agency_id",
        "status_decided_at", "status_decided_by_id", "main_factor", "factors", "termination_reason", "special_needs",
        "added_at", "version",
    ),
    "cases_stagechange": (
        "id", "task_force_id", "victim_id", "from_stage", "to_stage", "note", "changed_at", "changed_by_id",
    ),
    "cases_screening": (
        "id", "task_force_id", "victim_id", "acts", "means", "purposes", "answers", "sources", "age_used", "child_rule",
        "verdict", "note", "answer_notes", "indicators", "occasion", "is_automatic", "needs_review", "previous_id",
        "status", "screened_at", "screened_by_id",
    ),
    "cases_consent": (
        "id", "task_force_id", "victim_id", "given_by", "given_on", "note", "recorded_at", "recorded_by_id",
        "withdrawn_at", "withdrawn_by_id",
    ),
    "cases_participation": ("id", "task_force_id", "case_id", "agency_id", "since", "until"),
    "cases_service": (
        "id", "task_force_id", "victim_id", "service_line", "agency_id", "referral_id", "referral_number", "state",
        "consent_id", "requested_at", "requested_by_id", "due_at", "started_on", "ended_at", "outcome_note",
        "paused_at", "paused_by_id", "pause_reason", "paused_until", "pause_note", "paused_for",
    ),
    "cases_proceeding": (
        "id", "task_force_id", "case_id", "police_report_number", "police_reported_on", "stage", "stage_on", "version",
    ),
    "cases_proceedingstep": (
        "id", "task_force_id", "proceeding_id", "stage", "happened_on", "note", "recorded_at", "recorded_by_id",
    ),
    "referrals_referral": (
        "id", "task_force_id", "number", "case_id", "victim_id", "agency_id", "service_lines", "consent_id", "urgency",
        "slip", "state", "sent_at", "sent_by_id", "answer_due_at", "answered_at", "answered_by_id", "first_service_on",
        "decline_reason", "decline_note", "completed_at", "completed_by_id", "outcome", "line_outcomes",
        "outcome_note", "withdrawn_at", "withdrawn_by_id", "closed_at", "overdue_told_at", "submission_key",
        "version", "paused_at", "pause_reason", "paused_until", "paused_for",
    ),
}  # fmt: skip


def cipher(text: str, purpose: bytes) -> str:
    """An encrypted value as ``bytea`` input."""
    return "\\\\x" + encrypt_text(text, purpose).hex()


def array(values: Iterable[object]) -> str:
    """An array of plain words or numbers."""
    return "{" + ",".join(map(str, values)) + "}"


class Calendar:
    """Moments as minutes since a first day, formatted without a ``datetime`` for each."""

    def __init__(self, first: date, days: int) -> None:
        self.first, self.days = first, days
        self._texts = [(first + timedelta(days=day)).isoformat() for day in range(-40_000, days + 4_000)]
        self.minutes = days * 1440

    def day(self, minute: int) -> str:
        """The local day."""
        return self._texts[minute // 1440 + 40_000]

    def moment(self, minute: int) -> str:
        """The local moment, in western Indonesian time."""
        hour, rest = divmod(minute % 1440, 60)
        return f"{self._texts[minute // 1440 + 40_000]} {hour:02d}:{rest:02d}:00+07"

    def year(self, minute: int) -> int:
        """The local year."""
        return int(self.day(minute)[:4])

    def milliseconds(self, minute: int) -> int:
        """Milliseconds since 1970, for keys that sort by time."""
        return int(self._epoch + minute * 60_000)

    @property
    def _epoch(self) -> float:
        return datetime.fromisoformat(f"{self.first.isoformat()}T00:00:00+07:00").timestamp() * 1000
