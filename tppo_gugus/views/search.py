"""The one search box. The text is sent in the body, so no name reaches a URL, a log or the history."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.generic import View

from cases.actions import identity
from interface.search_hits import search_text
from taskforces.access import policy, scoping
from taskforces.access.bases import PermissionRequired
from taskforces.access.permissions import Permission
from tppo_gugus.search_box import SearchResult, find, what_can_be_found


class SearchView(PermissionRequired, View):
    """Search numbers, people and words the user may see. A number opens its file at once; other results are a list."""

    permission = Permission.SEARCH
    http_method_names = ("get", "post")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the empty page: what can be found, and how."""
        return self._page(request, None)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show the results; a people search is recorded with the number of people found."""
        text = search_text(request.POST)
        found = find(text, user=request.user)
        if found.opens:
            return HttpResponseRedirect(found.opens)
        if found.people is not None:
            identity.note_search(task_force=self._task_force(request.user), found=found.people, by=request.user)
        return self._page(request, found if text else None, text)

    def _page(self, request: HttpRequest, found: SearchResult | None, typed: str = "") -> HttpResponse:
        context = {
            "groups": found.groups if found else [],
            "hits": found.hits if found else None,
            "typed": typed,
            "by_name": policy.can(request.user, Permission.IDENTITY_REVEAL),
            "takes": what_can_be_found(request.user),
        }
        return render(request, "search.html", context)

    def _task_force(self, user):
        """The task force whose chain records the search: the first whose files the user works on."""
        own = scoping.case_task_force_ids(user)
        return next(m.task_force for m in user.current_memberships if m.task_force_id in own)
