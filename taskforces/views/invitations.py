"""The invited person's pages. They work without signing in; the token leaves the address bar at once.

The page exchanges the token for an entry in the session, and the address becomes ``/undangan/terima/``. So no history,
referrer, screenshot or onlooker gets a working link.
"""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import FormView, View

from safeguards.errors import AccessDenied, WorkflowRefused
from taskforces import queries
from taskforces.actions import invitations
from taskforces.forms import AcceptForm, ConfirmForm
from taskforces.models import Invitation, User

SESSION_KEY = "invitation"


class _PublicPage:
    """A page open to anybody with a link; no cache may store it."""

    is_public = True

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Forbid caches to store the answer."""
        response = super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        response["Referrer-Policy"] = "same-origin"
        return response


@method_decorator(login_not_required, name="dispatch")
class InvitationOpenView(_PublicPage, View):
    """The link in the e-mail. Opening it does not use it up, because mail scanners open links too."""

    http_method_names = ("get", "head")

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Store the invitation in the session and remove the token from the address."""
        invitation = queries.invitation_by_token(token)
        if invitation is None or not invitation.is_open:
            return dead_link(request, invitation)
        request.session[SESSION_KEY] = invitation.token_digest
        return redirect("taskforces:invitation-terms")


@method_decorator(login_not_required, name="dispatch")
class InvitationTermsView(_PublicPage, FormView):
    """The terms of the invitation. A new person sets name and password; a person with an account signs in."""

    template_name = "taskforces/invitation_terms.html"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Find the invitation of the session; one that no longer works gets a page that helps."""
        digest = request.session.get(SESSION_KEY)
        self.invitation = queries.invitation_by_digest(digest) if digest else None
        if self.invitation is None or not self.invitation.is_open:
            return dead_link(request, self.invitation)
        known = User.objects.filter(email__iexact=self.invitation.email).first()
        self.account = known if known is not None and known.has_usable_password() else None
        self.signed_in = request.user if request.user.is_authenticated else None
        return super().dispatch(request, *args, **kwargs)

    @property
    def way(self) -> str:
        """How the person can accept it: new, sign_in, take, or other_account."""
        if self.signed_in is not None:
            return "take" if self.account is not None and self.account.pk == self.signed_in.pk else "other_account"
        return "sign_in" if self.account is not None else "new"

    def get_form_class(self):
        """Only a new person has fields to fill in."""
        return AcceptForm if self.way == "new" else ConfirmForm

    def get_initial(self) -> dict:
        """The name in the invitation."""
        return {"name": self.invitation.name}

    def get_context_data(self, **kwargs) -> dict:
        """Add the invitation and the way to accept it."""
        return super().get_context_data(invitation=self.invitation, way=self.way, layout="base_plain.html", **kwargs)

    def form_valid(self, form) -> HttpResponse:
        """Accept the role, then go to the sign-in page or to the home page."""
        given = {key: form.cleaned_data[key] for key in ("name", "password")} if self.way == "new" else {}
        try:
            invitations.accept(invitation=self.invitation, by=self.signed_in, **given)
        except ValidationError as weak:
            form.add_error("password", weak)
            return self.form_invalid(form)
        except (WorkflowRefused, AccessDenied) as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        self.request.session.pop(SESSION_KEY, None)
        if self.signed_in is not None:
            messages.success(self.request, _("Peran baru Anda berlaku sekarang."))
            return redirect("home")
        messages.success(self.request, _("Akun Anda siap. Masuk dengan surel dan kata sandi yang baru Anda buat."))
        return redirect("account_login")

    def form_invalid(self, form) -> HttpResponse:
        """Show the form again, with the values that may be kept."""
        return self.render_to_response(self.get_context_data(form=form), status=422)


def dead_link(request: HttpRequest, invitation: Invitation | None) -> HttpResponse:
    """The page of a link that does not work: why, and whom to ask. Only such links are rate-limited by network.

    So an office can accept all its invitations on one morning, even if somebody behind the same address guesses links.
    """
    if (too_often := ratelimit.consume_or_429(request, action="invitation", limit_get=True)) is not None:
        return too_often
    request.session.pop(SESSION_KEY, None)
    state = "unknown"
    if invitation is not None:
        state = "used" if invitation.accepted_at else "revoked" if invitation.revoked_at else "expired"
    context = {"state": state, "invitation": invitation}
    return render(request, "taskforces/invitation_dead.html", context, status=404 if invitation is None else 410)
