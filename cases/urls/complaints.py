"""URLs of complaints, the intake page and its drafts."""

from django.urls import path

from cases.views import complaint_outcomes as outcomes
from cases.views.complaints import ComplaintDetailView, ComplaintListView
from cases.views.drafts import DraftHandOverView, DraftListView, DraftSaveView
from cases.views.intake import ComplaintAmendView, ComplaintLogView
from cases.views.likely import PersonSuggestView
from cases.views.live import RiskReadView, ShorthandReadView

urlpatterns = [
    path("pengaduan/", ComplaintListView.as_view(), name="complaint-list"),
    path("pengaduan/catat/", ComplaintLogView.as_view(), name="complaint-log"),
    path("pengaduan/catat/<uuid:key>/", ComplaintLogView.as_view(), name="complaint-log"),
    path("pengaduan/catat/baca/", ShorthandReadView.as_view(), name="shorthand-read"),
    path("pengaduan/catat/bahaya/", RiskReadView.as_view(), name="risk-read"),
    path("pengaduan/catat/orang-serupa/", PersonSuggestView.as_view(), name="person-suggest"),
    path("pengaduan/draf/", DraftListView.as_view(), name="draft-list"),
    path("pengaduan/draf/serahkan/", DraftHandOverView.as_view(), name="draft-hand-over"),
    path("pengaduan/draf/<uuid:pk>/serahkan/", DraftHandOverView.as_view(), name="draft-hand-over"),
    path("pengaduan/<uuid:pk>/", ComplaintDetailView.as_view(), name="complaint-detail"),
    path("pengaduan/<uuid:pk>/ubah/", ComplaintAmendView.as_view(), name="complaint-amend"),
    path("pengaduan/<uuid:pk>/buka-kasus/", outcomes.CaseOpenView.as_view(), name="case-open"),
    path("pengaduan/<uuid:pk>/gabung-kasus/", outcomes.ComplaintAttachView.as_view(), name="complaint-attach"),
    path("pengaduan/<uuid:pk>/selesaikan/", outcomes.ComplaintConcludeView.as_view(), name="complaint-conclude"),
    path("pengaduan/<uuid:pk>/kontak/", outcomes.ComplaintContactView.as_view(), name="complaint-contact"),
    path("draf/", DraftSaveView.as_view(), name="draft-save"),
]
