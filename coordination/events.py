"""The audit vocabulary of coordination: each verb with its Indonesian sentence."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coordination.choices import DecisionState


class MeetingEvent(models.TextChoices):
    """What happens to a meeting and its decisions."""

    RECORDED = "meeting.recorded", _("Mencatat rapat {target}, {held_on}: {decisions} keputusan")
    EDITED = "meeting.edited", _("Mengubah rapat {target}: {changed}")
    DECISION_UPDATED = (
        "decision.updated",
        _("Memperbarui keputusan {target} dari {from_decision_state} menjadi {to_decision_state}"),
    )


# The code list that gives the label of a detail's value.
WORDS = {"from_decision_state": DecisionState, "to_decision_state": DecisionState}
