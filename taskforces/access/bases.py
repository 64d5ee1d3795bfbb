"""The three kinds of page: list, detail, act. Each declares its permission and reads through ``visible_to``."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model, QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.generic import DetailView, FormView, ListView, View

from safeguards.audit import record_refusal
from safeguards.errors import AccessDenied, Conflict, WorkflowRefused
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.access.roles import RULES, Role
from taskforces.models import Membership, TaskForce


class PermissionRequired(View):
    """Refuse people whose role does not include ``permission``; a missing permission refuses everybody."""

    permission: Permission | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask the policy before anything is read; refusals from actions give the same 403 page."""
        try:
            if self.permission is None:
                raise AccessDenied("page without permission")
            policy.check(request.user, self.permission)
            return super().dispatch(request, *args, **kwargs)
        except AccessDenied as refusal:
            record_refusal(
                self.permission or "none", by=request.user, path_name=getattr(request.resolver_match, "view_name", "")
            )
            context = {"reason": str(refusal), "advice": advice_for(request.user, self.permission)}
            return render(request, "403.html", context, status=403)


def advice_for(user: Any, permission: Permission | None) -> str:
    """Who does what this person may not do, so that she knows whom to ask; empty where nobody does."""
    roles = [str(Role(role).label) for role in RULES if permission in RULES[role].permissions]
    if not roles or not getattr(user, "is_authenticated", False):
        return ""
    if permission == Permission.TASK_FORCE_MANAGE and policy.memberships_with(user, permission):
        return gettext("Mintalah pengelola akun gugus tugas di atasnya: provinsi untuk kota dan kabupaten.")
    if policy.memberships_with(user, permission):
        return gettext("Berkas ini milik gugus tugas atau instansi lain. Hubungi mereka lewat nomor kantornya.")
    words = gettext("Yang melakukannya: %(who)s. Mintalah mereka, atau minta pengelola akun mengubah peran Anda.")
    return words % {"who": gettext(" atau ").join(roles)}


class ForOwnTaskForce(PermissionRequired):
    """Pages that make something new, for the task force of the user's first membership with ``permission``."""

    @cached_property
    def membership(self) -> Membership:
        """The membership by which the user acts here."""
        return policy.memberships_with(self.request.user, self.permission)[0]

    @cached_property
    def task_force(self) -> TaskForce:
        """The task force for which the user acts here."""
        return self.membership.task_force


class ScopedQueryset(View):
    """Start every read from ``visible_to(request.user)``."""

    model: Any

    def get_queryset(self) -> QuerySet:
        """Rows of ``model`` the user may see; anything else gives 404."""
        return self.model._default_manager.visible_to(self.request.user)


class ScopedListView(PermissionRequired, ScopedQueryset, ListView):
    """A list of rows the user may see; one with filters is a ``FilteredList`` (``taskforces.listing``)."""

    paginate_by = 25


class ScopedDetailView(PermissionRequired, ScopedQueryset, DetailView):
    """One row the user may see."""

    def get_object(self, queryset: QuerySet | None = None) -> Model:
        """The row of the address. The policy is asked about the row too: a forgotten ``visible_to`` shows nothing."""
        row = super().get_object(queryset)
        if self.permission is None:
            raise AccessDenied("page without permission")
        policy.check(self.request.user, self.permission, row)
        return row


class ActView(PermissionRequired, FormView):
    """A form that performs one action.

    Subclasses set ``permission``, ``form_class``, ``template_name`` and define ``get_object`` (through ``visible_to``)
    and ``act(form)``, which calls the action and returns the next address. ``WorkflowRefused`` becomes an error of the
    form, which keeps everything typed; ``Conflict`` shows both values.
    """

    model = None
    success_message = ""
    object = None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form, unless the act would be refused whatever is typed."""
        self.object = self.get_object()
        self.check_may_act()
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Validate and act."""
        self.object = self.get_object()
        return super().post(request, *args, **kwargs)

    def get_object(self) -> Any:
        """The row to act on, read through ``visible_to``; ``None`` if the act makes a new one."""
        if self.model is None:
            return None
        row = self.model._default_manager.visible_to(self.request.user).filter(pk=self.kwargs["pk"]).first()
        if row is None:
            raise Http404
        policy.check(self.request.user, self.permission, row)
        return row

    def check_may_act(self) -> None:
        """Raise ``AccessDenied`` where this person cannot do the act, whatever is typed: nobody types for nothing."""

    def act(self, form: Form) -> str:
        """Call the action with the cleaned values and return the next address."""
        raise ImproperlyConfigured(f"{type(self).__name__} says nothing about its act")

    def form_valid(self, form: Form) -> HttpResponse:
        """Act, then show the success message on the next page."""
        try:
            address = self.act(form)
        except WorkflowRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        except Conflict as conflict:
            return self.conflict(form, conflict)
        if self.success_message:
            messages.success(self.request, self.success_message)
        return HttpResponseRedirect(address)

    def form_invalid(self, form: Form) -> HttpResponse:
        """Show the form again with everything typed."""
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def conflict(self, form: Form, conflict: Conflict) -> HttpResponse:
        """Show, field by field, what a colleague saved in the meantime and what was typed here."""
        context = self.get_context_data(form=form, conflict=conflict)
        return render(self.request, "409.html", context, status=409)

    def get_context_data(self, **kwargs: Any) -> dict:
        """Add the object under its usual name."""
        return super().get_context_data(object=self.object, **kwargs)
