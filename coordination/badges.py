"""How each state of a decision looks: one table."""

from coordination.choices import DecisionState
from interface.marks import Badge, BadgeTable

BADGES = BadgeTable(
    {
        DecisionState: {
            DecisionState.OPEN: Badge("ring"),
            DecisionState.IN_PROGRESS: Badge("half"),
            DecisionState.DONE: Badge("done"),
            DecisionState.CANCELLED: Badge("stop"),
        },
    }
)
