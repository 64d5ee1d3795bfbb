"""*Kabar*: what waits for the person who is signed in. Everybody has it; nobody sees another's."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import ListView, View

from taskforces.access.bases import ScopedQueryset
from taskforces.actions import notifications
from taskforces.models import Notification


class NotificationListView(ScopedQueryset, ListView):
    """One's own lines, newest first."""

    for_everybody_signed_in = True
    model = Notification
    template_name = "taskforces/notification_list.html"
    paginate_by = 25

    def get_context_data(self, **kwargs) -> dict:
        """Say whether anything is unread."""
        unread = self.get_queryset().unread().exists()
        return super().get_context_data(has_unread=unread, **kwargs)


class NotificationOpenView(ScopedQueryset, View):
    """Mark one line as read and go where it points."""

    for_everybody_signed_in = True
    model = Notification
    http_method_names = ("get",)

    def get(self, request: HttpRequest, pk) -> HttpResponse:
        """Somebody else's line is not found."""
        notification = self.get_queryset().filter(pk=pk).first()
        if notification is None:
            raise Http404
        notifications.mark_read(notification=notification, by=request.user)
        return HttpResponseRedirect(notification.path)


class NotificationReadAllView(View):
    """Mark every line as read."""

    for_everybody_signed_in = True
    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Back to the list."""
        notifications.mark_all_read(by=request.user)
        return HttpResponseRedirect(reverse("taskforces:notification-list"))
