"""Addresses of this app: Indonesian paths, English names."""

from django.urls import path

from taskforces.views import agencies, decrees, invitations, notifications, regions, staff, task_forces

app_name = "taskforces"
urlpatterns = [
    path("kabar/", notifications.NotificationListView.as_view(), name="notification-list"),
    path("kabar/dibaca/", notifications.NotificationReadAllView.as_view(), name="notification-read-all"),
    path("kabar/<uuid:pk>/", notifications.NotificationOpenView.as_view(), name="notification-open"),
    path("wilayah/saran/", regions.RegionSuggestView.as_view(), name="region-suggest"),
    path("gugus-tugas/", task_forces.TaskForceListView.as_view(), name="task-force-list"),
    path("gugus-tugas/baru/", task_forces.TaskForceCreateView.as_view(), name="task-force-create"),
    path("gugus-tugas/<uuid:pk>/", task_forces.TaskForceDetailView.as_view(), name="task-force-detail"),
    path("gugus-tugas/<uuid:pk>/ubah/", task_forces.TaskForceEditView.as_view(), name="task-force-edit"),
    path("sk/", decrees.DecreeListView.as_view(), name="decree-list"),
    path("sk/baru/", decrees.DecreeCreateView.as_view(), name="decree-create"),
    path("sk/<uuid:pk>/", decrees.DecreeDetailView.as_view(), name="decree-detail"),
    path("sk/<uuid:pk>/ubah/", decrees.DecreeEditView.as_view(), name="decree-edit"),
    path("sk/<uuid:pk>/cabut/", decrees.DecreeRevokeView.as_view(), name="decree-revoke"),
    path("sk/<uuid:pk>/lanjutkan/", decrees.DecreeCarryOverView.as_view(), name="decree-carry-over"),
    path("sk/<uuid:pk>/bidang/baru/", decrees.DivisionCreateView.as_view(), name="division-create"),
    path("bidang/", decrees.DivisionListView.as_view(), name="division-list"),
    path("bidang/<uuid:pk>/ubah/", decrees.DivisionEditView.as_view(), name="division-edit"),
    path("bidang/<uuid:pk>/hapus/", decrees.DivisionRemoveView.as_view(), name="division-remove"),
    path("instansi/", agencies.AgencyListView.as_view(), name="agency-list"),
    path("instansi/baru/", agencies.AgencyCreateView.as_view(), name="agency-create"),
    path("instansi/<uuid:pk>/", agencies.AgencyDetailView.as_view(), name="agency-detail"),
    path("instansi/<uuid:pk>/ubah/", agencies.AgencyEditView.as_view(), name="agency-edit"),
    path("instansi/<uuid:pk>/akhiri/", agencies.AgencyDeactivateView.as_view(), name="agency-deactivate"),
    path("instansi/<uuid:pk>/terima-kembali/", agencies.AgencyReactivateView.as_view(), name="agency-reactivate"),
    path("petugas/", staff.StaffListView.as_view(), name="staff-list"),
    path("petugas/undang/", staff.InviteView.as_view(), name="invite"),
    path("petugas/<uuid:pk>/masa/", staff.MembershipPeriodView.as_view(), name="membership-period"),
    path("petugas/<uuid:pk>/akhiri/", staff.MembershipDeactivateView.as_view(), name="membership-deactivate"),
    path("petugas/undangan/<uuid:pk>/perbarui/", staff.InvitationRenewView.as_view(), name="invitation-renew"),
    path("petugas/undangan/<uuid:pk>/batalkan/", staff.InvitationRevokeView.as_view(), name="invitation-revoke"),
    path("undangan/terima/", invitations.InvitationTermsView.as_view(), name="invitation-terms"),
    path("undangan/<str:token>/", invitations.InvitationOpenView.as_view(), name="invitation-accept"),
]
