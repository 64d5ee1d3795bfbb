"""Addresses: Indonesian paths for people, English names for developers. Each app lists its own."""

from django.urls import include, path

from tppo_gugus.views.home import HomeView

urlpatterns = [
    path("", HomeView.as_view(), name="home"),
    path("", include("cases.urls")),
    path("", include("referrals.urls")),
    path("", include("coordination.urls")),
    path("", include("reports.urls")),
    path("", include("taskforces.urls")),
    path("akun/", include("allauth.urls")),
]
