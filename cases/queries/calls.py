"""What a caseworker logged before, for the page of the next call."""

from typing import NamedTuple
from uuid import UUID

from cases.choices import Channel
from cases.models import Complaint
from taskforces.models import User


class LastChannel(NamedTuple):
    """A channel to propose, with its words."""

    value: str
    words: str


def last_channel_of(user: User, task_force_id: UUID) -> LastChannel | None:
    """The channel of the last complaint this user logged on the page and named a channel for; only a proposal.

    The old register and the public form have no form key, so they propose nothing.
    """
    own = Complaint.objects.filter(task_force_id=task_force_id, recorded_by=user, submission_key__isnull=False)
    named = own.exclude(channel__in=(Channel.UNKNOWN, Channel.PUBLIC_FORM)).order_by("-recorded_at")
    value = named.values_list("channel", flat=True).first()
    return LastChannel(value, str(Channel(value).label)) if value else None
