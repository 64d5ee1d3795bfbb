"""Addresses of coordination: Indonesian paths, English names."""

from django.urls import path

from coordination import views

app_name = "coordination"
urlpatterns = [
    path("rapat/", views.MeetingListView.as_view(), name="meeting-list"),
    path("rapat/baru/", views.MeetingRecordView.as_view(), name="meeting-record"),
    path("rapat/<uuid:pk>/", views.MeetingDetailView.as_view(), name="meeting-detail"),
    path("rapat/<uuid:pk>/ubah/", views.MeetingEditView.as_view(), name="meeting-edit"),
    path("rapat/keputusan/<uuid:pk>/", views.DecisionUpdateView.as_view(), name="decision-update"),
]
