"""URLs of this app."""

from cases.public import urls
from cases.register import urls as register_urls
from cases.urls import cases as case_urls
from cases.urls import complaints, linking, merging, outcomes

app_name = "cases"
urlpatterns = [
    *complaints.urlpatterns,
    *outcomes.urlpatterns,
    *case_urls.urlpatterns,
    *merging.urlpatterns,
    *linking.urlpatterns,
    *register_urls.urlpatterns,
    *urls.urlpatterns,
]
