"""URLs of the public pages, and of the pages for the office and its accounts admin."""

from django.urls import path, re_path

from cases.public.views import office, pages
from cases.public.views.receipt import PublicCodeView

urlpatterns = [
    path("lapor/", pages.PosterView.as_view(), name="public-poster"),
    path("l/", pages.PublicListView.as_view(), name="public-list"),
    path("l/kode/", PublicCodeView.as_view(), name="public-code"),
    path("l/keluar/", pages.PublicExitView.as_view(), name="public-exit"),
    path("l/kalender/", pages.PublicCalendarView.as_view(), name="public-calendar"),
    path("l/<slug:code>/", pages.PublicReportView.as_view(), name="public-report"),
    re_path(r"^l/.", pages.NothingHereView.as_view(), name="public-nothing"),
    path("pengaduan/<uuid:pk>/balas/", office.ComplaintAnswerView.as_view(), name="complaint-answer"),
    path("pengaduan/<uuid:pk>/balas/dibaca/", office.ComplaintReadView.as_view(), name="complaint-read"),
    path("pengaduan/<uuid:pk>/keluarkan/", office.ComplaintUnfoldView.as_view(), name="complaint-unfold"),
    path("gugus-tugas/<uuid:pk>/formulir/", office.PublicFormEditView.as_view(), name="public-form-edit"),
]
