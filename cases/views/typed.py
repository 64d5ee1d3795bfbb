"""Long forms that keep everything typed, also after a stale CSRF token."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from safeguards.errors import WorkflowRefused


class _Check(CsrfViewMiddleware):
    """The usual CSRF check, but it returns the reason instead of a response."""

    def _reject(self, request: HttpRequest, reason: str) -> str:
        return reason


class KeepsTyped:
    """Mixin: on a stale CSRF token nothing is done, and the form is shown again with everything typed.

    After signing in again in another window a page has an old token. A plain refusal would lose what was typed while
    somebody was crying on the line.
    """

    @method_decorator(csrf_exempt)
    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Leave the token check to ``post`` below."""
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Check the token: go on, or ask to press once more."""
        if _Check(lambda _request: None).process_view(request, None, (), {}):
            messages.warning(request, _("Anda baru masuk kembali. Isian masih ada, tekan tombol simpan sekali lagi."))
            return self.show_again(request, *args, **kwargs)
        try:
            return self.post_checked(request, *args, **kwargs)
        except WorkflowRefused as refusal:  # from saving the draft: too much text
            messages.warning(request, str(refusal))
            return self.show_again(request, *args, **kwargs)

    def post_checked(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Handle a form with a valid token."""
        return super().post(request, *args, **kwargs)

    def show_again(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Show the page with everything typed and a new token. Changes nothing."""
        self.object = self.get_object()
        return self.render_to_response(self.get_context_data(form=self.get_form()))
