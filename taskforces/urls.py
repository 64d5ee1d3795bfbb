"""Addresses of this app."""

app_name = "taskforces"
urlpatterns = []
