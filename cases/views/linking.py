"""*Kaitan antarkasus*: what recurs between files, for those who may know of it."""

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
    """What recurs, newest first; what was set aside on a page of its own."""

    permission = Permission.LINK_VIEW
    model = Link
    template_name = "cases/link_list.html"

    def get_queryset(self) -> QuerySet:
        """Standing ones, or those set aside."""
        rows = super().get_queryset().defer("dismissed_reason").select_related("dismissed_by")
        return rows.filter(dismissed_at__isnull=not self.shows_set_aside)

    @property
    def shows_set_aside(self) -> bool:
        """Whether the address asks for links somebody set aside."""
        return "dikesampingkan" in self.request.GET

    def get_context_data(self, **kwargs) -> dict:
        """With the files of each."""
        context = super().get_context_data(**kwargs)
        rows = shared_values.files_sharing(list(context["page_obj"]))
        return {**context, "rows": rows, "shows_set_aside": self.shows_set_aside}


class LinkAct(ActView):
    """An act on one link; its page shows the files either way."""

    permission = Permission.LINK_VIEW
    model = Link
    template_name = "cases/link_detail.html"

    def get_context_data(self, **kwargs) -> dict:
        """The files, and both questions."""
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
    """One link: the files that share it; sending the reason opens the value on that answer only."""

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
        """Set it aside."""
        links.dismiss(link=self.object, reason=form.cleaned_data["dismissed_reason"], by=self.request.user)
        messages.success(self.request, _("Ditandai bukan kaitan. Tidak ditunjukkan lagi pada berkas."))
        return reverse("cases:link-list")

    def form_invalid(self, form: DismissForm) -> HttpResponse:
        """The question again, with what is missing."""
        return self.render_to_response(self.get_context_data(form=form, dismiss_form=form), status=422)


class LinkRestoreView(LinkAct):
    """*Pulihkan kaitan*: a button on a link that was set aside."""

    form_class = SideForm
    http_method_names = ("post",)

    def act(self, form: SideForm) -> str:
        """Point it out again."""
        links.restore(link=self.object, by=self.request.user)
        messages.success(self.request, _("Kaitan ditunjukkan lagi."))
        return reverse("cases:link-detail", args=[self.object.pk])
