"""*Kaitan antarkasus*: values that recur in files, for users who may know of them."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.actions import links
from cases.forms.linking import DismissForm
from cases.forms.merging import SideForm
from cases.forms.reveal import RevealForm
from cases.linking import shared_values
from cases.models import Link
from safeguards.errors import WorkflowRefused
from taskforces.access import policy
from taskforces.access.bases import ActView, ScopedListView
from taskforces.access.permissions import Permission


class LinkListView(ScopedListView):
    """Links, newest first; dismissed ones have a separate page."""

    permission = Permission.LINK_VIEW
    model = Link
    template_name = "cases/link_list.html"

    def get_queryset(self) -> QuerySet:
        """Standing links, or dismissed ones."""
        rows = super().get_queryset().defer("dismissed_reason").select_related("dismissed_by")
        return rows.filter(dismissed_at__isnull=not self.shows_set_aside)

    @property
    def shows_set_aside(self) -> bool:
        """Whether the URL asks for dismissed links."""
        return "dikesampingkan" in self.request.GET

    def get_context_data(self, **kwargs) -> dict:
        """Add the files of each link."""
        context = super().get_context_data(**kwargs)
        rows = shared_values.files_sharing(list(context["page_obj"]))
        return {**context, "rows": rows, "shows_set_aside": self.shows_set_aside}


class LinkAct(ActView):
    """An act on one link; its page shows the files."""

    permission = Permission.LINK_VIEW
    model = Link
    template_name = "cases/link_detail.html"

    def get_context_data(self, **kwargs) -> dict:
        """Add the files and both forms."""
        found = shared_values.files_sharing([self.object])
        may_reveal = policy.can(self.request.user, Permission.IDENTITY_REVEAL, self.object)
        context = {"reveal_form": RevealForm(), "dismiss_form": DismissForm(), **kwargs}
        return super().get_context_data(
            found=found[0] if found else None,
            link=self.object,
            may_reveal=may_reveal,
            back_url=reverse("cases:link-list"),
            **context,
        )


class LinkDetailView(LinkAct):
    """One link: the files that share it. Submitting a reason shows the value on that response only."""

    form_class = RevealForm

    def form_valid(self, form: RevealForm) -> HttpResponse:
        """Record first, then show."""
        try:
            shown = links.reveal(link=self.object, by=self.request.user, **form.cleaned_data)
        except WorkflowRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        return self.render_to_response(self.get_context_data(form=form, reveal_form=form, values=shown))

    def form_invalid(self, form: RevealForm) -> HttpResponse:
        """The question again, with what is missing."""
        return self.render_to_response(self.get_context_data(form=form, reveal_form=form), status=422)


class LinkDismissView(LinkAct):
    """*Bukan kaitan*."""

    form_class = DismissForm
    http_method_names = ("post",)

    def act(self, form: DismissForm) -> str:
        """Dismiss the link."""
        links.dismiss(link=self.object, reason=form.cleaned_data["dismissed_reason"], by=self.request.user)
        messages.success(self.request, _("Ditandai bukan kaitan. Tidak ditunjukkan lagi pada berkas."))
        return reverse("cases:link-list")

    def form_invalid(self, form: DismissForm) -> HttpResponse:
        """The question again, with what is missing."""
        return self.render_to_response(self.get_context_data(form=form, dismiss_form=form), status=422)


class LinkRestoreView(LinkAct):
    """*Pulihkan kaitan*: a button on a dismissed link."""

    form_class = SideForm
    http_method_names = ("post",)

    def act(self, form: SideForm) -> str:
        """Restore the link."""
        links.restore(link=self.object, by=self.request.user)
        messages.success(self.request, _("Kaitan ditunjukkan lagi."))
        return reverse("cases:link-detail", args=[self.object.pk])
