"""Addresses of this app: Indonesian paths, English names."""

from django.urls import path

from taskforces.views.notifications import NotificationListView, NotificationOpenView, NotificationReadAllView
from taskforces.views.regions import RegionSuggestView

app_name = "taskforces"
urlpatterns = [
    path("kabar/", NotificationListView.as_view(), name="notification-list"),
    path("kabar/dibaca/", NotificationReadAllView.as_view(), name="notification-read-all"),
    path("kabar/<uuid:pk>/", NotificationOpenView.as_view(), name="notification-open"),
    path("wilayah/saran/", RegionSuggestView.as_view(), name="region-suggest"),
]
