"""The one search box. What is looked for is sent in the body, so no name reaches an address, a log or the history."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from cases.actions import identity
from cases.queries import search
from cases.queries.search import Hit
from referrals.models import Referral
from taskforces.access import policy, scoping
from taskforces.access.bases import PermissionRequired
from taskforces.access.permissions import Permission
from taskforces.searching import searched


class SearchView(PermissionRequired, View):
    """Register numbers for everybody who works with files; NIK, telephone and names for those who may see identity."""

    permission = Permission.REFERRAL_VIEW
    http_method_names = ("get", "post")

    def get(self, request: HttpRequest) -> HttpResponse:
        """The empty page: what can be found, and how."""
        return render(request, "search.html", {"hits": None, "by_name": self._by_name(request.user)})

    def post(self, request: HttpRequest) -> HttpResponse:
        """One file of exactly this number opens at once; everything else is a list of codes."""
        text = searched(request.POST)
        numbered = [*search.by_number(text, user=request.user), *referrals_by_number(text, user=request.user)]
        if len(numbered) == 1:
            return HttpResponseRedirect(numbered[0].url)
        by_name = self._by_name(request.user)
        hits = numbered if numbered or not text else search.by_person(text, user=request.user)
        if text and by_name and not numbered:
            identity.note_search(task_force=self._task_force(request.user), found=len(hits), by=request.user)
        return render(request, "search.html", {"hits": hits if text else None, "typed": text, "by_name": by_name})

    def _task_force(self, user):
        """The task force in whose chain the search is recorded: the first whose files the person works on."""
        own = scoping.case_task_force_ids(user)
        return next(m.task_force for m in user.current_memberships if m.task_force_id in own)

    def _by_name(self, user) -> bool:
        return policy.can(user, Permission.IDENTITY_REVEAL)


def referrals_by_number(text: str, *, user) -> list[Hit]:
    """Referrals of exactly this number: those the person sent, or those in the queue of their agency."""
    number = "".join(text.upper().split())
    found = Referral.objects.visible_to(user).filter(number=number).select_related("agency").defer("slip")
    return [
        Hit(
            code=referral.number,
            url=reverse("referrals:referral-detail", args=[referral.pk]),
            about=f"{referral.agency}, {referral.get_state_display()}",
            why=_("Nomor sama"),
            unit=_("Rujukan"),
        )
        for referral in found[: search.MOST_HITS]
    ]
