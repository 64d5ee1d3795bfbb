"""Reads of this app that are too rich for a queryset method."""

from taskforces.models import Notification

MOST_COUNTED = 100


def unread_count(user) -> int:
    """How many lines under *Kabar* are unread; stops counting at 100, so that the shell stays cheap."""
    return Notification.objects.visible_to(user).unread().order_by()[:MOST_COUNTED].count()
