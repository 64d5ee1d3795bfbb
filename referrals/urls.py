"""Addresses of this app: Indonesian paths, English names."""

from django.urls import path

from referrals.views.answers import AcceptView, AskView, CompleteView, DeclineView, SettleView, WithdrawView
from referrals.views.pages import InboxView, ReferralDetailView, SentListView
from referrals.views.sending import PreviewView, SendView

app_name = "referrals"
urlpatterns = [
    path("korban/<uuid:pk>/rujuk/", SendView.as_view(), name="referral-send"),
    path("korban/<uuid:pk>/rujuk/pratinjau/", PreviewView.as_view(), name="referral-preview"),
    path("rujukan/", SentListView.as_view(), name="referral-list"),
    path("rujukan/masuk/", InboxView.as_view(), name="inbox"),
    path("rujukan/<uuid:pk>/", ReferralDetailView.as_view(), name="referral-detail"),
    path("rujukan/<uuid:pk>/terima/", AcceptView.as_view(), name="referral-accept"),
    path("rujukan/<uuid:pk>/tolak/", DeclineView.as_view(), name="referral-decline"),
    path("rujukan/<uuid:pk>/selesai/", CompleteView.as_view(), name="referral-complete"),
    path("rujukan/<uuid:pk>/tarik/", WithdrawView.as_view(), name="referral-withdraw"),
    path("rujukan/<uuid:pk>/kelanjutan/", SettleView.as_view(), name="referral-settle"),
    path("rujukan/<uuid:pk>/tanya/", AskView.as_view(), name="referral-ask"),
]
