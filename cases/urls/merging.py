"""URLs for merging people and marking them as different. They never contain a name or number."""

from django.urls import path

from cases.views import merge_undoing, merging

urlpatterns = [
    path("orang/<uuid:pk>/kemungkinan-sama/", merging.SimilarView.as_view(), name="person-similar"),
    path("orang/<uuid:pk>/gabung/<uuid:other>/", merging.MergeView.as_view(), name="person-merge"),
    path("orang/<uuid:pk>/gabung/<uuid:other>/minta/", merging.AskView.as_view(), name="person-merge-ask"),
    path("orang/<uuid:pk>/bukan/<uuid:other>/", merging.TellApartView.as_view(), name="person-tell-apart"),
    path("bukan-orang-sama/<uuid:pk>/tarik/", merging.TakeBackView.as_view(), name="not-same-withdraw"),
    path("penggabungan/", merge_undoing.MergeListView.as_view(), name="merge-list"),
    path("penggabungan/<uuid:pk>/", merge_undoing.MergeDetailView.as_view(), name="merge-detail"),
    path("penggabungan/<uuid:pk>/batalkan/", merge_undoing.MergeUndoView.as_view(), name="merge-undo"),
    path("penggabungan/<uuid:pk>/batalkan/isi/", merge_undoing.MergeOpenView.as_view(), name="merge-open"),
]
