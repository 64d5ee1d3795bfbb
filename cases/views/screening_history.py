"""All screenings of a victim, and two of them side by side."""

from uuid import UUID

from django.http import Http404
from django.urls import reverse

from cases import words
from cases.models import Screening, Victim
from cases.screening import history as screening_history
from taskforces.access.bases import ScopedDetailView
from taskforces.access.permissions import Permission


class VictimScreenings(ScopedDetailView):
    """A page about the screenings of one victim."""

    model = Victim
    permission = Permission.VICTIM_SCREEN

    def get_queryset(self):
        """The victim with the relations for the description."""
        return super().get_queryset().select_related("case", "origin_region")

    def get_context_data(self, **kwargs) -> dict:
        """Add the victim in words and the way back."""
        victim = self.object
        return super().get_context_data(
            victim=victim,
            about=words.described(victim, long=True),
            back_url=reverse("cases:case-detail", args=[victim.case_id]) + "#korban",
            entries=screening_history.history(victim),
            **kwargs,
        )


class ScreeningHistoryView(VictimScreenings):
    """Every screening: when, by whom, why, the verdict, and what changed. Nothing is overwritten."""

    template_name = "cases/screening_history.html"


class ScreeningCompareView(VictimScreenings):
    """Two screenings of a victim, question by question."""

    template_name = "cases/screening_compare.html"

    def get_context_data(self, **kwargs) -> dict:
        """Add the two screenings of the URL; by default the newest and the one before it."""
        context = super().get_context_data(**kwargs)
        entries = context["entries"]
        newest = entries[0].screening if entries else None
        after = self._chosen("ke") or newest
        before = self._chosen("dari") or (after.previous if after else None) or after
        pairs = screening_history.comparison(before, after) if after else []
        return {
            **context,
            "before": before,
            "after": after,
            "pairs": pairs,
            "differs": any(pair.differs for pair in pairs),
            "unasked": sum(not pair.was_asked for pair in pairs[:-1]),  # the last pair is the signs
        }

    def _chosen(self, name: str) -> Screening | None:
        """The screening of this victim with the key in the URL; 404 for anything else."""
        given = self.request.GET.get(name, "")
        if not given:
            return None
        try:
            key = UUID(given)
        except ValueError:
            raise Http404 from None
        found = Screening.objects.filter(victim=self.object, pk=key).select_related("screened_by").first()
        if found is None:
            raise Http404
        return found
