"""Where forms keep what is being typed."""

import json

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import View

from cases.actions import drafts
from safeguards.errors import AccessDenied, WorkflowRefused


@method_decorator(login_not_required, name="dispatch")
class DraftSaveView(View):
    """``{key, fields}`` as JSON in, ``{saved_at}`` out. Which form needs which permission is said in the action."""

    decides_in_action = True
    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> JsonResponse:
        """A page cannot follow a redirect in the background, so somebody signed out is told in JSON."""
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


def _given(request: HttpRequest) -> tuple[str, dict]:
    """The key and the fields; ValueError where the body is no draft."""
    body = json.loads(request.body)
    key = body.get("key") if isinstance(body, dict) else None
    fields = body.get("fields") if isinstance(body, dict) else None
    if not isinstance(key, str) or not isinstance(fields, dict):
        raise ValueError(_("Draf tidak terbaca."))
    return key, fields
