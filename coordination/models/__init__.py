from coordination.models.decision import Decision
from coordination.models.meeting import Attendance, Meeting

__all__ = ["Attendance", "Decision", "Meeting"]
