"""*Tampilan saya*: save, share, order and watch views of lists."""

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from taskforces.access.bases import ActView, ForOwnTaskForce, PermissionRequired
from taskforces.access.permissions import Permission
from taskforces.actions import saved_views, watches
from taskforces.forms import ConfirmForm
from taskforces.models import SavedView, Watch
from tppo_gugus.lists import address_of, filters_of, lists_of
from tppo_gugus.view_forms import SavedViewForm, WatchForm


class ViewListView(PermissionRequired, TemplateView):
    """All views the user may open, by list, and the watches."""

    permission = Permission.VIEW_SAVE
    template_name = "saved_views/view_list.html"

    def get_context_data(self, **kwargs) -> dict:
        """Add names and acts; the list page itself shows the filters."""
        user = self.request.user
        lists = lists_of(user)
        views = SavedView.objects.visible_to(user).filter(of_list__in=lists).with_choices_of(user)
        ordered = sorted(views.select_related("user"), key=lambda view: list(lists).index(view.of_list))
        groups = [
            {
                "title": rows[0].get_of_list_display(),
                "rows": [{"view": v, "url": address_of(slug, v.query)} for v in rows],
            }
            for slug, found in groupby(ordered, key=lambda view: view.of_list)
            if (rows := list(found))
        ]
        watched = Watch.objects.visible_to(user).running().select_related("view")
        return super().get_context_data(groups=groups, watches=list(watched), lists=lists.values(), **kwargs)


class ViewCreateView(ForOwnTaskForce, ActView):
    """*Simpan tampilan*: save the filters of the URL under a name."""

    permission = Permission.VIEW_SAVE
    form_class = SavedViewForm
    template_name = "saved_views/view_form.html"

    @cached_property
    def of_list(self) -> str:
        """The list of the URL; 404 if the user may not open it."""
        slug = self.request.GET.get("daftar", "")
        if slug not in lists_of(self.request.user):
            raise Http404
        return slug

    @cached_property
    def filters(self):
        """The valid filters of the URL."""
        return filters_of(self.of_list, self.request.GET, self.request.user)

    def get_form_kwargs(self) -> dict:
        """Pass the user's sharing options."""
        return {**super().get_form_kwargs(), "user": self.request.user, "of_list": self.of_list}

    def get_context_data(self, **kwargs) -> dict:
        """Add the filters in words."""
        narrows = [words for _name, words in self.filters.active()]
        back = address_of(self.of_list, self.filters.query())
        return super().get_context_data(narrows=narrows, back_url=back, **kwargs)

    def act(self, form: SavedViewForm) -> str:
        """Save the view and open it."""
        query = self.filters.query()
        saved_views.save(
            task_force=self.task_force,
            of_list=self.of_list,
            query=query,
            **form.cleaned_data,
            by=self.request.user,
        )
        self.success_message = _("Tampilan disimpan. Anda menemukannya di atas daftar ini.")
        return address_of(self.of_list, query)


class ViewAct(ActView):
    """An act on one view the user may open."""

    permission = Permission.VIEW_SAVE
    model = SavedView
    own_only = True

    def get_object(self) -> SavedView:
        """404 for other users' views, unless the act also applies to shared ones."""
        found = SavedView.objects.visible_to(self.request.user).filter(pk=self.kwargs["pk"])
        if self.own_only:
            found = found.owned_by(self.request.user)
        view = found.select_related("task_force").first()
        if view is None or view.of_list not in lists_of(self.request.user):
            raise Http404
        return view

    def get_context_data(self, **kwargs) -> dict:
        """Add the way back."""
        return super().get_context_data(saved=self.object, back_url=reverse("tppo_gugus:view-list"), **kwargs)

    def done(self) -> str:
        """The URL of the user's views."""
        return reverse("tppo_gugus:view-list")


class ViewEditView(ViewAct):
    """Rename a view, share it or stop sharing it."""

    form_class = SavedViewForm
    template_name = "saved_views/view_form.html"
    success_message = gettext_lazy("Tampilan diubah.")

    def get_form_kwargs(self) -> dict:
        """Pass the sharing options."""
        return {**super().get_form_kwargs(), "user": self.request.user, "of_list": self.object.of_list}

    def get_initial(self) -> dict:
        """The stored values."""
        return {"name": self.object.name, "shared_with_role": self.object.shared_with_role}

    def act(self, form: SavedViewForm) -> str:
        """Save; without permission to share the sharing stays unchanged."""
        changes = {"shared_with_role": self.object.shared_with_role, **form.cleaned_data}
        saved_views.edit(view=self.object, **changes, by=self.request.user)
        return self.done()


class ViewRemoveView(ViewAct):
    """Remove a view, after saying what ends with it."""

    form_class = ConfirmForm
    template_name = "saved_views/view_remove.html"
    success_message = gettext_lazy("Tampilan dihapus.")

    def act(self, form) -> str:
        """Remove it."""
        saved_views.remove(view=self.object, by=self.request.user)
        return self.done()


class ViewMoveView(ViewAct):
    """Move a view one place up."""

    form_class = ConfirmForm
    http_method_names = ("post",)

    def act(self, form) -> str:
        """Move it."""
        saved_views.move_up(view=self.object, by=self.request.user)
        return self.done()


class ViewFirstView(ViewAct):
    """Open a list with this view by default, or stop doing so."""

    form_class = ConfirmForm
    http_method_names = ("post",)
    own_only = False

    def act(self, form) -> str:
        """Set the default view, or clear it if the button says so."""
        chosen = None if "clear" in self.request.POST else self.object
        saved_views.open_first(view=chosen, of_list=self.object.of_list, by=self.request.user)
        return self.done()


class ViewWatchView(ViewAct):
    """*Kabari saya*."""

    form_class = WatchForm
    template_name = "saved_views/view_watch.html"
    own_only = False
    success_message = gettext_lazy("Anda dikabari di Kabar begitu batas itu terlewati.")

    def act(self, form: WatchForm) -> str:
        """Watch it."""
        watches.start(view=self.object, **form.cleaned_data, by=self.request.user)
        return self.done()


class WatchStopView(PermissionRequired, View):
    """Stop watching."""

    permission = Permission.VIEW_SAVE
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk) -> HttpResponse:
        """Stop the watch; 404 for another user's."""
        watch = Watch.objects.visible_to(request.user).filter(pk=pk).first()
        if watch is None:
            raise Http404
        watches.stop(watch=watch, by=request.user)
        return HttpResponseRedirect(reverse("tppo_gugus:view-list"))
