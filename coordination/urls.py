"""Addresses of this app."""

app_name = "coordination"
urlpatterns = []
