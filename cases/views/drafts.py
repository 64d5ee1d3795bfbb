"""Save drafts of forms, and list calls that are continued later or by a colleague."""

import json
from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View

from cases.actions import drafts
from cases.forms.drafts import HandOverDraftsForm
from cases.forms.intake.draft_gist import gist_of
from cases.models import Draft
from cases.models.draft import address_of
from cases.queries.staff import case_workers
from safeguards.errors import AccessDenied, WorkflowRefused
from safeguards.identifiers import uuid_or_none
from taskforces.access.bases import ActView, ForOwnTaskForce, ScopedListView
from taskforces.access.permissions import Permission


@method_decorator(login_not_required, name="dispatch")
class DraftSaveView(View):
    """``{key, fields}`` as JSON in, ``{saved_at}`` out. The action checks the permission of the form."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> JsonResponse:
        """Tell signed-out users in JSON, because a page cannot follow a redirect in the background."""
        if not request.user.is_authenticated:
            return JsonResponse({"error": _("Sesi berakhir. Masuk lagi, draf terakhir masih ada.")}, status=401)
        if not request.user.current_memberships:
            return JsonResponse({"error": _("Akses Anda sudah berakhir.")}, status=403)
        try:
            key, fields = _given(request)
            saved_at = drafts.save(key=key, fields=fields, by=request.user)
        except (ValueError, WorkflowRefused) as refusal:
            return JsonResponse({"error": str(refusal)}, status=400)
        except AccessDenied as refusal:
            return JsonResponse({"error": str(refusal)}, status=403)
        return JsonResponse({"saved_at": saved_at.isoformat()})


def _with_gists(drafts: Iterable[Draft], *, near: str) -> list[Draft]:
    """The user's drafts, each with its gist. ``near`` is the region code of the task force."""
    found = [draft for draft in drafts if address_of(draft.key)]
    for draft in found:
        draft.gist = gist_of(draft, near=near)
    return found


class DraftListView(ForOwnTaskForce, ScopedListView):
    """*Draf saya*: calls that are not logged yet, described without names."""

    permission = Permission.COMPLAINT_LOG
    model = Draft
    template_name = "cases/draft_list.html"
    paginate_by = None  # nobody has so many drafts of calls
    context_object_name = "drafts"

    def get_queryset(self) -> QuerySet:
        """The user's own, the latest first."""
        return super().get_queryset().calls().select_related("handed_by")

    def get_context_data(self, **kwargs) -> dict:
        """Each draft with its gist."""
        context = super().get_context_data(**kwargs)
        return {**context, "drafts": _with_gists(context["drafts"], near=self.task_force.region_id or "")}

    def post(self, request: HttpRequest) -> HttpResponse:
        """*Buang*: delete one draft."""
        draft = self.get_queryset().defer("fields").filter(pk=uuid_or_none(request.POST.get("discard"))).first()
        if draft is None:
            raise Http404
        drafts.discard(key=draft.key, by=request.user)
        messages.success(request, _("Draf dibuang."))
        return HttpResponseRedirect(reverse("cases:draft-list"))


class DraftHandOverView(ForOwnTaskForce, ActView):
    """*Serahkan ke jaga berikutnya*: one call, or all calls of the user."""

    permission = Permission.COMPLAINT_LOG
    form_class = HandOverDraftsForm
    template_name = "cases/draft_hand_over.html"

    @cached_property
    def drafts(self) -> list[Draft]:
        """The draft of the URL, or all of the user's; 404 for another user's."""
        own = Draft.objects.visible_to(self.request.user).calls()
        found = list(own.filter(pk=self.kwargs["pk"]) if "pk" in self.kwargs else own)
        if not found and "pk" in self.kwargs:
            raise Http404
        return found

    def get_object(self) -> None:
        """There is no object; look up the drafts first, so that a wrong URL is a 404."""
        _found = self.drafts

    def get_form_kwargs(self) -> dict:
        """Pass the colleagues who may take them."""
        colleagues = case_workers([self.task_force.pk]).exclude(pk=self.request.user.pk)
        return {**super().get_form_kwargs(), "colleagues": colleagues}

    def get_context_data(self, **kwargs) -> dict:
        """Add what is handed over: how many calls, and which."""
        shown = _with_gists(self.drafts, near=self.task_force.region_id or "")
        return super().get_context_data(drafts=shown, **kwargs)

    def act(self, form: HandOverDraftsForm) -> str:
        """Hand over, with a message that names the receiver."""
        colleague = form.cleaned_data["colleague"]
        given = [draft.pk for draft in self.drafts]
        count = drafts.hand_over(task_force=self.task_force, to=colleague, drafts=given, by=self.request.user)
        said = _("%(count)d draf diserahkan kepada %(name)s. Ia mendapat kabar dan melanjutkannya.")
        messages.success(self.request, said % {"count": count, "name": colleague.name})
        return reverse("cases:draft-list")


def _given(request: HttpRequest) -> tuple[str, dict]:
    """The key and the fields. Raises ``ValueError`` if the body is not a draft."""
    try:
        body = json.loads(request.body)
    except RecursionError:  # nested deeper than any form
        raise ValueError(_("Draf tidak terbaca.")) from None
    key = body.get("key") if isinstance(body, dict) else None
    fields = body.get("fields") if isinstance(body, dict) else None
    if not isinstance(key, str) or not isinstance(fields, dict):
        raise ValueError(_("Draf tidak terbaca."))
    return key, fields
