"""URLs of saved views of lists."""

from django.urls import path

from tppo_gugus.views import saved_views as views

app_name = "tppo_gugus"
urlpatterns = [
    path("tampilan/", views.ViewListView.as_view(), name="view-list"),
    path("tampilan/simpan/", views.ViewCreateView.as_view(), name="view-create"),
    path("tampilan/<uuid:pk>/ubah/", views.ViewEditView.as_view(), name="view-edit"),
    path("tampilan/<uuid:pk>/hapus/", views.ViewRemoveView.as_view(), name="view-remove"),
    path("tampilan/<uuid:pk>/naik/", views.ViewMoveView.as_view(), name="view-move"),
    path("tampilan/<uuid:pk>/utama/", views.ViewFirstView.as_view(), name="view-first"),
    path("tampilan/<uuid:pk>/pantau/", views.ViewWatchView.as_view(), name="view-watch"),
    path("pantauan/<uuid:pk>/hentikan/", views.WatchStopView.as_view(), name="watch-stop"),
]
