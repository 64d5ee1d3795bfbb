"""Meetings and their decisions in the search box, for people who may see meetings."""

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.models import Decision, Meeting
from interface import days
from interface.search_hits import MOST_HITS, Hit
from taskforces.access import policy
from taskforces.access.permissions import Permission

SHORTEST = 3  # letters


def by_words(text: str, *, user) -> list[Hit]:
    """Meetings with all these words in title or place, and decisions with all these words in text or owner."""
    words = [word for word in text.split() if len(word) >= SHORTEST]
    if not words or not policy.can(user, Permission.MEETING_VIEW):
        return []
    meetings = _with_all(Meeting.objects.visible_to(user), words, "title", "place")
    decisions = _with_all(
        Decision.objects.visible_to(user), words, "text", "owner_agency__name", "owner_agency__short_name"
    )
    return [*map(_meeting_hit, meetings.order_by("-held_on")[:MOST_HITS]), *map(_decision_hit, _newest(decisions))]


def _with_all(queryset: QuerySet, words: list[str], *columns: str) -> QuerySet:
    for word in words:
        condition = Q()
        for column in columns:
            condition |= Q(**{f"{column}__icontains": word})
        queryset = queryset.filter(condition)
    return queryset


def _newest(decisions: QuerySet) -> QuerySet:
    return decisions.select_related("meeting", "owner_agency").order_by("-meeting__held_on", "position")[:MOST_HITS]


def _meeting_hit(meeting: Meeting) -> Hit:
    url = reverse("coordination:meeting-detail", args=[meeting.pk])
    about = f"{days.day(meeting.held_on)}, {meeting.place}"
    return Hit(meeting.title, url, about, _("Kata dalam acara atau tempat"), _("Rapat"))


def _decision_hit(decision: Decision) -> Hit:
    url = reverse("coordination:meeting-detail", args=[decision.meeting_id])
    about = f"{decision.owner_agency.short_name}, {decision.get_state_display()}, {decision.meeting.title}"
    return Hit(decision.text[:120], url, about, _("Kata dalam keputusan"), _("Keputusan rapat"))
