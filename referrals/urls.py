"""Addresses of this app."""

app_name = "referrals"
urlpatterns = []
