"""How each state of a case file looks: one table. The shape brings its colour; ``interface/marks.py`` draws it."""

from django.utils.translation import gettext_lazy as _

from cases.choices.course import DutyRank, RegisterRowKind, RegisterState, ServiceState
from cases.choices.intake import ComplaintOutcome, Urgency
from cases.choices.trafficking import VictimStatus
from interface.marks import Badge, BadgeTable

PAUSED_BADGE = Badge("pause", _("Ditunda"))  # no state of its own: it stands beside the state, and wins
BADGES = BadgeTable(
    {
        Urgency: {
            Urgency.EMERGENCY: Badge("urgent"),
            Urgency.URGENT: Badge("warn"),
            Urgency.ORDINARY: Badge("ring"),
            Urgency.UNKNOWN: Badge("draft"),
        },
        ComplaintOutcome: {
            ComplaintOutcome.PENDING: Badge("ring"),
            ComplaintOutcome.EMERGENCY: Badge("urgent"),
            ComplaintOutcome.NEW_CASE: Badge("done"),
            ComplaintOutcome.EXISTING_CASE: Badge("done"),
            ComplaintOutcome.INFORMATION: Badge("done"),
            ComplaintOutcome.OTHER_REGION: Badge("done"),
            ComplaintOutcome.WRONG_NUMBER: Badge("none"),
            ComplaintOutcome.SPAM: Badge("none"),
            ComplaintOutcome.NOT_A_COMPLAINT: Badge("none"),
        },
        VictimStatus: {
            VictimStatus.UNSCREENED: Badge("ring"),
            VictimStatus.SUSPECTED: Badge("half"),
            VictimStatus.CONFIRMED: Badge("done"),
            VictimStatus.NOT_A_VICTIM: Badge("stop"),
        },
        ServiceState: {
            ServiceState.REQUESTED: Badge("pause", DutyRank.WAITING.label),
            ServiceState.ACCEPTED: Badge("half"),
            ServiceState.COMPLETED: Badge("done"),
            ServiceState.PARTLY: Badge("half"),
            ServiceState.DECLINED: Badge("stop"),
            ServiceState.WITHDRAWN: Badge("stop"),
            ServiceState.STOPPED: Badge("stop"),
        },
        DutyRank: {
            DutyRank.EMERGENCY: Badge("urgent"),
            DutyRank.LATE: Badge("late"),
            DutyRank.TODAY: Badge("ring"),
            DutyRank.WAITING: Badge("pause"),
            DutyRank.OPEN: Badge("ring"),
        },
        RegisterState: {
            RegisterState.UPLOADED: Badge("pause"),
            RegisterState.CHECKING: Badge("now"),
            RegisterState.CHECKED: Badge("pause"),
            RegisterState.HANDED_IN: Badge("ring"),
            RegisterState.WRITING: Badge("now"),
            RegisterState.WRITTEN: Badge("done"),
            RegisterState.UNDOING: Badge("none", tone="quiet"),
            RegisterState.DISCARDED: Badge("none", tone="quiet"),
            RegisterState.UNDONE: Badge("none", tone="quiet"),
        },
        RegisterRowKind: {
            RegisterRowKind.NEW: Badge("ring"),
            RegisterRowKind.MATCH: Badge("half"),
            RegisterRowKind.DOUBT: Badge("warn"),
            RegisterRowKind.KNOWN: Badge("done"),
            RegisterRowKind.REFUSED: Badge("late"),
            RegisterRowKind.FOLLOWS: Badge("none", tone="quiet"),
            RegisterRowKind.PASSED: Badge("none", tone="quiet"),
        },
    }
)
