"""Pages of staff: list access, invite, change the last day, end access."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from interface.marks import Badge
from interface.search_hits import search_text
from safeguards import clock
from safeguards.errors import WorkflowRefused
from taskforces.access.bases import ActView, ScopedListView
from taskforces.access.permissions import Permission
from taskforces.actions import invitations, memberships
from taskforces.forms import ConfirmForm, DeactivateForm, InviteForm, PeriodForm
from taskforces.invitation_mail import link_of, mail_folder
from taskforces.models import Agency, Decree, Invitation, Membership, TaskForce
from taskforces.views.chosen import ChosenTaskForce
from taskforces.views.leaving import GivesOn, receiver_of


def invite_form(task_force: TaskForce, **kwargs) -> InviteForm:
    """The invitation form of one task force: its active agencies, its decrees that have not ended."""
    decrees = Decree.objects.not_ended().filter(task_force=task_force).order_by("-valid_from")
    agencies = Agency.objects.active().filter(task_force=task_force)
    newest = decrees.first()
    initial = {"decree": newest, "valid_until": newest.valid_until if newest else None, **kwargs.pop("initial", {})}
    return InviteForm(agencies=agencies, decrees=decrees, initial=initial, **kwargs)


class StaffListView(ChosenTaskForce, ScopedListView):
    """Who has access under which decree, who is invited, and on demand whose access has ended."""

    permission = Permission.STAFF_MANAGE
    model = Membership
    template_name = "taskforces/staff_list.html"

    def get_queryset(self):
        """Current and future access; with ``?berakhir=1`` ended access. ``?q=`` searches name and e-mail address."""
        self.ended = self.request.GET.get("berakhir") == "1"
        self.search = search_text(self.request.GET)
        shown = super().get_queryset().filter(task_force=self.task_force)
        shown = shown.ended(on=clock.today()) if self.ended else shown.not_ended(on=clock.today())
        if self.search:
            shown = shown.named(self.search)
        return shown.select_related("user", "agency", "decree").order_by("user__name", "valid_from", "pk")

    def get_context_data(self, **kwargs) -> dict:
        """Add rows with their state, open invitations, and the search."""
        context = super().get_context_data(ended=self.ended, search=self.search, **kwargs)
        today = clock.today()
        context["rows"] = [{"item": row, "badge": badge_of(row, today)} for row in context["object_list"]]
        pending = Invitation.objects.visible_to(self.request.user).pending().filter(task_force=self.task_force)
        context["invitations"] = [] if self.ended else pending.select_related("agency", "invited_by")
        return context


class InviteView(ChosenTaskForce, ActView):
    """Invite somebody; the answer shows the link once."""

    permission = Permission.STAFF_MANAGE
    template_name = "taskforces/invite.html"

    def get_form(self, form_class=None) -> InviteForm:
        """The form of the chosen task force; ``?instansi=`` presets the agency."""
        data = {"data": self.request.POST} if self.request.method == "POST" else {}
        return invite_form(self.task_force, initial={"agency": self.request.GET.get("instansi")}, **data)

    def form_valid(self, form) -> HttpResponse:
        """Invite, and show the link in this answer only: it is not stored, so it cannot be shown again."""
        try:
            sent = invitations.invite(by=self.request.user, **form.cleaned_data)
        except WorkflowRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        return shown_once(self.request, sent)


class InvitationRenewView(ActView):
    """Send a new link in place of the old one."""

    permission = Permission.STAFF_MANAGE
    model = Invitation
    form_class = ConfirmForm
    template_name = "taskforces/invitation_renew.html"

    def form_valid(self, form) -> HttpResponse:
        """Renew and show the link once."""
        try:
            sent = invitations.renew(invitation=self.object, by=self.request.user)
        except WorkflowRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        return shown_once(self.request, sent)


class InvitationRevokeView(ActView):
    """Revoke an invitation."""

    permission = Permission.STAFF_MANAGE
    model = Invitation
    form_class = ConfirmForm
    template_name = "taskforces/invitation_revoke.html"

    def act(self, form) -> str:
        """Revoke it and go back to the list."""
        invitations.revoke(invitation=self.object, by=self.request.user)
        self.success_message = _("Undangan untuk %(name)s dibatalkan. Tautannya tidak lagi berlaku.") % {
            "name": self.object.name
        }
        return reverse("taskforces:staff-list")


class OneMembership(GivesOn):
    """An act on one membership."""

    def ending(self) -> list[Membership]:
        """This membership, unless it has already ended."""
        return [self.object] if self.object.deactivated_at is None else []


class MembershipPeriodView(OneMembership, ActView):
    """Change the last day of somebody's access."""

    permission = Permission.STAFF_MANAGE
    model = Membership
    form_class = PeriodForm
    template_name = "taskforces/membership_period.html"

    def get_initial(self) -> dict:
        """The stored value."""
        return {"valid_until": self.object.valid_until}

    def act(self, form) -> str:
        """Change the day and go back to the list."""
        until, to = form.cleaned_data["valid_until"], receiver_of(form)
        memberships.change_period(membership=self.object, valid_until=until, to=to, by=self.request.user)
        self.success_message = _("Masa akses %(name)s diubah.") % {"name": self.object.user.name}
        return reverse("taskforces:staff-list")


class MembershipDeactivateView(OneMembership, ActView):
    """End somebody's access; the page first shows what ends."""

    permission = Permission.STAFF_MANAGE
    model = Membership
    form_class = DeactivateForm
    template_name = "taskforces/membership_deactivate.html"

    def get_context_data(self, **kwargs) -> dict:
        """Add how much other access the person keeps, and whether the person is the user."""
        others = Membership.objects.current().filter(user=self.object.user)
        mine = self.object.user_id == self.request.user.pk
        return super().get_context_data(others=others.exclude(pk=self.object.pk).count(), mine=mine, **kwargs)

    def act(self, form) -> str:
        """End the access and go back to the list."""
        reason, to = form.cleaned_data["reason"], receiver_of(form)
        memberships.deactivate(membership=self.object, reason=reason, to=to, by=self.request.user)
        self.success_message = _("Akses %(name)s berakhir sekarang, juga pada halaman yang sedang terbuka.") % {
            "name": self.object.user.name
        }
        return reverse("taskforces:staff-list")


def shown_once(request: HttpRequest, sent: invitations.Sent) -> HttpResponse:
    """The page after inviting. Neither database, session nor the browser's cache stores it."""
    context = {"invitation": sent.invitation, "link": link_of(sent.token), "mail_folder": mail_folder()}
    response = render(request, "taskforces/invitation_sent.html", context)
    response["Cache-Control"] = "no-store, private"
    return response


def badge_of(membership: Membership, today) -> Badge:
    """How one access stands."""
    decree = membership.decree
    if membership.deactivated_at is not None:
        return Badge("stop", membership.get_deactivation_reason_display() or _("Diakhiri"))
    if membership.valid_until is not None and membership.valid_until < today:
        return Badge("stop", _("Masa akses berakhir"))
    if decree.has_ended(on=today):
        return Badge("stop", _("SK berakhir"))
    if membership.agency is not None and not membership.agency.is_active:
        return Badge("stop", _("Instansi bukan anggota lagi"))
    if membership.valid_from > today or decree.valid_from > today:
        return Badge("draft", _("Belum mulai"))
    return Badge("done", _("Aktif"))
