"""*Kabar*: the notifications of the signed-in user. Every user has this page and sees only their own."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import ListView, View

from taskforces.access.bases import ScopedQueryset
from taskforces.actions import notifications
from taskforces.models import Notification


class NotificationListView(ScopedQueryset, ListView):
    """The user's own notifications, newest first."""

    for_everybody_signed_in = True
    model = Notification
    template_name = "taskforces/notification_list.html"
    paginate_by = 25

    def get_context_data(self, **kwargs) -> dict:
        """Add whether anything is unread."""
        unread = self.get_queryset().unread().exists()
        return super().get_context_data(has_unread=unread, **kwargs)


class NotificationOpenView(ScopedQueryset, View):
    """Mark one notification as read and open its page."""

    for_everybody_signed_in = True
    model = Notification
    http_method_names = ("get",)

    def get(self, request: HttpRequest, pk) -> HttpResponse:
        """Open it; 404 for somebody else's notification."""
        notification = self.get_queryset().filter(pk=pk).first()
        if notification is None:
            raise Http404
        notifications.mark_read(notification=notification, by=request.user)
        return HttpResponseRedirect(notification.path)


class NotificationReadAllView(View):
    """Mark all notifications as read."""

    for_everybody_signed_in = True
    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Mark them and go back to the list."""
        notifications.mark_all_read(by=request.user)
        return HttpResponseRedirect(reverse("taskforces:notification-list"))
