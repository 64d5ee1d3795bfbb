"""URLs of links between files. They never contain a value."""

from django.urls import path

from cases.views import linking

urlpatterns = [
    path("kaitan/", linking.LinkListView.as_view(), name="link-list"),
    path("kaitan/<uuid:pk>/", linking.LinkDetailView.as_view(), name="link-detail"),
    path("kaitan/<uuid:pk>/bukan/", linking.LinkDismissView.as_view(), name="link-dismiss"),
    path("kaitan/<uuid:pk>/pulihkan/", linking.LinkRestoreView.as_view(), name="link-restore"),
]
