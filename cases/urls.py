"""Addresses of this app."""

from cases import complaint_urls

app_name = "cases"
urlpatterns = [*complaint_urls.urlpatterns]
