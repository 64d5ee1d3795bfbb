"""Addresses of this app."""

from cases import case_urls, complaint_urls, linking_urls, merging_urls, outcome_urls, public_urls, register_urls

app_name = "cases"
urlpatterns = [
    *complaint_urls.urlpatterns,
    *outcome_urls.urlpatterns,
    *case_urls.urlpatterns,
    *merging_urls.urlpatterns,
    *linking_urls.urlpatterns,
    *register_urls.urlpatterns,
    *public_urls.urlpatterns,
]
