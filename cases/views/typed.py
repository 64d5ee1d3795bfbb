"""Long forms that lose nothing: not by an old token after signing in again, not by a crash."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from safeguards.errors import WorkflowRefused


class _Check(CsrfViewMiddleware):
    """The usual protection, but it says what is wrong instead of answering for us."""

    def _reject(self, request: HttpRequest, reason: str) -> str:
        return reason


class KeepsTyped:
    """Checks the form's token itself. Where it does not fit, nothing is done and everything typed is shown again.

    Somebody who had to sign in again in another window holds a page with an old token: a plain refusal would throw
    away what they typed while somebody was crying on the line.
    """

    @method_decorator(csrf_exempt)
    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Leave the token to ``post`` below."""
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Ask to press once more, or go on."""
        if _Check(lambda _request: None).process_view(request, None, (), {}):
            messages.warning(request, _("Anda baru masuk kembali. Isian masih ada, tekan tombol simpan sekali lagi."))
            return self.show_again(request, *args, **kwargs)
        try:
            return self.post_checked(request, *args, **kwargs)
        except WorkflowRefused as refusal:  # of a draft: more was typed than one may hold
            messages.warning(request, str(refusal))
            return self.show_again(request, *args, **kwargs)

    def post_checked(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """What is done with a form that really comes from our page."""
        return super().post(request, *args, **kwargs)

    def show_again(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """The page with what was typed and a fresh token. Changes nothing."""
        self.object = self.get_object()
        return self.render_to_response(self.get_context_data(form=self.get_form()))
