"""Addresses of reports: Indonesian paths, English names."""

from django.urls import path

from reports.views.summary import DownloadView, ReleaseView, SummaryView

app_name = "reports"
urlpatterns = [
    path("ringkasan/", SummaryView.as_view(), name="summary"),
    path("ringkasan/terbit/", ReleaseView.as_view(), name="summary-release"),
    path("ringkasan/<uuid:pk>/unduh.<str:document_format>", DownloadView.as_view(), name="summary-download"),
]
